package main

import (
	"image"
	"image/color"
	"slices"
	"time"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"onair/beauty"
	"onair/beauty/face"
	"onair/media"
	"onair/tools/internal/photo"
)

// sheet is one picture of rows, a row an effect: for each face as it is, at half
// and at full level.
type sheet struct {
	name   string
	view   view
	rows   []row
	person bool // only of pictures whose person is known
	turns  bool // the head turned instead of an amount
	grid   bool // each row once, at full, on one face after the other
}

// view is the part of the face that a sheet shows.
type view int

const (
	whole view = iota
	close      // the face alone
	upper      // eyes and nose
	lower      // nose and mouth
)

// of gives the part's rectangle, in the shape of a cell of the sheet.
func (v view) of(f *face.Face, all image.Rectangle) (part image.Rectangle, h int) {
	if v == whole {
		return all, cellH
	}
	middle, share, tall := f.Points[5], float32(1.15), float32(1.25)
	switch v {
	case upper:
		middle, share, tall = f.Points[168], 0.95, 0.6
	case lower:
		middle, share, tall = f.Points[164], 0.8, 0.75
	}
	pw := share * f.Width()
	ph := pw * tall
	x, y := int(middle.X-pw/2), int(middle.Y-ph/2)
	return image.Rect(x, y, x+int(pw), y+int(ph)).Intersect(all), int(cellW * tall)
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

func (s *sheet) draw(faces []subject) image.Image {
	if s.grid {
		return s.drawGrid(faces)
	}
	amounts := []float32{0, 0.5, 1}
	if s.person {
		faces = slices.DeleteFunc(slices.Clone(faces), func(f subject) bool { return len(f.mask.P) == 0 })
	}
	_, high := s.view.of(&faces[0].face, image.Rectangle{})
	out := image.NewRGBA(image.Rect(0, 0, cellW*len(amounts)*len(faces), (high+caption)*len(s.rows)))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	for j, r := range s.rows {
		top := j * (high + caption)
		for i, f := range faces {
			for k, amount := range amounts {
				x := (i*len(amounts) + k) * cellW
				if s.turns {
					f, amount = turned(faces[i], 40*float64(k)/2), 1
				}
				img := photo.ToImage(render(f, r, amount))
				part, h := s.view.of(&f.face, img.Rect)
				draw.CatmullRom.Scale(out, image.Rect(x, top+caption, x+cellW, top+caption+h), img, part, draw.Src, nil)
			}
		}
		text := ":  as it is, half, full"
		if s.turns {
			text = ":  ahead, turned by 20 and by 40 degrees"
		}
		write(out, 4, top+12, r.label+text)
	}
	return out
}

// columns of a grid.
const columns = 6

func (s *sheet) drawGrid(faces []subject) image.Image {
	high := cellH + caption
	out := image.NewRGBA(image.Rect(0, 0, cellW*columns, high*((len(s.rows)+columns-1)/columns)))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	for i, r := range s.rows {
		x, y := i%columns*cellW, i/columns*high
		img := photo.ToImage(renderLong(faces[(i+i/columns)%len(faces)], r, 1, 40))
		draw.CatmullRom.Scale(out, image.Rect(x, y+caption, x+cellW, y+high), img, img.Rect, draw.Src, nil)
		write(out, x+4, y+12, r.label)
	}
	return out
}

func render(s subject, r row, amount float32) *media.Frame { return renderLong(s, r, amount, frames) }

func renderLong(s subject, r row, amount float32, n int) *media.Frame {
	f := media.NewFrame(s.frame.Width(), s.frame.Height())
	c := beauty.NewChain()
	defer c.Close()
	c.SetFinder(finder{&s})
	if amount > 0 {
		r.set(c, amount)
	}
	shot := shots[r.label]
	if shot != nil {
		n = 4 * frames
	}
	for i := range n {
		f.CopyFrom(s.frame)
		if shot != nil {
			shot(f, i)
		}
		f.Time = time.Unix(1, 0).Add(time.Duration(i) * time.Second / 30)
		c.Process(f)
	}
	return f
}

func write(dst draw.Image, x, y int, text string) {
	d := font.Drawer{Dst: dst, Src: image.NewUniform(color.Black), Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
	d.DrawString(text)
}
