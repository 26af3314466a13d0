package beauty

import (
	"io/fs"
	"math"
	"testing"
	"time"

	art "onair/assets/stickers"
	"onair/beauty/face"
	"onair/beauty/face/facetest"
	"onair/beauty/motion"
	"onair/beauty/motion/motiontest"
	"onair/beauty/pixel/pixeltest"
)

func TestStickersSurviveBadLandmarks(t *testing.T) {
	fc := smallFace(t)
	nan := float32(math.NaN())
	for _, spoil := range []func(p *face.Point, i int){
		func(p *face.Point, _ int) { p.X = nan },
		func(p *face.Point, _ int) { *p = face.Point{} },
		func(p *face.Point, i int) { p.Y = float32(math.Inf(i%2*2 - 1)) },
		func(p *face.Point, _ int) { p.X, p.Y = p.X*1e9, p.Y*1e9 },
		func(p *face.Point, _ int) { p.X, p.Y, p.Z = p.X*60-19000, p.Y*60-11000, p.Z*60 },
		func(p *face.Point, i int) { p.X, p.Y = float32(i*7919%900)-80, float32(i*104729%900)-80 },
	} {
		bad := fc
		for i := range bad.Points {
			spoil(&bad.Points[i], i)
		}
		for _, name := range art.Names() {
			s := newStage(motiontest.Shipped(t, name), bad)
			s.at(0)
			s.at(time.Second)
		}
	}
}

func TestStickersDoNotAllocate(t *testing.T) {
	f, fc := pixeltest.LargeFace(t)
	for _, name := range art.Names() {
		c := NewChain()
		c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}})
		c.SetMotion(motiontest.Shipped(t, name))
		c.OnMotionSound(func(motion.SoundEvent) {})
		f.Time = start
		c.NoteGesture("heart", start)
		c.Process(f)
		if n := testing.AllocsPerRun(10, func() {
			f.Time = f.Time.Add(33 * time.Millisecond)
			c.Process(f)
		}); n != 0 {
			t.Errorf("%s: %v allocations a frame", name, n)
		}
	}
}

// TestShippedTemplates looks at what comes with OnAir: everything is there, is
// small, has a thumb, and can be seen on a face.
func TestShippedTemplates(t *testing.T) {
	_, fc := pixeltest.LargeFace(t)
	total := int64(0)
	for _, name := range art.Names() {
		folder, _ := art.Open(name)
		err := fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				info, _ := d.Info()
				total += info.Size()
			}
			return err
		})
		if thumb, terr := art.Thumb(name); err != nil || terr != nil || len(thumb) < 500 {
			t.Errorf("%s: %v, %v, a thumb of %d bytes", name, err, terr, len(thumb))
		}
		s := newStage(motiontest.Shipped(t, name), fc)
		s.w, s.h = 1280, 720
		s.at(0)
		s.c.NoteGesture("heart", start.Add(time.Second))
		s.at(time.Second)
		if n := spotted(s.at(2 * time.Second)).n; n < 1000 {
			t.Errorf("%s: %d pixels to be seen", name, n)
		}
	}
	if total > 1650<<10 {
		t.Errorf("the templates take %d bytes", total)
	}
	if _, err := art.Open("../luts"); err == nil {
		t.Error("a name out of the folder is opened")
	}
}

// BenchmarkStickers is 720p with a face 300 pixels wide; copying the frame anew is
// in the figure.
func BenchmarkStickers(b *testing.B) {
	src, fc := pixeltest.LargeFace(b)
	f := pixeltest.Clone(src)
	for _, name := range art.Names() {
		b.Run(name, func(b *testing.B) {
			c := NewChain()
			c.SetFinder(&facetest.Finder{FaceList: []face.Face{fc}})
			c.SetMotion(motiontest.Shipped(b, name))
			f.Time = start
			c.Process(f)
			n := 0
			benchFrames(b, func() {
				f.CopyFrom(src)
				f.Time = start.Add(time.Duration(n) * 33 * time.Millisecond)
				if n%60 == 0 {
					c.NoteGesture("heart", f.Time)
				}
				n++
				c.Process(f)
			})
		})
	}
}
