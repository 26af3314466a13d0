package beauty

import (
	"testing"
	"time"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/motion/motiontest"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// farSitter is a picture with the sitter's face drawn in at a third of the size.
func farSitter(t testing.TB) (*media.Frame, face.Face) {
	s := pixeltest.Sitters(t, 640, 480)["gocv-face"]
	f, in := pixeltest.Noisy(640, 480, 0), pixeltest.Scaled(s.Frame, 216, 160)
	for j := range 160 {
		copy(f.Y[(120+j)*f.YStride+80:][:216], in.Y[j*in.YStride:])
	}
	fc := s.Face
	for i, p := range fc.Points {
		fc.Points[i] = face.Point{X: p.X*216/640 + 80, Y: p.Y/3 + 120, Z: p.Z / 3}
	}
	return f, fc
}

// shoot runs a picture through a chain n times, from picture i on, and returns the last.
func shoot(c *Chain, f *media.Frame, i, n int) *media.Frame {
	var g *media.Frame
	for k := range n {
		g = pixeltest.Clone(f)
		g.Time = time.Unix(1, 0).Add(time.Duration(i+k) * time.Second / 30)
		c.Process(g)
	}
	return g
}

func TestFramingFollowsAndGoesBack(t *testing.T) {
	f, fc := farSitter(t)
	finder := &facetest.Finder{FaceList: []face.Face{fc}}
	c := NewChain()
	c.SetFinder(finder)
	c.Set("sharpness", 0)
	if got := shoot(c, f, 0, 30); !pixeltest.Same(got, f) || finder.Wanted() != 0 {
		t.Errorf("off it changes the picture, or looks for %b", finder.Wanted())
	}
	if v, err := c.Set("framing", 12); v != 9 || err != nil {
		t.Errorf("level 12 is %v, %v", v, err)
	}
	near := shoot(c, f, 30, 150)
	if pixeltest.Same(near, f) || c.FacesSeen() != 1 || finder.Wanted() != face.WantFaces {
		t.Errorf("%d faces, wanted %b", c.FacesSeen(), finder.Wanted())
	}
	// The mirror is after it, and turns what is seen.
	c.SetMirror(true)
	turned := shoot(c, f, 180, 1)
	for y := range 480 {
		reverse(turned.Y[y*turned.YStride:][:640])
	}
	if d := pixeltest.Farthest(turned.Y, near.Y); d > 2 {
		t.Errorf("in the mirror it differs by %d", d)
	}
	c.SetMirror(false)
	c.Set("framing", 0)
	if got := shoot(c, f, 181, 1); pixeltest.Same(got, f) {
		t.Error("switched off it jumps")
	}
	if got := shoot(c, f, 182, 240); !pixeltest.Same(got, f) {
		t.Error("switched off it does not come to the whole picture")
	}
	shoot(c, f, 422, 1)
	if w := finder.Wanted(); w != 0 {
		t.Errorf("off it looks for %b", w)
	}
}

// TestStickersGoWithTheFraming: a sticker lies on the face as it is seen, as large as that.
func TestStickersGoWithTheFraming(t *testing.T) {
	f, fc := farSitter(t)
	tmpl := motiontest.Shipped(t, "glasses")
	drawn := func(level float32) (n, x, y int) {
		bare, worn := seen(fc), seen(fc)
		for _, c := range []*Chain{bare, worn} {
			c.Set("framing", level)
		}
		worn.SetMotion(tmpl)
		a, b := shoot(bare, f, 0, 150), shoot(worn, f, 0, 150)
		for j := range 480 {
			for i := range 640 {
				if a.Y[j*a.YStride+i] != b.Y[j*b.YStride+i] {
					n, x, y = n+1, x+i, y+j
				}
			}
		}
		return n, x / max(n, 1), y / max(n, 1)
	}
	n, x, y := drawn(0)
	m, u, v := drawn(9)
	if by := float64(m) / float64(max(n, 1)); by < 3 || by > 5 {
		t.Errorf("the sticker has %d pixels, and %d without", m, n)
	}
	// From left of the middle and the height of the eyes to the middle, and 40 %.
	if x > 240 || u < 300 || u > 340 || v < 160 || v > 230 {
		t.Errorf("the sticker is at %d, %d, and without at %d, %d", u, v, x, y)
	}
}
