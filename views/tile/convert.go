package tile

import (
	"image"

	"onair/media"
)

// Converter turns frames into screen pictures. media/av.Scaler is one. Each
// tile has its own and uses it on one goroutine.
type Converter interface {
	// RGBA scales src to dst's size. dst has tight rows; alpha becomes 255.
	RGBA(dst *image.RGBA, src *media.Frame) error
	// BGRA is RGBA with blue and red exchanged in dst's memory.
	BGRA(dst *image.RGBA, src *media.Frame) error
	Close()
}

// Plain is a Converter in plain Go, nearest neighbour: for tests and for
// builds without anything faster. It is about ten times slower than libyuv.
type Plain struct{}

// Close does nothing.
func (Plain) Close() {}

// RGBA implements Converter.
func (Plain) RGBA(dst *image.RGBA, src *media.Frame) error {
	w, h := dst.Rect.Dx(), dst.Rect.Dy()
	sw, sh := src.Width(), src.Height()
	for y := range h {
		sy := y * sh / h
		row := dst.Pix[y*dst.Stride : y*dst.Stride+4*w]
		ys := src.Y[sy*src.YStride:]
		cb := src.Cb[sy/2*src.CStride:]
		cr := src.Cr[sy/2*src.CStride:]
		for x := range w {
			sx := x * sw / w
			// BT.601, limited range, in 8-bit fixed point.
			c := (int(ys[sx]) - 16) * 298
			d, e := int(cb[sx/2])-128, int(cr[sx/2])-128
			row[4*x] = clamp((c + 409*e + 128) >> 8)
			row[4*x+1] = clamp((c - 100*d - 208*e + 128) >> 8)
			row[4*x+2] = clamp((c + 516*d + 128) >> 8)
			row[4*x+3] = 255
		}
	}
	return nil
}

// BGRA implements Converter.
func (p Plain) BGRA(dst *image.RGBA, src *media.Frame) error {
	err := p.RGBA(dst, src)
	for i := 0; i+2 < len(dst.Pix); i += 4 {
		dst.Pix[i], dst.Pix[i+2] = dst.Pix[i+2], dst.Pix[i]
	}
	return err
}

func clamp(v int) uint8 { return uint8(min(max(v, 0), 255)) }

// fit is the largest size with src's shape that fits into room. It is never
// larger than src: the graphics card enlarges better and for free.
func fit(src, room image.Point) image.Point {
	if src.X <= 0 || src.Y <= 0 || room.X <= 0 || room.Y <= 0 {
		return image.Point{}
	}
	out := image.Pt(room.X, room.X*src.Y/src.X)
	if out.Y > room.Y {
		out = image.Pt(room.Y*src.X/src.Y, room.Y)
	}
	if out.X > src.X || out.Y > src.Y {
		out = src
	}
	return image.Pt(max(1, out.X), max(1, out.Y))
}

// fill is the smallest size with src's shape that covers room, and never larger
// than src.
func fill(src, room image.Point) image.Point {
	if src.X <= 0 || src.Y <= 0 || room.X <= 0 || room.Y <= 0 {
		return image.Point{}
	}
	out := image.Pt(room.X, (room.X*src.Y+src.X-1)/src.X)
	if out.Y < room.Y {
		out = image.Pt((room.Y*src.X+src.Y-1)/src.Y, room.Y)
	}
	if out.X > src.X || out.Y > src.Y {
		out = src
	}
	return out
}
