package main

import (
	"image"
	"image/color"
	"os"

	"golang.org/x/image/draw"

	"onair/media"
	"onair/media/picture"
	"onair/tools/internal/photo"
)

// lines is how high the pictures are made, as from a camera.
const lines = 720

// load reads a picture at 720 lines, as a camera would give it.
func load(path string) (*media.Frame, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	src, err := picture.Decode(data)
	if err != nil {
		return nil, err
	}
	b := src.Bounds()
	img := image.NewRGBA(image.Rect(0, 0, (b.Dx()*lines/b.Dy()+8)&^15, lines))
	draw.CatmullRom.Scale(img, img.Rect, src, b, draw.Src, nil)
	return photo.ToFrame(img), nil
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
