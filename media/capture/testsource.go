package capture

import (
	"context"
	"time"

	"onair/media"
)

// testSource is the moving pattern with its beeps.
type testSource struct {
	spec     string
	test     testSpec
	pool     *media.FramePool
	newClock func() clock
}

func openTest(s, rest string, o VideoOptions) (Source, error) {
	t, err := parseTest(rest, testSpec{width: o.Width, height: o.Height, rate: o.FrameRate})
	if err != nil {
		return nil, badSpec(s, err.Error())
	}
	return &testSource{spec: s, test: t, pool: o.Pool, newClock: newSystemClock}, nil
}

func (s *testSource) Spec() string   { return s.spec }
func (s *testSource) HasVideo() bool { return true }
func (s *testSource) HasAudio() bool { return true }

func (s *testSource) Label() string {
	if s.test.flat {
		return "Test colour"
	}
	return "Test pattern"
}

func (s *testSource) Run(ctx context.Context, sink Sink) error {
	if sink.Video == nil && sink.Audio == nil {
		<-ctx.Done()
		return nil
	}
	clk := s.newClock()
	now := clk.Now()
	sound := newBlocks(now, beep)
	var picture *pattern
	var tick ticks
	if sink.Video != nil {
		picture = newPattern(s.test)
		period := time.Duration(float64(time.Second) / s.test.rate)
		// Pictures start with a second of the wall clock's grid, so that one
		// of them is taken when the beep begins.
		into := time.Duration(now.Nanosecond())
		tick = rateTicks(now.Add(-into), s.test.rate)
		tick.n = int64(into/period) + 1
	}
	var shown int64
	for {
		next := sound.tick.next()
		if sink.Video != nil {
			if n := tick.next(); sink.Audio == nil || n.Before(next) {
				next = n
			}
		}
		if !clk.SleepUntil(ctx, next) {
			return nil
		}
		now = clk.Now()
		if sink.Audio != nil && !sound.tick.next().After(next) {
			sound.tick.skip(now)
			sound.emit(sink.Audio)
			continue
		}
		shown += tick.skip(now)
		f := s.pool.Get(s.test.width, s.test.height)
		picture.draw(f, tick.next(), shown)
		tick.n++
		shown++
		sink.Video(f)
	}
}
