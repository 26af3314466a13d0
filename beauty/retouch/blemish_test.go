package retouch

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// spotted is a frame with blemishes drawn on the cheeks.
func spotted(f *media.Frame, who *face.Face, share float32) (*media.Frame, []outline.Point) {
	g := pixeltest.Clone(f)
	var list []outline.Point
	for _, k := range []int{50, 280, 205, 425} {
		at := outline.Landmark(who, k)
		list = append(list, at)
		r := share * who.Width()
		for y := int(at.Y - 2*r); y < int(at.Y+2*r)+1; y++ {
			for x := int(at.X - 2*r); x < int(at.X+2*r)+1; x++ {
				d := outline.Point{X: float32(x), Y: float32(y)}.Minus(at).Length() / r
				k := float32(math.Exp(-float64(d * d * d)))
				g.Y[y*g.YStride+x] -= uint8(22 * k)
				if x&1 == 0 && y&1 == 0 {
					g.Cr[y/2*g.CStride+x/2] += uint8(7 * k)
				}
			}
		}
	}
	return g, list
}

// TestBlemishesAreHealed draws spots of three sizes on a face.
func TestBlemishesAreHealed(t *testing.T) {
	fine, who := pixeltest.LargeFace(t)
	for _, share := range []float32{.014, .018, .026} {
		bad, where := spotted(fine, &who, share)
		c := sits(who)
		c.set("blemishRemove", 9)
		f := pixeltest.Clone(bad)
		c.show(f)
		for i, at := range where {
			was, is := 0.0, 0.0
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					k := (int(at.Y)+dy)*f.YStride + int(at.X) + dx
					was += float64(fine.Y[k]) - float64(bad.Y[k])
					is += float64(fine.Y[k]) - float64(f.Y[k])
				}
			}
			if is > .5*was || is < -.5*was {
				t.Errorf("radius %.3f, spot %d: %.1f levels darker than the skin, %.1f when healed", share, i, was/9, is/9)
			}
		}
	}
}

// TestWhatIsHealedMovesWithTheFace: blemishes are not looked for in every frame, and
// meanwhile they are healed where the face is now.
func TestWhatIsHealedMovesWithTheFace(t *testing.T) {
	const by = 6
	fine, who := pixeltest.LargeFace(t)
	bad, where := spotted(fine, &who, .018)
	moved := func(f *media.Frame) *media.Frame {
		g := pixeltest.Clone(f)
		for y := range f.Height() {
			copy(g.Y[y*g.YStride+by:(y+1)*g.YStride], f.Y[y*f.YStride:])
		}
		for y := range (f.Height() + 1) / 2 {
			copy(g.Cb[y*g.CStride+by/2:(y+1)*g.CStride], f.Cb[y*f.CStride:])
			copy(g.Cr[y*g.CStride+by/2:(y+1)*g.CStride], f.Cr[y*f.CStride:])
		}
		return g
	}
	c := sits(who)
	c.set("blemishRemove", 9)
	f := pixeltest.Clone(bad)
	f.Time = time.Unix(100, 0)
	c.show(f)

	f = moved(bad)
	f.Time = time.Unix(100, int64(time.Second/30))
	for i := range c.faces[0].Points {
		c.faces[0].Points[i].X += by
	}
	c.show(f)
	if !c.own.spot.last.at.Equal(time.Unix(100, 0)) {
		t.Fatal("they were looked for in the next frame already")
	}
	fine, bad = moved(fine), moved(bad)
	for i, at := range where {
		k := int(at.Y)*f.YStride + int(at.X) + by
		if was, is := int(fine.Y[k])-int(bad.Y[k]), int(fine.Y[k])-int(f.Y[k]); is*2 > was || is*2 < -was {
			t.Errorf("spot %d: %d levels darker than the skin, %d when healed", i, was, is)
		}
	}
}

// TestNothingIsHealedWhereNothingIs: eyes, brows, lips and nostrils of a face stay to
// the byte, and of the rest hardly anything changes.
func TestNothingIsHealedWhereNothingIs(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 1280, 720) {
		c := sits(s.Face)
		c.set("blemishRemove", 9)
		f := pixeltest.Clone(s.Frame)
		c.show(f)
		for _, list := range [][]int{face.LeftEye, face.RightEye, face.LeftBrow, face.RightBrow, face.LipsOuter, {2, 97, 326, 98, 327}} {
			for _, k := range list {
				p := s.Face.Points[k]
				if i := int(p.Y)*f.YStride + int(p.X); f.Y[i] != s.Frame.Y[i] {
					t.Errorf("%s: changed at point %d of the mesh", name, k)
				}
			}
		}
		w := float64(s.Face.Width())
		if n := float64(len(changed(s.Frame, f))) / (w * w); n > .05 {
			t.Errorf("%s: %.3f of the face changed", name, n)
		}
	}
}

// TestHealingIsStill: what is taken off a still face with noise of eight levels does
// not flicker.
func TestHealingIsStill(t *testing.T) {
	fine, who := pixeltest.LargeFace(t)
	bad, _ := spotted(fine, &who, .016)
	rnd := rand.New(rand.NewPCG(3, 4))
	c := sits(who)
	c.set("blemishRemove", 9)
	const settle, n = 12, 16
	var sum, sq [spotNodes]float64
	for k := range settle + n {
		f := pixeltest.Clone(bad)
		f.Time = time.Unix(100, int64(k)*int64(time.Second/30))
		for _, p := range [][]byte{f.Y, f.Cb, f.Cr} {
			levels := 8.0
			if len(p) != len(f.Y) {
				levels = 4
			}
			for i, v := range p {
				p[i] = byte(min(max(float64(v)+rnd.NormFloat64()*levels+.5, 0), 255))
			}
		}
		c.show(f)
		if k >= settle {
			for i, h := range c.own.spot.heal {
				sum[i] += float64(h.share)
				sq[i] += float64(h.share) * float64(h.share)
			}
		}
	}
	total, nodes := 0.0, 0
	for i := range sum {
		if m := sum[i] / n; m > .02 {
			total += math.Sqrt(max(sq[i]/n-m*m, 0))
			nodes++
		}
	}
	if nodes == 0 {
		t.Fatal("nothing is healed")
	}
	dev := total / float64(nodes)
	t.Logf("%d nodes are healed, their share moves by %.3f", nodes, dev)
	if dev > .1 {
		t.Errorf("the share that is healed moves by %.3f", dev)
	}
}

// TestBlemishesAtTheGridsBorder heals a spot at every place of the outermost rows and
// columns in which one may be: the skin around is looked at within the grid.
func TestBlemishesAtTheGridsBorder(t *testing.T) {
	f, who := pixeltest.LargeFace(t)
	var v pixel.Frame
	v.Of(f)
	b := &blemishes{}
	m := outline.Measure(&who)
	b.reach = gridOf(&m)
	dark := make([]float32, spotNodes)
	for j := range spotH {
		for i := range spotW {
			if far := spotBox + 4; i > far && j > far && i < spotW-far && j < spotH-far {
				continue
			}
			clear(dark)
			dark[j*spotW+i] = 20
			for k := range b.where {
				b.where[k], b.sure[k], b.fine[k] = 1, 1, 120
			}
			b.find(&v, dark, 1)
		}
	}
}
