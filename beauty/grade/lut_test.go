package grade

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
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
		l, err := Load(bytes.NewReader(tablePNG(t, form.n, form.across, grade)))
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
	sum, n, worst := 0, 0, 0
	for range 300 {
		in := [3]float32{rnd.Float32(), rnd.Float32(), rnd.Float32()}
		ycc := pixel.ToYCC(in)
		f := pixeltest.Noisy(2, 2, 0)
		for i := range f.Y {
			f.Y[i] = byte(ycc[0] + 0.5)
		}
		f.Cb[0], f.Cr[0] = byte(ycc[1]+0.5), byte(ycc[2]+0.5)
		rgb := pixel.ToRGB(float32(f.Y[0]), float32(f.Cb[0]), float32(f.Cr[0]))
		r, g, b := grade(float64(rgb[0]), float64(rgb[1]), float64(rgb[2]))
		want := pixel.ToYCC([3]float32{float32(r), float32(g), float32(b)})
		put(l, f, 256)
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
	file, err := os.Open("../../assets/luts/original.png")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	l, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, wh := range pixeltest.Sizes {
		f := pixeltest.Noisy(wh[0], wh[1], 2)
		want := pixeltest.Clone(f)
		put(l, f, 256)
		if !pixeltest.Same(f, want) {
			t.Errorf("%v: changed", wh)
		}
	}
}

// put lays a table over a frame.
func put(l *LUT, f *media.Frame, strength int) {
	var v pixel.Frame
	if v.Of(f) {
		l.Apply(&v, strength)
	}
}

func TestGradeAgreesWithTheReference(t *testing.T) {
	face := pixeltest.Load(t, "gocv-face.jpg")
	frames := []*media.Frame{face, pixeltest.Scaled(face, 321, 243)}
	for _, wh := range pixeltest.Sizes {
		frames = append(frames, pixeltest.Noisy(wh[0], wh[1], 5))
	}
	l, err := Load(bytes.NewReader(tablePNG(t, 16, 4, swapped)))
	if err != nil {
		t.Fatal(err)
	}
	frames = append(frames, pixeltest.Noisy(322, 182, 0))
	for _, strength := range []int{128, 256} {
		for _, f := range frames {
			want := pixeltest.Clone(f)
			var v pixel.Frame
			v.Of(want)
			goGrade(&v, l, strength)
			got := pixeltest.Clone(f)
			put(l, got, strength)
			if !pixeltest.Same(got, want) {
				t.Errorf("%v, strength %d: the kernels differ", f.Rect, strength)
			}
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
		"jpeg":      mustRead(t, "../testdata/gocv-face.jpg"),
		"portrait":  mustRead(t, "../testdata/astronaut.png")[:100],
		"63x64":     size(63, 64),
		"1x1":       size(1, 1),
		"9x9":       size(9, 9),
		"512x256":   size(512, 256),
		"1024x1024": size(1024, 1024),
		"huge":      huge,
		"truncated": good[:len(good)/2],
	} {
		if _, err := Load(bytes.NewReader(data)); !errors.Is(err, ErrLUT) {
			t.Errorf("%s: %v", name, err)
		} else if !strings.HasPrefix(err.Error(), "beauty: ") {
			t.Errorf("%s: message %q", name, err)
		}
	}
	if _, err := Load(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
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
		l, err := Load(bytes.NewReader(data))
		if (l == nil) == (err == nil) {
			t.Fatalf("table %v with error %v", l != nil, err)
		}
		if l == nil {
			return
		}
		put(l, pixeltest.Noisy(5, 3, 1), 256)
	})
}

// BenchmarkLoadLUT is what choosing a table costs, off the frame path.
func BenchmarkLoadLUT(b *testing.B) {
	for _, form := range []struct{ n, across int }{{16, 4}, {64, 8}} {
		data := tablePNG(b, form.n, form.across, swapped)
		b.Run(fmt.Sprintf("%d levels", form.n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Load(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
