package main

import (
	"fmt"
	"image"
	"image/color"
	"math"
)

// moustache is twirled.
func moustache() []file {
	c := newCanvas(420, 140)
	for side := range 2 {
		f := sided(side, 210)
		p := f(move(212, 40).C(180, 14, 130, 22, 100, 60).C(76, 90, 46, 92, 26, 76).C(14, 64, 18, 46, 34, 46).C(24, 34, 4, 46, 6, 70).
			C(10, 112, 70, 126, 120, 112).C(170, 100, 204, 84, 212, 66).Z())
		c.drop(p, 5, 6, 0.35)
		c.fill(p, along(0, 20, 0, 120, rgb(0x5a3a24), rgb(0x3a2416), rgb(0x1e120a)))
		for i := range 16 {
			k := float64(i) / 15
			q := f(hair(208-k*10, 44+k*22, 150-k*18, 44+k*44, 70-k*20, 84+k*22, 3.4, 1))
			tone := rgb(0x8a6040)
			if i%2 == 1 {
				tone = rgb(0x140a04)
			}
			c.within(p, q, flat(fade(tone, 0.5)))
		}
		c.glow(f(hair(196, 36, 150, 30, 110, 62, 8, 4)), 6, p, flat(fade(rgb(0xd0a880), 0.45)))
	}
	img := c.small()
	return []file{{"moustache.png", img}, {"thumb.png", thumb(img, 0.94)}}
}

// blush is the cheeks of a drawn figure, and a star for a wink.
func blush() []file {
	cheek := newCanvas(180, 120)
	cheek.glow(oval(90, 66, 62, 32), 24, nil, flat(fade(rgb(0xff5f7a), 0.72)))
	for i := range 4 {
		x := 48 + float64(i)*24
		cheek.fill(hair(x, 82, x+8, 68, x+17, 50, 6, 3), flat(fade(rgb(0xe02a50), 0.75)))
	}
	cheek.fill(spark(4, 0.12).scale(15).shift(138, 34), flat(fade(rgb(0xffffff), 0.95)))
	cheek.fill(spark(4, 0.12).scale(8).shift(158, 54), flat(fade(rgb(0xffffff), 0.85)))
	star := newCanvas(80, 80)
	p := spark(5, 0.42).scale(34).shift(40, 42)
	star.drop(p, 3, 4, 0.25)
	star.fill(p, around(32, 30, 44, rgb(0xfffbe0), rgb(0xffe066), rgb(0xf5a623)))
	heartPic := small(heart().scale(30), 76, 72, [3]uint32{0xff9ab8, 0xf2386f, 0xb80f4c})
	all := newCanvas(440, 260)
	paste(all, cheek.small(), 0, 120)
	paste(all, mirrored(cheek.small()), 260, 120)
	paste(all, star.small(), 300, 20)
	paste(all, heartPic, 60, 20)
	return []file{{"right.png", cheek.small()}, {"left.png", mirrored(cheek.small())}, {"star.png", star.small()}, {"heart.png", heartPic}, {"thumb.png", thumb(all.small(), 0.96)}}
}

// small is a shape around 0, 0 with a shade and a highlight.
func small(p *path, w, h int, tone [3]uint32) *image.NRGBA {
	c := newCanvas(w, h)
	x, y := float64(w)/2, float64(h)/2-1
	q := p.shift(x, y)
	c.drop(q, 3, 4, 0.25)
	c.fill(q, around(x-float64(w)*0.14, y-float64(h)*0.2, float64(w)*0.72, rgb(tone[0]), rgb(tone[1]), rgb(tone[2])))
	c.glow(oval(x-float64(w)*0.2, y-float64(h)*0.2, float64(w)*0.1, float64(h)*0.07), 3, q, flat(fade(rgb(0xffffff), 0.85)))
	return c.small()
}

func mirrored(img *image.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			out.SetNRGBA(img.Rect.Dx()-1-x, y, img.NRGBAAt(x, y))
		}
	}
	return out
}

