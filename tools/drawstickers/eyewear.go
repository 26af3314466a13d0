package main

import (
	"image/color"
	"math"
)

// drop is a soft shadow below a shape.
func (c *canvas) drop(p *path, down, r, alpha float64) {
	c.glow(p.shift(0, down), r, nil, flat(fade(rgb(0x000000), alpha)))
}

// eyewearWidth is that of all pictures of glasses.
const eyewearWidth = 560

// both is a shape and its mirror image about the middle.
func both(p *path) []*path { return []*path{p, p.flip(eyewearWidth / 2)} }

// sunglasses are an aviator's: gold wire, lenses dark above.
func sunglasses() []file {
	const w, h = eyewearWidth, 212
	c := newCanvas(w, h)
	lens := move(40, 56).C(84, 34, 196, 36, 246, 58).C(256, 112, 228, 176, 166, 190).C(92, 200, 38, 138, 40, 56).Z()
	mid := [2]float64{146, 112}
	rim := lens.changed(func(x, y float64) (float64, float64) {
		return mid[0] + (x-mid[0])*1.07, mid[1] + (y-mid[1])*1.08
	})
	gold := along(0, 30, w, 200, rgb(0xfff1b8), rgb(0xd7a437), rgb(0xfbe08a), rgb(0xa87418), rgb(0xf4cf6a))
	top := hair(236, 54, 280, 34, 324, 54, 8, 8)
	low := hair(246, 88, 280, 66, 314, 88, 6, 6)
	hinge := move(4, 52).L(44, 54).L(44, 66).L(4, 62).Z()
	for _, p := range append(both(rim), top, low) {
		c.drop(p, 6, 6, 0.28)
	}
	for _, p := range append(append(both(rim), both(hinge)...), top, low) {
		c.fill(p, gold)
	}
	for i, p := range both(lens) {
		c.cut(p)
		c.fill(p, along(0, 40, 0, 196, fade(rgb(0x16202c), 0.95), fade(rgb(0x2c3f4c), 0.86), fade(rgb(0x7c6a4c), 0.62)))
		dx := float64(i) * 276
		c.within(p, move(74+dx, 40).L(132+dx, 36).L(84+dx, 150).L(54+dx, 118).Z(), along(0, 40, 0, 150, fade(rgb(0xffffff), 0.42), fade(rgb(0xffffff), 0.05)))
		c.within(p, move(146+dx, 34).L(164+dx, 34).L(108+dx, 182).L(98+dx, 176).Z(), along(0, 40, 0, 180, fade(rgb(0xffffff), 0.32), fade(rgb(0xffffff), 0.02)))
		c.glow(oval(158+dx*0.93, 172, 52, 10), 12, p, flat(fade(rgb(0xffe3b0), 0.5)))
	}
	img := c.small()
	arm := temple(rgb(0xfbe08a), rgb(0xd7a437), rgb(0x8a5c10)).small()
	return []file{{"glasses.png", img}, {"temple.png", arm}, {"thumb.png", thumb(img, 0.94)}}
}

// loveGlasses have lenses like hearts.
func loveGlasses() []file {
	const w, h = eyewearWidth, 236
	c := newCanvas(w, h)
	lens := heart().changed(func(x, y float64) (float64, float64) { return 142 + 112*x, 116 + 98*y })
	in := heart().changed(func(x, y float64) (float64, float64) { return 142 + 90*x, 113 + 78*y })
	bridge := hair(236, 84, 280, 62, 324, 84, 17, 17)
	hinge := move(6, 70).L(48, 66).L(48, 96).L(12, 94).C(2, 90, 0, 74, 6, 70).Z()
	red := along(0, 20, 0, 210, rgb(0xff7a92), rgb(0xe8284f), rgb(0xa80c34))
	list := append(append(both(lens), both(hinge)...), bridge)
	for _, p := range list {
		c.drop(p, 7, 7, 0.28)
	}
	for _, p := range list {
		c.fill(p, red)
	}
	for i, p := range both(in) {
		c.cut(p)
		c.fill(p, along(0, 30, 0, 190, fade(rgb(0xff2f6c), 0.62), fade(rgb(0xff7aa2), 0.36), fade(rgb(0xffc0d0), 0.24)))
		dx := float64(i) * 276
		c.within(p, move(70+dx, 44).L(112+dx, 40).L(96+dx, 150).L(66+dx, 120).Z(), along(0, 40, 0, 150, fade(rgb(0xffffff), 0.5), fade(rgb(0xffffff), 0.05)))
		c.glow(oval(96+dx, 36, 34, 6), 4, both(lens)[i], flat(fade(rgb(0xffffff), 0.75)))
	}
	img := c.small()
	arm := temple(rgb(0xff6a84), rgb(0xe8284f), rgb(0xa80c34)).small()
	return []file{{"glasses.png", img}, {"temple.png", arm}, {"thumb.png", thumb(img, 0.94)}}
}

