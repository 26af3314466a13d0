package picture

import (
	"image"

	"golang.org/x/image/draw"
)

// place says where pixel 0,0 goes, and which way its row and column run.
type place struct{ transposed, mirrored, upended bool }

// places are EXIF's orientations, 1 to 8.
var places = [9]place{
	2: {mirrored: true}, 3: {mirrored: true, upended: true}, 4: {upended: true},
	5: {transposed: true}, 6: {transposed: true, mirrored: true},
	7: {transposed: true, mirrored: true, upended: true}, 8: {transposed: true, upended: true},
}

// upright turns and mirrors a picture. YCbCr stays YCbCr.
func upright(img image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return img
	}
	p := places[orientation]
	if m, ok := img.(*image.YCbCr); ok {
		if out := uprightYCbCr(m, p); out != nil {
			return out
		}
	}
	b := img.Bounds()
	src, ok := img.(*image.NRGBA)
	if !ok {
		src = image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
		draw.Draw(src, src.Rect, img, b.Min, draw.Src)
		b = src.Rect
	}
	w, h := b.Dx(), b.Dy()
	if p.transposed {
		w, h = h, w
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	lay(out.Pix, out.Stride, src.Pix[src.PixOffset(b.Min.X, b.Min.Y):], src.Stride, b.Dx(), b.Dy(), 4, p)
	return out
}

// uprightYCbCr is nil for what has other subsampling when turned.
func uprightYCbCr(m *image.YCbCr, p place) *image.YCbCr {
	ratio := m.SubsampleRatio
	if p.transposed {
		switch ratio {
		case image.YCbCrSubsampleRatio422:
			ratio = image.YCbCrSubsampleRatio440
		case image.YCbCrSubsampleRatio440:
			ratio = image.YCbCrSubsampleRatio422
		}
	}
	across, down := 1, 1
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio420:
		across, down = 2, 2
	case image.YCbCrSubsampleRatio422:
		across = 2
	case image.YCbCrSubsampleRatio440:
		down = 2
	case image.YCbCrSubsampleRatio444:
	default:
		return nil
	}
	b := m.Rect
	if b.Min.X%2 != 0 || b.Min.Y%2 != 0 {
		return nil
	}
	w, h := b.Dx(), b.Dy()
	cw, ch := (w+across-1)/across, (h+down-1)/down
	if p.transposed {
		w, h = h, w
	}
	out := image.NewYCbCr(image.Rect(0, 0, w, h), ratio)
	yo, co := m.YOffset(b.Min.X, b.Min.Y), m.COffset(b.Min.X, b.Min.Y)
	lay(out.Y, out.YStride, m.Y[yo:], m.YStride, b.Dx(), b.Dy(), 1, p)
	lay(out.Cb, out.CStride, m.Cb[co:], m.CStride, cw, ch, 1, p)
	lay(out.Cr, out.CStride, m.Cr[co:], m.CStride, cw, ch, 1, p)
	return out
}

// lay copies w by h pixels of n bytes, in blocks whose rows and columns both
// fit the nearest cache.
func lay(dst []byte, ds int, src []byte, ss, w, h, n int, p place) {
	const block = 64
	dw, dh := w, h
	if p.transposed {
		dw, dh = h, w
	}
	at, right, down := 0, n, ds
	if p.mirrored {
		at, right = at+(dw-1)*n, -n
	}
	if p.upended {
		at, down = at+(dh-1)*ds, -ds
	}
	byX, byY := right, down
	if p.transposed {
		byX, byY = down, right
	}
	for y0 := 0; y0 < h; y0 += block {
		for x0 := 0; x0 < w; x0 += block {
			for y := y0; y < min(y0+block, h); y++ {
				for x := x0; x < min(x0+block, w); x++ {
					to, from := at+x*byX+y*byY, y*ss+x*n
					copy(dst[to:to+n], src[from:from+n])
				}
			}
		}
	}
}
