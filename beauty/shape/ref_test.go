package shape

import (
	"onair/beauty/pixel"
)

// goWarp is the reference of kernels.warp.
func goWarp(dst *pixel.Plane, src *spared, f *field, per int, rows []int32, from, to int) {
	px, py := rows[:dst.W+mesh], rows[dst.W+mesh:]
	for j := from; j < to; j++ {
		x0, x1 := moving(f, j/per, (dst.W+per-1)/per)
		x0, x1 = x0*per, min(x1*per, dst.W)
		if x0 >= x1 {
			continue
		}
		warpRow(f, j, per, x0, x1, dst.W, dst.H, px, py)
		row := dst.P[j*dst.Stride:]
		for x := x0; x < x1; x++ {
			if per == mesh {
				row[x] = fetch(src, px[x], py[x])
			} else {
				row[x] = soft(src, px[x], py[x])
			}
		}
	}
}

// moving gives the tiles of a row of tiles that lie between nodes that move.
func moving(f *field, row, tiles int) (from, to int) {
	a, b := f.dx[row*f.gw:], f.dy[row*f.gw:]
	c, d := f.dx[(row+1)*f.gw:], f.dy[(row+1)*f.gw:]
	from = tiles
	for i := range tiles + 1 {
		if a[i]|b[i]|c[i]|d[i] != 0 {
			from = min(from, max(i-1, 0))
			to = min(i+1, tiles)
		}
	}
	return from, to
}

// warpRow finds where the samples x0..x1 of row j come from, in 1/64 sample.
func warpRow(f *field, j, per, x0, x1, w, h int, px, py []int32) {
	ty, fy := j/per, int32(j%per)
	step, first, shift := int32(2), int32(0), 8
	if per != mesh {
		step, first, shift = 4, 1, 9 // a chroma sample lies between two of luma
	}
	fy = fy*step + first
	for x := x0; x < x1; x++ {
		k := ty*f.gw + x/per
		fx := int32(x%per)*step + first
		px[x] = min(max(int32(x*warpUnit)+between(f.dx[k:], f.gw, fx, fy, shift), 0), int32((w-1)*warpUnit))
		py[x] = min(max(int32(j*warpUnit)+between(f.dy[k:], f.gw, fx, fy, shift), 0), int32((h-1)*warpUnit))
	}
}

// between mixes four nodes with weights in sixteenths.
func between(d []int16, gw int, fx, fy int32, shift int) int32 {
	l := int32(d[0])*(16-fy) + int32(d[gw])*fy
	r := int32(d[1])*(16-fy) + int32(d[gw+1])*fy
	return (l*(16-fx) + r*fx + 1<<(shift-1)) >> shift
}

func fetch(src *spared, px, py int32) byte {
	at := int(py/warpUnit)*src.stride + int(px/warpUnit)
	wx, wy := &warpTaps[px%warpUnit], &warpTaps[py%warpUnit]
	var sum int32
	for r, v := range wy {
		p := src.p[at+r*src.stride:][:4]
		h := int32(p[0])*int32(wx[0]) + int32(p[1])*int32(wx[1]) + int32(p[2])*int32(wx[2]) + int32(p[3])*int32(wx[3])
		sum += h * int32(v)
	}
	return pixel.Byte((sum + 2048) >> 12)
}

// soft fetches chroma, which has no texture to keep: four neighbours do.
func soft(src *spared, px, py int32) byte {
	p := src.p[(int(py/warpUnit)+1)*src.stride+int(px/warpUnit)+1:]
	fx, fy := px%warpUnit, py%warpUnit
	top := int32(p[0])*(warpUnit-fx) + int32(p[1])*fx
	low := int32(p[src.stride])*(warpUnit-fx) + int32(p[src.stride+1])*fx
	return byte((top*(warpUnit-fy) + low*fy + 2048) >> 12)
}
