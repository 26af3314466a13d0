package audio

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// Warnings of a Playout, numbered as TRTC does.
const (
	// WarningNoSpeaker: there is no sound device, or none that opens.
	WarningNoSpeaker = 1202
	// WarningSpeakerLost: the sound device failed while it was in use.
	WarningSpeakerLost = 1205
)

// defaultLatency is the device's buffer unless asked otherwise, to begin with.
const defaultLatency = 20 * time.Millisecond

// PlayoutOptions configure OpenPlayout. The zero value is good.
//
// The system's default device, which on Linux follows ALSA_CONFIG_PATH,
// PULSE_SERVER and PULSE_SINK, is played through oto, another through miniaudio.
type PlayoutOptions struct {
	// Latency is the device's buffer to begin with, 20 to 500 ms; 0 means 20 ms.
	// It doubles when the device runs out of sound twice within ten seconds, up
	// to 40 ms. Sound is heard up to twice as late (see Playout.Latency). The
	// first playout that opens the device decides for the process.
	Latency time.Duration
	// Device is the label of the loudspeaker to play on, "" for the system's
	// default; see Playout.SetDevice.
	Device string
	// NoDevice leaves the speaker alone: the silent clock pulls, with no warning.
	NoDevice bool
	// Logger gets what happens to the device; nil means slog.Default().
	Logger *slog.Logger
	// OnWarning is called once each time the device is found missing (1202) or
	// fails, or the default plays in place of the one wanted (1205). It runs on the playout's goroutine and must not call Close.
	OnWarning func(code int, msg string)
	// OnOutlet is called when the mix comes out elsewhere than before: no more of
	// the device wanted, or of that one again. It runs where OnWarning does.
	OnOutlet func(wanted string, now Outlet)
}

// Outlet is where the mix comes out.
type Outlet int

// The outlets: the device wanted, the system's default in its place, nothing.
const (
	OutletWanted Outlet = iota + 1
	OutletDefault
	OutletNone
)

// Playout pulls a Mixer at the pace of the speaker and plays what comes. While
// there is no speaker a silent clock pulls instead, so that the sources live on
// and the picture stays in time; the speaker is looked for again every few
// seconds, and once found takes over.
type Playout struct {
	mixer   *Mixer
	latency time.Duration
	silent  bool // never asks for a device
	log     *slog.Logger
	warn    func(int, string)
	outlet  func(string, Outlet)
	told    Outlet // where the mix came out when outlet was last called
	toldOf  string // the device wanted then

	wanted atomic.Pointer[string]
	quick  atomic.Bool
	kick   chan struct{} // another device was asked for

	cancel context.CancelFunc
	done   chan struct{}

	// pulling is held around each pull, so that exactly one of speaker and
	// silent clock moves the mix.
	pulling  sync.Mutex
	onDevice bool // the speaker pulls
	closed   bool

	reads atomic.Uint64 // blocks that the speaker asked for
	delay atomic.Int64  // estimated time from mixing to hearing, nanoseconds
}

// OpenPlayout starts to play m on the default speaker. It returns at once; the
// device is opened in the background, and m is pulled silently until it is. A
// missing device is no error but a warning. The caller must Close the playout.
func OpenPlayout(m *Mixer, o PlayoutOptions) (*Playout, error) {
	if m == nil {
		return nil, errors.New("audio: a playout needs a mixer")
	}
	latency := cmp.Or(o.Latency, defaultLatency)
	ctx, cancel := context.WithCancel(context.Background())
	p := &Playout{
		mixer:   m,
		silent:  o.NoDevice,
		latency: min(max(latency, 20*time.Millisecond), 500*time.Millisecond),
		log:     cmp.Or(o.Logger, slog.Default()),
		warn:    o.OnWarning,
		cancel:  cancel,
		done:    make(chan struct{}),
		kick:    make(chan struct{}, 1),
	}
	p.wanted.Store(&o.Device)
	p.told, p.toldOf = OutletWanted, o.Device
	p.outlet = o.OnOutlet
	if p.outlet == nil {
		p.outlet = func(string, Outlet) {}
	}
	if p.warn == nil {
		p.warn = func(int, string) {}
	}
	go p.run(ctx)
	return p, nil
}

// Playing reports whether a speaker plays the mix (rather than the silent clock).
func (p *Playout) Playing() bool {
	p.pulling.Lock()
	defer p.pulling.Unlock()
	return p.onDevice
}

// Latency estimates how long after Mix a sample is heard: what waits in our own
// buffer and in the device's, as far as the driver tells. A sound server may
// add to it. Without a speaker it is 0.
func (p *Playout) Latency() time.Duration { return time.Duration(p.delay.Load()) }

// Close stops playing and returns when nothing pulls the mixer any more. The
// device itself is let go of when the last playout of the process closes.
// Calling it again is harmless.
func (p *Playout) Close() error {
	p.pulling.Lock()
	p.closed = true
	p.pulling.Unlock()
	p.cancel()
	<-p.done
	return nil
}

// run owns the device and the silent clock.
func (p *Playout) run(ctx context.Context) {
	defer close(p.done)
	var clock sync.WaitGroup
	clock.Go(func() { p.silentClock(ctx) })
	defer clock.Wait()
	if !p.silent {
		p.watch(ctx)
	}
}

// pull mixes one block for whoever asks; the one whose turn it is not gets
// silence and false.
func (p *Playout) pull(block []float32, device bool) bool {
	p.pulling.Lock()
	defer p.pulling.Unlock()
	if p.closed || p.onDevice != device {
		clear(block)
		return false
	}
	p.mixer.Mix(block)
	return true
}

// handOver says who pulls from now on.
func (p *Playout) handOver(toDevice bool) {
	p.pulling.Lock()
	p.onDevice = toDevice
	p.pulling.Unlock()
	if !toDevice {
		p.delay.Store(0)
	}
}
