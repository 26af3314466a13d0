// Package pixeltest has the pictures, frames and scenes that tests of filters use,
// and the expander that their Go reference kernels need.
package pixeltest

import (
	"image"
	"image/color"
	_ "image/jpeg" // for Load
	_ "image/png"  // likewise
	"os"
	"path/filepath"
	"testing"

	"onair/beauty/pixel"
	"onair/media"
)

// data is a file of beauty's test data, seen from that folder or one below it.
func data(name string) string {
	path := filepath.Join("testdata", name)
	if _, err := os.Stat(path); err != nil {
		path = filepath.Join("..", path)
	}
	return path
}

// Load reads a picture of beauty's test data into a frame.
func Load(t testing.TB, name string) *media.Frame {
	t.Helper()
	file, err := os.Open(data(name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	img, _, err := image.Decode(file)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return FromImage(img, img.Bounds())
}

// FromImage makes a frame of a part of a picture (chroma is the mean of 2x2).
func FromImage(img image.Image, part image.Rectangle) *media.Frame {
	w, h := part.Dx(), part.Dy()
	f := media.NewFrame(w, h)
	cw, ch := (w+1)/2, (h+1)/2
	cb, cr := make([]float32, cw*ch), make([]float32, cw*ch)
	n := make([]float32, cw*ch)
	for y := range h {
		for x := range w {
			r, g, b, _ := img.At(part.Min.X+x, part.Min.Y+y).RGBA()
			c := pixel.ToYCC([3]float32{float32(r) / 65535, float32(g) / 65535, float32(b) / 65535})
			f.Y[y*f.YStride+x] = byte(c[0] + 0.5)
			i := y/2*cw + x/2
			cb[i], cr[i], n[i] = cb[i]+c[1], cr[i]+c[2], n[i]+1
		}
	}
	for i := range cb {
		f.Cb[i], f.Cr[i] = byte(cb[i]/n[i]+0.5), byte(cr[i]/n[i]+0.5)
	}
	return f
}

// ToImage is the way back, chroma repeated.
func ToImage(f *media.Frame) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, f.Width(), f.Height()))
	for y := range f.Height() {
		for x := range f.Width() {
			i := y/2*f.CStride + x/2
			c := pixel.ToRGB(float32(f.Y[y*f.YStride+x]), float32(f.Cb[i]), float32(f.Cr[i]))
			img.SetNRGBA(x, y, color.NRGBA{byte(c[0]*255 + 0.5), byte(c[1]*255 + 0.5), byte(c[2]*255 + 0.5), 255})
		}
	}
	return img
}

// Scaled is a bilinear enlargement, to make frames of camera size.
func Scaled(src *media.Frame, w, h int) *media.Frame {
	f := media.NewFrame(w, h)
	scalePlane(f.Y, f.YStride, w, h, src.Y, src.YStride, src.Width(), src.Height())
	sw, sh := (src.Width()+1)/2, (src.Height()+1)/2
	scalePlane(f.Cb, f.CStride, (w+1)/2, (h+1)/2, src.Cb, src.CStride, sw, sh)
	scalePlane(f.Cr, f.CStride, (w+1)/2, (h+1)/2, src.Cr, src.CStride, sw, sh)
	return f
}

func scalePlane(dst []byte, ds, w, h int, src []byte, ss, sw, sh int) {
	for y := range h {
		for x := range w {
			fx := (float64(x)+0.5)*float64(sw)/float64(w) - 0.5
			fy := (float64(y)+0.5)*float64(sh)/float64(h) - 0.5
			dst[y*ds+x] = Sample(src, ss, sw, sh, fx, fy)
		}
	}
}

// Sample is bilinear, borders repeated.
func Sample(p []byte, stride, w, h int, x, y float64) byte {
	x, y = min(max(x, 0), float64(w-1)), min(max(y, 0), float64(h-1))
	i, j := int(x), int(y)
	i1, j1 := min(i+1, w-1), min(j+1, h-1)
	fx, fy := x-float64(i), y-float64(j)
	top := float64(p[j*stride+i])*(1-fx) + float64(p[j*stride+i1])*fx
	low := float64(p[j1*stride+i])*(1-fx) + float64(p[j1*stride+i1])*fx
	return byte(top*(1-fy) + low*fy + 0.5)
}
