package stream

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/hls"
	"onair/media/rtc"
)

// player is what plays a stream, whichever way it comes.
type player interface {
	ReadAudio(dst []float32) int
	SetPlayoutLatency(time.Duration)
	Done() <-chan struct{}
	Err() error
	Close() error
	Stats() rtc.Stats
}

// far makes a player of package hls one.
type far struct{ *hls.Player }

// Stats says in the words of the other way what applies.
func (f far) Stats() rtc.Stats {
	s := f.Player.Stats()
	out := rtc.Stats{
		State: rtc.Connecting.String(), Codec: "H.264", Width: s.Width, Height: s.Height, FPS: s.FPS, BitRate: s.BitRate,
		Frames: s.Frames, FramesDropped: s.FramesDropped, DecodeTime: s.DecodeTime, AudioUnderruns: s.Underruns, Transport: "hls",
		Freezes: s.Freezes, FreezeTime: s.FreezeTime, LongestGap: s.LongestGap, Delay: s.Delay, DelayP95: s.Delay,
		JitterBuffer: s.Buffer, FirstPicture: s.FirstPicture, ConnectedTime: s.FirstPicture,
	}
	if s.Playing {
		out.State = rtc.Connected.String()
	} else if s.Failing {
		out.State = rtc.Disconnected.String()
	}
	return out
}

// running is a player with the way it takes. Until it is live, its pictures only show
// that there are some.
type running struct {
	player
	way  Way
	live atomic.Bool
	seen atomic.Int64 // when the first picture came, Unix nanoseconds
}

// video takes a picture; show is who gets it.
func (r *running) video(f *media.Frame, show func(*media.Frame), first func()) {
	if r.seen.CompareAndSwap(0, time.Now().UnixNano()) {
		defer first()
	}
	if r.live.Load() {
		show(f)
	} else {
		f.Release()
	}
}

// open begins to play by a way.
func (p *Playing) open(ctx context.Context, way Way) (*running, error) {
	r := &running{way: way}
	onVideo := func(f *media.Frame) { r.video(f, p.onVideo, p.Wake) }
	if way == Far {
		url, err := p.cfg.Address(ctx)
		if err != nil {
			return nil, err
		}
		h, err := hls.Play(ctx, hls.Config{URL: url, Renew: p.cfg.Address, OnVideo: onVideo, ClockOffset: p.cfg.ServerClock(), Logger: p.cfg.Log})
		if err != nil {
			return nil, err
		}
		r.player = far{h}
		return r, nil
	}
	conn, err := p.cfg.Connection(ctx)
	if err != nil {
		return nil, err
	}
	cfg := rtc.PlayConfig{Connection: conn, OnVideo: onVideo, ClockOffset: p.cfg.ClockOffset()}
	p.soundOnly.Store(false)
	wish := p.wish.begin(p.Screen.View())
	player, err := rtc.Play(ctx, cfg, func(ctx context.Context, sdp string) (string, error) { return p.cfg.Offer(ctx, sdp, wish) })
	if err != nil {
		return nil, err
	}
	r.player = player
	return r, nil
}

// heard is the sound of a stream: that of the player in use, while another one is made
// ready beside it, and over from one to the other. It is the audio.Source of the mix.
type heard struct {
	mu    sync.Mutex
	now   *running
	next  *running  // made ready
	old   *running  // fades out
	ready bool      // next has sound
	last  time.Time // when there was sound
	block []float32
}

// ReadAudio reads the player in use; the one made ready is read, too, since reading is
// what moves a player on.
func (h *heard) ReadAudio(dst []float32) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	if cap(h.block) < len(dst) {
		h.block = make([]float32, len(dst))
	}
	other := h.block[:len(dst)]
	if h.next != nil && h.next.ReadAudio(other) > 0 {
		h.ready = true
	}
	if h.now == nil {
		return 0
	}
	n := h.now.ReadAudio(dst)
	if n > 0 {
		h.last = time.Now()
	}
	if h.old == nil {
		return n
	}
	m := h.old.ReadAudio(other)
	h.old = nil
	if n == 0 && m == 0 {
		return 0
	}
	if n == 0 {
		clear(dst)
	}
	if m == 0 {
		clear(other)
	}
	for i := range dst { // over within the block
		part := float32(i) / float32(len(dst))
		dst[i] = dst[i]*part + other[i]*(1-part)
	}
	return len(dst)
}

// use puts a player in the place of the one in use, which fades out.
func (h *heard) use(r *running) {
	h.mu.Lock()
	h.old, h.now, h.next, h.ready = h.now, r, nil, false
	h.mu.Unlock()
}

// prepare has a player made ready; nil: none.
func (h *heard) prepare(r *running) {
	h.mu.Lock()
	h.next, h.ready = r, false
	h.mu.Unlock()
}

// hasSound reports whether the player made ready has sound.
func (h *heard) hasSound() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.ready
}

// sounds reports whether the player in use has sound.
func (h *heard) sounds(now time.Time) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return now.Sub(h.last) < time.Second
}

// forget takes a player out that is about to be closed.
func (h *heard) forget(r *running) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, p := range []**running{&h.now, &h.next, &h.old} {
		if *p == r {
			*p = nil
		}
	}
}
