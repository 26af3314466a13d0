package main

import (
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png"
	"os"

	"golang.org/x/image/draw"

	"onair/media"
)

// lines is how high the pictures are made, as from a camera.
const lines = 720

// load reads a picture at 720 lines, as a camera would give it.
func load(path string) (*media.Frame, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	src, _, err := image.Decode(file)
	if err != nil {
		return nil, err
	}
	b := src.Bounds()
	img := image.NewRGBA(image.Rect(0, 0, (b.Dx()*lines/b.Dy()+8)&^15, lines))
	draw.CatmullRom.Scale(img, img.Rect, src, b, draw.Src, nil)
	return toFrame(img), nil
}

// toFrame converts to BT.601 limited range; chroma is the mean of four.
func toFrame(img *image.RGBA) *media.Frame {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	f := media.NewFrame(w, h)
	for y := 0; y < h; y += 2 {
		for x := 0; x < w; x += 2 {
			var cb, cr float32
			for _, d := range [4]image.Point{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
				p := img.RGBAAt(x+d.X, y+d.Y)
				l, b, r := luma(p)
				f.Y[(y+d.Y)*f.YStride+x+d.X] = byte(l + .5)
				cb, cr = cb+b/4, cr+r/4
			}
			at := y/2*f.CStride + x/2
			f.Cb[at], f.Cr[at] = byte(cb+.5), byte(cr+.5)
		}
	}
	return f
}

func luma(p color.RGBA) (y, cb, cr float32) {
	r, g, b := float32(p.R), float32(p.G), float32(p.B)
	return 16 + .25679*r + .50413*g + .09791*b, 128 - .14822*r - .29099*g + .43922*b, 128 + .43922*r - .36779*g - .07143*b
}

// shown is the picture with weights of 0 to 256, one a cell of side pixels, in green.
func shown(f *media.Frame, weights []int16, lw, side int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, f.Width()/2, f.Height()/2))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			l := int(f.Y[2*y*f.YStride+2*x])
			k := int(weights[2*y/side*lw+2*x/side])
			img.SetRGBA(x, y, color.RGBA{uint8(l), uint8(l + (255-l)*k/512), uint8(l), 255})
		}
	}
	return img
}

func writeJPEG(path string, img image.Image) error {
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
