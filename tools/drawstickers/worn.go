package main

import "image/color"

// glasses are round glasses of black acetate with a tint that fades downwards.
func glasses() []file {
	const w, h = 640, 232
	c := newCanvas(w, h)
	rim := func(grow float64) *path {
		const cx, cy, rx, ry = 172, 118, 118, 92
		x0, x1, y0, y1 := cx-rx-grow, cx+rx+grow, cy-ry-grow, cy+ry+grow
		return move(cx, y0).C(cx+rx*0.72, y0, x1, y0+ry*0.25, x1, cy-8).
			C(x1, cy+ry*0.7, cx+rx*0.55, y1, cx, y1).
			C(cx-rx*0.72, y1, x0, cy+ry*0.55, x0, cy-18).
			C(x0, y0+ry*0.1, cx-rx*0.6, y0, cx, y0).Z()
	}
	outer, inner := rim(0), rim(-15)
	bridge := move(284, 92).C(300, 66, 340, 66, 356, 92).L(352, 112).C(338, 90, 302, 90, 288, 112).Z()
	hinge := move(8, 74).L(64, 78).L(64, 108).L(14, 104).C(2, 102, 0, 76, 8, 74).Z()
	shape := []*path{hinge, hinge.flip(w / 2), bridge, outer, outer.flip(w / 2)}
	for _, p := range shape {
		c.glow(p.shift(0, 7), 7, nil, flat(fade(rgb(0x000000), 0.28)))
	}
	for _, p := range shape {
		c.fill(p, along(0, 20, 0, 214, rgb(0x3a3a42), rgb(0x17171c), rgb(0x0c0c10)))
	}
	for side := range 2 {
		p, o := inner, outer
		if side == 1 {
			p, o = inner.flip(w/2), outer.flip(w/2)
		}
		c.cut(p)
		c.fill(p, along(0, 30, 0, 205, fade(rgb(0x2a3350), 0.52), fade(rgb(0x6b5f7d), 0.26), fade(rgb(0xd8a58a), 0.12)))
		dx := float64(side) * 296
		glare := move(96+dx, 60).L(150+dx, 40).L(104+dx, 176).L(74+dx, 150).Z()
		c.within(p, glare, along(96+dx, 40, 90+dx, 170, fade(rgb(0xffffff), 0.34), fade(rgb(0xffffff), 0.04)))
		thin := move(164+dx, 36).L(180+dx, 34).L(128+dx, 188).L(116+dx, 184).Z()
		c.within(p, thin, along(96+dx, 40, 90+dx, 170, fade(rgb(0xffffff), 0.26), fade(rgb(0xffffff), 0.02)))
		shine := oval(172+dx*0.98, 36, 76, 5)
		c.glow(shine, 3, o, flat(fade(rgb(0xffffff), 0.5)))
	}
	gold := around(0, 0, 60, rgb(0xffe9a8), rgb(0xd8a53c))
	for _, x := range []float64{30, w - 30} {
		c.fill(oval(x, 90, 7, 5), func(px, py float64) color.NRGBA { return gold((px-x+4)*6, (py-86)*6) })
	}
	img := c.small()
	return []file{{"glasses.png", img}, {"temple.png", temple(rgb(0x3a3a42), rgb(0x17171c), rgb(0x0c0c10)).small()}, {"thumb.png", thumb(img, 0.92)}}
}

// temple is an arm of glasses from the hinge at the left to the ear.
func temple(colors ...color.NRGBA) *canvas {
	c := newCanvas(240, 48)
	arm := move(0, 8).C(60, 6, 150, 8, 204, 12).C(224, 14, 236, 26, 238, 46).L(226, 46).C(222, 32, 214, 26, 198, 24).
		C(150, 22, 60, 26, 0, 28).Z()
	c.fill(arm, along(0, 4, 0, 40, colors...))
	c.glow(hair(4, 13, 100, 11, 196, 16, 3, 2), 2, arm, flat(fade(rgb(0xffffff), 0.3)))
	return c
}

// cat are ears, whiskers and a nose.
func cat() []file {
	ears := newCanvas(720, 264)
	for side := range 2 {
		s := func(p *path) *path {
			if side == 1 {
				return p.flip(360)
			}
			return p
		}
		outer := s(move(40, 258).C(34, 150, 60, 50, 96, 16).C(108, 6, 118, 8, 128, 18).C(190, 70, 240, 130, 262, 214).
			C(200, 196, 110, 206, 40, 258).Z())
		inner := s(move(78, 226).C(76, 150, 92, 92, 112, 58).C(156, 98, 192, 140, 212, 192).C(166, 184, 120, 196, 78, 226).Z())
		ears.glow(outer.shift(0, 8), 10, nil, flat(fade(rgb(0x000000), 0.25)))
		ears.fill(outer, along(0, 10, 0, 258, rgb(0x5a4a52), rgb(0x3a2f38), rgb(0x2a2129)))
		ears.glow(inner, 5, outer, along(0, 60, 0, 226, rgb(0xf7b7c0), rgb(0xe88c9c), rgb(0xb8646f)))
		// Fur along the lower edge of the inside.
		for i := range 7 {
			x := 84 + float64(i)*19
			tuft := hair(x, 222-float64(i)*3, x+6, 180-float64(i)*2, x+16+float64(i), 140+float64(i)*4, 13, 1)
			ears.within(outer, s(tuft), along(0, 120, 0, 224, fade(rgb(0xffffff), 0.95), fade(rgb(0xf4e4e6), 0.75)))
		}
		ears.glow(s(hair(46, 190, 60, 80, 104, 26, 3, 5)), 4, outer, flat(fade(rgb(0xffffff), 0.35)))
	}
	face := newCanvas(600, 220)
	for side := range 2 {
		s := func(p *path) *path {
			if side == 1 {
				return p.flip(300)
			}
			return p
		}
		for i, y := range []float64{58, 108, 158} {
			bend := float64(i-1) * 26
			w := s(hair(216, 96+float64(i)*16, 120, y-14+bend*0.2, 22, y+bend, 4.6, 1.2))
			face.glow(w.shift(0, 3), 3, nil, flat(fade(rgb(0x000000), 0.35)))
			face.fill(w, along(0, y-30, 0, y+30, rgb(0xffffff), rgb(0xf0eaea)))
		}
	}
	nose := move(300, 118).C(280, 112, 256, 86, 258, 68).C(260, 52, 284, 50, 300, 52).C(316, 50, 340, 52, 342, 68).
		C(344, 86, 320, 112, 300, 118).Z()
	face.glow(nose.shift(0, 5), 6, nil, flat(fade(rgb(0x3a1018), 0.4)))
	face.fill(nose, around(292, 66, 60, rgb(0xf7a3b1), rgb(0xe0687f), rgb(0xb94460)))
	face.glow(oval(286, 64, 17, 6), 4, nose, flat(fade(rgb(0xffffff), 0.85)))
	e, f := ears.small(), face.small()
	both := newCanvas(720, 620)
	paste(both, e, 0, 20)
	paste(both, f, 60, 360)
	return []file{{"ears.png", e}, {"whiskers.png", f}, {"thumb.png", thumb(both.small(), 0.9)}}
}
