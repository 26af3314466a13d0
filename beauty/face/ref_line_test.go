package face

import (
	"image"
	"math/rand/v2"
	"testing"

	"onair/media"
)

// goLine is the reference of cLine.
func goLine(s *sampler, x, y, dx, dy int32, r, g, b []float32) {
	for u := range r {
		luma, cb, cr := blended(s, x, y)
		// BT.601, limited range; sums have 16 fractional bits.
		l := (luma - 16<<8) * 298
		cb, cr = cb-128<<8, cr-128<<8
		r[u] = unit(l + cr*409)
		g[u] = unit(l - cb*100 - cr*208)
		b[u] = unit(l + cb*516)
		x, y = x+dx, y+dy
	}
}

// unit brings 0 to 255*2^16 to 0 to 1.
func unit(v int32) float32 { return float32(min(max(v, 0), 255<<16)) * (1.0 / (255 << 16)) }

// blended is luma and both colours at a position, bilinearly, with 8 fractional bits.
func blended(s *sampler, x, y int32) (luma, cb, cr int32) {
	x0, x1 := min(max(int(x>>16), 0), s.w-1), min(max(int(x>>16)+1, 0), s.w-1)
	y0, y1 := min(max(int(y>>16), 0), s.h-1), min(max(int(y>>16)+1, 0), s.h-1)
	fx, fy := x>>8&255, y>>8&255
	wd := fx * fy >> 8
	var sum [3]int32
	for i, w := range [4]int32{256 - fx - fy + wd, fx - wd, fy - wd, wd} {
		p := s.packed[[2]int{y0, y1}[i>>1]*s.w+[2]int{x0, x1}[i&1]]
		for k := range sum {
			sum[k] += int32(p>>(8*k)&255) * w
		}
	}
	return sum[0], sum[1], sum[2]
}

// TestLinesAgreeWithTheReference has crops of any size, turned, and over the picture's edges.
func TestLinesAgreeWithTheReference(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	f := media.NewFrame(203, 121)
	for _, p := range [][]byte{f.Y, f.Cb, f.Cr} {
		for i := range p {
			p[i] = byte(rng.Uint32())
		}
	}
	var s sampler
	for range 50 {
		r := Region{X: rng.Float32() * 220, Y: rng.Float32() * 130, W: 20 + rng.Float32()*300, H: 20 + rng.Float32()*300, Angle: rng.Float32() * 6}
		size := image.Pt(1+rng.IntN(90), 1+rng.IntN(70))
		n := size.X * size.Y
		got, want := make([]float32, 3*n), make([]float32, 3*n)
		for _, edge := range []border{extend, black} {
			s.lines = cLine
			s.crop(f, r, size, edge, got)
			s.lines = goLine
			s.crop(f, r, size, edge, want)
			for i, v := range got {
				if v != want[i] {
					t.Fatalf("%+v at %v: %v at %d, want %v", r, size, v, i, want[i])
				}
			}
		}
	}
}
