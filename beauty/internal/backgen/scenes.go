package main

import (
	"math"
	"math/rand/v2"
)

// scenes are the backgrounds by name. None is busy in the middle, where the
// person is, and all are a little out of focus, as a background would be.
func scenes() map[string]func() *canvas {
	return map[string]func() *canvas{
		"studio": studio, "bokeh": bokeh, "shelves": shelves,
		"stage": stage, "loft": loft, "dawn": dawn,
	}
}

// studio: a paper roll, lit from above.
func studio() *canvas {
	top, low := hex(0x8fa3b8), hex(0x46566a)
	c := newCanvas(func(x, y float64) rgb {
		return mix(top, low, step(y, 60, 760))
	})
	c.light(hex(0xdfe8f2).times(0.55), glow(640, 300, 470, 330))
	c.over(hex(0x5a6a7c), func(x, y float64) float64 { return 0.55 * step(y, 600, 700) })
	c.light(hex(0xffe9cf).times(0.12), glow(1120, 180, 300, 300))
	c.blur(6)
	c.vignette(0.35)
	return c
}

// bokeh: lights of a street at night, out of focus.
func bokeh() *canvas {
	c := newCanvas(func(x, y float64) rgb {
		return mix(hex(0x0c1222), hex(0x2a1c33), step(y, 0, 720))
	})
	c.light(hex(0x47305f).times(0.7), glow(900, 640, 600, 200))
	rnd := rand.New(rand.NewPCG(11, 4))
	lamps := []rgb{hex(0xffb45e), hex(0xff7a59), hex(0xffe2ad), hex(0x7fc4ff), hex(0xd58bff), hex(0xff5f8a)}
	for range 90 {
		r := 10 + 38*math.Pow(rnd.Float64(), 1.6)
		x, y := rnd.Float64()*width, 120+rnd.Float64()*560
		power := (0.10 + 0.5*rnd.Float64()) * 22 / r
		body, rim := disc(x, y, r, 3), disc(x, y, r*0.86, 8)
		c.light(lamps[rnd.IntN(len(lamps))].times(power), func(u, v float64) float64 {
			b := body(u, v)
			return b * (1 - 0.35*rim(u, v)) // a lens draws discs brighter at the rim
		})
	}
	c.blur(1)
	c.vignette(0.3)
	return c
}

// shelves: a warm wall with books and plants.
func shelves() *canvas {
	c := newCanvas(func(x, y float64) rgb {
		return mix(hex(0xe6d9c6), hex(0xbfae98), step(y, 0, 800))
	})
	c.light(hex(0xffe6bd).times(0.35), glow(240, 60, 420, 300))
	rnd := rand.New(rand.NewPCG(21, 8))
	books := []rgb{hex(0x7a4b3a), hex(0x2f4a58), hex(0xb9a37f), hex(0x8c2f39), hex(0x4f6b52), hex(0xd8cbb5), hex(0x3b3a44), hex(0xc98a4b)}
	board := func(x0, x1, y float64) {
		c.over(hex(0x5b4331).times(0.35), box(x0+6, y+16, x1+6, y+40, 4, 26)) // its shadow
		c.over(hex(0x8a6748), box(x0, y, x1, y+16, 2, 2))
		for x := x0 + 16; x < x1-50; {
			w, h := 14+rnd.Float64()*16, 70+rnd.Float64()*50
			if rnd.IntN(7) == 0 {
				x += 40 + 30*rnd.Float64()
				continue
			}
			c.over(books[rnd.IntN(len(books))], box(x, y-h, x+w, y, 2, 2))
			x += w + 2
		}
	}
	for _, y := range []float64{190, 370, 560} {
		board(40, 400, y)
		board(890, 1250, y)
	}
	for _, p := range [][2]float64{{350, 190}, {1195, 370}, {80, 560}} {
		c.over(hex(0xd9d3c7), box(p[0]-22, p[1]-44, p[0]+22, p[1], 8, 2))
		for range 26 {
			a, l := (rnd.Float64()-0.5)*2.4, 20+40*rnd.Float64()
			c.over(mix(hex(0x3f6b3f), hex(0x7fa65a), rnd.Float64()),
				disc(p[0]+l*math.Sin(a), p[1]-46-l*math.Cos(a), 9, 3))
		}
	}
	c.blur(5)
	c.vignette(0.28)
	return c
}

