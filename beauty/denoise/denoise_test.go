package denoise

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

const every = time.Second / 30

func run(s *Stage, f *media.Frame, i int, level float64) {
	var v pixel.Frame
	v.Of(f)
	s.Apply(&v, time.Unix(1, 0).Add(time.Duration(i)*every), level, false)
}

// part is w by h pixels of a picture from x, y on, both even.
func part(src *media.Frame, x, y, w, h int) *media.Frame {
	f := media.NewFrame(w, h)
	for j := range h {
		copy(f.Y[j*f.YStride:][:w], src.Y[(y+j)*src.YStride+x:])
	}
	for j := range (h + 1) / 2 {
		copy(f.Cb[j*f.CStride:][:(w+1)/2], src.Cb[(y/2+j)*src.CStride+x/2:])
		copy(f.Cr[j*f.CStride:][:(w+1)/2], src.Cr[(y/2+j)*src.CStride+x/2:])
	}
	return f
}

// grainy is f with noise of that deviation in luma, half in chroma.
func grainy(f *media.Frame, levels float64, seed uint64) *media.Frame {
	r := rand.New(rand.NewPCG(seed, 1))
	g := pixeltest.Clone(f)
	add := func(p []byte, levels float64) {
		for i, v := range p {
			p[i] = byte(min(max(math.Round(float64(v)+r.NormFloat64()*levels), 0), 255))
		}
	}
	add(g.Y, levels)
	add(g.Cb, levels/2)
	add(g.Cr, levels/2)
	return g
}

// off is by how much two planes differ, as a deviation.
func off(a, b []byte, as, bs, w, h, edge int) float64 {
	sum := 0.0
	for y := edge; y < h-edge; y++ {
		for x := edge; x < w-edge; x++ {
			d := float64(a[y*as+x]) - float64(b[y*bs+x])
			sum += d * d
		}
	}
	return math.Sqrt(sum / float64((w-2*edge)*(h-2*edge)))
}

func TestNoiseComesOutAndPicturesStay(t *testing.T) {
	src := pixeltest.Scaled(pixeltest.Load(t, "astronaut.png"), 1024, 1024)
	for _, c := range []struct {
		dx, dy       int
		noise, level float64
		most, colour float64
	}{
		{0, 0, 8, 1, 4, 2}, {6, 0, 8, 1, 4, 2}, {0, -6, 8, 1, 4, 2}, {6, 4, 8, 1, 4, 2}, {0, 0, 4, 1, 2, 1}, {6, 0, 4, .6, 2.2, 1.2},
		{0, 0, 0, 1, .7, .7}, {6, 0, 0, 1, .7, .7},
	} {
		s := New()
		const n = 14
		var luma, cb float64
		for i := range n {
			clean := part(src, 200+c.dx*i, 200+c.dy*i, 480, 360)
			f := grainy(clean, c.noise, uint64(i))
			run(s, f, i, c.level)
			luma = off(f.Y, clean.Y, f.YStride, clean.YStride, 480, 360, 24)
			cb = off(f.Cb, clean.Cb, f.CStride, clean.CStride, 240, 180, 12)
		}
		t.Logf("noise %v, moving by %d, %d: %.2f left, %.2f of chroma; measured %.2f, %.2f", c.noise, c.dx, c.dy, luma, cb, s.noise.luma, s.noise.chroma)
		if luma > c.most || cb > c.colour {
			t.Errorf("noise %v, moving by %d, %d: %.2f left, %.2f of chroma", c.noise, c.dx, c.dy, luma, cb)
		}
	}
}

// TestTheKernelsAgreeWithTheReference shows both some frames of a moving picture.
func TestTheKernelsAgreeWithTheReference(t *testing.T) {
	src := pixeltest.Load(t, "astronaut.png")
	for _, wh := range [][2]int{{64, 64}, {98, 70}, {320, 180}, {131, 97}} {
		got, want := New(), New()
		want.k = goKernels()
		for i := range 5 {
			f := grainy(part(src, 150+4*i, 80+2*i, wh[0], wh[1]), 5, uint64(i))
			a, b := pixeltest.Clone(f), pixeltest.Clone(f)
			run(got, a, i, .8)
			run(want, b, i, .8)
			if !pixeltest.Same(a, b) {
				t.Errorf("%v, frame %d: %d levels apart in luma, %d and %d in chroma", wh, i,
					pixeltest.Farthest(a.Y, b.Y), pixeltest.Farthest(a.Cb, b.Cb), pixeltest.Farthest(a.Cr, b.Cr))
			}
			if i == 4 && pixeltest.Same(a, f) {
				t.Errorf("%v: nothing changed", wh)
			}
		}
	}
}

