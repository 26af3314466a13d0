package liveroom

import (
	"context"
	"encoding/binary"
	"errors"
	"math/bits"
	"sync"
	"sync/atomic"
	"time"

	"onair/beauty"
	"onair/beauty/gesture"
	"onair/media"
	"onair/media/capture"
)

// errSourceEnded says that a source came to its end, which is no failure.
var errSourceEnded = errors.New("the file has come to its end")

// reopenAfter is the wait before a device that failed is tried again.
const reopenAfter = 2 * time.Second

// camera runs the source of pictures and passes its frames through the beauty
// chain to the preview and to the publisher. One goroutine captures, one
// filters; the newest frame wins between them.
type camera struct {
	chain  *beauty.Chain
	finder *faceFinder
	bypass atomic.Bool
	raw    atomic.Pointer[rawRequest]
	// onGesture is told what hands show. It is called from the filter goroutine.
	onGesture func(gesture.Event)
	// onAudio gets the sound of a source that has both.
	onAudio func(media.Samples)
	// onState is told when pictures start (nil) and when they stop (why). It is
	// called from the capture goroutine.
	onState func(err error)

	screen  screen
	mu      sync.Mutex
	publish func(*media.Frame) // takes one reference; nil: nobody publishes
	mirror  atomic.Bool        // for the preview only
	stop    context.CancelFunc
	done    chan struct{}

	captured  atomic.Uint64
	heard     atomic.Bool  // its sound came through, since the start
	processed atomic.Int64 // nanoseconds of the last frame in the chain
	box       atomic.Pointer[media.FrameBox]
}

// running reports whether start was called and stop was not.
func (c *camera) running() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stop != nil
}

// start runs src until stop. open makes the source anew after a failure.
func (c *camera) start(src capture.Source, open func() (capture.Source, error)) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	c.mu.Lock()
	c.stop, c.done = cancel, done
	c.mu.Unlock()

	box := media.NewFrameBox()
	c.box.Store(box)
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		defer box.Close()
		sink := capture.Sink{Video: func(f *media.Frame) {
			if c.captured.Add(1) == 1 {
				c.onState(nil)
			}
			box.Put(f)
		}}
		if src.HasAudio() {
			sink.Audio = c.onAudio
		}
		superviseSource(ctx, src, open, sink, func(err error) {
			c.captured.Store(0)
			c.heard.Store(false)
			c.onState(err)
		})
	}()
	go func() {
		defer wg.Done()
		c.process(ctx, box)
	}()
	go func() {
		wg.Wait()
		close(done)
	}()
}

// halt ends capture and waits for it.
func (c *camera) halt() {
	c.mu.Lock()
	stop, done := c.stop, c.done
	c.stop, c.done = nil, nil
	c.mu.Unlock()
	if stop == nil {
		return
	}
	stop()
	<-done
	c.captured.Store(0)
	c.heard.Store(false)
}

func (c *camera) process(ctx context.Context, box *media.FrameBox) {
	var pool media.FramePool
	for {
		f := box.Take(ctx)
		if f == nil {
			return
		}
		c.answerRaw(f)
		var bare *media.Frame // as the camera gave it, for comparing
		if c.bypass.Load() {
			bare = copied(&pool, f)
		}
		if f.Shared() { // a still picture is shown again and again
			own := copied(&pool, f)
			f.Release()
			f = own
		}
		c.filter(f)
		c.mu.Lock()
		publish := c.publish
		c.mu.Unlock()
		if publish != nil {
			publish(f.Retain())
		}
		if bare != nil { // viewers never see what beauty hides
			f.Release()
			f = bare
		}
		if c.screen.wanted() {
			shown := f.Retain()
			if c.mirror.Load() {
				shown.Release()
				shown = mirrored(&pool, f)
			}
			c.screen.show(shown)
		}
		f.Release()
	}
}

// filter passes a picture through the chain and tells what hands show.
func (c *camera) filter(f *media.Frame) {
	start := time.Now()
	c.finder.before(f)
	c.chain.Process(f)
	for _, e := range c.finder.seen(f.Time) {
		c.onGesture(e)
	}
	c.processed.Store(int64(time.Since(start)))
}

// copied returns a copy of f.
func copied(pool *media.FramePool, f *media.Frame) *media.Frame {
	own := pool.Get(f.Width(), f.Height())
	own.CopyFrom(f)
	own.Time = f.Time
	return own
}

// mirrored returns a copy of f flipped left to right.
func mirrored(pool *media.FramePool, f *media.Frame) *media.Frame {
	m := pool.Get(f.Width(), f.Height())
	m.Time = f.Time
	w, h := f.Width(), f.Height()
	flipPlane(m.Y, m.YStride, f.Y, f.YStride, w, h)
	flipPlane(m.Cb, m.CStride, f.Cb, f.CStride, (w+1)/2, (h+1)/2)
	flipPlane(m.Cr, m.CStride, f.Cr, f.CStride, (w+1)/2, (h+1)/2)
	return m
}

func flipPlane(dst []byte, ds int, src []byte, ss, w, h int) {
	for y := range h {
		s, d := src[y*ss:y*ss+w], dst[y*ds:y*ds+w]
		for len(s) >= 8 { // eight at a time: this runs for every pixel
			n := len(d) - 8
			binary.LittleEndian.PutUint64(d[n:], bits.ReverseBytes64(binary.LittleEndian.Uint64(s)))
			s, d = s[8:], d[:n]
		}
		for x, v := range s {
			d[len(d)-1-x] = v
		}
	}
}

func (c *camera) setPublish(f func(*media.Frame)) {
	c.mu.Lock()
	c.publish = f
	c.mu.Unlock()
}

// superviseSource runs src and opens it again after failures until ctx ends.
// failed is told of each failure.
func superviseSource(ctx context.Context, src capture.Source, open func() (capture.Source, error), sink capture.Sink, failed func(error)) {
	for {
		err := src.Run(ctx, sink)
		if ctx.Err() != nil {
			return
		}
		if err == nil { // a file that was to be played once is over
			failed(errSourceEnded)
			<-ctx.Done()
			return
		}
		failed(err)
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(reopenAfter):
			}
			next, err := open()
			if err == nil {
				src = next
				break
			}
		}
	}
}
