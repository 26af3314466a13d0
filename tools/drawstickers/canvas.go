package main

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"

	"golang.org/x/image/vector"
)

// over is how much larger pictures are drawn than they are kept.
const over = 3

// canvas is a picture in the making. Shapes are given in its own pixels.
type canvas struct {
	w, h int
	img  *image.RGBA // over times as large
}

func newCanvas(w, h int) *canvas {
	return &canvas{w: w, h: h, img: image.NewRGBA(image.Rect(0, 0, w*over, h*over))}
}

// ink gives a colour for each place.
type ink func(x, y float64) color.NRGBA

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

func fade(c color.NRGBA, alpha float64) color.NRGBA {
	c.A = uint8(math.Round(255 * alpha))
	return c
}

func mixed(a, b color.NRGBA, k float64) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*k)) }
	return color.NRGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), m(a.A, b.A)}
}

func flat(c color.NRGBA) ink { return func(_, _ float64) color.NRGBA { return c } }

// along runs evenly through colours from one point to another.
func along(x0, y0, x1, y1 float64, colors ...color.NRGBA) ink {
	dx, dy := x1-x0, y1-y0
	n := dx*dx + dy*dy
	return func(x, y float64) color.NRGBA {
		return step(((x-x0)*dx+(y-y0)*dy)/n, colors)
	}
}

// around runs through colours from a centre outwards.
func around(x0, y0, r float64, colors ...color.NRGBA) ink {
	return func(x, y float64) color.NRGBA { return step(math.Hypot(x-x0, y-y0)/r, colors) }
}

func step(k float64, colors []color.NRGBA) color.NRGBA {
	k = min(max(k, 0), 1) * float64(len(colors)-1)
	i := min(int(k), len(colors)-2)
	return mixed(colors[i], colors[i+1], k-float64(i))
}

// mask is the shape's cover, 0..255, over the whole canvas.
func (c *canvas) mask(p *path) *image.Alpha {
	z := vector.NewRasterizer(c.w*over, c.h*over)
	for _, s := range p.steps {
		q := s.p
		for i := range q {
			q[i] *= over
		}
		f := func(i int) float32 { return float32(q[i]) }
		switch s.kind {
		case 'M':
			z.MoveTo(f(0), f(1))
		case 'L':
			z.LineTo(f(0), f(1))
		case 'C':
			z.CubeTo(f(0), f(1), f(2), f(3), f(4), f(5))
		case 'Z':
			z.ClosePath()
		}
	}
	m := image.NewAlpha(c.img.Rect)
	z.DrawOp = draw.Src
	z.Draw(m, m.Rect, image.Opaque, image.Point{})
	return m
}

func (c *canvas) fill(p *path, paint ink) { c.lay(c.mask(p), paint) }

// lay puts paint where the mask is.
func (c *canvas) lay(m *image.Alpha, paint ink) {
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			a := m.Pix[y*m.Stride+x]
			if a == 0 {
				continue
			}
			s := paint((float64(x)+0.5)/over, (float64(y)+0.5)/over)
			k := float64(s.A) / 255 * float64(a) / 255
			d := c.img.Pix[y*c.img.Stride+4*x:][:4]
			for i, v := range [4]uint8{s.R, s.G, s.B, 255} {
				d[i] = uint8(math.Round(float64(v)*k + float64(d[i])*(1-k)))
			}
		}
	}
}

// cut makes the canvas clear inside of p.
func (c *canvas) cut(p *path) {
	m := c.mask(p)
	for i, a := range m.Pix {
		for k := range 4 {
			v := &c.img.Pix[4*i+k]
			*v = uint8(int(*v) * (255 - int(a)) / 255)
		}
	}
}

// within fills q only inside p.
func (c *canvas) within(p, q *path, paint ink) {
	m, n := c.mask(p), c.mask(q)
	for i := range m.Pix {
		m.Pix[i] = uint8(int(m.Pix[i]) * int(n.Pix[i]) / 255)
	}
	c.lay(m, paint)
}

// glow fills p blurred by r pixels, inside of clip if there is one.
func (c *canvas) glow(p *path, r float64, clip *path, paint ink) {
	m := c.mask(p)
	blur(m, int(r*over/2+0.5))
	if clip != nil {
		n := c.mask(clip)
		for i := range m.Pix {
			m.Pix[i] = uint8(int(m.Pix[i]) * int(n.Pix[i]) / 255)
		}
	}
	c.lay(m, paint)
}

// blur is two box blurs of radius r each way.
func blur(m *image.Alpha, r int) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	tmp := make([]uint8, max(w, h))
	line := func(p []uint8, n, stride int) {
		sum := 0
		get := func(i int) int {
			if i < 0 || i >= n {
				return 0
			}
			return int(p[i*stride])
		}
		for i := -r; i < r; i++ {
			sum += get(i)
		}
		for i := range n {
			sum += get(i + r)
			tmp[i] = uint8(sum / (2*r + 1))
			sum -= get(i - r)
		}
		for i := range n {
			p[i*stride] = tmp[i]
		}
	}
	for range 2 {
		for y := range h {
			line(m.Pix[y*m.Stride:], w, 1)
		}
		for x := range w {
			line(m.Pix[x:], h, m.Stride)
		}
	}
}

// small is the picture at its own size, each pixel the mean of what was drawn.
func (c *canvas) small() *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, c.w, c.h))
	for y := range c.h {
		for x := range c.w {
			var sum [4]int
			for j := range over {
				row := c.img.Pix[(y*over+j)*c.img.Stride+4*x*over:]
				for i := range 4 * over {
					sum[i%4] += int(row[i])
				}
			}
			if sum[3] < over*over {
				continue
			}
			v := func(i int) uint8 { return uint8(min((255*sum[i]+sum[3]/2)/sum[3], 255)) }
			out.SetNRGBA(x, y, color.NRGBA{v(0), v(1), v(2), uint8((sum[3] + over*over/2) / (over * over))})
		}
	}
	return out
}

// save writes the picture, with the folders that lead to it.
func save(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(f, img); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