// TestNothingTrails moves a hand's worth of picture over a still room: what it leaves behind
// and what it covers is as in the clean picture, within the noise.
func TestNothingTrails(t *testing.T) {
	src := pixeltest.Scaled(pixeltest.Load(t, "astronaut.png"), 1024, 1024)
	room := part(src, 500, 500, 480, 320)
	hand := part(src, 400, 180, 96, 128)
	scene := func(i int) (*media.Frame, int) {
		f, x0 := pixeltest.Clone(room), 40+14*i
		for y := range 128 {
			copy(f.Y[(80+y)*f.YStride+x0:][:96], hand.Y[y*hand.YStride:])
		}
		for y := range 64 {
			copy(f.Cb[(40+y)*f.CStride+x0/2:][:48], hand.Cb[y*hand.CStride:])
			copy(f.Cr[(40+y)*f.CStride+x0/2:][:48], hand.Cr[y*hand.CStride:])
		}
		return f, x0
	}
	for _, levels := range []float64{2, 4, 8} {
		s := New()
		for i := range 16 {
			clean, x0 := scene(i)
			f := grainy(clean, levels, uint64(i))
			run(s, f, i, 1)
			if i < 8 {
				continue
			}
			// Means of 8x8 pixels hardly have noise; a ghost shows in them.
			worst := 0
			for y := 64; y < 224; y += 8 {
				for x := max(x0-64, 0) &^ 7; x < min(x0+160, 472); x += 8 {
					d := 0
					for k := range 64 {
						at := (y+k/8)*f.YStride + x + k%8
						d += int(f.Y[at]) - int(clean.Y[at])
					}
					worst = max(worst, abs(d)/64)
				}
			}
			if most := int(.9*levels + 2.5); worst > most {
				t.Errorf("noise %v, frame %d: a place is off by %d levels, at most %d wanted", levels, i, worst, most)
			}
		}
	}
}

func TestWhatFollowsNothingIsLeftAlone(t *testing.T) {
	src := pixeltest.Load(t, "astronaut.png")
	shot := func(i, w, h int) *media.Frame { return grainy(part(src, 100, 100, w, h), 6, uint64(i)) }
	s := New()
	same := func(what string, f *media.Frame, i int, want *media.Frame) {
		t.Helper()
		got := pixeltest.Clone(f)
		run(s, got, i, 1)
		if !pixeltest.Same(got, want) {
			t.Errorf("%s: bytes changed", what)
		}
	}
	f := shot(0, 320, 200)
	same("the first frame", f, 0, f)
	for i := 1; i < 6; i++ {
		g := shot(i, 320, 200)
		run(s, g, i, 1)
		same("the same frame again", shot(i, 320, 200), i, g)
	}
	f = shot(7, 320, 240)
	same("another size", f, 6, f)
	f = shot(8, 320, 240)
	same("two seconds later", f, 70, f)
	f = shot(9, 320, 240)
	same("back in time", f, 3, f)
	f = shot(10, 48, 40)
	same("a very small frame", f, 4, f)
	run(s, shot(11, 320, 240), 5, 1)
	other := grainy(part(src, 10, 260, 320, 240), 6, 12)
	got := pixeltest.Clone(other)
	run(s, got, 6, 1)
	if d := off(got.Y, other.Y, got.YStride, other.YStride, 320, 240, 0); d > 2 {
		t.Errorf("a cut: %.1f levels of the picture before", d)
	}
}

func TestNothingIsAllocatedFrameByFrame(t *testing.T) {
	src := pixeltest.Load(t, "astronaut.png")
	s := New()
	i := 0
	frames := []*media.Frame{grainy(part(src, 100, 100, 320, 200), 6, 1), grainy(part(src, 100, 100, 320, 200), 6, 2)}
	f := media.NewFrame(320, 200)
	var v pixel.Frame
	one := func() {
		f.CopyFrom(frames[i%2])
		v.Of(f)
		s.Apply(&v, time.Unix(1, 0).Add(time.Duration(i)*every), 1, true)
		i++
	}
	one()
	one()
	if n := testing.AllocsPerRun(20, one); n > 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

// TestAutoActsOnNoiseAlone: a clean picture passes, a noisy one does not.
func TestAutoActsOnNoiseAlone(t *testing.T) {
	src := pixeltest.Load(t, "astronaut.png")
	for levels, acts := range map[float64]bool{0: false, .5: false, 3: true, 8: true} {
		s := New()
		changed := 0.0
		for i := range 40 {
			f := grainy(part(src, 100, 100, 320, 200), levels, uint64(i))
			got := pixeltest.Clone(f)
			var v pixel.Frame
			v.Of(got)
			s.Apply(&v, time.Unix(1, 0).Add(time.Duration(i)*every), 0, true)
			changed = off(got.Y, f.Y, f.YStride, f.YStride, 320, 200, 0)
		}
		if acts != (changed > levels/3) || !acts && changed > 0 {
			t.Errorf("noise %v (measured %.2f): changed by %.2f", levels, s.Noise(), changed)
		}
	}
}

func BenchmarkDenoise(b *testing.B) {
	src := pixeltest.Scaled(pixeltest.Load(b, "astronaut.png"), 1600, 1000)
	for _, dx := range []int{0, 6} {
		for _, noise := range []float64{2, 8} {
			b.Run(fmt.Sprintf("moving %d, noise %v", dx, noise), func(b *testing.B) {
				var frames []*media.Frame
				for i := range 16 {
					at := min(i, 15-i) // there and back: no jump
					frames = append(frames, grainy(part(src, 100+2*dx*at, 100, 1280, 720), noise, uint64(i)))
				}
				s := New()
				f := media.NewFrame(1280, 720)
				i := 0
				for b.Loop() {
					f.CopyFrom(frames[i%16])
					run(s, f, i, 1)
					i++
				}
			})
		}
	}
}
