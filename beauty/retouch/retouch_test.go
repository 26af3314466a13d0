package retouch

import (
	"image"
	"math"
	"slices"
	"testing"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/beauty/skin"
	"onair/media"
)

// sitting is a retouching with what it goes by, and the faces it works on.
type sitting struct {
	cells  pixel.Cells
	skin   *skin.Skin
	own    *Retoucher
	faces  []face.Face
	levels Levels
}

func sits(faces ...face.Face) *sitting {
	s := &sitting{faces: faces}
	s.skin = skin.New(&s.cells, nil)
	s.own = New(&s.cells, s.skin)
	return s
}

// set gives one effect a level, 0 to 9.
func (s *sitting) set(id string, level float32) {
	s.levels[slices.Index(IDs[:], id)] = level / 9
}

// show works on f.
func (s *sitting) show(f *media.Frame) {
	var v pixel.Frame
	v.Of(f)
	s.cells.Begin(&v)
	s.skin.Begin(s.faces, nil)
	s.own.Apply(&v, f.Time, s.faces, nil, &s.levels)
}

// changed lists where a filter changed luma by more than a level.
func changed(before, after *media.Frame) []image.Point {
	var list []image.Point
	for y := range before.Height() {
		for x := range before.Width() {
			a, b := before.Y[y*before.YStride+x], after.Y[y*after.YStride+x]
			if max(a, b)-min(a, b) > 1 {
				list = append(list, image.Pt(x, y))
			}
		}
	}
	return list
}

// nearest is the distance from a pixel to the nearest of some points of a face.
func nearest(f *face.Face, at image.Point, points []int) float64 {
	least := math.Inf(1)
	for _, k := range points {
		p := f.Points[k]
		least = min(least, math.Hypot(float64(p.X)-float64(at.X)-0.5, float64(p.Y)-float64(at.Y)-0.5))
	}
	return least
}

// TestRetouchStaysInItsRegion checks for each effect that something changes and
// that it does so near its own points of the face only.
func TestRetouchStaysInItsRegion(t *testing.T) {
	eyesAll := append(append([]int{}, face.LeftEye...), face.RightEye...)
	cases := []struct {
		id     string
		points []int
		reach  float64 // shares of the face's width
	}{
		{"eyeLighten", append(eyesAll, 468, 473), 0.06},
		{"toothWhiten", append([]int{13, 14, 82, 312, 87, 317}, face.LipsInner...), 0.06},
		{"wrinkleRemove", append(append(append([]int{9, 151, 108, 337, 69, 299, 33, 263, 35, 265, 143, 372}, foreheadLow...), foreheadTop...), 104, 333), 0.2},
		{"pouchRemove", append(append(append([]int{}, pouchTop[0]...), pouchTop[1]...), append(pouchLow[0], pouchLow[1]...)...), 0.12},
		{"smileLinesRemove", append(append([]int{}, smileFold[0]...), smileFold[1]...), 0.16},
	}
	s := pixeltest.Sitters(t, 1280, 720)["astronaut"]
	for _, tc := range cases {
		c := sits(s.Face)
		c.set(tc.id, 9)
		f := pixeltest.Clone(s.Frame)
		c.show(f)
		list := changed(s.Frame, f)
		if len(list) < 20 {
			t.Errorf("%s changes %d pixels", tc.id, len(list))
		}
		for _, at := range list {
			if d := nearest(&s.Face, at, tc.points) / float64(s.Face.Width()); d > tc.reach {
				t.Errorf("%s changes %v, %.2f of the face's width away from its region", tc.id, at, d)
				break
			}
		}
	}
}

// TestTeethAreLeftAloneInAClosedMouth uses the picture whose mouth is closed.
func TestTeethAreLeftAloneInAClosedMouth(t *testing.T) {
	s := pixeltest.Sitters(t, 640, 480)["gocv-face"]
	c := sits(s.Face)
	c.set("toothWhiten", 9)
	f := pixeltest.Clone(s.Frame)
	c.show(f)
	if !pixeltest.Same(f, s.Frame) {
		t.Error("a closed mouth was whitened")
	}
}

