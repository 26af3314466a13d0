package main

import (
	"image"
	_ "image/jpeg" // pictures given with -picture
	_ "image/png"
	"math"
	"os"
	"sync"
	"time"

	"golang.org/x/image/draw"

	"onair/media"
	"onair/views"
)

// camera sends a slowly moving picture to every tile that is attached.
type camera struct {
	mu    sync.Mutex
	sinks map[int]views.VideoSink
	next  int
	src   *image.RGBA
	done  chan struct{}
	gone  chan struct{}
	pool  media.FramePool
}

const camWidth, camHeight = 1280, 720

func newCamera(path string) (*camera, error) {
	c := &camera{sinks: map[int]views.VideoSink{}, done: make(chan struct{}), gone: make(chan struct{})}
	c.src = image.NewRGBA(image.Rect(0, 0, camWidth+80, camHeight+45))
	if path != "" {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		img, _, err := image.Decode(f)
		if err != nil {
			return nil, err
		}
		b := img.Bounds()
		h := b.Dx() * 9 / 16 // cut to 16:9 from the top third
		if h < b.Dy() {
			b = image.Rect(b.Min.X, b.Min.Y+(b.Dy()-h)/4, b.Max.X, b.Min.Y+(b.Dy()-h)/4+h)
		}
		draw.BiLinear.Scale(c.src, c.src.Rect, img, b, draw.Src, nil)
	} else {
		paint(c.src)
	}
	go c.run()
	return c, nil
}

// paint draws soft waves of colour.
func paint(img *image.RGBA) {
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			i := img.PixOffset(x, y)
			fx, fy := float64(x)/400, float64(y)/300
			img.Pix[i] = uint8(110 + 70*math.Sin(fx+fy))
			img.Pix[i+1] = uint8(90 + 60*math.Sin(fx*1.7-fy))
			img.Pix[i+2] = uint8(150 + 80*math.Cos(fy*1.3))
			img.Pix[i+3] = 255
		}
	}
}

func (c *camera) attach(_ string, sink views.VideoSink) func() {
	c.mu.Lock()
	defer c.mu.Unlock()
	id := c.next
	c.next++
	c.sinks[id] = sink
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.sinks, id)
	}
}

func (c *camera) run() {
	defer close(c.gone)
	ticker := time.NewTicker(time.Second / 30)
	defer ticker.Stop()
	for n := 0; ; n++ {
		select {
		case <-c.done:
			return
		case <-ticker.C:
		}
		c.mu.Lock()
		idle := len(c.sinks) == 0
		c.mu.Unlock()
		if idle {
			continue
		}
		f := c.pool.Get(camWidth, camHeight)
		c.fill(f, int(40+40*math.Sin(float64(n)/40)))
		f.Time = time.Now()
		c.mu.Lock()
		for _, s := range c.sinks {
			s.Render(f.Retain())
		}
		c.mu.Unlock()
		f.Release()
	}
}

// fill writes the picture, moved by off pixels, in BT.601 limited range.
func (c *camera) fill(f *media.Frame, off int) {
	for y := range camHeight {
		for x := range camWidth {
			i := c.src.PixOffset(x+off, y+off/2)
			r, g, b := int(c.src.Pix[i]), int(c.src.Pix[i+1]), int(c.src.Pix[i+2])
			f.Y[y*f.YStride+x] = uint8((66*r+129*g+25*b+128)>>8 + 16)
			if x%2 == 0 && y%2 == 0 {
				f.Cb[y/2*f.CStride+x/2] = uint8((-38*r-74*g+112*b+128)>>8 + 128)
				f.Cr[y/2*f.CStride+x/2] = uint8((112*r-94*g-18*b+128)>>8 + 128)
			}
		}
	}
}

func (c *camera) close() {
	close(c.done)
	<-c.gone
}
