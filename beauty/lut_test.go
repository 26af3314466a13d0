package beauty

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

// tablePNG draws a table of n levels in tiles of the given number a row.
func tablePNG(t testing.TB, n, across int, grade func(r, g, b float64) (float64, float64, float64)) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, n*across, n*((n+across-1)/across)))
	for b := range n {
		for g := range n {
			for r := range n {
				top := float64(n - 1)
				x, y, z := grade(float64(r)/top, float64(g)/top, float64(b)/top)
				img.SetRGBA(b%across*n+r, b/across*n+g, color.RGBA{byte(x*255 + 0.5), byte(y*255 + 0.5), byte(z*255 + 0.5), 255})
			}
		}
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func identity(r, g, b float64) (float64, float64, float64) { return r, g, b }

func swapped(r, g, b float64) (float64, float64, float64) { return b, r * r, 1 - g }

func TestLoadLUTForms(t *testing.T) {
	for _, form := range []struct{ n, across int }{{64, 8}, {16, 4}, {16, 16}, {32, 32}, {16, 1}, {4, 2}, {25, 5}} {
		grade := swapped
		if form.n < 16 { // too coarse for a curve
			grade = func(r, g, b float64) (float64, float64, float64) { return b, r, 1 - g }
		}
		l, err := LoadLUT(bytes.NewReader(tablePNG(t, form.n, form.across, grade)))
		if err != nil {
			t.Errorf("%+v: %v", form, err)
			continue
		}
		checkGrade(t, l, grade)
	}
}

// checkGrade compares a graded frame with the formula applied pixel by pixel.
func checkGrade(t *testing.T, l *LUT, grade func(r, g, b float64) (float64, float64, float64)) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(1, 2))
	c := NewChain()
	c.SetFilter(l)
	c.SetFilterStrength(1)
	sum, n, worst := 0, 0, 0
	for range 300 {
		in := [3]float32{rnd.Float32(), rnd.Float32(), rnd.Float32()}
		ycc := toYCC(in)
		f := noisy(2, 2, 0)
		for i := range f.Y {
			f.Y[i] = byte(ycc[0] + 0.5)
		}
		f.Cb[0], f.Cr[0] = byte(ycc[1]+0.5), byte(ycc[2]+0.5)
		rgb := toRGB(float32(f.Y[0]), float32(f.Cb[0]), float32(f.Cr[0]))
		r, g, b := grade(float64(rgb[0]), float64(rgb[1]), float64(rgb[2]))
		want := toYCC([3]float32{float32(r), float32(g), float32(b)})
		c.Process(f)
		for i, got := range []byte{f.Y[0], f.Cb[0], f.Cr[0]} {
			d := int(got) - int(want[i]+0.5)
			d = max(d, -d)
			sum, n, worst = sum+d, n+1, max(worst, d)
		}
	}
	// The grid is 8 levels wide and crosses the faces of the RGB cube.
	if mean := float64(sum) / float64(n); mean > 1 || worst > 10 {
		t.Errorf("graded colours are off by %.2f levels in the mean, %d at most", mean, worst)
	}
}

func TestIdentityTableChangesNothing(t *testing.T) {
	file, err := os.Open("../assets/luts/original.png")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	l, err := LoadLUT(file)
	if err != nil {
		t.Fatal(err)
	}
	c := NewChain()
	c.SetFilter(l)
	c.SetFilterStrength(1)
	for _, wh := range sizes {
		f := noisy(wh[0], wh[1], 2)
		want := clone(f)
		c.Process(f)
		if !same(f, want) {
			t.Errorf("%v: changed", wh)
		}
	}
}

func TestFilterStrengthMixes(t *testing.T) {
	lut := testLUT()
	var last int
	for i, strength := range []float32{0, 0.25, 0.5, 0.75, 1} {
		c := NewChain()
		c.SetFilter(lut)
		c.SetFilterStrength(strength)
		f := noisy(2, 2, 0)
		f.Y = []byte{100, 100, 100, 100}
		c.Process(f)
		if d := int(f.Y[0]) - 100; i > 0 && max(d, -d) <= last {
			t.Errorf("strength %v moves luma by %d, less than before (%d)", strength, d, last)
		} else {
			last = max(d, -d)
		}
	}
}

func TestLoadLUTRefuses(t *testing.T) {
	good := tablePNG(t, 16, 4, identity)
	size := func(w, h int) []byte {
		var buf bytes.Buffer
		if err := png.Encode(&buf, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	huge := bytes.Clone(size(64, 64))
	copy(huge[16:24], []byte{0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff}) // width and height in IHDR
	for name, data := range map[string][]byte{
		"empty":     nil,
		"text":      []byte("not a picture"),
		"jpeg":      mustRead(t, "testdata/gocv-face.jpg"),
		"portrait":  mustRead(t, "testdata/astronaut.png")[:100],
		"63x64":     size(63, 64),
		"1x1":       size(1, 1),
		"9x9":       size(9, 9),
		"512x256":   size(512, 256),
		"1024x1024": size(1024, 1024),
		"huge":      huge,
		"truncated": good[:len(good)/2],
	} {
		if _, err := LoadLUT(bytes.NewReader(data)); !errors.Is(err, ErrLUT) {
			t.Errorf("%s: %v", name, err)
		} else if !strings.HasPrefix(err.Error(), "beauty: ") {
			t.Errorf("%s: message %q", name, err)
		}
	}
	if _, err := LoadLUT(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("the reader's error is lost: %v", err)
	}
}

func mustRead(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func FuzzLoadLUT(f *testing.F) {
	f.Add(tablePNG(f, 4, 2, identity))
	f.Add(tablePNG(f, 16, 4, swapped))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := LoadLUT(bytes.NewReader(data))
		if (l == nil) == (err == nil) {
			t.Fatalf("table %v with error %v", l != nil, err)
		}
		if l == nil {
			return
		}
		c := NewChain()
		c.SetFilter(l)
		c.SetFilterStrength(1)
		c.Process(noisy(5, 3, 1))
	})
}
