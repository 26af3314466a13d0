package main

import (
	"image"
	"math"
	"math/rand/v2"
	"path/filepath"

	"golang.org/x/image/draw"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/media"
)

// covering is something drawn over a face.
type covering struct {
	name string
	hand bool
	draw func(b *brush)
}

// tint is a colour in levels.
type tint struct{ y, cb, cr float64 }

// brush draws coverings over a face in a frame.
type brush struct {
	f     *media.Frame
	face  *face.Face
	m     outline.Measures
	alpha []uint8
	rnd   *rand.Rand
	palm  *media.Frame
	skin  []uint8 // of palm: its hand
}

// handPicture is a hand on a desk.
const handPicture = "beauty/face/testdata/opencv-hand-open-palm.jpg"

// coverings are those that are drawn. They need the folder of the project.
func coverings() ([]covering, error) {
	palm, err := load(filepath.FromSlash(handPicture))
	if err != nil {
		return nil, err
	}
	skin := cutHand(palm)
	hand := func(at int, luma, cb, cr float64) func(*brush) {
		return func(b *brush) { b.palm, b.skin = palm, skin; b.paste(at, luma, cb, cr) }
	}
	ring := func(list ...int) func(b *brush) []outline.Point {
		return func(b *brush) []outline.Point { return outline.Landmarks(nil, b.face, list) }
	}
	maskLine := ring(197, 234, 132, 172, 150, 152, 379, 397, 361, 454, 419, 195)
	mask := func(c tint) func(*brush) {
		return func(b *brush) { b.fill(maskLine(b), c, .12, 1.5) }
	}
	glasses := func(dark bool, frame tint) func(*brush) {
		return func(b *brush) { b.glasses(dark, frame) }
	}
	return []covering{
		{"hand on cheek and mouth, darker", true, hand(205, .55, 0, 0)},
		{"hand on cheek and mouth, paler", true, hand(205, 1.25, 4, -6)},
		{"hand on cheek and mouth, as it is", true, hand(205, 1, 0, 0)},
		{"hand on an eye", true, hand(450, .8, 0, 0)},
		{"microphone", false, func(b *brush) { b.microphone() }},
		{"mask, white", false, mask(tint{205, 128, 127})},
		{"mask, blue", false, mask(tint{150, 146, 112})},
		{"mask, black", false, mask(tint{38, 129, 127})},
		{"dark glasses", false, glasses(true, tint{30, 128, 129})},
		{"frames of glasses, dark", false, glasses(false, tint{30, 128, 129})},
		{"frames of glasses, pale", false, glasses(false, tint{196, 126, 129})},
		{"fringe, dark", false, func(b *brush) { b.fringe(tint{26, 124, 134}) }},
		{"fringe, fair", false, func(b *brush) { b.fringe(tint{96, 112, 138}) }},
		{"telephone on a cheek", false, func(b *brush) { b.telephone() }},
	}, nil
}

// over is a copy of the frame with the covering drawn, and how much of each pixel is of it.
func (c *covering) over(f *media.Frame, fc *face.Face) (*media.Frame, []uint8) {
	g := media.NewFrame(f.Width(), f.Height())
	g.CopyFrom(f)
	b := &brush{f: g, face: fc, m: outline.Measure(fc), alpha: make([]uint8, f.Width()*f.Height()), rnd: rand.New(rand.NewPCG(5, 5))}
	c.draw(b)
	return g, b.alpha
}

// fill draws a polygon, shaded towards its sides, with a soft edge.
func (b *brush) fill(line []outline.Point, c tint, shade, soft float64) {
	w, h := b.f.Width(), b.f.Height()
	var r outline.Rasters
	var cover outline.Coverage
	r.Begin(w, h)
	if !r.Open(&cover, float32(2*soft)+2, line) {
		return
	}
	r.Outline(&cover)
	r.Polygon(&cover, line, false)
	r.Fill(&cover)
	r.Soften(&cover, float32(soft))
	for y := cover.Y0; y < min(cover.Y1, h); y++ {
		for x := cover.X0; x < min(cover.X1, w); x++ {
			k := cover.P[(y-cover.Y0)*cover.Width()+x-cover.X0]
			if k == 0 {
				continue
			}
			u := 2*float64(x-cover.X0)/float64(cover.Width()) - 1
			b.put(x, y, k, tint{16 + (c.y-16)*(1-shade*u*u) + 1.5*b.rnd.NormFloat64(), c.cb, c.cr})
		}
	}
}

// put mixes a colour into a pixel.
func (b *brush) put(x, y int, k uint8, c tint) {
	at := &b.alpha[y*b.f.Width()+x]
	*at = max(*at, k)
	mix := func(v *uint8, to float64) {
		a := float64(k) / 255
		*v = uint8(min(max(float64(*v)*(1-a)+to*a+.5, 0), 255))
	}
	mix(&b.f.Y[y*b.f.YStride+x], c.y)
	if x&1 == 0 && y&1 == 0 {
		mix(&b.f.Cb[y/2*b.f.CStride+x/2], c.cb)
		mix(&b.f.Cr[y/2*b.f.CStride+x/2], c.cr)
	}
}

// at is a place on the face: along its width and its height from between the eyes.
func (b *brush) at(u, v float64) outline.Point {
	p := b.m.Point(float32(u)*b.m.Width, float32(v)*b.m.High)
	return outline.Point{X: p.X, Y: p.Y}
}

// band is a thick line.
func (b *brush) band(p, q outline.Point, half float64) []outline.Point {
	d := q.Minus(p)
	n := outline.Point{X: -d.Y, Y: d.X}.By(float32(half) * b.m.Width / max(d.Length(), 1e-3))
	return []outline.Point{p.Plus(n), q.Plus(n), q.Minus(n), p.Minus(n)}
}

