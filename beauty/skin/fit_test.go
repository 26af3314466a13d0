package skin

import (
	"math/rand/v2"
	"testing"

	"onair/beauty/face"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// look begins another frame with faces and a person.
func (s *stage) look(f *media.Frame, faces []face.Face, person *face.Mask) *pixel.Frame {
	s.view.Of(f)
	s.cells.Begin(&s.view)
	s.skin.Begin(faces, person)
	return &s.view
}

// around is a person about a face: head and trunk.
func around(f face.Face, w, h int) *face.Mask {
	c := f.Points[noseBridge]
	m := &face.Mask{W: w / 8, H: h / 8, P: make([]uint8, w/8*(h/8))}
	for y := range m.H {
		for x := range m.W {
			dx, dy := float32(x)*8-c.X, float32(y)*8-c.Y
			if k := f.Width(); dx*dx+dy*dy < k*k || dy > 0 && dx < k && dx > -k {
				m.P[y*m.W+x] = 255
			}
		}
	}
	return m
}

// cheeks are cells of a face that are skin: between the features.
func cheeks(f face.Face, c *pixel.Cells) (list []int) {
	for _, i := range []int{50, 280, 101, 330, 36, 266, 205, 425, 9, 151, 108, 337, 4, 195} {
		p := f.Points[i]
		list = append(list, int(p.Y)/pixel.Cell*c.LW+int(p.X)/pixel.Cell)
	}
	return list
}

// lit changes the light: luma by k, chroma by what is added, of the right half from x on.
func lit(f *media.Frame, from int, k float64, cb, cr int) *media.Frame {
	g := pixeltest.Clone(f)
	for y := range g.Height() {
		for x := from; x < g.Width(); x++ {
			p := &g.Y[y*g.YStride+x]
			*p = uint8(16 + max(float64(*p)-16, 0)*k)
		}
	}
	move := func(p *uint8, by int) { *p = uint8(min(max(128+int(float64(int(*p)-128)*k)+by, 0), 255)) }
	for y := range g.Height() / 2 {
		for x := from / 2; x < g.Width()/2; x++ {
			move(&g.Cb[y*g.CStride+x], cb)
			move(&g.Cr[y*g.CStride+x], cr)
		}
	}
	return g
}

// TestSkinIsThatOfTheFaceInAnyLight: a face is skin by every lamp, and what is behind it
// is not.
func TestSkinIsThatOfTheFaceInAnyLight(t *testing.T) {
	const w, h = 640, 360
	for name, sit := range pixeltest.Sitters(t, w, h) {
		middle := int(sit.Face.Points[noseBridge].X)
		for _, l := range []struct {
			name   string
			from   int
			k      float64
			cb, cr int
		}{
			{"as it is", 0, 1, 0, 0}, {"a warm lamp", 0, .9, -25, 12}, {"a magenta lamp", 0, .8, 20, 28},
			{"half in red", middle, .8, -5, 36}, {"half in shade", middle, .35, 0, 0}, {"hardly any light", 0, .22, 0, 0},
		} {
			s := newStage(defaultKernels())
			person := around(sit.Face, w, h)
			var got []int16
			for range 8 {
				got = s.skin.Weights(s.look(lit(sit.Frame, l.from, l.k, l.cb, l.cr), []face.Face{sit.Face}, person))
			}
			for _, i := range cheeks(sit.Face, &s.cells) {
				if got[i] < 200 {
					t.Errorf("%s by %s: cell %d of the face weighs %d", name, l.name, i, got[i])
				}
			}
			taken, behind := 0, 0
			for y := range s.cells.LH {
				for x := range s.cells.LW {
					if person.P[y/2*person.W+x/2] == 0 {
						behind++
						if got[y*s.cells.LW+x] >= 128 {
							taken++
						}
					}
				}
			}
			if taken*100 > behind*3 {
				t.Errorf("%s by %s: %d of %d cells behind are skin", name, l.name, taken, behind)
			}
		}
	}
}

// TestSkinIsStillThoughThePictureIsNoisy: the mean deviation of the weights of a face.
func TestSkinIsStillThoughThePictureIsNoisy(t *testing.T) {
	const w, h, n = 640, 360, 24
	for name, sit := range pixeltest.Sitters(t, w, h) {
		s, r := newStage(defaultKernels()), rand.New(rand.NewPCG(1, 2))
		person := around(sit.Face, w, h)
		var sum, sq []float64
		for k := range 2 * n {
			f := pixeltest.Clone(sit.Frame)
			for p, levels := range map[*[]byte]float64{&f.Y: 8, &f.Cb: 4, &f.Cr: 4} {
				for i, v := range *p {
					(*p)[i] = uint8(min(max(float64(v)+r.NormFloat64()*levels, 0), 255))
				}
			}
			got := s.skin.Weights(s.look(f, []face.Face{sit.Face}, person))
			at := cheeks(sit.Face, &s.cells)
			if sum == nil {
				sum, sq = make([]float64, len(at)), make([]float64, len(at))
			}
			for i, c := range at {
				if v := float64(got[c]); k >= n {
					sum[i], sq[i] = sum[i]+v, sq[i]+v*v
				}
			}
		}
		total := 0.
		for i := range sum {
			total += max(sq[i]/n-sum[i]*sum[i]/n/n, 0) / float64(len(sum))
		}
		if total > 2*2 {
			t.Errorf("%s: the weights' variance is %.1f", name, total)
		}
	}
}

// TestTheColoursOfALostFaceAreKeptForAWhile: who turns away has the neck of before;
// later, skin is what it may be of anybody.
func TestTheColoursOfALostFaceAreKeptForAWhile(t *testing.T) {
	const w, h = 640, 360
	sit := pixeltest.Sitters(t, w, h)["astronaut"]
	magenta := lit(sit.Frame, 0, .8, 20, 28)
	s := newStage(defaultKernels())
	person := around(sit.Face, w, h)
	s.skin.Weights(s.look(magenta, []face.Face{sit.Face}, person))
	at := cheeks(sit.Face, &s.cells)[0]
	for range fitLasts - 1 {
		if got := s.skin.Weights(s.look(magenta, nil, person))[at]; got < 128 {
			t.Fatalf("the face's own colour weighs %d when the face is not found", got)
		}
	}
	var got int16
	for range 20 {
		got = s.skin.Weights(s.look(magenta, nil, person))[at]
	}
	if got >= 128 {
		t.Errorf("magenta weighs %d when no face has been there for long", got)
	}
}

// TestFacesAtTheEdgeAndOddOnes are looked at without harm.
func TestFacesAtTheEdgeAndOddOnes(t *testing.T) {
	const w, h = 321, 243
	f := pixeltest.Scaled(pixeltest.Load(t, "gocv-face.jpg"), w, h)
	sit := pixeltest.Sitters(t, w, h)["gocv-face"]
	for name, odd := range pixeltest.OddFaces(sit.Face, w, h) {
		a, b := newStage(defaultKernels()), newStage(goKernels())
		for range 2 {
			got := a.skin.Weights(a.look(f, []face.Face{odd}, around(sit.Face, w, h)))
			want := b.skin.Weights(b.look(f, []face.Face{odd}, around(sit.Face, w, h)))
			for i := range want {
				if d := got[i] - want[i]; d > 1 || d < -1 || got[i] < 0 || got[i] > 256 {
					t.Fatalf("%s: cell %d weighs %d, by the reference %d", name, i, got[i], want[i])
				}
			}
		}
	}
}
