package beauty

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"onair/assets/luts"
	"onair/beauty/backdrop"
	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/grade"
	"onair/beauty/makeup"
	"onair/beauty/motion/motiontest"
	"onair/beauty/pixel"
	"onair/beauty/pixel/pixeltest"
	"onair/beauty/retouch"
	"onair/media"
)

// costs are what BenchmarkEverything switches on, one after the other and together.
func costs(b *testing.B) []cost {
	warm, err := luts.Open("warm")
	if err != nil {
		b.Fatal(err)
	}
	defer warm.Close()
	table, err := grade.Load(warm)
	if err != nil {
		b.Fatal(err)
	}
	sticker := motiontest.Shipped(b, "glasses")
	list := []cost{
		{"skin", func(c *Chain) {
			c.SetSmooth(6)
			c.SetEvenRedness(4)
			c.SetWhiteness(5)
			c.SetRuddy(5)
		}},
		{"retouch", func(c *Chain) {
			for _, id := range retouch.IDs {
				c.Set(id, 5)
			}
		}},
		{"shape", func(c *Chain) { benchSet(c, "reshape") }},
		{"makeup", func(c *Chain) {
			for _, kind := range makeup.Kinds() {
				c.SetMakeup(kind, makeup.Look{}, 0.5)
			}
		}},
		{"sticker", func(c *Chain) { c.SetMotion(sticker) }},
		{"filter", func(c *Chain) { c.SetFilter(table) }},
		{"background", func(c *Chain) { c.SetBackground(backdrop.Blur, nil) }},
	}
	parts := slices.Clone(list)
	all := func(c *Chain) {
		for _, p := range parts {
			p.set(c)
		}
	}
	return append(list, cost{"everything", all}, cost{onTwo, all})
}

// onTwo is everything in two halves where they pay; all else is in one piece.
const onTwo = "everything, two cores"

type cost struct {
	name string
	set  func(*Chain)
}

// BenchmarkEverything is what people may have on at once: one face, a blurred
// background, a filter, a sticker. The picture moves by two pixels a frame and the mask
// with it, and has a webcam's noise.
func BenchmarkEverything(b *testing.B) {
	for _, wh := range [][2]int{{1280, 720}, {1920, 1080}} {
		s := pixeltest.Sitters(b, wh[0], wh[1])["astronaut"]
		scenes := movingScenes(b, s)
		for _, bc := range costs(b) {
			b.Run(fmt.Sprintf("%dp/%s", wh[1], bc.name), func(b *testing.B) {
				c := newChain(nil)
				if bc.name == onTwo {
					c = NewChain()
				}
				defer c.Close()
				bc.set(c)
				finder := &facetest.Finder{}
				c.SetFinder(finder)
				f := media.NewFrame(wh[0], wh[1])
				n, at := 0, time.Now()
				next := func() {
					// There and back again.
					k := n % (2 * (len(scenes) - 1))
					now := scenes[min(k, 2*(len(scenes)-1)-k)]
					f.CopyFrom(now.Frame)
					f.Time = at.Add(time.Duration(n) * 33 * time.Millisecond)
					finder.FaceList = append(finder.FaceList[:0], now.Face)
					finder.Mask, finder.Mask.At = now.Mask, f.Time
					n++
					c.Process(f)
				}
				for range 30 {
					next()
				}
				benchFrames(b, next)
			})
		}
	}
}

// moment is a picture with what is found in it.
type moment struct {
	Frame *media.Frame
	Face  face.Face
	Mask  face.Mask
}

// movingScenes are pictures of the astronaut in which everything moves to the right, with
// noise of two levels.
func movingScenes(b *testing.B, s pixeltest.Sitter) []moment {
	person := loadMask(b, "testdata/astronaut.person.png")
	rnd := rand.New(rand.NewPCG(1, 2))
	w, h := s.Frame.Width(), s.Frame.Height()
	noisy := func(v byte) byte { return pixel.Byte(int32(math.Round(float64(v) + 2*rnd.NormFloat64()))) }
	var list []moment
	for i := range 8 {
		at := 2 * i
		m := moment{media.NewFrame(w, h), s.Face, face.Mask{W: person.W, H: person.H, P: make([]byte, len(person.P))}}
		for k := range m.Face.Points {
			m.Face.Points[k].X += float32(at)
		}
		for y := range h {
			for x := range w {
				m.Frame.Y[y*m.Frame.YStride+x] = noisy(s.Frame.Y[y*s.Frame.YStride+max(x-at, 0)])
				j, k := y/2*m.Frame.CStride+x/2, y/2*s.Frame.CStride+max(x-at, 0)/2
				m.Frame.Cb[j], m.Frame.Cr[j] = noisy(s.Frame.Cb[k]), noisy(s.Frame.Cr[k])
			}
		}
		for x := range m.Mask.W {
			from := ((float64(x)+.5)/float64(m.Mask.W)*float64(w) - float64(w-h)/2 - float64(at)) / float64(h) * float64(person.W)
			for y := range m.Mask.H {
				if from >= 0 && int(from) < person.W {
					m.Mask.P[y*m.Mask.W+x] = person.P[y*person.W+int(from)]
				}
			}
		}
		list = append(list, m)
	}
	return list
}
