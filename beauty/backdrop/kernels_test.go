package backdrop

import (
	"image/color"
	"testing"

	"onair/beauty/face"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/media"
)

// scene is a backdrops with the cells it goes by, and what a chain tells it.
type scene struct {
	cells  pixel.Cells
	back   *Stage
	person face.Mask
	hands  []face.Hand
	mode   Mode
	from   Source
	blur   float32
	screen Source
	key    color.Color
}

func newScene(k kernels) *scene {
	s := &scene{blur: 0.5}
	s.back = New(&s.cells, nil)
	s.back.k = k
	return s
}

// show works on f.
func (s *scene) show(f *media.Frame) {
	var v pixel.Frame
	v.Of(f)
	s.cells.Begin(&v)
	if s.screen != nil {
		s.back.Screen(&v, f.Time, s.screen, KeyOf(s.key), Levels{Similarity: 0.5, Smoothness: 0.4, Spill: 0.8})
	} else if s.mode != None {
		s.back.Behind(&v, f.Time, &s.person, s.hands, s.mode, s.from, s.blur)
	}
}

func grey128() *Still { return NewStill(pixeltest.Even(64, 36, color.Gray{Y: 128})) }

func TestBackgroundKernelsAgreeWithTheReference(t *testing.T) {
	var frames []*media.Frame
	for _, wh := range append(pixeltest.Sizes[:len(pixeltest.Sizes):len(pixeltest.Sizes)], [2]int{321, 243}, [2]int{640, 360}) {
		f, _ := pixeltest.DiscScene(wh[0], wh[1], 0.5, 0.5, 0.3, [3]float64{150, 110, 150}, [3]float64{120, 70, 60})
		frames = append(frames, f, pixeltest.Noisy(wh[0], wh[1], 9))
	}
	for name, set := range map[string]func(s *scene){
		"blur":         func(s *scene) { s.mode = Blur },
		"weakest blur": func(s *scene) { s.mode, s.blur = Blur, 0 },
		"picture":      func(s *scene) { s.mode, s.from = Picture, NewStill(pixeltest.Checks(200, 150)) },
		"green screen": func(s *scene) { s.screen = NewStill(pixeltest.Checks(99, 301)) },
		"blue screen": func(s *scene) {
			s.screen, s.key = NewStill(pixeltest.Checks(640, 480)), color.NRGBA{B: 200, A: 255}
		},
	} {
		for _, f := range frames {
			a, b := newScene(defaultKernels()), newScene(goKernels())
			for _, s := range []*scene{a, b} {
				s.person = pixeltest.DiscMask(64, 36, 0.5, 0.5, 0.3)
				set(s)
			}
			for range 2 {
				got, want := pixeltest.Clone(f), pixeltest.Clone(f)
				a.show(got)
				b.show(want)
				for p, pair := range map[string][2][]byte{"Y": {got.Y, want.Y}, "Cb": {got.Cb, want.Cb}, "Cr": {got.Cr, want.Cr}} {
					if d := pixeltest.Farthest(pair[0], pair[1]); d > 1 {
						t.Errorf("%s on %v: %s differs by %d levels", name, f.Rect, p, d)
					}
				}
			}
		}
	}
}