// rainbow stands behind the head between clouds; stars come out of an open mouth.
func rainbow() []file {
	const w, h = 640, 360
	c := newCanvas(w, h)
	ring := func(r0, r1 float64) *path {
		return oval(320, 320, r0, r0).and(oval(320, 320, r1, r1).reversed())
	}
	bands := []uint32{0xff5a6e, 0xff9f43, 0xffe066, 0x5fd08a, 0x4aa8ff, 0x9a6cf0}
	c.glow(ring(290, 176), 18, nil, flat(fade(rgb(0xffffff), 0.5)))
	for i, tone := range bands {
		r := 284 - 18*float64(i)
		c.fill(ring(r, r-18.4), flat(fade(rgb(tone), 0.9)))
	}
	c.glow(ring(270, 262), 5, nil, flat(fade(rgb(0xffffff), 0.5)))
	c.cut(box(0, 322, w, 40, 1, false))
	c.wool([][3]float64{{54, 306, 34}, {98, 288, 44}, {146, 300, 38}, {180, 318, 24}, {74, 326, 30}, {122, 328, 30}})
	c.wool([][3]float64{{586, 306, 34}, {542, 288, 44}, {494, 300, 38}, {460, 318, 24}, {566, 326, 30}, {518, 328, 30}})
	list := []file{{"rainbow.png", c.small()}}
	for i, tone := range []uint32{0xff5a6e, 0xffc043, 0x4aa8ff} {
		list = append(list, file{fmt.Sprintf("star%d.png", i+1), small(spark(5, 0.45).scale(26), 64, 64,
			[3]uint32{0xffffff, tone, tone})})
	}
	return append(list, file{"thumb.png", thumb(c.small(), 0.96)})
}

// butterflies flap in five pictures, blue and orange.
func butterflies() []file {
	var list []file
	all := newCanvas(300, 300)
	for k, tone := range [][3]uint32{{0xb8ecff, 0x2a8cf0, 0x143a9a}, {0xfff0a8, 0xff9a2a, 0xb8400c}} {
		for i := range 5 {
			img := butterfly(1-0.19*float64(i), tone)
			list = append(list, file{fmt.Sprintf("%s%d.png", []string{"blue", "orange"}[k], i), img})
			if i == 0 {
				paste(all, img, 20+130*k, 20+120*k)
			}
		}
	}
	return append(list, file{"thumb.png", thumb(all.small(), 0.96)})
}

// butterfly has its wings open by a share.
func butterfly(open float64, tone [3]uint32) *image.NRGBA {
	c := newCanvas(132, 120)
	x := 66.0
	fold := func(p *path) *path {
		return p.changed(func(px, py float64) (float64, float64) { return x + (px-x)*open, py - (1-open)*math.Abs(px-x)*0.14 })
	}
	for side := range 2 {
		f := sided(side, x)
		upper := fold(f(move(63, 60).C(56, 30, 30, 4, 12, 10).C(0, 16, 4, 44, 20, 56).C(34, 66, 52, 66, 63, 62).Z()))
		lower := fold(f(move(63, 62).C(48, 62, 26, 70, 22, 88).C(20, 106, 38, 112, 48, 100).C(56, 90, 62, 76, 63, 62).Z()))
		for _, p := range []*path{lower, upper} {
			c.drop(p, 3, 4, 0.22)
			c.fill(p, around(x, 62, 70, rgb(tone[0]), rgb(tone[1]), rgb(tone[2])))
		}
		for _, q := range []*path{hair(62, 60, 40, 36, 16, 20, 2, 1), hair(62, 61, 36, 48, 14, 42, 2, 1), hair(62, 64, 44, 82, 34, 102, 2, 1)} {
			c.within(upper.and(lower), fold(f(q)), flat(fade(rgb(tone[2]), 0.6)))
		}
		for _, d := range [][3]float64{{18, 20, 4}, {12, 33, 3}, {32, 95, 4}} {
			c.within(upper.and(lower), fold(f(oval(d[0], d[1], d[2], d[2]))), flat(fade(rgb(0xffffff), 0.85)))
		}
		c.fill(f(hair(65, 48, 60, 34, 52, 28, 2, 1.2)), flat(rgb(0x2a1c14)))
	}
	c.fill(oval(x, 66, 4, 22), along(0, 44, 0, 88, rgb(0x5a4030), rgb(0x1a100a)))
	c.fill(oval(x, 45, 5, 5), flat(rgb(0x2a1c14)))
	return c.small()
}

