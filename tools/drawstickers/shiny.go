package main

import (
	"fmt"
	"image/color"
	"math"
)

// crown is a golden crown with stones, and a sparkle in twelve pictures.
func crown() []file {
	const w, h = 560, 352
	c := newCanvas(w, h)
	body := move(46, 300).L(22, 108).C(60, 150, 96, 176, 132, 190).C(150, 150, 168, 110, 182, 66).
		C(208, 110, 232, 146, 256, 168).C(264, 124, 272, 78, 280, 34).C(288, 78, 296, 124, 304, 168).
		C(328, 146, 352, 110, 378, 66).C(392, 110, 410, 150, 428, 190).C(464, 176, 500, 150, 538, 108).L(514, 300).
		C(430, 334, 130, 334, 46, 300).Z()
	gold := along(22, 0, 538, 40, rgb(0xb8801c), rgb(0xf6cf5a), rgb(0xfff3b8), rgb(0xf0bf46), rgb(0xc88f22), rgb(0xf8dc78), rgb(0xa87014))
	c.glow(body.shift(0, 10), 12, nil, flat(fade(rgb(0x000000), 0.32)))
	c.fill(body, gold)
	// Darker towards the foot.
	c.fill(body, along(0, 60, 0, 330, fade(rgb(0xffffff), 0.14), fade(rgb(0xffffff), 0), fade(rgb(0x6a3c00), 0.38)))
	band := move(38, 244).C(130, 278, 430, 278, 522, 244).L(514, 300).C(430, 334, 130, 334, 46, 300).Z()
	c.fill(band, along(22, 0, 538, 30, rgb(0x9a6a12), rgb(0xe8ba44), rgb(0xffe99a), rgb(0xdba838), rgb(0xf2cc5c), rgb(0x946210)))
	for _, y := range []float64{0, 48} {
		c.fill(hair(40, 248+y, 280, 292+y*0.9, 520, 248+y, 5, 5), flat(fade(rgb(0xfff6cf), 0.8)))
		c.fill(hair(40, 252+y, 280, 297+y*0.9, 520, 252+y, 3, 3), flat(fade(rgb(0x7a4a00), 0.45)))
	}
	for _, p := range [][3]float64{{22, 100, 15}, {182, 58, 17}, {280, 26, 20}, {378, 58, 17}, {538, 100, 15}} {
		r := p[2]
		x, y := min(max(p[0], r+1), w-r-1), max(p[1], r+1)
		c.fill(oval(x, y, r, r), around(x-r*0.35, y-r*0.4, r*1.6, rgb(0xffffff), rgb(0xfdf0d8), rgb(0xc9a26a)))
	}
	stones := []struct{ x, y, r float64 }{{92, 272, 15}, {186, 290, 18}, {280, 294, 22}, {374, 290, 18}, {468, 272, 15}}
	colors := [][3]uint32{{0x9fd0ff, 0x2f7be0, 0x123a8a}, {0xff9aa8, 0xdb1f44, 0x7a0822}, {0xa8ffd0, 0x12a868, 0x045234}, {0xff9aa8, 0xdb1f44, 0x7a0822}, {0x9fd0ff, 0x2f7be0, 0x123a8a}}
	for i, s := range stones {
		c.fill(oval(s.x, s.y, s.r+4, s.r*0.86+4), flat(rgb(0x8a5c10)))
		c.fill(oval(s.x, s.y, s.r, s.r*0.86), around(s.x-s.r*0.3, s.y-s.r*0.4, s.r*1.7, rgb(colors[i][0]), rgb(colors[i][1]), rgb(colors[i][2])))
		c.fill(oval(s.x-s.r*0.34, s.y-s.r*0.4, s.r*0.3, s.r*0.18), flat(fade(rgb(0xffffff), 0.9)))
	}
	ruby := move(280, 150).C(300, 176, 306, 196, 280, 226).C(254, 196, 260, 176, 280, 150).Z()
	c.fill(ruby.changed(func(x, y float64) (float64, float64) { return 280 + (x-280)*1.25, 188 + (y-188)*1.14 }), flat(rgb(0x8a5c10)))
	c.fill(ruby, around(272, 172, 60, rgb(0xffb0bc), rgb(0xd81a40), rgb(0x68061c)))
	img := c.small()
	list := []file{{"crown.png", img}, {"thumb.png", thumb(img, 0.92)}}
	for i := range 12 {
		list = append(list, file{fmt.Sprintf("sparkle%02d.png", i), sparkle(float64(i) / 12).small()})
	}
	return list
}

