package skin

import (
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
)

// goLinear is the reference of kernels.linear.
func goLinear(y *pixel.Plane, gain, bias []int16, lw, lh, per int, rows []int16, from, to int) {
	eg := pixeltest.NewExpander(gain, lw, lh, y.W, per, rows)
	eb := pixeltest.NewExpander(bias, lw, lh, y.W, per, rows[2*y.W:])
	for j := from; j < to; j++ {
		ga, gb, w := eg.Row(j)
		ba, bb, _ := eb.Row(j)
		row := y.P[j*y.Stride:][:y.W]
		for x, v := range row {
			take := (pixeltest.Lerp(ga[x], gb[x], w) * int32(v)) >> 8
			row[x] = pixel.Byte(int32(v) + (pixeltest.Lerp(ba[x], bb[x], w)-take+8)>>4)
		}
	}
}

// goSharpen is the reference of kernels.sharpen. Differences up to sharpenCore
// are taken for noise.
func goSharpen(y *pixel.Plane, mask []int16, lw, lh int, amount, onSkin int, rows []int16) {
	e := pixeltest.NewExpander(mask, lw, lh, y.W, pixel.Cell, rows)
	above, here := rows[2*y.W:3*y.W], rows[3*y.W:4*y.W]
	for x := range y.W {
		here[x] = int16(y.P[x])
	}
	copy(above, here)
	for j := range y.H {
		row := y.P[j*y.Stride:][:y.W]
		below := y.P[min(j+1, y.H-1)*y.Stride:][:y.W]
		ma, mb, w := e.Row(j)
		column := func(x int) int32 {
			return int32(above[x]) + 2*int32(here[x]) + int32(below[x])
		}
		// The row below is original still, unless there is none: then it is
		// this row, of which only columns up to x have changed.
		last := j == y.H-1
		if last {
			column = func(x int) int32 { return int32(above[x]) + 3*int32(here[x]) }
		}
		for x := range row {
			blur := column(max(x-1, 0)) + 2*column(x) + column(min(x+1, y.W-1))
			high := 16*int32(here[x]) - blur
			high -= min(max(high, -sharpenCore), sharpenCore)
			a := int32(amount) + (int32(onSkin)*pixeltest.Lerp(ma[x], mb[x], w))>>8
			row[x] = pixel.Byte(int32(here[x]) + pixeltest.Scale(8*high, a))
		}
		above, here = here, above
		if !last {
			for x, v := range below {
				here[x] = int16(v)
			}
		}
	}
}

// goLift is the reference of kernels.lift.
func goLift(y *pixel.Plane, mask []int16, lw, lh int, t tone, rows []int16, from, to int) {
	e := pixeltest.NewExpander(mask, lw, lh, y.W, pixel.Cell, rows)
	for j := from; j < to; j++ {
		ma, mb, w := e.Row(j)
		row := y.P[j*y.Stride:][:y.W]
		for x, b := range row {
			v := int32(b)
			hump := max((v-16)*(235-v), 0)
			up := pixeltest.Scale(hump, t.c0+t.c1*v)
			k := t.base + (t.skin*pixeltest.Lerp(ma[x], mb[x], w))>>8
			row[x] = pixel.Byte(v + pixeltest.Scale(8*up, k))
		}
	}
}

// goTint is the reference of kernels.tint.
func goTint(c *pixel.Plane, mask []int16, lw, lh int, t tint, rows []int16, from, to int) {
	e := pixeltest.NewExpander(mask, lw, lh, c.W, 2, rows)
	for j := from; j < to; j++ {
		ma, mb, w := e.Row(j)
		row := c.P[j*c.Stride:][:c.W]
		for x, b := range row {
			v, m := int32(b), pixeltest.Lerp(ma[x], mb[x], w)
			k := t.scaleBase<<8 + t.scaleSkin*m
			row[x] = pixel.Byte(v + ((v-128)*k+t.moveSkin*m+1<<15)>>16)
		}
	}
}
