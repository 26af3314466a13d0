package main

import (
	"image/color"
	"math"
)

// topHat is of black silk with a band of red.
func topHat() []file {
	const w, h = 520, 400
	c := newCanvas(w, h)
	brim := oval(260, 330, 252, 54)
	body := move(112, 326).C(118, 220, 104, 110, 84, 42).C(150, 16, 370, 16, 436, 42).C(416, 110, 402, 220, 408, 326).
		C(370, 352, 150, 352, 112, 326).Z()
	silk := along(84, 0, 436, 0, rgb(0x0c0c12), rgb(0x3c3c4a), rgb(0x1a1a22), rgb(0x14141a), rgb(0x52526a), rgb(0x0c0c12))
	c.drop(brim, 12, 10, 0.35)
	c.fill(brim, along(0, 280, 0, 384, rgb(0x101016), rgb(0x2a2a36), rgb(0x44445a)))
	c.fill(oval(260, 324, 230, 40), flat(fade(rgb(0x000000), 0.35)))
	c.fill(body, silk)
	c.fill(oval(260, 42, 176, 26), along(0, 16, 0, 68, rgb(0x2a2a34), rgb(0x3e3e50)))
	band := move(113, 300).C(115, 276, 115, 262, 114, 244).C(160, 272, 360, 272, 406, 244).C(405, 262, 405, 276, 407, 300).
		C(400, 346, 120, 346, 113, 300).Z()
	c.within(body, band, along(112, 0, 408, 0, rgb(0x5a0812), rgb(0xd8283e), rgb(0x9a1020), rgb(0xe84a5c), rgb(0x5a0812)))
	c.glow(hair(160, 60, 172, 180, 166, 320, 26, 18), 14, body, flat(fade(rgb(0xffffff), 0.28)))
	c.glow(hair(376, 60, 364, 180, 372, 320, 14, 10), 10, body, flat(fade(rgb(0xffffff), 0.18)))
	img := c.small()
	return []file{{"hat.png", img}, {"thumb.png", thumb(img, 0.9)}}
}

// wool is a cloud of curls along a curve, and a shade below.
func (c *canvas) wool(points [][3]float64) {
	for _, p := range points {
		c.drop(oval(p[0], p[1], p[2], p[2]), 5, 7, 0.12)
	}
	for i, p := range points {
		x, y, r := p[0], p[1], p[2]
		c.fill(oval(x, y, r, r), around(x-r*0.3, y-r*0.5, r*1.8, rgb(0xffffff), rgb(0xf4f4f8), rgb(0xd4d8e4)))
		for k := range 7 {
			a := float64(i)*1.7 + float64(k)*2*math.Pi/7
			s, q := math.Sincos(a)
			c.fill(oval(x+q*r*0.62, y+s*r*0.62, r*0.36, r*0.32), around(x+q*r*0.55, y+s*r*0.62-r*0.2, r*0.7, fade(rgb(0xffffff), 0.95), fade(rgb(0xe6eaf2), 0.8)))
		}
	}
}

// santa is a red cap with a border and a bobble of wool.
func santa() []file {
	const w, h = 560, 430
	c := newCanvas(w, h)
	body := move(66, 352).C(80, 200, 160, 40, 300, 26).C(400, 16, 486, 90, 510, 210).C(470, 190, 440, 170, 420, 168).
		C(452, 230, 484, 300, 492, 352).C(380, 320, 180, 320, 66, 352).Z()
	c.drop(body, 8, 10, 0.25)
	c.fill(body, along(80, 40, 480, 360, rgb(0xff5a5a), rgb(0xd81e2c), rgb(0x9a0c1c)))
	c.glow(hair(130, 320, 180, 150, 300, 66, 44, 20), 26, body, flat(fade(rgb(0xffb0a8), 0.5)))
	c.glow(hair(424, 176, 380, 150, 330, 130, 20, 6), 12, body, flat(fade(rgb(0x5a0010), 0.6)))
	c.glow(hair(452, 210, 400, 240, 380, 320, 16, 6), 14, body, flat(fade(rgb(0x5a0010), 0.4)))
	var border [][3]float64
	for i := range 12 {
		k := float64(i) / 11
		border = append(border, [3]float64{56 + 446*k, 372 - 26*math.Sin(math.Pi*k), 38})
	}
	c.wool(border)
	c.wool([][3]float64{{510, 236, 42}})
	img := c.small()
	return []file{{"hat.png", img}, {"thumb.png", thumb(img, 0.92)}}
}

// confettiColours are those of paper.
var confettiColours = []uint32{0xff4d6d, 0xffb703, 0x3ec46d, 0x3a86ff, 0x9b5de5, 0xff8fd0}

// paper is a scrap of confetti of each colour, in four forms.
func paper() []file {
	var list []file
	for i, tone := range confettiColours {
		c := newCanvas(48, 48)
		p := box(10, 14, 28, 18, 3, false)
		switch i % 4 {
		case 1:
			p = oval(24, 24, 13, 13)
		case 2:
			p = spark(5, 0.42).scale(20).shift(24, 24)
		case 3:
			p = hair(6, 30, 24, 2, 42, 30, 8, 8)
		}
		c.fill(p, along(10, 8, 38, 40, mixed(rgb(tone), rgb(0xffffff), 0.35), rgb(tone), mixed(rgb(tone), rgb(0x000000), 0.2)))
		list = append(list, file{"paper" + string(rune('1'+i)) + ".png", c.small()})
	}
	return list
}

