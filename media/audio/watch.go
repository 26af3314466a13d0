package audio

import (
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
	// startTicks is how many looks a device may take to start, or to go on after it
	// was stuck, before anybody is told: some sound servers let the first sound wait
	// for seconds, and those of a busy machine any.
	startTicks = 50
	// moveTicks is the number of looks with pulls after which a device is trusted.
	moveTicks = 2
	// searchTicks is how often, in looks, a chosen device is looked for.
	searchTicks = 20
	// answerWithin is the patience with a sound system that is asked something.
	answerWithin = 3 * time.Second
	// maxBuffer bounds what a buffer grows to: pictures wait for the sound, so a
	// larger one costs every viewer more than a short gap on a busy machine does.
	maxBuffer = 40 * time.Millisecond
	// The time between two attempts to open the device: one plugged in is to be
	// heard soon.
	retryFirst, retryLast = 3 * time.Second, 6 * time.Second
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
	w := watcher{Playout: p, buffer: p.latency, outputs: &outputs{}}
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
	p.comesOut(OutletNone)
}

// comesOut tells where the mix comes out, if that has changed.
func (p *Playout) comesOut(now Outlet) {
	wanted, was := p.Device(), p.told
	if wanted != p.toldOf && was == OutletDefault {
		was = OutletWanted // of the one wanted now nothing bad was told
	}
	p.told, p.toldOf = now, wanted
	if now != was {
		p.outlet(wanted, now)
	}
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

// guard returns when look reports an error or ctx ends. The device gets its
// turn when it moves; stuck, it loses it to the silent clock until it moves
// again, and who listens is told if that is not soon. A device with a name that is
// stuck is given up.
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
		case still == startTicks:
			p.report(played, errStalled)
		case !playing && moving == moveTicks:
			p.log.Info("playing", "device", name)
			p.handOver(true)
			played = true
			if name == "" && p.Device() != "" {
				p.comesOut(OutletDefault)
			} else {
				p.comesOut(OutletWanted)
			}
		}
	}
}
