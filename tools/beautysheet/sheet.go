package main

import (
	"image"
	"image/color"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"onair/beauty"
	"onair/media"
)

// sheet is one picture of rows, a row an effect: for each face as it is, at half
// and at full level.
type sheet struct {
	name string
	rows []row
}

// row is one effect; set turns it on in a fresh chain, at 0.5 or 1.
type row struct {
	label string
	set   func(c *beauty.Chain, amount float32)
}

const (
	caption = 16
	frames  = 3 // of each effect: the stream has run for some frames
)

func (s *sheet) draw(faces []subject) (image.Image, error) {
	amounts := []float32{0, 0.5, 1}
	out := image.NewRGBA(image.Rect(0, 0, cellW*len(amounts)*len(faces), (cellH+caption)*len(s.rows)))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	for j, r := range s.rows {
		top := j * (cellH + caption)
		for i, f := range faces {
			for k, amount := range amounts {
				x := (i*len(amounts) + k) * cellW
				img := toImage(render(f, r, amount))
				draw.CatmullRom.Scale(out, image.Rect(x, top+caption, x+cellW, top+caption+cellH), img, img.Rect, draw.Src, nil)
			}
		}
		write(out, 4, top+12, r.label+":  as it is, half, full")
	}
	return out, nil
}

func render(s subject, r row, amount float32) *media.Frame {
	f := media.NewFrame(s.frame.Width(), s.frame.Height())
	c := beauty.NewChain()
	defer c.Close()
	c.SetFinder(finder{s.face})
	if amount > 0 {
		r.set(c, amount)
	}
	for range frames {
		f.CopyFrom(s.frame)
		c.Process(f)
	}
	return f
}

func write(dst draw.Image, x, y int, text string) {
	d := font.Drawer{Dst: dst, Src: image.NewUniform(color.Black), Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
	d.DrawString(text)
}
