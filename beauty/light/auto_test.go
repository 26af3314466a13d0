package light

import (
	"math"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// stream shows frames to a stage, at a rate.
type stream struct {
	stage Stage
	at    time.Time
	every time.Duration
	faces []face.Face
}

func newStream(faces ...face.Face) *stream {
	return &stream{at: time.Unix(1, 0), every: time.Second / 30, faces: faces}
}

// show gives back what becomes of f.
func (s *stream) show(f *media.Frame) *media.Frame {
	g := pixeltest.Clone(f)
	var v pixel.Frame
	v.Of(g)
	s.at = s.at.Add(s.every)
	s.stage.Apply(&v, s.at, s.faces, &Levels{Auto: true})
	return g
}

// lit is f by a lamp: how bright, and the chroma it adds at white.
func lit(f *media.Frame, bright, cb, cr float64) *media.Frame {
	g := pixeltest.Clone(f)
	for i, v := range f.Y {
		g.Y[i] = pixel.Byte(int32(math.Round(16 + (float64(v)-16)*bright)))
	}
	for y := range f.Height() / 2 {
		for x := range f.Width() / 2 {
			i := y*f.CStride + x
			l := (float64(f.Y[2*y*f.YStride+2*x]) - 16) / 219 * bright
			g.Cb[i] = pixel.Byte(int32(math.Round(128 + (float64(f.Cb[i])-128)*bright + cb*l)))
			g.Cr[i] = pixel.Byte(int32(math.Round(128 + (float64(f.Cr[i])-128)*bright + cr*l)))
		}
	}
	return g
}

func mean(p []byte) float64 {
	sum := 0
	for _, v := range p {
		sum += int(v)
	}
	return float64(sum) / float64(len(p))
}

func apart(a, b []byte) float64 {
	sum := 0.0
	for i := range a {
		sum += math.Abs(float64(a[i]) - float64(b[i]))
	}
	return sum / float64(len(a))
}

func TestAutoLeavesGoodPicturesAlone(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 320, 180) {
		for _, st := range []*stream{newStream(), newStream(s.Face)} {
			got := st.show(s.Frame)
			if y, cb, cr := apart(got.Y, s.Frame.Y), apart(got.Cb, s.Frame.Cb), apart(got.Cr, s.Frame.Cr); y > 1 || cb > 1 || cr > 1 {
				t.Errorf("%s, %d faces: changed by %.1f, %.1f, %.1f", name, len(st.faces), y, cb, cr)
			}
		}
	}
}

func TestAutoLiftsDimPicturesAndBurnsNothing(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 320, 180) {
		dim := lit(s.Frame, .22, 0, 0)
		got := newStream(s.Face).show(dim)
		if up := mean(got.Y) - mean(dim.Y); up < 15 {
			t.Errorf("%s: a dim picture is raised by %.0f levels", name, up)
		}
		for i, v := range got.Y {
			if v > 235 || v < dim.Y[i]-8 {
				t.Fatalf("%s: %d becomes %d", name, dim.Y[i], v)
			}
		}
	}
}

func TestAutoTakesLampsAway(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 320, 180) {
		for _, c := range [][2]float64{{-32, 16}, {-18, 9}, {24, 34}} {
			cast := lit(s.Frame, 1, c[0], c[1])
			got := newStream(s.Face).show(cast)
			was := apart(cast.Cb, s.Frame.Cb) + apart(cast.Cr, s.Frame.Cr)
			is := apart(got.Cb, s.Frame.Cb) + apart(got.Cr, s.Frame.Cr)
			t.Logf("%s, lamp %v: chroma off by %.1f, then %.1f", name, c, was, is)
			if is > .75*was {
				t.Errorf("%s, lamp %v: chroma off by %.1f, then %.1f", name, c, was, is)
			}
		}
	}
}

// TestAutoIsSteady: a picture whose light trembles gets the same light all the time, and one
// that turns dim gets more of it bit by bit.
func TestAutoIsSteady(t *testing.T) {
	src := pixeltest.Sitters(t, 320, 180)["gocv-face"]
	s := newStream(src.Face)
	shades := []*media.Frame{lit(src.Frame, .3, 0, 0), lit(src.Frame, .31, 1, 0), lit(src.Frame, .305, 0, 1)}
	for i := range 240 {
		s.show(shades[i%3])
	}
	still := s.stage.auto.now
	if still.exposure < .3 {
		t.Fatalf("a dim picture gets %.2f stops", still.exposure)
	}
	for i := range 90 {
		s.show(shades[i*i%3])
		if s.stage.auto.now != still {
			t.Fatalf("frame %d: %+v became %+v", i, still, s.stage.auto.now)
		}
	}
	// The lights go on slowly: each frame a little.
	last := still
	for i := range 150 {
		s.show(lit(src.Frame, min(.3+.01*float64(i), 1), 0, 0))
		now := s.stage.auto.now
		if d := math.Abs(now.exposure - last.exposure); d > .08 {
			t.Fatalf("frame %d: %.2f stops at once", i, d)
		}
		last = now
	}
	if last.exposure > .1 {
		t.Errorf("with the lights on: %.2f stops", last.exposure)
	}
}

func TestAutoTakesACutAtOnce(t *testing.T) {
	for _, s := range pixeltest.Sitters(t, 320, 180) {
		st := newStream(s.Face)
		for range 10 {
			st.show(s.Frame)
		}
		dim := lit(s.Frame, .2, 0, 0)
		got := st.show(dim)
		if want := newStream(s.Face).show(dim); !pixeltest.Same(got, want) {
			t.Errorf("after a cut: %.0f levels off what the picture gets alone", apart(got.Y, want.Y))
		}
	}
}

// TestAutoGoesByTheClock: at any rate of frames the light is as far after the same time.
func TestAutoGoesByTheClock(t *testing.T) {
	for _, s := range pixeltest.Sitters(t, 320, 180) {
		after := func(rate int) wish {
			st := newStream(s.Face)
			st.every = time.Second / time.Duration(rate)
			st.show(lit(s.Frame, .5, 0, 0))
			for range rate {
				st.show(lit(s.Frame, .36, 0, 0))
			}
			return st.stage.auto.now
		}
		if a, b := after(15), after(60); math.Abs(a.exposure-b.exposure) > .12 {
			t.Errorf("at 15 frames a second %.2f stops after a second, at 60 %.2f", a.exposure, b.exposure)
		}
	}
}
