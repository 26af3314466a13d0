package liveroom

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/rtc"
	"onair/signaling"
)

// publishing keeps one's own stream going until it is stopped: it publishes,
// and publishes again when the media connection or the server was lost. Its
// goroutine owns the publisher.
type publishing struct {
	room     *LiveRoom
	streamID string
	cancel   context.CancelFunc
	done     chan struct{}
	wake     chan struct{}
	first    chan error      // the result of the first try
	tuned    *rtc.Connection // for the first try; nil afterwards
	lost     atomic.Bool     // the seat on stage is gone

	mu      sync.Mutex
	current *rtc.Publisher
	renew   bool // since the newest try began, the encoding changed: publish anew
}

// wakePublishing has the publisher look at mutes and sources again.
func (r *LiveRoom) wakePublishing() {
	r.mu.Lock()
	p := r.pub
	r.mu.Unlock()
	if p != nil {
		p.wakeUp()
	}
}

func (p *publishing) wakeUp() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// flags is what is sent now: what the user means to send and there is a device
// for.
func (r *LiveRoom) flags() signaling.MediaFlags {
	video, sound := r.sources.Sends()
	music := r.effects.sends()
	r.mu.Lock()
	defer r.mu.Unlock()
	return signaling.MediaFlags{
		Video: video && !r.muted.video && (r.visit == nil || !r.visit.soundOnly),
		Audio: music || sound,
	}
}

func (p *publishing) run(ctx context.Context) {
	defer close(p.done)
	first := true
	tell := func(err error) {
		first = false
		if p.lost.Load() {
			err = fail("StartPublish", CodeNoPermission, "there is no seat on stage; ask for one first")
		}
		p.first <- err
	}
	defer func() {
		if first { // stopped before the first try
			tell(ctx.Err())
		}
	}()
	for backOff := newBackOff(); ctx.Err() == nil; {
		pub, told, err := p.open(ctx)
		if first {
			tell(err)
			if err != nil {
				return
			}
		}
		if err == nil {
			backOff.reset()
			err = p.serve(ctx, pub, told)
		}
		if ctx.Err() != nil {
			return
		}
		if err == nil { // the encoding changed
			continue
		}
		p.room.log.Info("publishing again", "err", err)
		p.room.explainNoPath(err)
		p.room.events.post(0, OnWarning{Code: WarnLinkLost, Msg: "the own stream was interrupted and is being sent again: " + err.Error()})
		backOff.wait(ctx, p.wake)
	}
}

// tellAgain is the wait after the server could not be told of a mute.
const tellAgain = time.Second

// serve feeds pub until it ends. It returns nil when it is to be opened anew.
// told is what the server knows of mutes, which may have changed since.
func (p *publishing) serve(ctx context.Context, pub *rtc.Publisher, told signaling.MediaFlags) error {
	r := p.room
	p.mu.Lock()
	p.current = pub
	p.mu.Unlock()
	pub.MuteVideo(!r.flags().Video)
	r.camera.SetPublish(func(f *media.Frame) { pub.Video(f) })
	r.voice.SetPublish(func(s media.Samples) { pub.Audio(s) })
	defer func() {
		r.camera.SetPublish(nil)
		r.voice.SetPublish(nil)
		p.mu.Lock()
		p.current = nil
		p.mu.Unlock()
		pub.Close()
	}()
	p.wakeUp()
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-pub.Done():
			return pub.Err()
		case <-p.wake:
		case <-again:
		}
		again = nil
		p.mu.Lock()
		renew := p.renew
		p.mu.Unlock()
		if renew {
			return nil
		}
		if now := r.flags(); now != told {
			pub.MuteVideo(!now.Video)
			if client, err := r.session(""); err == nil && client.Call(ctx, signaling.TypeSetMedia, now, nil) == nil {
				told = now
			} else {
				again = time.After(tellAgain)
			}
		}
	}
}
