package makeup

import (
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// bag is what to paint.
type bag struct {
	looks     [Count]Look
	strengths [Count]float32
}

func (b *bag) put(k Kind, l Look, strength float32) { b.looks[k], b.strengths[k] = l, strength }

// paint runs over f.
func (b *bag) paint(m *Painter, f *media.Frame, faces ...face.Face) {
	var v pixel.Frame
	v.Of(f)
	m.Light(&v, faces, nil)
	m.Apply(&v, faces, nil, &b.looks, &b.strengths)
}

// painted is a copy of f with the faces given made up.
func painted(f *media.Frame, faces []face.Face, set func(b *bag)) *media.Frame {
	var b bag
	set(&b)
	out := pixeltest.Clone(f)
	b.paint(New(), out, faces...)
	return out
}

func only(k Kind, l Look, strength float32) func(b *bag) {
	return func(b *bag) { b.put(k, l, strength) }
}

// filled is a polygon's cover of a frame's size, drawn with the even-odd rule and
// so by other means than makeup's own masks.
func filled(w, h int, pts []outline.Point) []bool {
	out := make([]bool, w*h)
	for y := range h {
		cy := float32(y) + 0.5
		for x := range w {
			cx, in := float32(x)+0.5, false
			for i, a := range pts {
				b := pts[(i+1)%len(pts)]
				if (a.Y > cy) != (b.Y > cy) && cx < a.X+(cy-a.Y)*(b.X-a.X)/(b.Y-a.Y) {
					in = !in
				}
			}
			out[y*w+x] = in
		}
	}
	return out
}

func ringOf(fc *face.Face, list []int) []outline.Point { return outline.Landmarks(nil, fc, list) }

// places are the outlines within which each kind may change a frame, with a margin
// in widths of the face.
func places(fc *face.Face) map[Kind]struct {
	rings  [][]outline.Point
	margin float32
} {
	type place = struct {
		rings  [][]outline.Point
		margin float32
	}
	lids := func(side int) []outline.Point {
		return append(ringOf(fc, lidRow[side]), outline.Landmark(fc, browRow[side][8]), outline.Landmark(fc, browRow[side][5]), outline.Landmark(fc, browRow[side][0]))
	}
	return map[Kind]place{
		Lips:      {[][]outline.Point{ringOf(fc, face.LipsOuter)}, 0.03},
		Blush:     {[][]outline.Point{ringOf(fc, face.FaceOval)}, 0.04},
		Contour:   {[][]outline.Point{ringOf(fc, face.FaceOval)}, 0.04},
		Highlight: {[][]outline.Point{ringOf(fc, face.FaceOval)}, 0.04},
		Lashes:    {[][]outline.Point{ringOf(fc, face.RightEye), ringOf(fc, face.LeftEye)}, 0.08},
		Shadow:    {[][]outline.Point{lids(0), lids(1)}, 0.05},
		Liner:     {[][]outline.Point{ringOf(fc, lidRow[0]), ringOf(fc, lidRow[1])}, 0.06},
		Brows:     {[][]outline.Point{ringOf(fc, face.RightBrow), ringOf(fc, face.LeftBrow)}, 0.04},
		Lenses:    {[][]outline.Point{ringOf(fc, face.RightEye), ringOf(fc, face.LeftEye)}, 0.01},
	}
}

func near(p outline.Point, rings [][]outline.Point, margin float32) bool {
	for _, r := range rings {
		in := false
		for i, a := range r {
			b := r[(i+1)%len(r)]
			if (a.Y > p.Y) != (b.Y > p.Y) && p.X < a.X+(p.Y-a.Y)*(b.X-a.X)/(b.Y-a.Y) {
				in = !in
			}
			ab, ap := b.Minus(a), p.Minus(a)
			k := min(max((ab.X*ap.X+ab.Y*ap.Y)/max(ab.X*ab.X+ab.Y*ab.Y, 1e-6), 0), 1)
			if ap.Minus(ab.By(k)).Length() <= margin {
				return true
			}
		}
		if in {
			return true
		}
	}
	return false
}

func TestMakeupChangesItsPlaceAndNoOther(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	for k, place := range places(&fc) {
		for _, l := range Looks(k) {
			out := painted(f, []face.Face{fc}, only(k, l, 1))
			changed, stray := 0, 0
			for y := range f.Height() {
				for x := range f.Width() {
					i, c := y*f.YStride+x, y/2*f.CStride+x/2
					if out.Y[i] == f.Y[i] && out.Cb[c] == f.Cb[c] && out.Cr[c] == f.Cr[c] {
						continue
					}
					changed++
					if !near(outline.Point{X: float32(x) + 0.5, Y: float32(y) + 0.5}, place.rings, place.margin*fc.Width()+2) {
						stray++
					}
				}
			}
			// The smallest, a fine line, is still some hundred pixels.
			if changed < 150 || stray > 0 {
				t.Errorf("%v %s: %d pixels changed, %d of them elsewhere", k, l.Name, changed, stray)
			}
		}
	}
}

func TestMakeupGoesTowardsItsColour(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	w := f.Width()
	lips := filled(w, f.Height(), ringOf(&fc, face.LipsOuter))
	teeth := filled(w, f.Height(), ringOf(&fc, face.LipsInner))
	for _, c := range []RGB{{0xb0, 0x20, 0x40}, {0x30, 0x50, 0xa0}, {0x20, 0x80, 0x40}} {
		last := math.Inf(1)
		for _, strength := range []float32{0, 0.25, 0.5, 0.75, 1} {
			out := painted(f, []face.Face{fc}, only(Lips, Custom(c, FormPlain), strength))
			want := c.yuv()
			var sum float64
			n := 0
			for y := 0; y < f.Height(); y += 2 {
				for x := 0; x < w; x += 2 {
					if lips[y*w+x] && !teeth[y*w+x] {
						i := y/2*f.CStride + x/2
						sum += math.Hypot(float64(out.Cb[i])-128-float64(want.cb), float64(out.Cr[i])-128-float64(want.cr))
						n++
					}
				}
			}
			if d := sum / float64(n); d >= last {
				t.Errorf("%v at %v: %.1f from the colour, %.1f with less", c, strength, d, last)
			} else {
				last = d
			}
		}
	}
}

func TestMakeupKeepsLightAndShade(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	w := f.Width()
	lips := filled(w, f.Height(), ringOf(&fc, face.LipsOuter))
	teeth := filled(w, f.Height(), ringOf(&fc, face.LipsInner))
	cheeks := filled(w, f.Height(), ringOf(&fc, []int{50, 205, 187, 123}))
	for _, tc := range []struct {
		name string
		kind Kind
		in   func(i int) bool
	}{
		{"lips", Lips, func(i int) bool { return lips[i] && !teeth[i] }},
		{"cheek", Blush, func(i int) bool { return cheeks[i] }},
	} {
		for _, l := range Looks(tc.kind) {
			out := painted(f, []face.Face{fc}, only(tc.kind, l, 1))
			var a, b []float64
			for i, v := range f.Y[:w*f.Height()] {
				if tc.in(i) {
					a, b = append(a, float64(v)), append(b, float64(out.Y[i]))
				}
			}
			if r := correlation(a, b); r < 0.8 {
				t.Errorf("%s %s: luma before and after correlate by %.2f only", tc.name, l.Name, r)
			}
		}
	}
}

func correlation(a, b []float64) float64 {
	var sa, sb, aa, bb, ab float64
	n := float64(len(a))
	for i := range a {
		sa, sb = sa+a[i], sb+b[i]
		aa, bb, ab = aa+a[i]*a[i], bb+b[i]*b[i], ab+a[i]*b[i]
	}
	return (ab - sa*sb/n) / math.Sqrt((aa-sa*sa/n)*(bb-sb*sb/n))
}

func TestTeethStayAsTheyAre(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	// A wide open mouth: the lower lip goes down.
	open := fc
	for _, i := range []int{95, 88, 178, 87, 14, 317, 402, 318, 324, 146, 91, 181, 84, 17, 314, 405, 321, 375} {
		open.Points[i].Y += 30
	}
	for name, fc := range map[string]face.Face{"smile": fc, "open": open} {
		out := painted(f, []face.Face{fc}, only(Lips, Look{}, 1))
		w := f.Width()
		in := filled(w, f.Height(), ringOf(&fc, face.LipsInner))
		n := 0
		for y := 2; y < f.Height()-2; y++ {
			for x := 2; x < w-2; x++ {
				i := y*w + x
				if in[i] && in[i-2*w] && in[i+2*w] && in[i-2] && in[i+2] {
					n++
					if d := int(out.Y[i]) - int(f.Y[i]); max(d, -d) > 1 {
						t.Fatalf("%s: luma of pixel %d,%d in the mouth changed by %d", name, x, y, d)
					}
				}
			}
		}
		if n < 300 {
			t.Errorf("%s: %d pixels looked at", name, n)
		}
	}
}

func TestLidsCoverLenses(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	half, shut := fc, fc
	for _, side := range []int{0, 1} {
		for i := range lidRow[side] {
			up, low := lidRow[side][i], lowerRow[side][i]
			for _, e := range []struct {
				f *face.Face
				k float32
			}{{&half, 0.5}, {&shut, 1}} {
				p, q := &e.f.Points[up], e.f.Points[low]
				p.X, p.Y = p.X+(q.X-p.X)*e.k, p.Y+(q.Y-p.Y)*e.k
			}
		}
	}
	w := f.Width()
	count := func(fc face.Face) (n, outside int) {
		out := painted(f, []face.Face{fc}, only(Lenses, Look{}, 1))
		rings := [][]outline.Point{ringOf(&fc, face.RightEye), ringOf(&fc, face.LeftEye)}
		for i := range out.Y {
			if out.Y[i] != f.Y[i] {
				n++
				if !near(outline.Point{X: float32(i%w) + 0.5, Y: float32(i/w) + 0.5}, rings, 1.5) {
					outside++
				}
			}
		}
		return n, outside
	}
	wide, _ := count(fc)
	some, stray := count(half)
	none, _ := count(shut)
	if some == 0 || some > wide*8/10 || stray > 0 || none != 0 {
		t.Errorf("open eyes: %d pixels, half open %d (%d on the lids), shut %d", wide, some, stray, none)
	}
}

func TestFarSideFades(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	// Turned by 60 degrees about the upright axis through the head's middle.
	c := fc.Points[168].X
	s, k := math.Sincos(-60 * math.Pi / 180)
	depth := 0.35 * float64(fc.Width())
	for i := range fc.Points {
		x, z := float64(fc.Points[i].X-c), float64(fc.Points[i].Z)-depth
		fc.Points[i].X, fc.Points[i].Z = c+float32(x*k-z*s), float32(x*s+z*k+depth)
	}
	out := painted(f, []face.Face{fc}, only(Brows, Look{}, 1))
	var changed [2]int
	for side := range 2 {
		ring := ringOf(&fc, browRing[side])
		for y := range f.Height() {
			for x := range f.Width() {
				i := y*f.YStride + x
				if d := int(out.Y[i]) - int(f.Y[i]); d != 0 && near(outline.Point{X: float32(x), Y: float32(y)}, [][]outline.Point{ring}, 4) {
					changed[side] += max(d, -d)
				}
			}
		}
	}
	lo, hi := min(changed[0], changed[1]), max(changed[0], changed[1])
	if hi < 1000 || lo > hi/10 {
		t.Errorf("levels changed on the two brows of a turned head: %v", changed)
	}
}
