package main

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// rgb is a colour in linear light, 0..1 a channel and more for lamps.
type rgb [3]float64

// hex is a colour as screens show it.
func hex(v uint32) rgb {
	var c rgb
	for i := range c {
		c[i] = math.Pow(float64(v>>(16-8*i)&255)/255, 2.2)
	}
	return c
}

func (c rgb) times(k float64) rgb { return rgb{c[0] * k, c[1] * k, c[2] * k} }

func mix(a, b rgb, t float64) rgb {
	for i := range a {
		a[i] += (b[i] - a[i]) * t
	}
	return a
}

// canvas is a picture in linear light.
type canvas struct{ p []rgb }

func newCanvas(paint func(x, y float64) rgb) *canvas {
	c := &canvas{make([]rgb, width*height)}
	for i := range c.p {
		c.p[i] = paint(float64(i%width)+0.5, float64(i/width)+0.5)
	}
	return c
}

// over paints a colour where cover is above 0.
func (c *canvas) over(col rgb, cover func(x, y float64) float64) {
	for i, p := range c.p {
		if k := cover(float64(i%width)+0.5, float64(i/width)+0.5); k > 0 {
			c.p[i] = mix(p, col, k)
		}
	}
}

// light adds a colour in the shares that cover gives.
func (c *canvas) light(col rgb, cover func(x, y float64) float64) {
	for i := range c.p {
		if k := cover(float64(i%width)+0.5, float64(i/width)+0.5); k > 0 {
			for j := range col {
				c.p[i][j] += col[j] * k
			}
		}
	}
}

// box is a rectangle with rounded corners and an edge that is soft over some
// pixels.
func box(x0, y0, x1, y1, round, soft float64) func(x, y float64) float64 {
	return func(x, y float64) float64 {
		dx := max(x0+round-x, x-x1+round, 0)
		dy := max(y0+round-y, y-y1+round, 0)
		d := math.Hypot(dx, dy) - round
		if dx == 0 || dy == 0 {
			d = max(x0-x, x-x1, y0-y, y-y1)
		}
		return step(-d, -soft/2, soft/2)
	}
}

func disc(cx, cy, r, soft float64) func(x, y float64) float64 {
	return func(x, y float64) float64 {
		return step(r-math.Hypot(x-cx, y-cy), -soft/2, soft/2)
	}
}

// glow falls off like a bell.
func glow(cx, cy, rx, ry float64) func(x, y float64) float64 {
	return func(x, y float64) float64 {
		u, v := (x-cx)/rx, (y-cy)/ry
		return math.Exp(-u*u - v*v)
	}
}

func step(v, a, b float64) float64 {
	t := min(max((v-a)/max(b-a, 1e-9), 0), 1)
	return t * t * (3 - 2*t)
}

// blur is three boxes of radius r, which is nearly a bell.
func (c *canvas) blur(r int) {
	tmp := make([]rgb, len(c.p))
	for range 3 {
		lines(c.p, tmp, width, height, 1, width, r)
		lines(tmp, c.p, height, width, width, 1, r)
	}
}

// lines takes running means along lines of n pixels that are one apart.
func lines(src, dst []rgb, n, count, one, next, r int) {
	for l := range count {
		at := func(i int) rgb { return src[l*next+min(max(i, 0), n-1)*one] }
		var sum rgb
		for i := -r; i <= r; i++ {
			for k, v := range at(i) {
				sum[k] += v
			}
		}
		for i := range n {
			dst[l*next+i*one] = sum.times(1 / float64(2*r+1))
			in, gone := at(i+r+1), at(i-r)
			for k := range sum {
				sum[k] += in[k] - gone[k]
			}
		}
	}
}

// vignette darkens the corners.
func (c *canvas) vignette(by float64) {
	for i := range c.p {
		x, y := float64(i%width)/width-0.5, float64(i/width)/height-0.5
		c.p[i] = c.p[i].times(1 - by*min(2*(x*x+y*y), 1))
	}
}

// image rolls off what is brighter than white and adds a grain that keeps smooth
// slopes from showing steps.
func (c *canvas) image() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	rnd := rand.New(rand.NewPCG(5, 5))
	for i, p := range c.p {
		grain := (rnd.Float64() + rnd.Float64() - 1) * 1.2
		var v [3]uint8
		for k := range v {
			l := max(p[k], 0)
			if l > 0.8 {
				l = 1 - 0.2*math.Exp((0.8-l)/0.2)
			}
			v[k] = uint8(min(max(math.Pow(l, 1/2.2)*255+grain+0.5, 0), 255))
		}
		img.SetRGBA(i%width, i/width, color.RGBA{v[0], v[1], v[2], 255})
	}
	return img
}
