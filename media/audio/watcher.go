package audio

import (
	"cmp"
	"context"
	"errors"
	"sync/atomic"
	"time"
)

// watcher is the watching goroutine's own.
type watcher struct {
	*Playout
	outputs *outputs
	missing string    // the wanted device that failed or is not there
	again   time.Time // when it is worth a try
	buffer  time.Duration
	shorter bool      // the buffer is to shrink, not to grow
	shrunk  int       // times that it did in vain
	since   time.Time // when it last did
}

// grow doubles the buffer, or halves it again.
func (w *watcher) grow() {
	if w.shorter {
		w.shorter = false
		w.shrunk++
		w.since = time.Now()
		w.buffer = max(w.buffer/2, w.latency)
		speaker.forget(w.buffer)
		w.log.Info("the sound device has not run out for a while: shorter buffer", "buffer", w.buffer)
		return
	}
	w.shrunk = shrinks(w.shrunk, w.since, time.Now())
	w.buffer = min(2*w.buffer, maxBuffer)
	w.log.Info("the sound device ran out of sound: longer buffer", "buffer", w.buffer)
}

func (w *watcher) close() { w.within(w.outputs.close) }

// within runs f, which talks to the sound system, and reports whether it came
// back in time. If the system hangs, what f uses is left behind for good.
func (w *watcher) within(f func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	late := time.NewTimer(answerWithin)
	defer late.Stop()
	select {
	case <-done:
		return true
	case <-late.C:
		w.outputs = &outputs{}
		return false
	}
}

// has looks whether a loudspeaker is there.
func (w *watcher) has(label string) bool {
	o, there := w.outputs, make(chan bool, 1)
	return w.within(func() { there <- o.has(label) }) && <-there
}

// open opens a loudspeaker that was looked for before.
func (w *watcher) open(label string) (*chosen, error) {
	type answer struct {
		c   *chosen
		err error
	}
	o, buffer, opened := w.outputs, w.buffer, make(chan answer, 1)
	var late atomic.Bool
	if !w.within(func() {
		c, err := openChosen(w.Playout, o, label, buffer)
		if c != nil && late.Load() {
			c.close()
		}
		opened <- answer{c, err}
	}) {
		late.Store(true)
		select {
		case a := <-opened:
			if a.c != nil {
				a.c.close()
			}
		default:
		}
		return nil, errStalled
	}
	a := <-opened
	return a.c, a.err
}

// refit reports errGrow when the buffer should have another length.
func (w *watcher) refit(g *growth, times int32) error {
	now := time.Now()
	switch {
	case g.due(times, now) && w.buffer < maxBuffer:
		return errGrow
	case w.buffer > w.latency && g.shrinkDue(w.shrunk, now):
		w.shorter = true
		return errGrow
	}
	return nil
}

// play runs the device wanted, or the default, until it fails, another one
// shall play, or ctx ends; played says that it once worked.
func (w *watcher) play(ctx context.Context) (played bool, err error) {
	want := w.Device()
	if want != w.missing {
		w.missing = ""
	}
	if want == "" && w.quick.Load() {
		if played, err = w.playQuick(ctx); played || ctx.Err() != nil {
			return played, err
		}
	}
	if want == "" || w.missing == want && time.Now().Before(w.again) {
		return w.playDefault(ctx, want)
	}
	err = errUnplugged
	if w.has(want) {
		_, err = w.playChosen(ctx, want)
		if ctx.Err() != nil || errors.Is(err, errSwitch) || errors.Is(err, errGrow) {
			return true, err
		}
	}
	if w.missing != want {
		w.missing = want
		w.reportChosen(want, err)
	}
	w.again = time.Now().Add(retryFirst)
	return w.playDefault(ctx, want)
}

// playQuick plays on the default loudspeaker with as little delay as can be.
func (w *watcher) playQuick(ctx context.Context) (played bool, err error) {
	w.has("")
	return w.playChosen(ctx, "")
}

// playChosen plays on a loudspeaker by name.
func (w *watcher) playChosen(ctx context.Context, want string) (played bool, err error) {
	c, err := w.open(want)
	if err != nil {
		return false, err
	}
	defer func() {
		if !c.close() {
			w.outputs = &outputs{} // it hangs: leave all of it behind
		}
	}()
	defer w.handOver(false)
	ticks := 0
	g := growth{began: time.Now()}
	return w.guard(ctx, func() error {
		if err := c.err(); err != nil {
			return err
		}
		if w.Device() != want || want == "" && !w.quick.Load() {
			return errSwitch
		}
		if err := w.refit(&g, c.times.Load()); err != nil {
			return err
		}
		if ticks++; want != "" && ticks%searchTicks == 0 && !w.has(want) {
			return errUnplugged
		}
		return nil
	}, cmp.Or(want, "default, quick"))
}

// playDefault plays on the system's default loudspeaker.
func (w *watcher) playDefault(ctx context.Context, want string) (played bool, err error) {
	c, buffer, err := speaker.acquire(ctx, w.buffer)
	if err != nil {
		return false, err
	}
	defer speaker.release(c)
	r := newReader(w.Playout, buffer)
	player := c.NewPlayer(r)
	r.attach(player)
	defer player.Close()
	defer w.handOver(false)
	player.Play()
	ticks := 0
	quick := w.quick.Load()
	g := growth{began: time.Now()}
	return w.guard(ctx, func() error {
		if err := c.Err(); err != nil {
			return err
		}
		if w.Device() != want || want == "" && quick != w.quick.Load() {
			return errSwitch
		}
		if canReopen {
			if err := w.refit(&g, r.starve.times.Load()); err != nil {
				return err
			}
		}
		ticks++
		if want != "" && ticks%searchTicks == 0 && time.Now().After(w.again) && w.has(want) {
			return errSwitch
		}
		return nil
	}, "")
}
