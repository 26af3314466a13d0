package main

import (
	"image/color"
	"math"
)

// sided mirrors a path for the second of two sides.
func sided(side int, x float64) func(*path) *path {
	return func(p *path) *path {
		if side == 1 {
			return p.flip(x)
		}
		return p
	}
}

// fur is a fringe of hairs along the lower edge of an ear.
func (c *canvas) fur(f func(*path) *path, clip *path, x0, x1, y, high float64, tone color.NRGBA) {
	for i := range 9 {
		k := float64(i) / 8
		x := x0 + (x1-x0)*k
		p := hair(x, y, x+4*(k-0.5), y-high*0.5, x+16*(k-0.5), y-high*(0.7+0.3*math.Sin(math.Pi*k)), 15, 1)
		c.within(clip, f(p), along(0, y-high, 0, y, fade(tone, 0.95), fade(tone, 0.6)))
	}
}

// bunny has tall ears, one of which hangs, a nose and two teeth.
func bunny() []file {
	ears := newCanvas(480, 380)
	for side := range 2 {
		f := sided(side, 240)
		outer := f(move(96, 372).C(60, 280, 40, 120, 84, 30).C(98, 4, 122, 4, 138, 30).C(180, 110, 200, 240, 196, 372).C(164, 380, 128, 380, 96, 372).Z())
		inner := f(move(122, 360).C(92, 270, 84, 140, 108, 62).C(150, 130, 168, 250, 168, 360).C(152, 366, 138, 366, 122, 360).Z())
		ears.drop(outer, 6, 9, 0.22)
		ears.fill(outer, along(0, 10, 0, 376, rgb(0xffffff), rgb(0xf6f1f2), rgb(0xdcd2d6)))
		ears.glow(inner, 7, outer, along(0, 60, 0, 366, rgb(0xffd9e0), rgb(0xf9a9ba), rgb(0xe58298)))
		ears.fur(f, outer, 108, 180, 378, 66, rgb(0xffffff))
	}
	face := newCanvas(300, 190)
	for side := range 2 {
		f := sided(side, 150)
		for i, y := range []float64{48, 78, 106} {
			p := f(hair(112, 74+float64(i)*8, 64, y-6, 8, y+float64(i-1)*14, 3.4, 1))
			face.drop(p, 2, 2, 0.3)
			face.fill(p, flat(rgb(0xffffff)))
		}
		tooth := f(box(126, 118, 23, 50, 8, false))
		face.drop(tooth, 3, 4, 0.3)
		face.fill(tooth, along(0, 118, 0, 168, rgb(0xe9e6ea), rgb(0xffffff), rgb(0xf2eff2)))
	}
	nose := move(150, 96).C(134, 90, 118, 70, 122, 58).C(126, 46, 142, 46, 150, 50).C(158, 46, 174, 46, 178, 58).C(182, 70, 166, 90, 150, 96).Z()
	face.drop(nose, 4, 5, 0.35)
	face.fill(nose, around(142, 58, 46, rgb(0xffc2cc), rgb(0xf08aa0), rgb(0xc85a76)))
	face.glow(oval(140, 57, 12, 4), 3, nose, flat(fade(rgb(0xffffff), 0.9)))
	return pair(ears, face, 480, 580, 90, 390)
}

// pair are ears and a face, and a thumb of both.
func pair(ears, face *canvas, w, h, x, y int) []file {
	e, f := ears.small(), face.small()
	all := newCanvas(w, h)
	paste(all, e, 0, 0)
	paste(all, f, x, y)
	return []file{{"ears.png", e}, {"face.png", f}, {"thumb.png", thumb(all.small(), 0.92)}}
}

