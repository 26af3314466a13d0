package audio

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	// watchEvery is how often a playing device is looked at.
	watchEvery = 100 * time.Millisecond
	// stallTicks is the number of looks without a pull after which a playing
	// device counts as stuck: two seconds.
	stallTicks = 20
	// startTicks is how many looks a device may take to start: some sound
	// servers let the first sound wait for seconds.
	startTicks = 50
	// moveTicks is the number of looks with pulls after which a device is trusted.
	moveTicks = 2
	// searchTicks is how often, in looks, a chosen device is looked for.
	searchTicks = 20
	// maxBuffer bounds what a buffer grows to.
	maxBuffer = 160 * time.Millisecond
	// The time between two attempts to open the device.
	retryFirst, retryLast = 3 * time.Second, 30 * time.Second
)

var (
	// errStalled means that the device takes no more sound but reports no error.
	errStalled = errors.New("the sound device takes no sound")
	// errSwitch ends playing because another device is to be played on.
	errSwitch = errors.New("another sound device")
	// errGrow ends playing in order to go on with a larger buffer.
	errGrow = errors.New("the sound device's buffer is too small")
	// errUnplugged means that a chosen device is not listed any more.
	errUnplugged = errors.New("the sound device is not there any more")
)

// SetDevice plays on the loudspeaker of this label (see Devices) from now on;
// "" is the system's default. While that loudspeaker is not there the default
// plays, with warning 1205, and once it is plugged in it takes over again. Any
// goroutine; it does not wait.
func (p *Playout) SetDevice(label string) {
	p.wanted.Store(&label)
	select {
	case p.kick <- struct{}{}:
	default:
	}
}

// Device is the label given to SetDevice. Any goroutine.
func (p *Playout) Device() string { return *p.wanted.Load() }

// SetQuick plays the default loudspeaker with as little delay as it can, through
// miniaudio instead of oto, for users who hear themselves. Any goroutine; it
// does not wait.
func (p *Playout) SetQuick(on bool) {
	p.quick.Store(on)
	select {
	case p.kick <- struct{}{}:
	default:
	}
}

// watch plays on the device that is wanted, or on another while it cannot,
// until ctx ends.
func (p *Playout) watch(ctx context.Context) {
	retry := retryFirst
	warned := false
	w := watcher{Playout: p, buffer: p.latency}
	defer w.close()
	for ctx.Err() == nil {
		played, err := w.play(ctx)
		if ctx.Err() != nil {
			return
		}
		if played {
			retry, warned = retryFirst, false
		}
		if errors.Is(err, errGrow) {
			w.grow()
			continue
		}
		if errors.Is(err, errSwitch) {
			continue
		}
		if !warned {
			warned = true
			p.report(played, err)
		}
		if !p.sleep(ctx, retry) {
			return
		}
		retry = min(2*retry, retryLast)
	}
}

func (p *Playout) report(played bool, err error) {
	code, what := WarningNoSpeaker, "no speaker"
	if played {
		code, what = WarningSpeakerLost, "speaker lost"
	}
	p.log.Warn("playing silently", "reason", what, "code", code, "error", err)
	p.warn(code, fmt.Sprintf("%s: %v", what, err))
}

// reportChosen tells that the default plays in place of the device wanted.
func (p *Playout) reportChosen(label string, err error) {
	p.log.Warn("playing on the default speaker", "wanted", label, "error", err)
	p.warn(WarningSpeakerLost, fmt.Sprintf("speaker %q: %v", label, err))
}

// sleep waits for d, or less if another device was asked for. It returns false
// when ctx ends.
func (p *Playout) sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
	case <-p.kick:
	}
	return true
}

// watcher is the watching goroutine's own.
type watcher struct {
	*Playout
	outputs outputs
	missing string    // the wanted device that failed or is not there
	again   time.Time // when it is worth a try
	buffer  time.Duration
}

// grow doubles the buffer.
func (w *watcher) grow() {
	w.buffer = min(2*w.buffer, maxBuffer)
	w.log.Info("the sound device ran out of sound: longer buffer", "buffer", w.buffer)
}

func (w *watcher) close() { w.outputs.close() }

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
	if w.outputs.has(want) {
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
	if _, err := w.outputs.list(); err != nil {
		return false, err
	}
	return w.playChosen(ctx, "")
}

// playChosen plays on a loudspeaker by name.
func (w *watcher) playChosen(ctx context.Context, want string) (played bool, err error) {
	c, err := openChosen(w.Playout, &w.outputs, want, w.buffer)
	if err != nil {
		return false, err
	}
	defer func() {
		if !c.close() {
			w.outputs = outputs{} // it hangs: leave all of it behind
		}
	}()
	defer w.handOver(false)
	ticks := 0
	var g growth
	return w.guard(ctx, func() error {
		if err := c.err(); err != nil {
			return err
		}
		if w.Device() != want || want == "" && !w.quick.Load() {
			return errSwitch
		}
		if g.due(c.times.Load(), time.Now()) && w.buffer < maxBuffer {
			return errGrow
		}
		if ticks++; want != "" && ticks%searchTicks == 0 && !w.outputs.has(want) {
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
	var g growth
	return w.guard(ctx, func() error {
		if err := c.Err(); err != nil {
			return err
		}
		if w.Device() != want || want == "" && quick != w.quick.Load() {
			return errSwitch
		}
		if g.due(r.starve.times.Load(), time.Now()) && canReopen && w.buffer < maxBuffer {
			return errGrow
		}
		ticks++
		if want != "" && ticks%searchTicks == 0 && time.Now().After(w.again) && w.outputs.has(want) {
			return errSwitch
		}
		return nil
	}, "")
}

// guard returns when look reports an error or ctx ends. The device gets its
// turn when it moves; stuck, it loses it to the silent clock until it moves
// again. A device with a name that is stuck is given up.
func (p *Playout) guard(ctx context.Context, look func() error, name string) (played bool, err error) {
	last := p.reads.Load()
	still, moving := 0, 0
	for {
		if !p.sleep(ctx, watchEvery) {
			return played, nil
		}
		if err := look(); err != nil {
			return played, err
		}
		now := p.reads.Load()
		if now == last {
			still, moving = still+1, 0
		} else {
			still, moving = 0, moving+1
		}
		last = now
		playing := p.Playing()
		switch {
		case name != "" && (playing && still == stallTicks || still == startTicks):
			return played, errStalled
		case playing && still == stallTicks:
			p.handOver(false)
			p.report(true, errStalled)
		case !played && still == startTicks:
			p.report(false, errStalled)
		case !playing && moving == moveTicks:
			p.log.Info("playing", "device", name)
			p.handOver(true)
			played = true
		}
	}
}