// sparkle flares up once.
func sparkle(t float64) *canvas {
	c := newCanvas(96, 96)
	k := math.Pow(math.Sin(math.Pi*t), 2)
	if k < 0.01 {
		return c
	}
	star := spark(4, 0.1).turn(0.3*t).scale(44*k).shift(48, 48)
	c.glow(oval(48, 48, 16*k, 16*k), 12, nil, flat(fade(rgb(0xfff2b0), 0.8*k)))
	c.fill(star, around(48, 48, 44*k, rgb(0xffffff), fade(rgb(0xfff4c4), 0.95), fade(rgb(0xffe48a), 0.5)))
	c.fill(oval(48, 48, 5*k, 5*k), flat(rgb(0xffffff)))
	return c
}

// hearts come in three colours.
func hearts() []file {
	var list []file
	all := newCanvas(400, 400)
	for i, col := range [][3]uint32{{0xff8fa8, 0xf2385f, 0xb80f3c}, {0xffb3d0, 0xf55f9e, 0xc02a70}, {0xffc0a8, 0xff6a55, 0xc83428}} {
		c := newCanvas(128, 128)
		p := heart().scale(52).shift(64, 62)
		c.glow(p.shift(0, 5), 6, nil, flat(fade(rgb(0x5a0018), 0.3)))
		c.fill(p, around(50, 40, 88, rgb(col[0]), rgb(col[1]), rgb(col[2])))
		c.glow(oval(40, 40, 13, 9).turn(-0.5).shift(-14, 24), 5, p, flat(fade(rgb(0xffffff), 0.85)))
		c.glow(move(84, 96).C(100, 82, 108, 66, 108, 50).C(112, 70, 104, 88, 84, 100).Z(), 3, p, flat(fade(rgb(0xffffff), 0.35)))
		img := c.small()
		list = append(list, file{fmt.Sprintf("heart%d.png", i+1), img})
		for k, at := range [][3]int{{130, 150, 0}, {20, 40, 1}, {220, 60, 2}, {250, 240, 1}, {40, 250, 2}} {
			if at[2] == i {
				paste(all, img, at[0], at[1]-k%2*10)
			}
		}
	}
	return append(list, file{"thumb.png", thumb(all.small(), 1)})
}

// petals of a cherry tree, four of them.
func petals() []file {
	var list []file
	all := newCanvas(400, 400)
	for i := range 4 {
		c := newCanvas(112, 112)
		k := float64(i)
		p := petal().scale(46).changed(func(x, y float64) (float64, float64) {
			return x*(0.86+0.1*k/3) + 0.10*(k-1.5)*y*y/46, y
		}).turn(0.22*(k-1.5)).shift(56, 56)
		tone := []color.NRGBA{rgb(0xfff4f7), rgb(0xffd3e0), rgb(0xf7a2be)}
		if i%2 == 1 {
			tone = []color.NRGBA{rgb(0xfffafb), rgb(0xffe2ea), rgb(0xf9b8cc)}
		}
		c.glow(p.shift(0, 4), 5, nil, flat(fade(rgb(0x701030), 0.22)))
		c.fill(p, along(56, 6, 56, 106, tone...))
		for n := range 3 {
			d := float64(n-1) * 14
			c.glow(hair(56+d*0.15, 96, 56+d*0.8, 66, 56+d*1.4, 34, 2.4, 0.6), 1.5, p, flat(fade(rgb(0xe0708f), 0.4)))
		}
		img := c.small()
		list = append(list, file{fmt.Sprintf("petal%d.png", i+1), img})
		for _, at := range [][3]int{{20, 10, 0}, {160, 40, 1}, {280, 0, 2}, {90, 150, 3}, {230, 160, 0}, {10, 270, 2}, {150, 280, 1}, {286, 284, 3}} {
			if at[2] == i {
				paste(all, img, at[0], at[1])
			}
		}
	}
	return append(list, file{"thumb.png", thumb(all.small(), 1)})
}
