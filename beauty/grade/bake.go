package grade

import (
	"image"
	"image/color"
	"math"

	"onair/beauty/pixel"
)

// gridNodes is the number of nodes an axis of a baked table has: one every
// gridStep levels, and one past the last.
const (
	gridShift = 3
	gridStep  = 1 << gridShift
	gridCells = 256 / gridStep
	gridNodes = gridCells + 1
	lumaKnots = gridNodes + 2 // of luma there is one more at either end
	lutUnit   = 64            // of a level
)

// opaque is a pixel's colour without its alpha, 0..1.
func opaque(img image.Image, x, y int) [3]float32 {
	// The colour models know of no colour where alpha is 0.
	switch c := img.At(x, y).(type) {
	case color.NRGBA:
		return [3]float32{float32(c.R) / 255, float32(c.G) / 255, float32(c.B) / 255}
	case color.NRGBA64:
		return [3]float32{float32(c.R) / 65535, float32(c.G) / 65535, float32(c.B) / 65535}
	default:
		n := color.NRGBA64Model.Convert(c).(color.NRGBA64)
		return [3]float32{float32(n.R) / 65535, float32(n.G) / 65535, float32(n.B) / 65535}
	}
}

// at interpolates the cube (trilinear) at a colour in 0..1.
func (c *cube) at(rgb [3]float32) [3]float32 {
	var lo, hi [3]int
	var f [3]float32
	for i, v := range rgb {
		p := v * float32(c.n-1)
		lo[i] = min(int(p), c.n-1)
		hi[i] = min(lo[i]+1, c.n-1)
		f[i] = p - float32(lo[i])
	}
	var out [3]float32
	for corner := range 8 {
		w, idx := float32(1), [3]int{}
		for i := range 3 {
			if corner>>i&1 == 1 {
				idx[i], w = hi[i], w*f[i]
			} else {
				idx[i], w = lo[i], w*(1-f[i])
			}
		}
		e := c.rgb[(idx[2]*c.n+idx[1])*c.n+idx[0]]
		for i := range out {
			out[i] += w * e[i]
		}
	}
	return out
}

// bake turns a table over RGB in 0..1 into what it adds in YCbCr. A node outside the RGB
// cube takes the difference at the nearest colour inside, so that the
// interpolation near the border of the cube stays smooth.
func bake(at func([3]float32) [3]float32) *LUT {
	nodes := make([][3]int16, 0, gridNodes*gridNodes*gridNodes)
	for cb := range gridNodes {
		for cr := range gridNodes {
			for y := range gridNodes {
				in := pixel.ToRGB(float32(y*gridStep), float32(cb*gridStep), float32(cr*gridStep))
				from, to := pixel.ToYCC(in), pixel.ToYCC(at(in))
				nodes = append(nodes, [3]int16{
					lutStep(to[0] - from[0]), lutStep(to[1] - from[1]), lutStep(to[2] - from[2]),
				})
			}
		}
	}
	l := &LUT{
		luma:   make([]int16, 0, gridCells*gridCells*lumaKnots*4),
		chroma: make([]int16, 0, gridCells*gridCells*gridNodes*8),
	}
	for cb := range gridCells {
		for cr := range gridCells {
			corner := func(k, y int) [3]int16 {
				return nodes[((cb+k>>1)*gridNodes+cr+k&1)*gridNodes+min(max(y, 0), gridNodes-1)]
			}
			for y := -1; y <= gridNodes; y++ {
				for k := range 4 {
					l.luma = append(l.luma, corner(k, y)[0])
				}
			}
			for y := range gridNodes {
				for c := 1; c < 3; c++ {
					for k := range 4 {
						l.chroma = append(l.chroma, corner(k, y)[c])
					}
				}
			}
		}
	}
	return l
}

func lutStep(d float32) int16 {
	return int16(math.Round(float64(d) * lutUnit))
}
