package shape

import (
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// extremes are settings of reshape that ask for much at once.
func extremes() []Levels {
	var list []Levels
	for i := range Kinds {
		for _, v := range []float32{1, -1} {
			if v > 0 || Kinds[i].Signed {
				var s Levels
				s[i] = v
				list = append(list, s)
			}
		}
	}
	for bits := range 8 {
		var s Levels
		for i := range s {
			s[i] = 1
			if Kinds[i].Signed && bits>>(i%3)&1 == 1 {
				s[i] = -1
			}
		}
		list = append(list, s)
	}
	return list
}

// TestWarpNeverFolds checks that neighbouring nodes keep their order, whatever is
// turned on: what the picture shows is squeezed or stretched but never torn.
func TestWarpNeverFolds(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 1280, 720) {
		for _, angle := range []float64{0, -0.7} {
			f := pixeltest.Leant(s.Face, angle, 1280, 720)
			for _, want := range extremes() {
				c := sits(f)
				c.want = want
				c.show(media.NewFrame(1280, 720))
				if least, x, y := flattest(&c.warp); least < 0.1 {
					t.Errorf("%s leaning %.1f, %v: squeezed to %.2f at %d,%d", name, angle, want, least, x, y)
				}
				if far := onBorder(&c.warp); far != 0 {
					t.Errorf("%s leaning %.1f, %v: the area's border moves by %d", name, angle, want, far)
				}
			}
		}
	}
}

// flattest is the smallest area that a cell of the grid comes from, as a share of
// the cell, and where it is.
func flattest(g *warp) (least float64, x, y int) {
	least = 1
	for _, a := range g.areas {
		for j := a.y0; j < a.y1; j++ {
			for i := a.x0; i < a.x1; i++ {
				for _, at := range [][2]float32{{0.02, 0.02}, {0.98, 0.02}, {0.02, 0.98}, {0.98, 0.98}} {
					_, _, s := g.at(nodeAt(i)+at[0]*mesh, nodeAt(j)+at[1]*mesh)
					if d := float64((1+s[0])*(1+s[3]) - s[1]*s[2]); d < least {
						least, x, y = d, i*mesh, j*mesh
					}
				}
			}
		}
	}
	return least, x, y
}

// onBorder is how far nodes on a border of an area move that is not the frame's.
func onBorder(g *warp) int {
	most := 0
	for _, a := range g.areas {
		for j := a.y0; j <= a.y1; j++ {
			for i := a.x0; i <= a.x1; i++ {
				inner := i > a.x0 && i < a.x1 && j > a.y0 && j < a.y1
				if inner || i == 0 || j == 0 || i == g.gw-1 || j == g.gh-1 {
					continue
				}
				k := j*g.gw + i
				x, y := int(g.dx[k]), int(g.dy[k])
				most = max(most, x, -x, y, -y)
			}
		}
	}
	return most
}

// TestForwardIsTheWayBack goes from points of the camera's picture to the changed
// one and back along the field the pixels take.
func TestForwardIsTheWayBack(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 1280, 720) {
		for _, want := range extremes() {
			c := sits(s.Face)
			c.want = want
			c.show(media.NewFrame(1280, 720))
			g := &c.warp
			for _, p := range s.Face.Points {
				q := g.Forward(p)
				dx, dy, _ := g.at(q.X, q.Y)
				if d := math.Hypot(float64(q.X+dx-p.X), float64(q.Y+dy-p.Y)); d > 0.1 {
					t.Fatalf("%s: %v comes back %.2f pixels off", name, want, d)
				}
			}
		}
	}
	var none warp
	none.begin(64, 48)
	if p := (face.Point{X: 3, Y: 4, Z: 5}); none.Forward(p) != p {
		t.Error("a warp of nothing moves a point")
	}
}

// TestPixelsFollowTheField draws a dot on each of some landmarks and looks for it
// where Forward says.
func TestPixelsFollowTheField(t *testing.T) {
	s := pixeltest.Sitters(t, 1280, 720)["gocv-face"]
	f := media.NewFrame(1280, 720)
	for i := range f.Y {
		f.Y[i] = 30
	}
	dots := []int{4, 33, 61, 152, 132, 361, 10, 105, 473}
	for _, k := range dots {
		p := s.Face.Points[k]
		for y := int(p.Y) - 12; y < int(p.Y)+12; y++ {
			for x := int(p.X) - 12; x < int(p.X)+12; x++ {
				d := math.Hypot(float64(x)+0.5-float64(p.X), float64(y)+0.5-float64(p.Y))
				f.Y[y*f.YStride+x] = byte(30 + 200*math.Exp(-d*d/18))
			}
		}
	}
	c := sits(s.Face)
	c.want = Levels{faceSlim: 1, chin: 1, eyeScale: 1, nosePosition: -1, mouthShape: 1, forehead: 1}
	c.show(f)
	for _, k := range dots {
		q := c.warp.Forward(s.Face.Points[k])
		var sum, sx, sy float64
		for y := int(q.Y) - 12; y < int(q.Y)+12; y++ {
			for x := int(q.X) - 12; x < int(q.X)+12; x++ {
				v := max(float64(f.Y[y*f.YStride+x])-100, 0)
				sum, sx, sy = sum+v, sx+v*(float64(x)+0.5), sy+v*(float64(y)+0.5)
			}
		}
		if d := math.Hypot(sx/sum-float64(q.X), sy/sum-float64(q.Y)); !(d < 0.5) {
			t.Errorf("the dot on point %d is %.2f pixels from where Forward says", k, d)
		}
	}
}

// TestLinesBehindTheFace puts upright and level lines behind the whole picture:
// away from the face they stay where they are within two pixels, and next to it
// they bend without a break.
func TestLinesBehindTheFace(t *testing.T) {
	for name, s := range pixeltest.Sitters(t, 1280, 720) {
		width := float64(s.Face.Width())
		for _, want := range extremes() {
			c := sits(s.Face)
			c.want = want
			c.want[smallHead] = 0
			c.show(media.NewFrame(1280, 720))
			g := &c.warp
			var away, step float32
			for y := 4; y < 716; y += 8 {
				for x := 4; x < 1276; x += 8 {
					dx, dy, _ := g.at(float32(x), float32(y))
					if beside(&s.Face, float32(x), float32(y)) > 0.32*width {
						away = max(away, dx, -dx, dy, -dy)
					}
					ex, ey, _ := g.at(float32(x+1), float32(y+1))
					step = max(step, ex-dx, dx-ex, ey-dy, dy-ey)
				}
			}
			if away > 2 {
				t.Errorf("%s, %v: the background moves by %.1f pixels", name, want, away)
			}
			if step > 2 {
				t.Errorf("%s, %v: neighbouring pixels come from %.1f pixels apart", name, want, step)
			}
		}
	}
}

// beside is how far outside the face's outline a point lies, 0 within.
func beside(f *face.Face, x, y float32) float64 {
	inside, least := false, math.Inf(1)
	b := f.Points[face.FaceOval[len(face.FaceOval)-1]]
	for _, k := range face.FaceOval {
		a := f.Points[k]
		if (a.Y > y) != (b.Y > y) && x < (b.X-a.X)*(y-a.Y)/(b.Y-a.Y)+a.X {
			inside = !inside
		}
		ux, uy := b.X-a.X, b.Y-a.Y
		t := min(max(((x-a.X)*ux+(y-a.Y)*uy)/(ux*ux+uy*uy), 0), 1)
		least = min(least, math.Hypot(float64(x-a.X-t*ux), float64(y-a.Y-t*uy)))
		b = a
	}
	if inside {
		return 0
	}
	return least
}
