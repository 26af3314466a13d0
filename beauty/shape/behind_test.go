package shape

import (
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// bodyOf is a mask of somebody: a head somewhat larger than the face's oval, and
// shoulders under it.
func bodyOf(f *face.Face, w, h int) *face.Mask {
	m := &face.Mask{W: 256, H: 144, P: make([]uint8, 256*144)}
	s := outline.Measure(f)
	top, chin := s.At(10), s.At(152)
	for y := range m.H {
		for x := range m.W {
			p := s.Local(face.Point{X: (float32(x) + 0.5) * float32(w) / 256, Y: (float32(y) + 0.5) * float32(h) / 144})
			u, v := (p.U-(top.U+chin.U)/2)/(0.62*s.Width), (p.V-(top.V+chin.V)/2+0.1*s.High)/(0.66*s.High)
			shoulders := p.V > chin.V+0.15*s.High && math.Abs(float64(p.U)) < 1.2*float64(s.Width)
			if u*u+v*v < 1 || shoulders {
				m.P[y*m.W+x] = 255
			}
		}
	}
	return m
}

// settled shows some frames, until the mask has come into force.
func settled(f face.Face, m *face.Mask, want Levels) *sitting {
	c := sits(f)
	c.want = want
	for range 30 {
		c.mask = m
		c.show(media.NewFrame(1280, 720))
	}
	return c
}

// TestLinesBehindTheHeadStay: with a mask, nothing moves a little way off the person,
// and nothing folds at the way there; without one a smaller head takes the room along.
func TestLinesBehindTheHeadStay(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 1280, 720) {
		m := bodyOf(&s.Face, 1280, 720)
		for _, want := range extremes() {
			c := settled(s.Face, m, want)
			if least, x, y := flattest(&c.warp); least < 0.05 {
				t.Errorf("%s, %v: squeezed to %.2f at %d,%d", name, want, least, x, y)
			}
			if far := strays(c, m); far > 1 {
				t.Errorf("%s, %v: the room moves by %.1f pixels", name, want, far)
			}
		}
		without := sits(s.Face)
		without.want = Levels{smallHead: 1}
		without.show(media.NewFrame(1280, 720))
		if far := strays(without, m); far < 4 {
			t.Errorf("%s: without a mask the room moves by %.1f pixels only: this test sees nothing", name, far)
		}
	}
}

// strays is how far what is behind somebody moves at most, from 0.4 of a face's width on.
func strays(c *sitting, m *face.Mask) float32 {
	far := float32(0)
	g, off := &c.warp, int(0.4*c.faces[0].Width())
	near := func(x, y int) bool {
		for dy := -off; dy <= off; dy += 6 {
			for dx := -off; dx <= off; dx += 6 {
				px, py := (x+dx)*m.W/1280, (y+dy)*m.H/720
				if dx*dx+dy*dy <= off*off && px >= 0 && py >= 0 && px < m.W && py < m.H && m.P[py*m.W+px] > 0 {
					return true
				}
			}
		}
		return false
	}
	for y := 4; y < 716; y += 16 {
		for x := 4; x < 1276; x += 16 {
			dx, dy, _ := g.at(float32(x), float32(y))
			if d := max(dx, -dx, dy, -dy); d > far && !near(x, y) {
				far = d
			}
		}
	}
	return far
}

// TestALateMaskComesInSoftly: nothing jumps when the first mask comes, nor when there
// are none any more.
func TestALateMaskComesInSoftly(t *testing.T) {
	s := pixeltest.Sitters(t, 1280, 720)["gocv-face"]
	m := bodyOf(&s.Face, 1280, 720)
	c := sits(s.Face)
	c.want = Levels{smallHead: 1}
	var last []int16
	for i := range 60 {
		c.mask = nil
		if i >= 10 && i < 40 {
			c.mask = m
		}
		c.show(media.NewFrame(1280, 720))
		var most int16
		for k := range last {
			most = max(most, c.warp.dx[k]-last[k], last[k]-c.warp.dx[k])
		}
		if jump := float64(most) / warpUnit; jump > 8 {
			t.Errorf("frame %d: a node moves by %.1f pixels at once", i, jump)
		}
		last = append(last[:0], c.warp.dx...)
	}
	plain := sits(s.Face)
	plain.want = c.want
	plain.show(media.NewFrame(1280, 720))
	for k, v := range plain.warp.dx {
		if d := c.warp.dx[k] - v; d > 1 || d < -1 {
			t.Fatalf("20 frames after the last mask node %d is still at %d instead of %d", k, c.warp.dx[k], v)
		}
	}
}

// TestADoubleChinIsDrawnUp: what hangs under the chin comes nearer to it.
func TestADoubleChinIsDrawnUp(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 1280, 720) {
		a := outline.Measure(&s.Face)
		chin := a.At(152)
		under := a.Point(chin.U, chin.V+0.11*a.High)
		last := float32(math.Inf(1))
		for v := range 4 {
			c := sits(s.Face)
			c.want = Levels{doubleChin: float32(v) / 3}
			c.show(media.NewFrame(1280, 720))
			now := a.Local(c.warp.Forward(under)).V - a.Local(c.warp.Forward(s.Face.Points[152])).V
			if now > last-0.004*a.High {
				t.Errorf("%s, level %d: %.1f pixels under the chin after %.1f", name, 3*v, now, last)
			}
			last = now
		}
	}
}

func BenchmarkShapeWithAMask(b *testing.B) {
	s := pixeltest.Sitters(b, 1280, 720)["gocv-face"]
	m := bodyOf(&s.Face, 1280, 720)
	for name, mask := range map[string]*face.Mask{"without": nil, "with": m} {
		b.Run(name, func(b *testing.B) {
			c := sits(s.Face)
			for i := range c.want {
				c.want[i] = 0.6
			}
			f := media.NewFrame(1280, 720)
			b.ReportAllocs()
			for b.Loop() {
				c.mask = mask
				c.show(f)
			}
		})
	}
}
