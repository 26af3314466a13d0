package capture

import (
	"context"
	"errors"
	"time"

	"onair/media"
)

const (
	// rebuffer is how late a file's data may be (a slow network, a sleeping
	// machine) before the schedule moves instead of catching up.
	rebuffer = 300 * time.Millisecond
	// dropAfter is how late a picture may be when a newer one is there too.
	dropAfter = 50 * time.Millisecond
)

// filePlayer gives a file's pictures and sound at their times. It runs on the
// goroutine of Run.
type filePlayer struct {
	queue        *fileQueue
	sink         Sink
	clk          clock
	video, audio bool
	block        []float32

	base time.Time // when position 0 is played
	next int64     // the next block of sound
}

func (p *filePlayer) play(ctx context.Context) error {
	for {
		s := p.queue.look(p.next)
		at, ok := p.due(s)
		// It begins with the queue full, so that it need not stumble at once.
		if !ok || p.base.IsZero() && !s.full && !s.ended {
			if s.ended {
				return p.over(s.end)
			}
			select {
			case <-p.queue.ready:
			case <-ctx.Done():
				return ctx.Err()
			}
			continue
		}
		if p.base.IsZero() {
			p.base = p.clk.Now().Add(-at)
		}
		due := p.base.Add(at)
		if !p.clk.SleepUntil(ctx, due) {
			return ctx.Err()
		}
		if late := p.clk.Now().Sub(due); late > rebuffer {
			p.base = p.base.Add(late)
		}
		p.give(s, at)
	}
}

// due is the position of what comes next. With sound wanted and none there it
// is false, unless a picture comes before it or no sound can be had.
func (p *filePlayer) due(s fileState) (at time.Duration, ok bool) {
	sound := p.audio && (s.hasSound || s.full && p.starved(s))
	if sound {
		at, ok = span(p.next), true
	}
	if s.hasFrame && (!ok || s.frameAt <= at) {
		if !p.audio || ok || s.ended || s.frameAt <= span(p.next) {
			return s.frameAt, true
		}
	}
	return at, ok
}

// starved is true when the queue is full of pictures later than the sound that
// is missing: waiting would be for ever.
func (p *filePlayer) starved(s fileState) bool {
	return s.hasFrame && s.frameAt > span(p.next)
}

func (p *filePlayer) give(s fileState, at time.Duration) {
	when := p.base.Add(at)
	if s.hasFrame && s.frameAt == at {
		f := p.queue.takeFrame()
		if newer := p.queue.look(p.next); newer.hasFrame {
			now := p.clk.Now()
			if now.Sub(when) > dropAfter && !p.base.Add(newer.frameAt).After(now) {
				f.Release()
				return
			}
		}
		f.Time = when
		p.sink.Video(f)
		return
	}
	p.queue.takeBlock(p.block, p.next)
	p.next += blockFrames
	p.sink.Audio(media.Samples{Data: p.block, Time: when})
}

func (p *filePlayer) over(err error) error {
	if errors.Is(err, errPlayed) {
		return nil
	}
	return err
}