// oval is an ellipse's line.
func (b *brush) oval(u, v, ru, rv float64) []outline.Point {
	var line []outline.Point
	for i := range 40 {
		s, c := math.Sincos(float64(i) * math.Pi / 20)
		// Lenses and microphones are rather square.
		k := math.Pow(math.Pow(math.Abs(s), 2.6)+math.Pow(math.Abs(c), 2.6), -1/2.6)
		line = append(line, b.at(u+ru*c*k, v+rv*s*k))
	}
	return line
}

func (b *brush) microphone() {
	b.fill(b.band(b.at(.1, .5), b.at(.35, 1.1), .07), tint{60, 128, 128}, .5, 1)
	b.fill(b.oval(.07, .43, .17, .13), tint{34, 129, 128}, .4, 1)
	// The grid of its head catches light.
	for i := range 9 {
		u := -.08 + .0375*float64(i)
		b.fill(b.band(b.at(u, .36), b.at(u, .5), .004), tint{78, 128, 128}, 0, 0)
	}
}

func (b *brush) glasses(dark bool, frame tint) {
	lens := tint{40, 128, 129}
	p := &b.face.Points
	for side := range 2 {
		e := &outline.Eyes[side]
		in, out := b.m.At(e.Inner), b.m.At(e.Outer)
		u, v := float64(in.U+out.U)/2/float64(b.m.Width), float64(in.V+out.V)/2/float64(b.m.High)
		ru, rv := .19, .115
		if dark {
			b.fill(b.oval(u, v+.02, ru, rv), lens, .2, 1)
		}
		line := append(b.oval(u, v+.02, ru, rv), b.oval(u, v+.02, ru, rv)[0])
		for i := range len(line) - 1 {
			b.fill(b.band(line[i], line[i+1], .011), frame, 0, .6)
		}
		ear := outline.Point{X: p[[2]int{127, 356}[side]].X, Y: p[[2]int{127, 356}[side]].Y}
		b.fill(b.band(b.at(u+float64(e.Side)*ru, v-.01), ear, .011), frame, 0, .6)
	}
	b.fill(b.band(b.at(-.045, .0), b.at(.045, .0), .012), frame, 0, .6)
}

// fringe is hair over a brow and a piece of the forehead.
func (b *brush) fringe(c tint) {
	for i := range 26 {
		k := float64(i) / 25
		p, q := b.at(.05-.5*k, -.5), b.at(-.02-.42*k, -.06+.05*math.Sin(9*k))
		c.y *= 1 + .1*math.Sin(float64(i)*1.7)
		b.fill(b.band(p, q, .017), c, 0, .8)
	}
}

func (b *brush) telephone() {
	b.fill(b.band(b.at(.38, -.05), b.at(.17, .75), .12), tint{28, 129, 128}, .1, 1)
	b.fill(b.band(b.at(.375, -.03), b.at(.18, .7), .1), tint{44, 131, 127}, .1, 1)
}

// cutHand says what of the picture of a hand is hand: it is redder than the desk.
func cutHand(f *media.Frame) []uint8 {
	w, h := f.Width(), f.Height()
	out := make([]uint8, w*h)
	for y := range h {
		for x := range w {
			sum := 0.0
			for _, d := range [...][2]int{{0, 0}, {2, 0}, {-2, 0}, {0, 2}, {0, -2}} {
				i := min(max(y/2+d[1]/2, 0), h/2-1)*f.CStride + min(max(x/2+d[0]/2, 0), w/2-1)
				sum += (float64(f.Cr[i]) - float64(f.Cb[i])) / 5
			}
			out[y*w+x] = uint8(255 * min(max((sum-8)/5, 0), 1))
		}
	}
	return out
}

// paste lays the hand over a point of the face, with its fingers up and in other light.
func (b *brush) paste(at int, luma, cb, cr float64) {
	p, w, h := b.palm, b.palm.Width(), b.palm.Height()
	c := outline.Landmark(b.face, at)
	// The hand's middle and length in its picture, from the wrist to the fingers.
	mx, my, long := .5*float64(w), .52*float64(h), .86*float64(w)
	scale := long / (.95 * float64(b.m.High))
	for y := range b.f.Height() {
		for x := range b.f.Width() {
			dx, dy := (float64(x)-float64(c.X))*scale, (float64(y)-float64(c.Y))*scale
			// Turned by a right angle: what is right there is up here.
			sx, sy := int(mx-dy), int(my+dx)
			if sx < 0 || sy < 0 || sx >= w || sy >= h {
				continue
			}
			if k := b.skin[sy*w+sx]; k > 0 {
				i := sy/2*p.CStride + sx/2
				b.put(x, y, k, tint{
					16 + (float64(p.Y[sy*p.YStride+sx])-16)*luma,
					128 + (float64(p.Cb[i])-128)*luma + cb, 128 + (float64(p.Cr[i])-128)*luma + cr,
				})
			}
		}
	}
}

// beside is a face in some pictures.
func beside(f *face.Face, list ...*image.RGBA) image.Image {
	m := outline.Measure(f)
	c := outline.Landmark(f, 1)
	half := int(.75 * max(m.Width, m.High))
	part := image.Rect(int(c.X)-half, int(c.Y)-half, int(c.X)+half, int(c.Y)+half)
	const side = 420
	out := image.NewRGBA(image.Rect(0, 0, len(list)*side, side))
	for i, img := range list {
		draw.CatmullRom.Scale(out, image.Rect(i*side, 0, (i+1)*side, side), img, part, draw.Src, nil)
	}
	return out
}
