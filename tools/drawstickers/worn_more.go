package main

// headphones go over the head from ear to ear.
func headphones() []file {
	const w, h = 620, 590
	c := newCanvas(w, h)
	arc := func(r, k float64) *path {
		top := 20 + (268-r)*0.9
		return move(310-r, 450).C(310-r, 450-r*1.3*k, 310-r*0.72, top, 310, top).
			C(310+r*0.72, top, 310+r, 450-r*1.3*k, 310+r, 450).Z()
	}
	outer, inner := arc(268, 0.78), arc(240, 0.78)
	c.drop(outer.and(inner.reversed()), 8, 8, 0.2)
	c.fill(outer, along(40, 0, 580, 0, rgb(0x20222c), rgb(0x5a6074), rgb(0x343846), rgb(0x6a7088), rgb(0x1a1c24)))
	c.cut(inner)
	pad := arc(258, 0.78)
	c.glow(pad, 2, outer, flat(fade(rgb(0xffffff), 0.14)))
	c.cut(inner)
	for side := range 2 {
		f := sided(side, 310)
		cup := f(box(12, 390, 84, 176, 40, false))
		cushion := f(box(66, 400, 46, 156, 22, false))
		c.drop(cup, 8, 9, 0.3)
		c.fill(cushion, along(60, 390, 60, 560, rgb(0x3a3c46), rgb(0x16171c)))
		c.fill(cup, along(12, 390, 96, 566, rgb(0xff6a9a), rgb(0xe8306c), rgb(0x9a103c)))
		c.glow(f(box(24, 404, 18, 120, 9, false)), 8, cup, flat(fade(rgb(0xffffff), 0.6)))
		c.fill(f(heart().scale(20).shift(54, 480)), flat(fade(rgb(0xffffff), 0.92)))
		c.fill(f(box(38, 360, 26, 46, 8, false)), along(38, 0, 64, 0, rgb(0x8a90a4), rgb(0xd8dce8), rgb(0x5a6074)))
	}
	note := newCanvas(72, 84)
	n := oval(20, 66, 15, 11).turn(0).and(box(30, 10, 5, 58, 1, false)).and(oval(56, 58, 15, 11)).and(box(66, 4, 5, 56, 1, false)).
		and(move(30, 10).L(71, 2).L(71, 16).L(30, 24).Z())
	note.drop(n, 3, 4, 0.3)
	note.fill(n, along(0, 0, 72, 84, rgb(0xffd1e2), rgb(0xff5f9a), rgb(0x8a5cf0)))
	img := c.small()
	return []file{{"headphones.png", img}, {"note.png", note.small()}, {"thumb.png", thumb(img, 0.92)}}
}

// horns are a devil's; flames come of raised brows.
func horns() []file {
	c := newCanvas(560, 230)
	for side := range 2 {
		f := sided(side, 280)
		p := f(move(62, 222).C(20, 150, 18, 70, 62, 10).C(60, 70, 84, 112, 150, 150).C(176, 168, 182, 196, 168, 222).C(134, 212, 96, 212, 62, 222).Z())
		c.drop(p, 7, 8, 0.3)
		c.fill(p, along(40, 0, 150, 226, rgb(0x3a0206), rgb(0xc8141e), rgb(0xff4a3a), rgb(0x8a0a12)))
		for i := range 6 {
			y := 80 + float64(i)*25
			c.within(p, f(hair(10, y+14, 80, y+30-float64(i)*3, 190, y-14, 5, 3)), flat(fade(rgb(0x3a0206), 0.4)))
		}
		c.glow(f(hair(56, 40, 44, 120, 84, 196, 6, 16)), 7, p, flat(fade(rgb(0xffb0a0), 0.6)))
	}
	flame := newCanvas(72, 100)
	p := move(36, 4).C(44, 30, 66, 44, 64, 70).C(62, 90, 48, 98, 36, 98).C(20, 98, 8, 86, 8, 68).C(8, 54, 18, 48, 20, 34).C(26, 42, 28, 46, 30, 50).C(34, 36, 32, 20, 36, 4).Z()
	flame.glow(p, 9, nil, flat(fade(rgb(0xff7a1a), 0.45)))
	flame.fill(p, along(0, 4, 0, 98, rgb(0xff4a1a), rgb(0xff9a1a), rgb(0xffe066)))
	flame.glow(oval(36, 80, 12, 14), 6, p, flat(fade(rgb(0xffffff), 0.85)))
	img := c.small()
	return []file{{"horns.png", img}, {"flame.png", flame.small()}, {"thumb.png", thumb(img, 0.92)}}
}

