package stream

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"onair/liveroom/internal/callback"
	"onair/media"
	"onair/media/audio"
	"onair/media/rtc"
	"onair/signaling"
)

// PlayConfig is what playing somebody needs. No function is called with a lock
// held; all must be set.
type PlayConfig struct {
	Callers    *callback.Callers
	View       callback.View
	Connection func(context.Context) (rtc.Connection, error)
	// Stage says whether the user publishes, with a picture, and whether that is lost
	// on its way to the server: then the last one stays in the view.
	Stage func() (on, video, lost bool)
	// ClockOffset is what is added to the other machine's clock.
	ClockOffset func() time.Duration
	// Wish decides on the way that the stream is taken; Taken is told which it is.
	Wish  func() Wish
	Taken func(Way)
	// Address asks the server where the stream is as HLS.
	Address func(ctx context.Context) (url string, err error)
	// ServerClock is what is added to the server's clock.
	ServerClock func() time.Duration
	Log         *slog.Logger
	// Offer asks the server for the stream. Show tells it of another wish while it plays,
	// in the background, and calls ended.
	Offer func(ctx context.Context, sdp string, wish signaling.PlayWish) (answer string, err error)
	Show  func(wish signaling.PlayWish, ended func(error))
	// Begin lets the sound be heard; end ends that. stopped says that it was Stop
	// that ended it.
	Begin func(sound audio.Source) (end func(stopped bool))
	// Latency is the loudspeaker's.
	Latency func() time.Duration
	// Again is told why the stream is played again.
	Again func(err error)
	// Shown is told of the first picture once it was shown.
	Shown func(w, h int)
}

// Playing keeps one user's stream playing while that user publishes: it waits
// for the stream, plays it, and plays it again after a loss. Its goroutine owns
// the player.
type Playing struct {
	// Screen shows the pictures.
	Screen *callback.Screen

	cfg    PlayConfig
	cancel context.CancelFunc
	done   chan struct{}
	wake   chan struct{}

	wish    wish
	ways    ways // of the goroutine
	opens   func(context.Context, Way) (*running, error)
	lastWay Way // of the player in use last

	renew     atomic.Bool  // play anew at once
	videoOn   atomic.Bool  // the server says that there is a picture
	away      atomic.Bool  // it says that the stream is lost on its way there
	shown     atomic.Bool  // the first picture since then was shown
	lastFrame atomic.Int64 // Unix nanoseconds
	soundOnly atomic.Bool  // no picture is sent to us just now

	mu     sync.Mutex
	player *running
}

// newPlaying makes what run plays until ctx ends.
func newPlaying(ctx context.Context, cfg PlayConfig) (p *Playing, run func()) {
	ctx, cancel := context.WithCancel(ctx)
	p = &Playing{cfg: cfg, cancel: cancel, done: make(chan struct{}), wake: make(chan struct{}, 1)}
	p.opens = p.open
	p.Screen = callback.NewScreen(cfg.Callers, p.rendered)
	p.Screen.Change(cfg.View)
	return p, func() { p.run(ctx) }
}

// Cancel begins to end it; Stop waits too.
func (p *Playing) Cancel() { p.cancel() }

// Stop ends playing and waits for it; the view stays until it is changed.
func (p *Playing) Stop() {
	p.cancel()
	<-p.done
}

// Wake has it look at Stage again.
func (p *Playing) Wake() { wakeUp(p.wake) }

// Renew has it play anew at once.
func (p *Playing) Renew() {
	p.renew.Store(true)
	p.Wake()
}

// SetView moves the pictures into another view; the old one is cleared.
func (p *Playing) SetView(v callback.View) {
	p.Screen.Change(v)
	p.Screen.Flush()
}

// Stats are the numbers of the stream, and for how long no picture has come while
// there should be one, also while it is being played again; false while nothing plays.
func (p *Playing) Stats() (s rtc.Stats, stalled time.Duration, ok bool) {
	p.mu.Lock()
	player := p.player
	p.mu.Unlock()
	if last := p.lastFrame.Load(); last != 0 && p.pictured() {
		stalled = time.Since(time.Unix(0, last))
	}
	if player == nil {
		return rtc.Stats{}, stalled, stalled > 0
	}
	return player.Stats(), stalled, true
}

// Choose sets the wished quality.
func (p *Playing) Choose(quality int) {
	p.wish.choose(quality)
	p.Wake()
}

// Hear takes over what the server says that it sends. Where that is sound alone because
// the user wants it so, the last picture goes.
func (p *Playing) Hear(in signaling.PlayQualityEvent) {
	alone := p.wish.hear(in)
	p.soundOnly.Store(alone)
	if alone && in.Why == "chosen" && p.lastFrame.Swap(0) != 0 {
		p.clear()
	}
}

// pictured reports whether pictures should come.
func (p *Playing) pictured() bool { return p.videoOn.Load() && !p.soundOnly.Load() }

// tellWish tells the server what is shown and wanted now, if that is news.
func (p *Playing) tellWish(way Way) {
	if way != Near {
		return
	}
	if now, ok := p.wish.due(p.Screen.View(), time.Now()); ok {
		p.cfg.Show(now, func(err error) { p.wish.ended(now, err, time.Now()) })
	}
}

// onStage reports whether the user publishes, and takes over whether there is a
// picture.
func (p *Playing) onStage() bool {
	on, video, lost := p.cfg.Stage()
	p.videoOn.Store(video)
	p.away.Store(on && lost && !video)
	switch {
	case video:
	case on && lost:
		p.shown.Store(false) // the next picture is a first one
	case p.lastFrame.Swap(0) != 0:
		p.clear()
	}
	return on
}

// clear takes the last picture away.
func (p *Playing) clear() {
	p.shown.Store(false)
	p.Screen.Clear()
}

func (p *Playing) run(ctx context.Context) {
	defer close(p.done)
	for backOff := newBackOff(); ctx.Err() == nil; {
		if !p.onStage() {
			select {
			case <-ctx.Done():
			case <-p.wake:
			}
			continue
		}
		way := p.ways.of(p.cfg.Wish(), time.Now())
		player, err := p.opens(ctx, way)
		if err == nil {
			backOff.reset()
			err = p.serve(ctx, player)
			way = p.lastWay
		}
		if err != nil && ctx.Err() == nil {
			p.ways.failed(way, err, time.Now())
			p.cfg.Again(err)
			backOff.wait(ctx, p.wake)
		}
	}
}

// use makes a player known to Stats, and its way to who is told.
func (p *Playing) use(r *running) {
	p.mu.Lock()
	p.player = r
	p.mu.Unlock()
	if r != nil {
		p.lastWay = r.way
		p.cfg.Taken(r.way)
	}
}

// onVideo shows a picture. It runs on the player's presenting goroutine.
func (p *Playing) onVideo(f *media.Frame) {
	if !p.videoOn.Load() {
		f.Release()
		return
	}
	p.lastFrame.Store(time.Now().UnixNano())
	p.Screen.Show(f)
}

// rendered tells of the first picture, once it was shown. It runs on the screen's
// goroutine.
func (p *Playing) rendered(w, h int) {
	if p.videoOn.Load() && !p.shown.Swap(true) {
		p.cfg.Shown(w, h)
	}
}
