package rtc

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/rtc/internal/meter"
)

// maxWaiting is how many decoded pictures wait to be due, 0.67 s at 30 a second.
// When one more comes the oldest is shown before its time.
const maxWaiting = 20

// presenter gives out pictures when they are due, on its goroutine.
type presenter struct {
	show func(*media.Frame)
	sync *avSync

	mu      sync.Mutex
	waiting []*media.Frame
	wake    chan struct{}

	dropped atomic.Uint64
	shown   atomic.Uint64
	first   atomic.Int64 // after began
	began   time.Time
	fps     meter.Rate
	freezes meter.Freezes
	delay   meter.Window
	offset  meter.Window
}

func newPresenter(show func(*media.Frame), s *avSync, began time.Time) *presenter {
	return &presenter{show: show, sync: s, wake: make(chan struct{}, 1), began: began}
}

// put hands over a decoded picture, in order. If the presenter is held up and
// too many wait, the oldest goes.
func (p *presenter) put(f *media.Frame) {
	p.mu.Lock()
	var old *media.Frame
	if len(p.waiting) > maxWaiting {
		old = p.popLocked()
		p.dropped.Add(1)
	}
	p.waiting = append(p.waiting, f)
	p.mu.Unlock()
	if old != nil {
		old.Release()
	}
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *presenter) popLocked() *media.Frame {
	f := p.waiting[0]
	p.waiting = append(p.waiting[:0], p.waiting[1:]...)
	return f
}

// take returns the newest picture that is due at now, releasing older ones, or
// how long to wait.
func (p *presenter) take(now time.Time) (*media.Frame, time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var f *media.Frame
	for len(p.waiting) > 0 {
		wait := p.sync.due(p.waiting[0].Time, now).Sub(now)
		if wait > 0 && (f != nil || len(p.waiting) < maxWaiting) {
			if f != nil {
				return f, 0
			}
			return nil, min(wait, 20*time.Millisecond)
		}
		if f != nil {
			f.Release()
			p.dropped.Add(1)
		}
		f = p.popLocked()
	}
	if f != nil {
		return f, 0
	}
	return nil, time.Hour
}

// run is the presenter goroutine.
func (p *presenter) run(ctx context.Context) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	defer p.clear()
	for {
		f, wait := p.take(time.Now())
		if f != nil {
			p.present(f)
			continue
		}
		timer.Reset(wait)
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
		case <-timer.C:
		}
	}
}

func (p *presenter) present(f *media.Frame) {
	now := time.Now()
	if p.shown.Add(1) == 1 {
		p.first.Store(int64(now.Sub(p.began)))
	}
	p.fps.Add(1, now)
	p.freezes.Shown(now)
	p.delay.Add(now.Sub(f.Time), now)
	if ahead, ok := p.sync.offset(f.Time, now); ok {
		p.offset.Add(ahead, now)
	}
	p.show(f)
}

func (p *presenter) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.waiting) > 0 {
		p.popLocked().Release()
	}
}
