// Package photo turns pictures into frames and back for the tools.
package photo

import (
	"image"
	"image/color"
	"image/jpeg"
	"os"

	"onair/media"
)

// ToFrame converts to BT.601 limited range; chroma is the mean of four.
func ToFrame(img *image.RGBA) *media.Frame {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	f := media.NewFrame(w, h)
	cw := (w + 1) / 2
	sums := make([][3]float32, cw*((h+1)/2))
	for y := range h {
		for x := range w {
			p := img.Pix[img.PixOffset(x, y):]
			r, g, b := float32(p[0]), float32(p[1]), float32(p[2])
			f.Y[y*f.YStride+x] = byte(16.5 + 0.25679*r + 0.50413*g + 0.09791*b)
			s := &sums[y/2*cw+x/2]
			s[0] += -0.14822*r - 0.29099*g + 0.43922*b
			s[1] += 0.43922*r - 0.36779*g - 0.07143*b
			s[2]++
		}
	}
	for i, s := range sums {
		at := i/cw*f.CStride + i%cw
		f.Cb[at], f.Cr[at] = byte(128.5+s[0]/s[2]), byte(128.5+s[1]/s[2])
	}
	return f
}

// ToImage is the way back.
func ToImage(f *media.Frame) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, f.Width(), f.Height()))
	for y := range f.Height() {
		for x := range f.Width() {
			l := 1.16438 * (float32(f.Y[y*f.YStride+x]) - 16)
			i := y/2*f.CStride + x/2
			cb, cr := float32(f.Cb[i])-128, float32(f.Cr[i])-128
			img.SetRGBA(x, y, color.RGBA{level(l + 1.59603*cr), level(l - 0.39176*cb - 0.81297*cr), level(l + 2.01723*cb), 255})
		}
	}
	return img
}

func level(v float32) uint8 { return uint8(min(max(v+0.5, 0), 255)) }

// WriteJPEG writes a file.
func WriteJPEG(path string, img image.Image) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := jpeg.Encode(file, img, &jpeg.Options{Quality: 80}); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
