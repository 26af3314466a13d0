package main

import (
	"image"
	"math"

	xdraw "golang.org/x/image/draw"
)

// frame is a border of rose gold with blossoms in two corners.
func frame() []file {
	const w, h = 1280, 720
	c := newCanvas(w, h)
	rose := along(0, 0, w, h, rgb(0xf7cdb8), rgb(0xe29a8c), rgb(0xfbe3d0), rgb(0xd98a84), rgb(0xf6c9b4))
	border := box(22, 22, w-44, h-44, 40, false).and(box(30, 30, w-60, h-60, 33, true))
	thin := box(40, 40, w-80, h-80, 26, false).and(box(42.5, 42.5, w-85, h-85, 24, true))
	// A breath of shade towards the edges lets the border stand out.
	edge := box(0, 0, w, h, 0.01, false).and(box(26, 26, w-52, h-52, 36, true))
	c.fill(edge, along(0, 0, 0, h, fade(rgb(0xfff0ea), 0.55), fade(rgb(0xffe0d8), 0.42), fade(rgb(0xfff0ea), 0.55)))
	c.glow(border.shift(0, 4), 6, nil, flat(fade(rgb(0x401018), 0.35)))
	c.fill(border, rose)
	c.fill(thin, rose)
	for _, f := range []struct{ x, y, r, turn float64 }{
		{96, 92, 62, 0.2}, {186, 66, 38, 0.9}, {70, 188, 42, 0.5}, {256, 54, 22, 0}, {52, 262, 24, 1.1},
		{w - 96, h - 92, 62, 0.4}, {w - 186, h - 66, 38, 0.1}, {w - 70, h - 188, 42, 0.8}, {w - 256, h - 54, 22, 0.5}, {w - 52, h - 262, 24, 0.2},
	} {
		leaf(c, f.x, f.y, f.r*1.25, f.turn+0.6)
		leaf(c, f.x, f.y, f.r*1.2, f.turn+3.4)
		blossom(c, f.x, f.y, f.r, f.turn)
	}
	for _, s := range [][3]float64{{w - 70, 70, 26}, {w - 120, 52, 13}, {w - 52, 122, 12}, {70, h - 70, 26}, {120, h - 52, 13}, {52, h - 122, 12}} {
		p := spark(4, 0.12).scale(s[2]).shift(s[0], s[1])
		c.glow(oval(s[0], s[1], s[2]*0.3, s[2]*0.3), s[2]*0.5, nil, flat(fade(rgb(0xffffff), 0.7)))
		c.fill(p, flat(rgb(0xfffaf2)))
	}
	img := c.small()
	return []file{{"frame.png", img}, {"thumb.png", thumb(img, 1)}}
}

func blossom(c *canvas, x, y, r, turn float64) {
	for i := range 5 {
		p := petal().shift(0, -1).scale(r*0.5).turn(turn+2*math.Pi*float64(i)/5).shift(x, y)
		c.glow(p.shift(0, 3), 4, nil, flat(fade(rgb(0x701030), 0.25)))
		c.fill(p, around(x, y, r, rgb(0xf08aac), rgb(0xffc6d8), rgb(0xffeef3), rgb(0xfff8fa)))
	}
	for i := range 8 {
		s, k := math.Sincos(turn + 2*math.Pi*float64(i)/8)
		c.fill(hair(x, y, x+k*r*0.2, y+s*r*0.2, x+k*r*0.36, y+s*r*0.36, r*0.03, r*0.02), flat(rgb(0xe0708f)))
		c.fill(oval(x+k*r*0.37, y+s*r*0.37, r*0.045, r*0.045), flat(rgb(0xf6c64a)))
	}
	c.fill(oval(x, y, r*0.12, r*0.12), around(x-1, y-1, r*0.14, rgb(0xffe9a0), rgb(0xe8a23c)))
}

func leaf(c *canvas, x, y, r, turn float64) {
	p := move(0, 0).C(0.3, -0.34, 0.8, -0.3, 1, 0).C(0.8, 0.16, 0.3, 0.2, 0, 0).Z().scale(r).turn(turn).shift(x, y)
	c.glow(p.shift(0, 3), 4, nil, flat(fade(rgb(0x103010), 0.25)))
	s, k := math.Sincos(turn)
	c.fill(p, along(x, y, x+k*r, y+s*r, rgb(0x6f9a62), rgb(0xa9c98c), rgb(0xcfe3b4)))
}

// paste lays a picture over the canvas.
func paste(c *canvas, img image.Image, x, y int) {
	b := img.Bounds()
	r := image.Rect(x*over, y*over, (x+b.Dx())*over, (y+b.Dy())*over)
	xdraw.BiLinear.Scale(c.img, r, img, b, xdraw.Over, nil)
}

// thumbSize is the side of a thumb.
const thumbSize = 128

// thumb fits a picture into a square, filling a share of it.
func thumb(img image.Image, share float64) image.Image {
	b := img.Bounds()
	k := share * thumbSize / float64(max(b.Dx(), b.Dy()))
	w, h := int(float64(b.Dx())*k), int(float64(b.Dy())*k)
	out := image.NewNRGBA(image.Rect(0, 0, thumbSize, thumbSize))
	x, y := (thumbSize-w)/2, (thumbSize-h)/2
	xdraw.CatmullRom.Scale(out, image.Rect(x, y, x+w, y+h), img, b, xdraw.Over, nil)
	return out
}
