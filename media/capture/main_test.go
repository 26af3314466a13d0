package capture

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"onair/media"
)

// TestMain looks for goroutines that outlive the tests. The test binary is also
// the child process of the tests that need an environment of their own.
func TestMain(m *testing.M) {
	if name := os.Getenv(childEnv); name != "" {
		os.Exit(runChild(name))
	}
	goleak.VerifyTestMain(m)
}

// fakeClock goes as fast as it is asked to. late says how much too late the
// n-th sleep ends.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	sleep int
	late  func(n int) time.Duration
	queue *fileQueue // time stands still until its decoder has caught up
}

var epoch = time.Date(2026, 3, 1, 12, 30, 15, 123_456_000, time.UTC)

func newFakeClock() *fakeClock { return &fakeClock{now: epoch} }

func (c *fakeClock) use() clock { return c }

func (c *fakeClock) useFor(q *fileQueue) clock {
	c.queue = q
	return c
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) SleepUntil(ctx context.Context, t time.Time) bool {
	for c.queue != nil && !c.queue.full() && !c.queue.look(0).ended && ctx.Err() == nil {
		select {
		case <-c.queue.ready:
		case <-ctx.Done():
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now) {
		c.now = t
		if c.late != nil {
			c.now = c.now.Add(c.late(c.sleep))
		}
		c.sleep++
	}
	return ctx.Err() == nil
}

// recording is what a source gave.
type recording struct {
	frames []time.Time
	blocks []time.Time
	sound  []float32
	width  int
	height int
	flash  []time.Time // pictures with a flash
	beep   []time.Time // where beeps are heard
	clocks int
	err    error
}

// record runs a source until it gave wantFrames and wantBlocks (or ended).
func record(t *testing.T, s Source, wantFrames, wantBlocks int) *recording {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r := &recording{}
	check := func() {
		if len(r.frames) >= wantFrames && len(r.blocks) >= wantBlocks {
			cancel()
		}
	}
	sink := Sink{}
	if wantFrames > 0 {
		sink.Video = func(f *media.Frame) {
			r.frames = append(r.frames, f.Time)
			r.width, r.height = f.Width(), f.Height()
			if FlashDetected(f) {
				r.flash = append(r.flash, f.Time)
			}
			if _, ok := readClock(f, f.Time); ok {
				r.clocks++
			}
			f.Release()
			check()
		}
	}
	if wantBlocks > 0 {
		sink.Audio = func(s media.Samples) {
			r.blocks = append(r.blocks, s.Time)
			r.sound = append(r.sound, s.Data...)
			if at, ok := BeepDetected(s); ok {
				r.beep = append(r.beep, at)
			}
			check()
		}
	}
	r.err = s.Run(ctx, sink)
	if ctx.Err() == context.DeadlineExceeded {
		t.Fatalf("only %d of %d frames and %d of %d blocks came in time", len(r.frames), wantFrames, len(r.blocks), wantBlocks)
	}
	return r
}

// evenly checks that times are the same step apart.
func evenly(t *testing.T, what string, times []time.Time, step, tolerance time.Duration) {
	t.Helper()
	for i := 1; i < len(times); i++ {
		want := times[0].Add(time.Duration(i) * step)
		if d := times[i].Sub(want); d < -tolerance || d > tolerance {
			t.Fatalf("%s %d is %v off its place", what, i, d)
		}
	}
}
