package device

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"onair/beauty"
	"onair/beauty/gesture"
	"onair/liveroom/internal/callback"
	"onair/media"
	"onair/media/capture"
)

// Camera runs the source of pictures and passes its frames through the beauty
// chain to the preview and to the publisher. One goroutine captures, one
// filters; the newest frame wins between them.
type Camera struct {
	// Chain and Finder are the filters and what they look for.
	Chain  *beauty.Chain
	Finder *Finder
	// Screen is the preview.
	Screen *callback.Screen

	bypass atomic.Bool
	raw    atomic.Pointer[rawRequest]
	// onGesture is told what hands show. It is called from the filter goroutine.
	onGesture func(gesture.Event)
	// onAudio gets the sound of a source that has both.
	onAudio func(media.Samples)
	// onState is told when pictures start (nil) and when they stop (why). It is
	// called from the capture goroutine.
	onState func(err error)

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

// Running reports whether Start was called and Halt was not.
func (c *Camera) Running() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stop != nil
}

// Start runs src until Halt. open makes the source anew after a failure.
func (c *Camera) Start(src capture.Source, open func() (capture.Source, error)) {
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

// Halt ends capture and waits for it.
func (c *Camera) Halt() {
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

func (c *Camera) process(ctx context.Context, box *media.FrameBox) {
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
		if c.Screen.Wanted() {
			shown := f.Retain()
			if c.mirror.Load() {
				shown.Release()
				shown = mirrored(&pool, f)
			}
			c.Screen.Show(shown)
		}
		f.Release()
	}
}

// filter passes a picture through the chain and tells what hands show.
func (c *Camera) filter(f *media.Frame) {
	start := time.Now()
	c.Finder.before(f)
	c.Chain.Process(f)
	for _, e := range c.Finder.seen(f.Time) {
		c.onGesture(e)
	}
	c.processed.Store(int64(time.Since(start)))
}

// SetPublish says who gets the pictures, one reference of each; nil: nobody.
func (c *Camera) SetPublish(f func(*media.Frame)) {
	c.mu.Lock()
	c.publish = f
	c.mu.Unlock()
}

// SetMirror mirrors the preview.
func (c *Camera) SetMirror(on bool) { c.mirror.Store(on) }

// SetBypass shows the preview as the camera gave it.
func (c *Camera) SetBypass(on bool) { c.bypass.Store(on) }

// CameraNumbers is what a camera has done since it was started.
type CameraNumbers struct {
	// Captured counts pictures, Dropped those that came faster than the filters.
	Captured, Dropped uint64
}

// Numbers reads them now.
func (c *Camera) Numbers() CameraNumbers {
	n := CameraNumbers{Captured: c.captured.Load()}
	if box := c.box.Load(); box != nil {
		n.Dropped = box.Dropped()
	}
	return n
}

// FilterTime is how long the newest picture took in the chain.
func (c *Camera) FilterTime() time.Duration { return time.Duration(c.processed.Load()) }
