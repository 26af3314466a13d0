package audio

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hajimehoshi/oto/v2"
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
	// The time between two attempts to open the device.
	retryFirst, retryLast = 3 * time.Second, 30 * time.Second
)

// errStalled means that the device takes no more sound but reports no error.
var errStalled = errors.New("the sound device takes no sound")

// watch opens the device, plays until it fails and tries again, until ctx ends.
func (p *Playout) watch(ctx context.Context) {
	retry := retryFirst
	warned := false
	for ctx.Err() == nil {
		played, err := p.play(ctx)
		if ctx.Err() != nil {
			return
		}
		if played {
			retry, warned = retryFirst, false
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

func (p *Playout) sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// play runs the device until it fails or ctx ends; played says that it once worked.
func (p *Playout) play(ctx context.Context) (played bool, err error) {
	c, buffer, err := speaker.acquire(ctx, p.latency)
	if err != nil {
		return false, err
	}
	defer speaker.release(c)
	r := newReader(p, buffer)
	player := c.NewPlayer(r)
	r.attach(player)
	defer player.Close()
	defer p.handOver(false)
	player.Play()
	return p.guard(ctx, c)
}

// guard returns when the device reports an error or ctx ends. The device gets
// its turn when it moves; stuck, it loses it to the silent clock until it moves
// again.
func (p *Playout) guard(ctx context.Context, c *oto.Context) (played bool, err error) {
	last := p.reads.Load()
	still, moving := 0, 0
	for {
		if !p.sleep(ctx, watchEvery) {
			return played, nil
		}
		if err := c.Err(); err != nil {
			return played, err
		}
		now := p.reads.Load()
		if now == last {
			still, moving = still+1, 0
		} else {
			still, moving = 0, moving+1
		}
		last = now
		switch playing := p.Playing(); {
		case playing && still == stallTicks:
			p.handOver(false)
			p.report(true, errStalled)
		case !played && still == startTicks:
			p.report(false, errStalled)
		case !playing && moving == moveTicks:
			p.log.Info("playing", "buffer", p.latency)
			p.handOver(true)
			played = true
		}
	}
}
