package beauty

import (
	"fmt"
	"image"
	"strings"
	"testing"

	"onair/beauty/grade"
	"onair/beauty/pixel/pixeltest"
	"onair/beauty/skin"
	"onair/media"
)

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
func testLUT() *grade.LUT {
	var s strings.Builder
	s.WriteString("LUT_3D_SIZE 4\n")
	for b := range 4 {
		for g := range 4 {
			for r := range 4 {
				fmt.Fprintln(&s, float32(g)/3, float32(r)/3, 1-float32(b)/3)
			}
		}
	}
	l, err := grade.Load(strings.NewReader(s.String()))
	if err != nil {
		panic(err)
	}
	return l
}

func TestFilterStrengthMixes(t *testing.T) {
	lut := testLUT()
	var last int
	for i, strength := range []float32{0, 0.25, 0.5, 0.75, 1} {
		c := NewChain()
		c.SetFilter(lut)
		c.SetFilterStrength(strength)
		f := pixeltest.Noisy(2, 2, 0)
		f.Y = []byte{100, 100, 100, 100}
		c.Process(f)
		if d := int(f.Y[0]) - 100; i > 0 && max(d, -d) <= last {
			t.Errorf("strength %v moves luma by %d, less than before (%d)", strength, d, last)
		} else {
			last = max(d, -d)
		}
	}
}

func TestNewChainPassesFramesUnchanged(t *testing.T) {
	c := NewChain()
	c.SetFilter(testLUT())
	c.SetFilterStrength(0)
	c.SetStyle(skin.StylePitu)
	for _, wh := range pixeltest.Sizes {
		f := pixeltest.Noisy(wh[0], wh[1], 3)
		want := pixeltest.Clone(f)
		c.Process(f)
		if !pixeltest.Same(f, want) {
			t.Errorf("%v: bytes changed with every level at 0", wh)
		}
	}
}

func TestEveryFilterOnEverySize(t *testing.T) {
	for _, wh := range pixeltest.Sizes {
		for _, pad := range []int{0, 1, 37} {
			c := NewChain()
			everything(c)
			f := pixeltest.Noisy(wh[0], wh[1], pad)
			before := pixeltest.Clone(f)
			c.Process(f)
			c.Process(f)
			pixeltest.CheckPadding(t, "Y", f.Y, before.Y, f.YStride, wh[0])
			pixeltest.CheckPadding(t, "Cb", f.Cb, before.Cb, f.CStride, (wh[0]+1)/2)
			pixeltest.CheckPadding(t, "Cr", f.Cr, before.Cr, f.CStride, (wh[0]+1)/2)
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
		f := pixeltest.Noisy(32, 24, 0)
		spoil(f)
		want := pixeltest.Clone(f)
		c.Process(f)
		if !pixeltest.Same(f, want) {
			t.Errorf("%s: written to", name)
		}
	}
}

func TestClosedChainPassesFrames(t *testing.T) {
	c := NewChain()
	everything(c)
	c.Close()
	c.Close()
	f := pixeltest.Noisy(32, 24, 0)
	want := pixeltest.Clone(f)
	c.Process(f)
	if !pixeltest.Same(f, want) {
		t.Error("a closed chain changed a frame")
	}
}

func TestFrameSizeMayChange(t *testing.T) {
	c, fresh := NewChain(), NewChain()
	everything(c)
	everything(fresh)
	c.Process(pixeltest.Noisy(127, 65, 0))
	f := pixeltest.Noisy(33, 31, 0)
	want := pixeltest.Clone(f)
	c.Process(f)
	fresh.Process(want)
	if !pixeltest.Same(f, want) {
		t.Error("a frame of the old size shines through")
	}
}

func TestProcessDoesNotAllocate(t *testing.T) {
	c := NewChain()
	everything(c)
	f := pixeltest.Noisy(320, 180, 0)
	if n := testing.AllocsPerRun(20, func() { c.Process(f) }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

func TestMirror(t *testing.T) {
	for _, wh := range pixeltest.Sizes {
		c := NewChain()
		c.SetMirror(true)
		f := pixeltest.Noisy(wh[0], wh[1], 3)
		before := pixeltest.Clone(f)
		c.Process(f)
		for y := range wh[1] {
			for x := range wh[0] {
				if f.Y[y*f.YStride+x] != before.Y[y*f.YStride+wh[0]-1-x] {
					t.Fatalf("%v: pixel %d,%d is not the mirrored one", wh, x, y)
				}
			}
		}
		c.Process(f)
		if !pixeltest.Same(f, before) {
			t.Errorf("%v: mirrored twice is not the original", wh)
		}
	}
}
