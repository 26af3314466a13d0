package beauty

import (
	"image"
	"image/draw"
	"math"
	"testing"

	"onair/beauty/face"
	"onair/media"
)

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
	s := sitters(t, 1280, 720)["astronaut"]
	for _, tc := range cases {
		c := seen(s.face)
		c.Set(tc.id, 9)
		f := clone(s.frame)
		c.Process(f)
		list := changed(s.frame, f)
		if len(list) < 20 {
			t.Errorf("%s changes %d pixels", tc.id, len(list))
		}
		for _, at := range list {
			if d := nearest(&s.face, at, tc.points) / float64(s.face.Width()); d > tc.reach {
				t.Errorf("%s changes %v, %.2f of the face's width away from its region", tc.id, at, d)
				break
			}
		}
	}
}

// TestTeethAreLeftAloneInAClosedMouth uses the picture whose mouth is closed.
func TestTeethAreLeftAloneInAClosedMouth(t *testing.T) {
	s := sitters(t, 640, 480)["gocv-face"]
	c := seen(s.face)
	c.Set("toothWhiten", 9)
	f := clone(s.frame)
	c.Process(f)
	if !same(f, s.frame) {
		t.Error("a closed mouth was whitened")
	}
}

// TestTeethGetWhiterAndLipsStay compares teeth and lips of the smiling face.
func TestTeethGetWhiterAndLipsStay(t *testing.T) {
	s := sitters(t, 1280, 720)["astronaut"]
	c := seen(s.face)
	teeth := func(f *media.Frame) (luma, tinge float64) { return patch(f, s.face.Points[13], s.face.Points[14], 0.5) }
	lips := func(f *media.Frame) (luma, tinge float64) { return patch(f, s.face.Points[14], s.face.Points[17], 0.6) }
	y0, c0 := teeth(s.frame)
	ly0, lc0 := lips(s.frame)
	last := y0
	for _, v := range []float32{3, 6, 9} {
		c.Set("toothWhiten", v)
		f := clone(s.frame)
		c.Process(f)
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
	s := sitters(t, 1280, 720)["gocv-face"]
	f := media.NewFrame(1280, 720)
	m := measure(&s.face)
	line := s.face.Points[9]
	y0 := int(line.Y - 0.08*m.high)
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
	c := seen(s.face)
	before := clone(f)
	c.Set("wrinkleRemove", 9)
	c.Process(f)
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

// TestFeaturesKeepTheirEdges smooths a face with and without knowing where it is.
func TestFeaturesKeepTheirEdges(t *testing.T) {
	s := sitters(t, 1280, 720)["astronaut"]
	features := append(append(append([]int{}, partEyes.points...), partBrows.points...), partMouth.points...)
	loss := func(c *Chain) float64 {
		c.SetSmooth(9)
		c.SetSharpness(false)
		f := clone(s.frame)
		c.Process(f)
		var sum float64
		for _, k := range features {
			p := s.face.Points[k]
			i := int(p.Y)*f.YStride + int(p.X)
			sum += math.Abs(float64(f.Y[i]) - float64(s.frame.Y[i]))
		}
		return sum / float64(len(features))
	}
	known, unknown := loss(seen(s.face)), loss(NewChain())
	t.Logf("change at eyes, brows and lips: %.2f levels where the face is known, %.2f where not", known, unknown)
	if known > 0.5*unknown {
		t.Errorf("features change by %.2f levels, %.2f without a face", known, unknown)
	}
}

// TestGoldenRetouchAndShape compares with pictures that were looked at.
func TestGoldenRetouchAndShape(t *testing.T) {
	for name, s := range sitters(t, 640, 480) {
		m := measure(&s.face)
		half := int(0.75 * m.high)
		at := image.Pt(int(s.face.Points[5].X), int(s.face.Points[5].Y))
		box := image.Rect(at.X-half*3/4, at.Y-half, at.X+half*3/4, at.Y+half).Intersect(image.Rect(0, 0, 640, 480))
		for id, set := range map[string]func(c *Chain){
			"retouch6": func(c *Chain) {
				for _, id := range retouchIDs {
					c.Set(id, 6)
				}
			},
			"shape6": func(c *Chain) {
				for _, id := range []string{"faceSlim", "faceV", "eyeScale", "noseSlim", "chin"} {
					c.Set(id, 6)
				}
			},
			"goddess9": func(c *Chain) { c.SetFaceShape(FaceGoddess); c.Set("faceBeauty", 9) },
			"skin6":    func(c *Chain) { c.SetSmooth(6); c.SetWhiteness(4); c.SetRuddy(3) },
		} {
			c := seen(s.face)
			set(c)
			f := clone(s.frame)
			c.Process(f)
			got := image.NewNRGBA(image.Rectangle{Max: box.Size()})
			draw.Draw(got, got.Rect, toImage(f), box.Min, draw.Src)
			compareGolden(t, "testdata/golden-face-"+name+"-"+id+".png", got)
		}
	}
}