// dog has hanging ears, a nose, and a tongue for an open mouth.
func dog() []file {
	ears := newCanvas(620, 330)
	for side := range 2 {
		f := sided(side, 310)
		outer := f(move(182, 40).C(130, 4, 62, 14, 34, 84).C(10, 150, 12, 240, 40, 296).C(56, 324, 92, 324, 112, 296).C(140, 250, 156, 150, 196, 92).C(204, 72, 200, 52, 182, 40).Z())
		ears.drop(outer, 7, 9, 0.28)
		ears.fill(outer, along(40, 20, 120, 320, rgb(0x9a6236), rgb(0x7a4722), rgb(0x4c2a12)))
		ears.glow(f(move(160, 60).C(120, 50, 84, 70, 66, 120).C(84, 100, 120, 84, 160, 60).Z()), 12, outer, flat(fade(rgb(0xe0a877), 0.55)))
		for i := range 8 {
			x := 44 + float64(i)*10
			ears.within(outer, f(hair(x, 318, x-4+float64(i), 250, x+14+float64(i)*4, 170, 5, 1)), flat(fade(rgb(0x2c1608), 0.3)))
		}
	}
	face := newCanvas(260, 200)
	muzzle := move(130, 120).C(110, 178, 40, 180, 24, 124).C(16, 78, 70, 44, 130, 60).C(190, 44, 244, 78, 236, 124).C(220, 180, 150, 178, 130, 120).Z()
	face.glow(muzzle, 10, nil, flat(fade(rgb(0xf4dcc0), 0.55)))
	nose := move(130, 104).C(96, 98, 76, 70, 82, 48).C(90, 26, 116, 26, 130, 28).C(144, 26, 170, 26, 178, 48).C(184, 70, 164, 98, 130, 104).Z()
	face.drop(nose, 5, 6, 0.4)
	face.fill(nose, around(116, 44, 76, rgb(0x5c5458), rgb(0x2a2426), rgb(0x0e0b0c)))
	face.glow(oval(116, 44, 20, 7), 4, nose, flat(fade(rgb(0xffffff), 0.85)))
	face.fill(hair(130, 100, 129, 116, 130, 130, 4, 3), flat(fade(rgb(0x2a1a12), 0.8)))
	for _, p := range [][2]float64{{62, 112}, {80, 134}, {52, 136}, {198, 112}, {180, 134}, {208, 136}} {
		face.fill(oval(p[0], p[1], 4, 4), flat(fade(rgb(0x3a2416), 0.7)))
	}
	tongue := newCanvas(120, 180)
	t := move(14, 8).C(40, 0, 80, 0, 106, 8).C(118, 70, 116, 172, 60, 174).C(4, 172, 2, 70, 14, 8).Z()
	tongue.drop(t, 4, 6, 0.3)
	tongue.fill(t, along(0, 0, 0, 176, rgb(0xc83a56), rgb(0xf0647c), rgb(0xff8e9e)))
	tongue.glow(hair(60, 10, 58, 70, 60, 140, 5, 2), 3, t, flat(fade(rgb(0x9a1c3a), 0.6)))
	tongue.glow(oval(86, 116, 12, 34), 7, t, flat(fade(rgb(0xffffff), 0.55)))
	return append(pair(ears, face, 620, 560, 180, 330), file{"tongue.png", tongue.small()})
}