// TestTeethGetWhiterAndLipsStay compares teeth and lips of the smiling face.
func TestTeethGetWhiterAndLipsStay(t *testing.T) {
	s := pixeltest.Sitters(t, 1280, 720)["astronaut"]
	c := sits(s.Face)
	teeth := func(f *media.Frame) (luma, tinge float64) { return patch(f, s.Face.Points[13], s.Face.Points[14], 0.5) }
	lips := func(f *media.Frame) (luma, tinge float64) { return patch(f, s.Face.Points[14], s.Face.Points[17], 0.6) }
	y0, c0 := teeth(s.Frame)
	ly0, lc0 := lips(s.Frame)
	last := y0
	for _, v := range []float32{3, 6, 9} {
		c.set("toothWhiten", v)
		f := pixeltest.Clone(s.Frame)
		c.show(f)
		y, tinge := teeth(f)
		if y <= last || tinge >= c0 {
			t.Errorf("level %v: teeth have luma %.1f after %.1f and %.1f of colour of %.1f", v, y, last, tinge, c0)
		}
		last = y
		if ly, lc := lips(f); math.Abs(ly-ly0) > 2 || math.Abs(lc-lc0) > 2 {
			t.Errorf("level %v: lips changed from %.1f, %.1f to %.1f, %.1f", v, ly0, lc0, ly, lc)
		}
	}
}

// patch is the mean luma and colourfulness about the point between two.
func patch(f *media.Frame, a, b face.Point, share float32) (luma, tinge float64) {
	x, y := int(a.X+(b.X-a.X)*share), int(a.Y+(b.Y-a.Y)*share)
	n := 0.0
	for j := y - 1; j <= y+1; j++ {
		for i := x - 4; i <= x+4; i++ {
			luma += float64(f.Y[j*f.YStride+i])
			k := j/2*f.CStride + i/2
			tinge += math.Hypot(float64(f.Cb[k])-128, float64(f.Cr[k])-128)
			n++
		}
	}
	return luma / n, tinge / n
}

// TestLinesFadeAndTextureStays draws a dark line and fine texture on an even
// forehead.
func TestLinesFadeAndTextureStays(t *testing.T) {
	s := pixeltest.Sitters(t, 1280, 720)["gocv-face"]
	f := media.NewFrame(1280, 720)
	m := outline.Measure(&s.Face)
	line := s.Face.Points[9]
	y0 := int(line.Y - 0.08*m.High)
	for y := range 720 {
		for x := range 1280 {
			v := 150 + 4*float64((x*7+y*13)%5-2)
			d := float64(y - y0)
			f.Y[y*f.YStride+x] = byte(v - 20*math.Exp(-d*d/6))
		}
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = 112, 150
	}
	c := sits(s.Face)
	before := pixeltest.Clone(f)
	c.set("wrinkleRemove", 9)
	c.show(f)
	x0 := int(line.X)
	depth := func(f *media.Frame) float64 {
		return rowMean(f, x0, y0-14) - rowMean(f, x0, y0)
	}
	grain := func(f *media.Frame) float64 {
		var sum float64
		for x := x0 - 30; x < x0+30; x++ {
			d := float64(f.Y[(y0-12)*f.YStride+x]) - float64(f.Y[(y0-12)*f.YStride+x+1])
			sum += d * d
		}
		return math.Sqrt(sum / 60)
	}
	if was, is := depth(before), depth(f); is > 0.45*was {
		t.Errorf("a line %.1f levels deep is still %.1f deep", was, is)
	}
	if was, is := grain(before), grain(f); is < 0.8*was {
		t.Errorf("of texture of %.2f levels %.2f are left", was, is)
	}
}

func rowMean(f *media.Frame, x, y int) float64 {
	var sum float64
	for i := x - 30; i < x+30; i++ {
		sum += float64(f.Y[y*f.YStride+i])
	}
	return sum / 60
}