// party is a cone with dots and a tuft.
func party() []file {
	const w, h = 360, 440
	c := newCanvas(w, h)
	cone := move(180, 60).C(220, 160, 300, 330, 330, 404).C(260, 440, 100, 440, 30, 404).C(60, 330, 140, 160, 180, 60).Z()
	c.drop(cone, 9, 9, 0.28)
	c.fill(cone, along(30, 0, 330, 0, rgb(0x1c6fd8), rgb(0x49b0ff), rgb(0x2a86f0), rgb(0x1550a8)))
	for i, y := range []float64{150, 230, 320} {
		d := float64(i)
		band := hair(40-d*10, y+10, 180, y+58+d*8, 320+d*10, y+10, 26, 26)
		c.within(cone, band, along(30, 0, 330, 0, rgb(0xe8356a), rgb(0xff7aa8), rgb(0xf04a80), rgb(0xb01848)))
	}
	for _, p := range [][3]float64{{160, 150, 9}, {206, 200, 11}, {140, 236, 12}, {216, 274, 13}, {120, 330, 14}, {180, 326, 12}, {258, 350, 14}, {80, 382, 11}} {
		c.within(cone, spark(5, 0.42).scale(p[2]*1.3).turn(p[0]).shift(p[0], p[1]), flat(rgb(0xffe066)))
	}
	c.glow(hair(164, 110, 120, 250, 76, 390, 14, 40), 16, cone, flat(fade(rgb(0xffffff), 0.35)))
	for i := range 22 {
		a := float64(i) * 2 * math.Pi / 22
		s, k := math.Sincos(a)
		tone := rgb(confettiColours[i%len(confettiColours)])
		c.fill(hair(180, 62, 180+26*k, 62+22*s, 180+(46+6*math.Cos(3*a))*k, 58+(44+6*math.Sin(5*a))*s, 13, 4), flat(tone))
	}
	c.fill(oval(180, 60, 15, 15), around(174, 54, 24, rgb(0xffffff), rgb(0xffe066), rgb(0xf0a020)))
	img := c.small()
	return append(append([]file{{"hat.png", img}}, paper()...), file{"thumb.png", thumb(img, 0.94)})
}

// bloom is a flower of round petals.
func bloom(c *canvas, x, y, r float64, n int, turn float64, tone ...color.NRGBA) {
	for ring, size := range []float64{1, 0.66} {
		for i := range n {
			a := turn + (float64(i)+0.5*float64(ring))*2*math.Pi/float64(n)
			p := petal().shift(0, -1).scale(r*0.52*size).turn(a).shift(x, y)
			c.glow(p.shift(0, 2), 3, nil, flat(fade(rgb(0x40101c), 0.22)))
			c.fill(p, around(x, y, r*size, tone...))
		}
	}
	c.fill(oval(x, y, r*0.2, r*0.2), around(x-r*0.06, y-r*0.08, r*0.26, rgb(0xfff0a8), rgb(0xf0b030), rgb(0xb87410)))
}

// flowers are a wreath along the hairline.
func flowers() []file {
	const w, h = 620, 210
	c := newCanvas(w, h)
	at := func(k float64) (x, y float64) { return 310 + 262*k, 76 + 76*k*k }
	for i := range 19 {
		k := float64(i-9) / 9.4
		x, y := at(k)
		leaf(c, x, y, 40, 2.4+float64(i%3)*0.5+k)
		leaf(c, x, y, 38, -0.9+float64(i%2)*0.7+k)
	}
	tones := [][]color.NRGBA{
		{rgb(0xd83a6a), rgb(0xff8fb0), rgb(0xffd3e0)}, {rgb(0xf08a5a), rgb(0xffc39a), rgb(0xffeedd)},
		{rgb(0xb898e8), rgb(0xe0d0ff), rgb(0xffffff)}, {rgb(0xf0c040), rgb(0xfff0b0), rgb(0xffffff)},
	}
	for i, f := range [][3]float64{{-0.98, 27, 3}, {0.98, 27, 0}, {-0.76, 38, 1}, {0.76, 38, 2}, {-0.5, 34, 2}, {0.5, 34, 3}, {-0.25, 46, 0}, {0.26, 44, 1}, {0.02, 54, 2}} {
		x, y := at(f[0])
		bloom(c, x, y+4*math.Sin(7*f[0]), f[1]*1.12, 5+i%2, float64(i), tones[int(f[2])]...)
	}
	for i := range 12 {
		k := float64(i)/5.5 - 1
		x, y := at(k)
		c.fill(oval(x+9, y-30+8*math.Sin(9*k), 7, 7), around(x+7, y-33, 12, rgb(0xffffff), rgb(0xffd3e0), rgb(0xe86a90)))
	}
	img := c.small()
	return []file{{"wreath.png", img}, {"thumb.png", thumb(img, 0.94)}}
}