// halo is a ring of light, from which sparks fall at a smile.
func halo() []file {
	c := newCanvas(460, 150)
	ring := oval(230, 75, 190, 46).and(oval(230, 75, 168, 31).reversed())
	c.glow(ring, 26, nil, flat(fade(rgb(0xffe680), 0.8)))
	c.glow(ring, 10, nil, flat(fade(rgb(0xfff3b0), 0.9)))
	c.fill(ring, along(40, 30, 420, 120, rgb(0xffe27a), rgb(0xfffbe6), rgb(0xffd24a), rgb(0xfff6d0), rgb(0xf5b820)))
	img := c.small()
	glint := newCanvas(40, 40)
	glint.glow(oval(20, 20, 6, 6), 8, nil, flat(fade(rgb(0xfff0a8), 0.9)))
	glint.fill(spark(4, 0.12).scale(17).shift(20, 20), flat(fade(rgb(0xfffbe6), 0.95)))
	return []file{{"halo.png", img}, {"glint.png", glint.small()}, {"thumb.png", thumb(img, 0.94)}}
}

// space is the helmet of an astronaut, and rockets.
func space() []file {
	const w, h = 640, 660
	c := newCanvas(w, h)
	shell := oval(320, 310, 312, 302)
	glass := oval(320, 312, 256, 236)
	rim := oval(320, 312, 270, 250)
	c.drop(shell, 6, 8, 0.25)
	c.fill(shell, around(230, 150, 520, rgb(0xffffff), rgb(0xf0f2f8), rgb(0xc2c8d8), rgb(0x8a92a8)))
	c.fill(rim, along(60, 70, 580, 560, rgb(0x6a7088), rgb(0xdce2f0), rgb(0x4a5064), rgb(0xaab2c6)))
	c.cut(glass)
	c.fill(glass, around(320, 330, 250, fade(rgb(0x9ad0ff), 0), fade(rgb(0x9ad0ff), 0.02), fade(rgb(0x5a9ae8), 0.24)))
	c.within(glass, move(120, 250).C(140, 150, 220, 100, 310, 90).C(240, 130, 180, 190, 160, 280).C(150, 320, 116, 300, 120, 250).Z(), along(120, 90, 200, 320, fade(rgb(0xffffff), 0.55), fade(rgb(0xffffff), 0.06)))
	c.glow(oval(470, 470, 60, 16).turn(0), 10, glass, flat(fade(rgb(0xffffff), 0.25)))
	for side := range 2 {
		f := sided(side, 320)
		p := f(box(2, 250, 44, 120, 16, false))
		c.drop(p, 5, 6, 0.3)
		c.fill(p, along(0, 250, 40, 370, rgb(0xff8a5a), rgb(0xe84a2a), rgb(0x9a2410)))
	}
	collar := move(120, 560).C(200, 610, 440, 610, 520, 560).C(540, 590, 548, 620, 548, 656).L(92, 656).C(92, 620, 100, 590, 120, 560).Z()
	c.fill(collar, along(0, 560, 0, 656, rgb(0xb8c0d2), rgb(0xf4f6fc), rgb(0x9aa2b8)))
	rocket := newCanvas(84, 150)
	fire := move(30, 112).C(30, 130, 42, 146, 42, 148).C(42, 146, 54, 130, 54, 112).Z()
	rocket.glow(fire, 6, nil, flat(fade(rgb(0xff7a1a), 0.8)))
	rocket.fill(fire, along(0, 112, 0, 146, rgb(0xfff0a0), rgb(0xff9a1a)))
	fins := move(24, 74).L(8, 112).L(28, 106).Z().and(move(60, 74).L(76, 112).L(56, 106).Z())
	rocket.fill(fins, flat(rgb(0xe8304c)))
	hull := move(42, 6).C(66, 34, 66, 84, 56, 112).L(28, 112).C(18, 84, 18, 34, 42, 6).Z()
	rocket.drop(hull, 3, 4, 0.3)
	rocket.fill(hull, along(18, 0, 66, 0, rgb(0xc2c8d8), rgb(0xffffff), rgb(0xd8dce8), rgb(0x8a92a8)))
	rocket.within(hull, box(0, 0, 84, 34, 1, false), along(18, 0, 66, 0, rgb(0xb81a38), rgb(0xff5a72), rgb(0x8a0c24)))
	rocket.fill(oval(42, 60, 11, 11), flat(rgb(0x5a6074)))
	rocket.fill(oval(42, 60, 8, 8), around(38, 56, 14, rgb(0xd8f4ff), rgb(0x3a9ae8)))
	img := c.small()
	return []file{{"helmet.png", img}, {"rocket.png", rocket.small()}, {"thumb.png", thumb(img, 0.92)}}
}
