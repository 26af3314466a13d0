package beauty

import (
	"bytes"
	"image"
	"math/rand/v2"
	"testing"

	"onair/media"
)

// sizes are frame sizes that have been trouble: tiny, odd, no multiple of a cell.
var sizes = [][2]int{{1, 1}, {2, 2}, {3, 1}, {1, 5}, {4, 4}, {5, 3}, {7, 9}, {16, 2}, {33, 31}, {66, 50}, {127, 65}}

// noisy returns a frame of random pixels whose rows are pad bytes longer than
// needed.
func noisy(w, h, pad int) *media.Frame {
	rnd := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	f := media.NewFrame(w, h)
	cw, ch := (w+1)/2, (h+1)/2
	f.YStride, f.CStride = w+pad, cw+pad
	f.Y = make([]byte, (h-1)*f.YStride+w)
	f.Cb = make([]byte, (ch-1)*f.CStride+cw)
	f.Cr = make([]byte, (ch-1)*f.CStride+cw)
	for i := range f.Y {
		f.Y[i] = byte(rnd.UintN(256))
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = byte(90+rnd.UintN(50)), byte(120+rnd.UintN(60))
	}
	return f
}

// everything turns all filters up.
func everything(c *Chain) {
	c.SetSmooth(9)
	c.SetWhiteness(9)
	c.SetRuddy(9)
	c.SetSharpness(true)
	c.SetMirror(true)
	c.SetFilter(testLUT())
	c.SetFilterStrength(1)
}

// testLUT is a strong table: channels swapped, blue inverted.
func testLUT() *LUT {
	c := &cube{n: 4}
	for b := range 4 {
		for g := range 4 {
			for r := range 4 {
				c.rgb = append(c.rgb, [3]float32{float32(g) / 3, float32(r) / 3, 1 - float32(b)/3})
			}
		}
	}
	return bake(c.at)
}

func clone(f *media.Frame) *media.Frame {
	g := media.NewFrame(f.Width(), f.Height())
	g.YStride, g.CStride = f.YStride, f.CStride
	g.Y, g.Cb, g.Cr = bytes.Clone(f.Y), bytes.Clone(f.Cb), bytes.Clone(f.Cr)
	return g
}

func same(a, b *media.Frame) bool {
	return bytes.Equal(a.Y, b.Y) && bytes.Equal(a.Cb, b.Cb) && bytes.Equal(a.Cr, b.Cr)
}

func TestNewChainPassesFramesUnchanged(t *testing.T) {
	c := NewChain()
	c.SetFilter(testLUT())
	c.SetFilterStrength(0)
	c.SetStyle(StylePitu)
	for _, wh := range sizes {
		f := noisy(wh[0], wh[1], 3)
		want := clone(f)
		c.Process(f)
		if !same(f, want) {
			t.Errorf("%v: bytes changed with every level at 0", wh)
		}
	}
}

func TestEveryFilterOnEverySize(t *testing.T) {
	for _, wh := range sizes {
		for _, pad := range []int{0, 1, 37} {
			c := NewChain()
			everything(c)
			f := noisy(wh[0], wh[1], pad)
			before := clone(f)
			c.Process(f)
			c.Process(f)
			checkPadding(t, "Y", f.Y, before.Y, f.YStride, wh[0])
			checkPadding(t, "Cb", f.Cb, before.Cb, f.CStride, (wh[0]+1)/2)
			checkPadding(t, "Cr", f.Cr, before.Cr, f.CStride, (wh[0]+1)/2)
		}
	}
}

// checkPadding asserts that bytes between the rows were not written to.
func checkPadding(t *testing.T, name string, got, want []byte, stride, w int) {
	t.Helper()
	for i := range got {
		if i%stride >= w && got[i] != want[i] {
			t.Errorf("%s: byte %d, outside the picture, was written", name, i)
			return
		}
	}
}

func TestProcessLeavesMalformedFramesAlone(t *testing.T) {
	c := NewChain()
	everything(c)
	for name, spoil := range map[string]func(*media.Frame){
		"not 4:2:0":    func(f *media.Frame) { f.SubsampleRatio = image.YCbCrSubsampleRatio422 },
		"short luma":   func(f *media.Frame) { f.Y = f.Y[:len(f.Y)-1] },
		"short chroma": func(f *media.Frame) { f.Cr = f.Cr[:len(f.Cr)-1] },
		"no chroma":    func(f *media.Frame) { f.Cb = nil },
		"stride":       func(f *media.Frame) { f.YStride = f.Width() - 1 },
		"empty":        func(f *media.Frame) { f.Rect = image.Rectangle{} },
		"too large":    func(f *media.Frame) { f.Rect.Max.Y++ },
	} {
		f := noisy(32, 24, 0)
		spoil(f)
		want := clone(f)
		c.Process(f)
		if !same(f, want) {
			t.Errorf("%s: written to", name)
		}
	}
}

func TestClosedChainPassesFrames(t *testing.T) {
	c := NewChain()
	everything(c)
	c.Close()
	c.Close()
	f := noisy(32, 24, 0)
	want := clone(f)
	c.Process(f)
	if !same(f, want) {
		t.Error("a closed chain changed a frame")
	}
}

func TestFrameSizeMayChange(t *testing.T) {
	c, fresh := NewChain(), NewChain()
	everything(c)
	everything(fresh)
	c.Process(noisy(127, 65, 0))
	f := noisy(33, 31, 0)
	want := clone(f)
	c.Process(f)
	fresh.Process(want)
	if !same(f, want) {
		t.Error("a frame of the old size shines through")
	}
}

func TestProcessDoesNotAllocate(t *testing.T) {
	c := NewChain()
	everything(c)
	f := noisy(320, 180, 0)
	if n := testing.AllocsPerRun(20, func() { c.Process(f) }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

func TestMirror(t *testing.T) {
	for _, wh := range sizes {
		c := NewChain()
		c.SetMirror(true)
		f := noisy(wh[0], wh[1], 3)
		before := clone(f)
		c.Process(f)
		for y := range wh[1] {
			for x := range wh[0] {
				if f.Y[y*f.YStride+x] != before.Y[y*f.YStride+wh[0]-1-x] {
					t.Fatalf("%v: pixel %d,%d is not the mirrored one", wh, x, y)
				}
			}
		}
		c.Process(f)
		if !same(f, before) {
			t.Errorf("%v: mirrored twice is not the original", wh)
		}
	}
}
