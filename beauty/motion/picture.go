package motion

import (
	"image"
	"image/color"
	"image/draw"
)

// Picture is a decoded picture and its smaller copies, ready to be drawn onto
// I420 frames.
type Picture struct {
	// W and H are the size of the largest level.
	W, H int
	// Levels are the picture at its own size, at half of it, and so on down to
	// one pixel: a mipmap (Williams, SIGGRAPH 1983).
	Levels []Level
}

// Level is a picture of W by H texels within a clear border of one texel: H+2 rows
// of W+2. A texel is four bytes: luma, Cb, Cr (BT.601 limited range, each already
// multiplied by alpha) and alpha.
type Level struct {
	W, H int
	P    []uint8
}

func newLevel(w, h int) Level { return Level{W: w, H: h, P: make([]uint8, 4*(w+2)*(h+2))} }

// row is row y without the border.
func (l *Level) row(y int) []uint8 {
	return l.P[4*((y+1)*(l.W+2)+1):][:4*l.W]
}

// decodedSize is what a picture takes in memory.
func decodedSize(w, h int) int {
	n := 0
	for {
		n += 4 * (w + 2) * (h + 2)
		if w == 1 && h == 1 {
			return n
		}
		w, h = (w+1)/2, (h+1)/2
	}
}

func newPicture(img image.Image) *Picture {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	src, ok := img.(*image.NRGBA)
	if rgba, is := img.(*image.RGBA); is && rgba.Opaque() {
		src, ok = &image.NRGBA{Pix: rgba.Pix, Stride: rgba.Stride, Rect: rgba.Rect}, true
	}
	if !ok || b.Min != (image.Point{}) {
		src = image.NewNRGBA(image.Rect(0, 0, w, h))
		draw.Draw(src, src.Rect, img, b.Min, draw.Src)
	}
	first := newLevel(w, h)
	for y := range h {
		row, out := src.Pix[y*src.Stride:], first.row(y)
		for x := range w {
			texel(out[4*x:4*x+4], row[4*x:4*x+4])
		}
	}
	p := &Picture{W: w, H: h, Levels: []Level{first}}
	for l := first; l.W > 1 || l.H > 1; {
		l = halved(l)
		p.Levels = append(p.Levels, l)
	}
	return p
}

// texel turns R, G, B, A into what Level holds.
func texel(out, in []uint8) {
	a := int(in[3])
	y, cb, cr := limited(in[0], in[1], in[2])
	out[0] = uint8((y*a + 127) / 255)
	out[1] = uint8((cb*a + 127) / 255)
	out[2] = uint8((cr*a + 127) / 255)
	out[3] = in[3]
}

// limited is a colour in BT.601 limited range.
func limited(r, g, b uint8) (y, cb, cr int) {
	fy, fb, fr := color.RGBToYCbCr(r, g, b)
	return 16 + (int(fy)*219+127)/255, 128 + ((int(fb)-128)*224+127*sign(int(fb)-128))/255,
		128 + ((int(fr)-128)*224+127*sign(int(fr)-128))/255
}

func sign(v int) int {
	if v < 0 {
		return -1
	}
	return 1
}

// halved is the next smaller level: means of two by two, the border repeated.
func halved(s Level) Level {
	d := newLevel((s.W+1)/2, (s.H+1)/2)
	for y := range d.H {
		r0, r1, out := s.row(2*y), s.row(min(2*y+1, s.H-1)), d.row(y)
		for x := range d.W {
			a, b := 8*x, 4*min(2*x+1, s.W-1)
			for c := range 4 {
				sum := int(r0[a+c]) + int(r0[b+c]) + int(r1[a+c]) + int(r1[b+c])
				out[4*x+c] = uint8((sum + 2) / 4)
			}
		}
	}
	return d
}
