package face

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"

	"onair/media"
)

// gradient is a picture whose luma is x plus y and whose colours are grey.
func gradient(w, h int) *media.Frame {
	var pool media.FramePool
	f := pool.Get(w, h)
	for y := range h {
		for x := range w {
			f.Y[y*f.YStride+x] = uint8(min(16+x+y, 235))
		}
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = 128, 128
	}
	return f
}

// grey is what the gradient's luma is as a float from 0 to 1.
func grey(x, y float64) float64 { return (x - .5 + y - .5) / 219 }

func TestCropSamplesWhereTheRegionSays(t *testing.T) {
	f := gradient(100, 80)
	size := image.Pt(20, 20)
	rgb := make([]float32, 3*20*20)
	var s sampler
	for _, r := range []Region{
		{X: 50, Y: 40, W: 20, H: 20}, {X: 50, Y: 40, W: 10, H: 10, Angle: .7}, {X: 50, Y: 40, W: 50, H: 50, Angle: -.3}, {X: 48, Y: 41, W: 40, H: 40, Angle: 3},
	} {
		s.crop(f, r, size, extend, rgb)
		m := r.matrix(20, 20)
		for v := range 20 {
			for u := range 20 {
				fu, fv := float32(u)+.5, float32(v)+.5
				want := grey(float64(m[0]*fu+m[1]*fv+m[2]), float64(m[3]*fu+m[4]*fv+m[5]))
				for c := range 3 {
					if got := float64(rgb[c*400+v*20+u]); math.Abs(got-want) > .008 {
						t.Fatalf("%+v: pixel %d,%d of colour %d is %.3f, not %.3f", r, u, v, c, got, want)
					}
				}
			}
		}
	}
}

func TestCropKnowsColours(t *testing.T) {
	var pool media.FramePool
	f := pool.Get(16, 16)
	rgb := make([]float32, 3)
	var s sampler
	// BT.601, limited range.
	for want, yuv := range map[[3]float32][3]uint8{
		{1, 0, 0}: {81, 90, 240}, {0, 1, 0}: {145, 54, 34}, {0, 0, 1}: {41, 240, 110}, {1, 1, 1}: {235, 128, 128}, {0, 0, 0}: {16, 128, 128},
	} {
		for i := range f.Y {
			f.Y[i] = yuv[0]
		}
		for i := range f.Cb {
			f.Cb[i], f.Cr[i] = yuv[1], yuv[2]
		}
		s.crop(f, Region{X: 8, Y: 8, W: 4, H: 4}, image.Pt(1, 1), extend, rgb)
		for c, v := range rgb {
			if math.Abs(float64(v-want[c])) > .01 {
				t.Errorf("%v becomes %v, not %v", yuv, rgb, want)
			}
		}
	}
}

func TestCropOutsideThePicture(t *testing.T) {
	f := gradient(40, 20)
	for i := range f.Y {
		f.Y[i] = 235
	}
	rgb := make([]float32, 3*40*40)
	var s sampler
	r := whole(40, 20, image.Pt(40, 40))
	s.crop(f, r, image.Pt(40, 40), black, rgb)
	for v := range 40 {
		want := float32(1)
		if v < 10 || v >= 30 {
			want = 0
		}
		if got := rgb[v*40+20]; math.Abs(float64(got-want)) > .01 {
			t.Errorf("row %d with black bars is %.2f, not %.2f", v, got, want)
		}
	}
	s.crop(f, r, image.Pt(40, 40), extend, rgb)
	for i, v := range rgb {
		if v < .99 {
			t.Fatalf("value %d with the edge going on is %.2f", i, v)
		}
	}
}

// TestAnyRegionIsSampled looks that no region, size or frame makes the sampler
// read outside a picture or write anything but 0 to 1.
func TestAnyRegionIsSampled(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var s sampler
	var pool media.FramePool
	for range 3000 {
		f := pool.Get(1+rng.IntN(70), 1+rng.IntN(70))
		for i := range f.Y {
			f.Y[i] = uint8(rng.Uint32())
		}
		size := image.Pt(1+rng.IntN(20), 1+rng.IntN(20))
		side := float32(math.Exp(rng.Float64() * 7))
		r := Region{X: float32(rng.NormFloat64() * 60), Y: float32(rng.NormFloat64() * 60), W: side, H: side * float32(size.Y) / float32(size.X), Angle: float32(rng.NormFloat64())}
		rgb := make([]float32, 3*size.X*size.Y)
		for i := range rgb {
			rgb[i] = 7
		}
		s.crop(f, r, size, border(rng.IntN(2) == 0), rgb)
		for i, v := range rgb {
			if !(v >= 0 && v <= 1) {
				t.Fatalf("%+v in %v of a %d by %d picture: value %d is %g", r, size, f.Width(), f.Height(), i, v)
			}
		}
		f.Release()
	}
}

// TestReducingIsAveraging gives each block of two its mean, also where the edge
// cuts it.
func TestReducingIsAveraging(t *testing.T) {
	const w, h, k = 11, 7, 2
	p := make([]uint8, w*h)
	for i := range p {
		p[i] = uint8(i * 37)
	}
	var c plane
	c.reduce(p, w, w, h, image.Rect(0, 0, w, h), k)
	for y := range c.h {
		for x := range c.w {
			sum, n := 0, 0
			for j := y * k; j < min((y+1)*k, h); j++ {
				for i := x * k; i < min((x+1)*k, w); i++ {
					sum, n = sum+int(p[j*w+i]), n+1
				}
			}
			if got, want := float64(c.p[y*c.w+x]), float64(sum)/float64(n); math.Abs(got-want) > .51 {
				t.Errorf("block %d,%d is %g, not %g", x, y, got, want)
			}
		}
	}
}

// TestReducingDoesNotShift keeps a gradient where it is, whatever the block.
func TestReducingDoesNotShift(t *testing.T) {
	f := gradient(120, 90)
	for _, k := range []int{2, 3, 4, 5, 6, 8, 10} {
		var c plane
		c.reduce(f.Y, f.YStride, 120, 90, image.Rect(0, 0, 120, 90), k)
		for y := range 90 / k {
			for x := range 120 / k {
				want := 16 + float64(x*k+y*k) + float64(k-1)
				if got := float64(c.p[y*c.w+x]); math.Abs(got-want) > 1 {
					t.Fatalf("blocks of %d: block %d,%d is %g, not %g", k, x, y, got, want)
				}
			}
		}
	}
}
