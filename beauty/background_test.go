package beauty

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"

	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/media"
)

// discMask is a person mask of a disc with a soft edge; places are shares of the
// picture's width and height.
func discMask(w, h int, cx, cy, r float64) face.Mask {
	m := face.Mask{W: w, H: h, P: make([]uint8, w*h)}
	for y := range h {
		for x := range w {
			d := math.Hypot((float64(x)+0.5)/float64(w)-cx, ((float64(y)+0.5)/float64(h)-cy)*float64(h)/float64(w))
			m.P[y*w+x] = uint8(min(max((r-d)*float64(w)/4+0.5, 0), 1) * 255)
		}
	}
	return m
}

// discScene is a picture of a person (a disc of one colour with some texture)
// before a wall (of another, with a slow gradient), with an antialiased edge,
// and the true share of the person.
func discScene(w, h int, cx, cy, r float64, person, wall [3]float64) (*media.Frame, func(x, y int) float64) {
	alpha := func(x, y int) float64 {
		d := math.Hypot(float64(x)+0.5-cx*float64(w), float64(y)+0.5-cy*float64(h))
		return min(max(r*float64(w)-d+0.5, 0), 1)
	}
	f := media.NewFrame(w, h)
	shade := func(p int, x, y int) float64 {
		a := alpha(x, y)
		front := person[p] + 6*math.Sin(float64(x)/5)*math.Cos(float64(y)/7)
		back := wall[p] + 8*float64(x)/float64(w)
		return a*front + (1-a)*back
	}
	for y := range h {
		for x := range w {
			f.Y[y*f.YStride+x] = byte(shade(0, x, y) + 0.5)
		}
	}
	for y := range (h + 1) / 2 {
		for x := range (w + 1) / 2 {
			mean := func(p int) byte {
				s := 0.0
				for d := range 4 {
					s += shade(p, min(2*x+d&1, w-1), min(2*y+d>>1, h-1))
				}
				return byte(s/4 + 0.5)
			}
			f.Cb[y*f.CStride+x], f.Cr[y*f.CStride+x] = mean(1), mean(2)
		}
	}
	return f, alpha
}

// evenStill is a backdrop of one colour.
func evenStill(w, h int, c color.Color) *Still {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, c)
		}
	}
	return NewStill(img)
}

var backCases = []struct {
	name string
	set  func(*Chain)
}{
	{"blur", func(c *Chain) { c.SetBackground(BackgroundBlur, nil) }},
	{"weakest blur", func(c *Chain) { c.SetBackground(BackgroundBlur, nil); c.SetBackgroundBlur(0) }},
	{"picture", func(c *Chain) { c.SetBackground(BackgroundPicture, NewStill(checks(200, 150))) }},
	{"blur under smoothing", func(c *Chain) { c.SetBackground(BackgroundBlur, nil); c.SetSmooth(6) }},
	{"green screen", func(c *Chain) { c.SetGreenScreen(NewStill(checks(99, 301))) }},
	{"blue screen", func(c *Chain) {
		c.SetGreenScreen(NewStill(checks(640, 480)))
		c.SetGreenScreenKey(color.NRGBA{B: 200, A: 255})
	}},
}

// checks is a picture of coloured squares.
func checks(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			k := x/9 + y/9
			img.Set(x, y, color.RGBA{uint8(k * 37), uint8(k%3*100 + 20), uint8(200 - k%5*30), 255})
		}
	}
	return img
}

func TestBackgroundKernelsAgreeWithTheReference(t *testing.T) {
	finder := &facetest.Finder{Mask: discMask(64, 36, 0.5, 0.5, 0.3)}
	var frames []*media.Frame
	for _, wh := range append(sizes[:len(sizes):len(sizes)], [2]int{321, 243}, [2]int{640, 360}) {
		f, _ := discScene(wh[0], wh[1], 0.5, 0.5, 0.3, [3]float64{150, 110, 150}, [3]float64{120, 70, 60})
		frames = append(frames, f, noisy(wh[0], wh[1], 9))
	}
	for _, bc := range backCases {
		for _, f := range frames {
			a, b := newChain(defaultKernels()), newChain(goKernels())
			for _, c := range []*Chain{a, b} {
				c.SetFinder(finder)
				bc.set(c)
			}
			for range 2 {
				got, want := clone(f), clone(f)
				a.Process(got)
				b.Process(want)
				for name, p := range map[string][2][]byte{"Y": {got.Y, want.Y}, "Cb": {got.Cb, want.Cb}, "Cr": {got.Cr, want.Cr}} {
					if d := farthest(p[0], p[1]); d > 1 {
						t.Errorf("%s on %v: %s differs by %d levels", bc.name, f.Rect, name, d)
					}
				}
			}
		}
	}
}

func BenchmarkBackground(b *testing.B) {
	finder := &facetest.Finder{Mask: discMask(256, 144, 0.5, 0.5, 0.25)}
	for _, wh := range [][2]int{{1280, 720}, {1920, 1080}} {
		src, _ := discScene(wh[0], wh[1], 0.5, 0.5, 0.25, [3]float64{150, 110, 150}, [3]float64{120, 70, 60})
		f := media.NewFrame(wh[0], wh[1])
		for _, bc := range backCases[:5] {
			b.Run(fmt.Sprintf("%dp/%s", wh[1], bc.name), func(b *testing.B) {
				c := NewChain()
				c.SetFinder(finder)
				bc.set(c)
				f.CopyFrom(src)
				c.Process(f)
				benchFrames(b, func() {
					f.CopyFrom(src)
					c.Process(f)
				})
			})
		}
	}
}