// confetti is paper; more of it for an open palm.
func confetti() []file {
	list := paper()
	all := newCanvas(120, 120)
	for i := range 14 {
		paste(all, list[i%len(list)].img, (i*37)%78, (i*53)%76)
	}
	return append(list, file{"thumb.png", thumb(all.small(), 0.98)})
}

// snow is of stars with six arms, and of soft flakes.
func snow() []file {
	var list []file
	for i := range 3 {
		c := newCanvas(72, 72)
		for k := range 6 {
			a := float64(k) * math.Pi / 3
			arm := hair(0, 0, 0, -14, 0, -30, 4, 3)
			for j := range 2 + i%2 {
				y := -12 - float64(j)*8 - float64(i)
				d := 10 - float64(j)*2.6
				arm = arm.and(hair(0, y, d*0.5, y-d*0.5, d, y-d, 3, 2)).and(hair(0, y, -d*0.5, y-d*0.5, -d, y-d, 3, 2))
			}
			c.glow(arm.turn(a).shift(36, 36), 3, nil, flat(fade(rgb(0x8ac8ff), 0.35)))
			c.fill(arm.turn(a).shift(36, 36), flat(fade(rgb(0xffffff), 0.95)))
		}
		list = append(list, file{fmt.Sprintf("flake%d.png", i+1), c.small()})
	}
	soft := newCanvas(40, 40)
	soft.glow(oval(20, 20, 9, 9), 10, nil, flat(fade(rgb(0xffffff), 0.95)))
	list = append(list, file{"soft.png", soft.small()})
	all := newCanvas(200, 200)
	for i, p := range [][2]int{{10, 20}, {110, 10}, {60, 90}, {130, 120}, {8, 120}} {
		paste(all, list[i%3].img, p[0], p[1])
	}
	for _, p := range [][2]int{{80, 20}, {20, 88}, {120, 84}, {90, 160}, {160, 70}} {
		paste(all, list[3].img, p[0], p[1])
	}
	back := newCanvas(200, 200)
	back.fill(oval(100, 100, 98, 98), along(0, 0, 0, 200, rgb(0x4a7ac8), rgb(0x8ab8f0)))
	paste(back, all.small(), 0, 0)
	return append(list, file{"thumb.png", thumb(back.small(), 0.98)})
}

// neon is a frame of two tubes of light with a heart and a lightning.
func neon() []file {
	const w, h = 1280, 720
	c := newCanvas(w, h)
	tube := func(p *path, tone color.NRGBA) {
		c.glow(p, 34, nil, flat(fade(tone, 0.5)))
		c.glow(p, 12, nil, flat(fade(tone, 0.75)))
		c.fill(p, flat(mixed(tone, rgb(0xffffff), 0.45)))
	}
	line := func(x, y, ww, hh, r, d float64) *path {
		return box(x, y, ww, hh, r, false).and(box(x+d, y+d, ww-2*d, hh-2*d, r-d, true))
	}
	tube(line(26, 26, w-52, h-52, 46, 6), rgb(0xff3fa4))
	tube(line(44, 44, w-88, h-88, 32, 5), rgb(0x35e0ff))
	big := heart().scale(40)
	hearts := big.and(heart().reversed().scale(33)).turn(-0.2).shift(84, h-92)
	c.cut(oval(84, h-92, 58, 54))
	tube(hearts, rgb(0xff5f8a))
	bolt := move(0, -46).L(-26, 8).L(-4, 8).L(-12, 46).L(26, -12).L(4, -12).L(14, -46).Z().turn(0.15).shift(w-84, 92)
	c.cut(oval(w-84, 92, 56, 58))
	tube(bolt, rgb(0xffe94a))
	return []file{{"frame.png", c.small()}, {"thumb.png", thumb(c.small(), 1)}}
}
