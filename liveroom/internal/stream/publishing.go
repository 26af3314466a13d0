package stream

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/rtc"
)

// ErrSeatLost says that the seat on stage went while the stream began.
var ErrSeatLost = errors.New("the seat on stage is gone")

// Flags is what a stream carries now.
type Flags struct{ Video, Audio bool }

// Encoding is how a stream is sent.
type Encoding struct {
	Video        *rtc.VideoConfig // nil: sound only
	Audio        *rtc.AudioConfig
	StartBitRate int
}

// PublishConfig is what a stream needs. No function is called with a lock held;
// all must be set.
type PublishConfig struct {
	// First is the connection of the first try, if it is made already; Connection
	// makes all others.
	First      *rtc.Connection
	Connection func(context.Context) (rtc.Connection, error)
	// Encoding is asked before each try, Flags also whenever the stream is woken.
	Encoding func() Encoding
	Flags    func() Flags
	// Offer publishes on the server, Tell tells it of mutes.
	Offer func(ctx context.Context, sdp string, flags Flags) (answer string, err error)
	Tell  func(ctx context.Context, flags Flags) error
	// Feed says who gets pictures and sound from now on; nil, nil is nobody.
	Feed func(video func(*media.Frame), audio func(media.Samples))
	// Again is told why the stream is sent again.
	Again func(err error)
}

// Publishing keeps the own stream going until it is stopped: it publishes, and
// publishes again when the media connection or the server was lost. Its goroutine
// owns the publisher.
type Publishing struct {
	cfg    PublishConfig
	cancel context.CancelFunc
	done   chan struct{}
	wake   chan struct{}
	first  chan error  // the result of the first try
	lost   atomic.Bool // the seat on stage is gone

	mu      sync.Mutex
	current *rtc.Publisher
	renew   bool // since the newest try began, the encoding changed: publish anew
	steady  bool // since then, the server asked for pictures of one size
}

// NewPublishing makes a stream that Run sends until ctx ends.
func NewPublishing(ctx context.Context, cfg PublishConfig) (p *Publishing, run func()) {
	ctx, cancel := context.WithCancel(ctx)
	p = &Publishing{cfg: cfg, cancel: cancel, done: make(chan struct{}), wake: make(chan struct{}, 1), first: make(chan error, 1)}
	return p, func() { p.run(ctx) }
}

// First gives the result of the first try, once.
func (p *Publishing) First() <-chan error { return p.first }

// Done is closed when nothing is sent any more.
func (p *Publishing) Done() <-chan struct{} { return p.done }

// Stop ends the stream and waits for it.
func (p *Publishing) Stop() {
	p.cancel()
	<-p.done
}

// Lose ends the stream, whose seat is gone; Done tells when.
func (p *Publishing) Lose() {
	p.lost.Store(true)
	p.cancel()
}

// Wake has the stream look at Flags again.
func (p *Publishing) Wake() { wakeUp(p.wake) }

func (p *Publishing) run(ctx context.Context) {
	defer close(p.done)
	first := true
	tell := func(err error) {
		first = false
		if p.lost.Load() {
			err = ErrSeatLost
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
		p.cfg.Again(err)
		backOff.wait(ctx, p.wake)
	}
}

// open publishes once and returns what the server was told of mutes.
func (p *Publishing) open(ctx context.Context) (*rtc.Publisher, Flags, error) {
	p.mu.Lock()
	p.renew, p.steady = false, false
	p.mu.Unlock()
	enc := p.cfg.Encoding()
	flags := p.cfg.Flags()
	conn := p.cfg.First
	p.cfg.First = nil
	if conn == nil {
		c, err := p.cfg.Connection(ctx)
		if err != nil {
			return nil, flags, err
		}
		conn = &c
	}
	cfg := rtc.PublishConfig{Connection: *conn, Video: enc.Video, Audio: enc.Audio, StartBitRate: enc.StartBitRate}
	pub, err := rtc.Publish(ctx, cfg, func(ctx context.Context, offer string) (string, error) {
		return p.cfg.Offer(ctx, offer, flags)
	})
	if err != nil {
		return nil, flags, err
	}
	pub.MuteVideo(!flags.Video)
	return pub, flags, nil
}

// tellAgain is the wait after the server could not be told of a mute.
const tellAgain = time.Second

// serve feeds pub until it ends. It returns nil when it is to be opened anew.
// told is what the server knows of mutes, which may have changed since.
func (p *Publishing) serve(ctx context.Context, pub *rtc.Publisher, told Flags) error {
	p.mu.Lock()
	p.current = pub
	pub.HoldSize(p.steady)
	p.mu.Unlock()
	pub.MuteVideo(!p.cfg.Flags().Video)
	p.cfg.Feed(pub.Video, pub.Audio)
	defer func() {
		p.cfg.Feed(nil, nil)
		p.mu.Lock()
		p.current = nil
		p.mu.Unlock()
		pub.Close()
	}()
	p.Wake()
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
		if now := p.cfg.Flags(); now != told {
			pub.MuteVideo(!now.Video)
			if p.cfg.Tell(ctx, now) == nil {
				told = now
			} else {
				again = time.After(tellAgain)
			}
		}
	}
}