// stage: beams through haze.
func stage() *canvas {
	c := newCanvas(func(x, y float64) rgb {
		return mix(hex(0x07080f), hex(0x141024), step(y, 0, 720))
	})
	beam := func(x, lean, open, power float64, col rgb) {
		c.light(col.times(power), func(u, v float64) float64 {
			d := v + 40
			return math.Exp(-math.Pow((u-x-lean*d)/(18+open*d), 2)) * math.Exp(-d/620)
		})
		c.light(col.times(2.5), glow(x+lean*40, 0, 26, 20))
	}
	beam(130, 0.42, 0.10, 0.55, hex(0x4f7bff))
	beam(380, 0.20, 0.09, 0.45, hex(0xb04dff))
	beam(640, 0, 0.12, 0.35, hex(0xfff0d8))
	beam(900, -0.20, 0.09, 0.45, hex(0xff4d9a))
	beam(1150, -0.42, 0.10, 0.55, hex(0x3fd0ff))
	c.light(hex(0x3a2a66).times(0.8), glow(640, 720, 760, 160))
	rnd := rand.New(rand.NewPCG(2, 9))
	for range 60 { // dust in the light
		c.light(hex(0xffffff).times(0.05+0.1*rnd.Float64()), disc(rnd.Float64()*width, rnd.Float64()*600, 2+3*rnd.Float64(), 3))
	}
	c.blur(3)
	return c
}

// loft: a bright room with a large window at the side.
func loft() *canvas {
	c := newCanvas(func(x, y float64) rgb {
		return mix(hex(0xf0ece6), hex(0xb9b6b4), step(x, -100, 1350))
	})
	c.over(hex(0xa98d73), func(x, y float64) float64 { return step(y, 606, 612) }) // floor
	c.over(hex(0xd8d4cf), box(-10, 588, 1290, 608, 1, 2))
	for i := range 3 {
		x := 60 + 130*float64(i)
		c.over(hex(0xdff1ff).times(1.5), box(x, 70, x+118, 300, 2, 2))
		c.over(hex(0xe8f3e2).times(1.25), box(x, 312, x+118, 500, 2, 2))
		c.over(hex(0x9cc29a), func(u, v float64) float64 {
			hill := 440 + 26*math.Sin(u/55)
			return box(x, 312, x+118, 500, 2, 2)(u, v) * 0.5 * step(v, hill, hill+10)
		})
	}
	c.light(hex(0xfff3dd).times(0.5), func(x, y float64) float64 { // sun across wall and floor
		return 0.6 * step(-math.Abs(x-0.8*y-420), -150, -60) * step(y, 250, 700)
	})
	c.over(hex(0x3c3c40), box(1010, 150, 1014, 600, 1, 2)) // lamp
	c.over(hex(0xffe9c2).times(1.3), disc(1012, 130, 40, 3))
	c.over(hex(0x6f7f86), box(900, 470, 1240, 600, 26, 3)) // sofa
	c.over(hex(0x7d8e95), box(930, 430, 1210, 520, 24, 3))
	c.over(hex(0xd9a066), box(960, 455, 1040, 520, 14, 3))
	c.light(hex(0xffe2b0).times(0.35), glow(1012, 140, 190, 170))
	c.blur(6)
	c.vignette(0.2)
	return c
}

// dawn: hills behind hills under a clear sky.
func dawn() *canvas {
	c := newCanvas(func(x, y float64) rgb {
		sky := mix(hex(0x5b7fb8), hex(0xf3c6a5), step(y, 0, 420))
		return mix(sky, hex(0xffdcb0), 0.6*step(y, 260, 460))
	})
	c.light(hex(0xffe0a8).times(0.9), glow(860, 400, 240, 180))
	c.light(hex(0xfff2d0).times(1.6), disc(860, 390, 30, 10))
	for i, col := range []rgb{hex(0xb49aa8), hex(0x83809c), hex(0x565f80), hex(0x2f3c58)} {
		k := float64(i)
		c.over(col, func(x, y float64) float64 {
			ridge := 430 + 66*k + (30-4*k)*math.Sin(x/(150-22*k)+2.1*k) + (12+2*k)*math.Sin(x/(47+6*k)+k)
			return step(y, ridge, ridge+4+2*k)
		})
		c.light(hex(0xffd9b8).times(0.10), func(x, y float64) float64 { // mist in the valleys
			return math.Exp(-math.Pow((y-500-70*k)/40, 2))
		})
	}
	c.blur(4)
	c.vignette(0.15)
	return c
}