// fox has pointed ears with white fur, a black nose, whiskers, and a pale muzzle.
func fox() []file {
	ears := newCanvas(600, 236)
	for side := range 2 {
		f := sided(side, 300)
		outer := f(move(30, 230).C(16, 150, 22, 60, 46, 12).C(54, 2, 66, 4, 76, 14).C(140, 70, 196, 130, 214, 206).C(156, 200, 86, 208, 30, 230).Z())
		ears.drop(outer, 7, 9, 0.25)
		ears.fill(outer, along(40, 10, 130, 230, rgb(0x3a1c10), rgb(0xd8641c), rgb(0xf28a34), rgb(0xe27420)))
		inner := f(move(58, 208).C(48, 150, 50, 92, 64, 52).C(110, 98, 150, 140, 168, 186).C(130, 186, 92, 192, 58, 208).Z())
		ears.glow(inner, 6, outer, along(0, 60, 0, 206, rgb(0x4a2618), rgb(0x8a4a34), rgb(0xf0d8c8)))
		for i := range 5 {
			k := float64(i) / 4
			p := f(hair(66+92*k, 214-18*k, 70+60*k, 160-10*k, 72+34*k+8*math.Sin(9*k), 112+26*k, 30, 2))
			ears.within(inner, p, along(0, 110, 0, 214, fade(rgb(0xfff6ee), 0.9), fade(rgb(0xffe8d4), 0.75)))
		}
	}
	face := newCanvas(520, 190)
	for side := range 2 {
		f := sided(side, 260)
		face.glow(f(oval(206, 116, 62, 40)), 26, nil, flat(fade(rgb(0xfff2e2), 0.6)))
		for i, y := range []float64{62, 98, 132} {
			p := f(hair(190, 92+float64(i)*14, 110, y, 16, y+float64(i-1)*22, 4.4, 1.2))
			face.drop(p, 2, 2, 0.35)
			face.fill(p, along(0, y-20, 0, y+30, rgb(0x3a2a22), rgb(0x14100e)))
		}
		for _, d := range [][2]float64{{204, 106}, {190, 122}, {216, 126}} {
			face.fill(f(oval(d[0], d[1], 3.4, 3.4)), flat(fade(rgb(0x2a1a12), 0.7)))
		}
	}
	nose := move(260, 108).C(240, 102, 218, 78, 224, 60).C(230, 44, 250, 46, 260, 48).C(270, 46, 290, 44, 296, 60).C(302, 78, 280, 102, 260, 108).Z()
	face.drop(nose, 4, 5, 0.4)
	face.fill(nose, around(250, 58, 54, rgb(0x5a5256), rgb(0x262022), rgb(0x0c090a)))
	face.glow(oval(248, 58, 13, 5), 3, nose, flat(fade(rgb(0xffffff), 0.85)))
	return pair(ears, face, 600, 470, 40, 250)
}

// bear has round ears and warm cheeks.
func bear() []file {
	ears := newCanvas(560, 180)
	for side := range 2 {
		f := sided(side, 280)
		outer := f(oval(96, 92, 80, 78))
		ears.drop(outer, 6, 9, 0.25)
		ears.fill(outer, around(80, 66, 120, rgb(0xc08a5a), rgb(0x9a6438), rgb(0x6a3f1e)))
		ears.glow(f(oval(104, 104, 46, 44)), 8, outer, around(104, 96, 60, rgb(0xffd2c0), rgb(0xe8a088)))
		for i := range 26 {
			a := float64(i) * 2 * math.Pi / 26
			s, k := math.Sincos(a)
			ears.within(outer, f(hair(96+62*k, 92+60*s, 96+70*k, 92+68*s, 96+82*k, 92+80*s, 3, 1)), flat(fade(rgb(0xe0b080), 0.45)))
		}
	}
	face := newCanvas(460, 170)
	for side := range 2 {
		f := sided(side, 230)
		face.glow(f(oval(66, 96, 44, 26)), 20, nil, flat(fade(rgb(0xff6f7c), 0.55)))
		for i := range 3 {
			x := 46 + float64(i)*18
			face.fill(f(hair(x, 104, x+4, 96, x+8, 86, 3.5, 2)), flat(fade(rgb(0xd83a50), 0.55)))
		}
	}
	nose := oval(230, 66, 36, 25)
	face.drop(nose, 4, 5, 0.35)
	face.fill(nose, around(220, 56, 52, rgb(0x6a4a3a), rgb(0x3a241a), rgb(0x1a0e0a)))
	face.glow(oval(218, 56, 14, 5), 4, nose, flat(fade(rgb(0xffffff), 0.85)))
	return pair(ears, face, 560, 420, 50, 210)
}