// pixelGlasses are of black squares.
func pixelGlasses() []file {
	rows := []string{
		"##########################",
		"##########################",
		"..#oo##o####...#oo##o####.",
		"..##oo##o###...##oo##o###.",
		"...##oo####.....##oo####..",
		"....######.......######...",
	}
	const size = 20
	w, h := len(rows[0])*size, len(rows)*size
	c := newCanvas(w, h+12)
	for y, r := range rows {
		for x, k := range r {
			at := box(float64(x*size), float64(y*size+4), size+0.4, size+0.4, 0.01, false)
			switch k {
			case '#':
				c.fill(at, flat(rgb(0x101014)))
			case 'o':
				c.fill(at, flat(rgb(0xf4f6fa)))
			}
		}
	}
	img := c.small()
	arm := newCanvas(240, 44)
	arm.fill(move(0, 4).L(200, 4).L(200, 14).L(236, 14).L(236, 42).L(216, 42).L(216, 24).L(0, 24).Z(), flat(rgb(0x101014)))
	return []file{{"glasses.png", img}, {"temple.png", arm.small()}, {"thumb.png", thumb(img, 0.94)}}
}

// masquerade is a mask of a ball: violet with a border of gold, and feathers.
func masquerade() []file {
	const w, h = eyewearWidth, 400
	c := newCanvas(w, h)
	feather := func(x, y, turn, size float64, tone ...color.NRGBA) {
		p := move(0, 0).C(-0.34, -0.2, -0.3, -0.8, 0, -1).C(0.3, -0.8, 0.34, -0.2, 0, 0).Z().scale(size).turn(turn).shift(x, y)
		s, k := math.Sincos(turn)
		c.drop(p, 4, 5, 0.2)
		c.fill(p, along(x, y, x+s*size, y-k*size, tone...))
		for i := range 9 {
			t := 0.12 + 0.09*float64(i)
			q := hair(0, -t, 0.14, -t-0.08, 0.26, -t-0.18, 0.012, 0.004).and(hair(0, -t, -0.14, -t-0.08, -0.26, -t-0.18, 0.012, 0.004))
			c.within(p, q.scale(size).turn(turn).shift(x, y), flat(fade(rgb(0xffffff), 0.35)))
		}
		c.fill(hair(0, 0, 0.02, -0.5, 0, -0.96, 0.03, 0.01).scale(size).turn(turn).shift(x, y), flat(fade(rgb(0xfff1d0), 0.8)))
	}
	for i, t := range []float64{-0.62, -0.36, -0.12, 0.12, 0.36, 0.62} {
		tone := []color.NRGBA{rgb(0x5a1e86), rgb(0xa452d8), rgb(0xe3b4ff)}
		if i%2 == 1 {
			tone = []color.NRGBA{rgb(0x0c5a6c), rgb(0x22a6b8), rgb(0xa8f0ee)}
		}
		feather(280+70*t, 214, t, 196-70*t*t, tone...)
	}
	half := move(280, 200).C(240, 178, 150, 160, 60, 180).C(20, 190, 4, 220, 14, 262).C(24, 320, 80, 366, 150, 362).
		C(210, 358, 250, 326, 280, 300).Z()
	body := half.and(half.flip(280).reversed())
	eye := move(84, 262).C(104, 226, 176, 224, 214, 274).C(180, 306, 112, 304, 84, 262).Z()
	ring := eye.changed(func(x, y float64) (float64, float64) { return 150 + (x-150)*1.17, 268 + (y-268)*1.32 })
	c.drop(body, 9, 9, 0.32)
	gold := along(10, 170, 550, 380, rgb(0xfff1b8), rgb(0xcf9a2c), rgb(0xfbe08a), rgb(0x9a6a14), rgb(0xf6d470))
	c.fill(body, gold)
	inner := body.changed(func(x, y float64) (float64, float64) { return 280 + (x-280)*0.956, 264 + (y-264)*0.89 })
	c.fill(inner, along(0, 170, 0, 366, rgb(0x9a4fd0), rgb(0x6a2aa4), rgb(0x3a1068)))
	c.glow(oval(130, 204, 96, 20), 16, inner, flat(fade(rgb(0xf0c8ff), 0.4)))
	c.glow(oval(430, 204, 96, 20), 16, inner, flat(fade(rgb(0xf0c8ff), 0.4)))
	for side := range 2 {
		f := func(p *path) *path {
			if side == 1 {
				return p.flip(280)
			}
			return p
		}
		c.fill(f(ring), gold)
		c.cut(f(eye))
		for _, q := range []*path{
			hair(52, 322, 92, 352, 150, 330, 5, 1), hair(150, 330, 196, 316, 232, 300, 1, 5),
			hair(40, 232, 56, 204, 104, 206, 5, 1), hair(214, 222, 180, 200, 130, 208, 5, 1),
		} {
			c.within(inner, f(q), gold)
		}
	}
	stone(c, 280, 214, 19, 26, [3]uint32{0xff9aa8, 0xdb1f44, 0x7a0822})
	img := c.small()
	return []file{{"mask.png", img}, {"thumb.png", thumb(img, 0.94)}}
}

// stone is a jewel in a setting of gold.
func stone(c *canvas, x, y, rx, ry float64, tone [3]uint32) {
	c.fill(oval(x, y, rx+4, ry+4), around(x, y-ry, 2*ry, rgb(0xffe9a0), rgb(0xa87418)))
	c.fill(oval(x, y, rx, ry), around(x-rx*0.3, y-ry*0.4, ry*1.7, rgb(tone[0]), rgb(tone[1]), rgb(tone[2])))
	c.fill(oval(x-rx*0.3, y-ry*0.42, rx*0.3, ry*0.17), flat(fade(rgb(0xffffff), 0.9)))
}
