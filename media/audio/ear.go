package audio

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"
)

// EarOptions configure OpenEar. The functions are asked ten times a second, on
// the ear's goroutine, and must not wait for Close.
type EarOptions struct {
	// Microphone is the label of the microphone to hear; "" while there is none.
	Microphone func() string
	// Speaker is the label of the loudspeaker to be heard on, "" the default.
	Speaker func() string
	// Process changes what was captured, in place: interleaved stereo at 48 kHz,
	// of any even length up to 10 ms. It runs on the microphone's thread, must
	// not wait, and may be nil.
	Process func(block []float32)
	// OnState tells whether the ear plays, so that another way can be taken
	// while it does not; also when it cannot begin. It runs on the ear's
	// goroutine; nil is allowed.
	OnState func(playing bool)
	Logger  *slog.Logger // nil means slog.Default()
}

// Ear lets users hear themselves by the shortest way there is: a stream from
// the microphone and one to the loudspeaker, both of a few milliseconds, apart
// from those of the live. Where the devices cannot be opened a second time it
// does not play, and says so. See docs/adr/0210.
type Ear struct {
	o       EarOptions
	mixer   *Mixer
	playing atomic.Bool
	cancel  context.CancelFunc
	done    chan struct{}
}

const (
	// earInMix is the voice's name in the ear's own mix of one.
	earInMix = "voice"
	// The stream to the loudspeaker begins with a buffer of earBuffer and is
	// opened anew with a longer one where it runs out of sound again and again.
	earBuffer, earBufferMost = 5 * time.Millisecond, 20 * time.Millisecond
	// earCalm is how long it has to have played well for a shorter one to be
	// tried, and for how long at least it then keeps the longer one.
	earCalm = time.Minute
)

// errNoMicrophone means that no microphone is to be heard.
var errNoMicrophone = errors.New("no microphone is open")

// OpenEar starts an ear; it returns at once, the devices are opened in the
// background. volume is 0..1.5. The caller must Close it.
func OpenEar(o EarOptions, volume float64) *Ear {
	o.Logger = cmp.Or(o.Logger, slog.Default())
	if o.OnState == nil {
		o.OnState = func(bool) {}
	}
	ctx, cancel := context.WithCancel(context.Background())
	e := &Ear{o: o, mixer: NewMixer(), cancel: cancel, done: make(chan struct{})}
	e.mixer.SetMasterVolume(volume)
	go e.run(ctx)
	return e
}

// SetVolume sets how loud the own voice is, 0..1.5. Any goroutine.
func (e *Ear) SetVolume(volume float64) { e.mixer.SetMasterVolume(volume) }

// Playing reports whether the microphone is heard this way. Any goroutine.
func (e *Ear) Playing() bool { return e.playing.Load() }

// Close ends hearing and returns when neither stream calls back any more.
// Calling it again is harmless.
func (e *Ear) Close() {
	e.cancel()
	<-e.done
}

// run owns the devices.
func (e *Ear) run(ctx context.Context) {
	defer close(e.done)
	buffer, failed := earBuffer, ""
	for ctx.Err() == nil {
		mic, speaker := e.o.Microphone(), e.o.Speaker()
		key := mic + "\x00" + speaker
		err := errNoMicrophone
		if mic != "" && key != failed {
			err = e.hear(ctx, mic, speaker, buffer)
		}
		e.tell(false)
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, errGrow):
			buffer = min(2*buffer, earBufferMost)
			e.o.Logger.Debug("ear monitor: longer buffer", "buffer", buffer)
			continue
		case errors.Is(err, errCalm):
			buffer /= 2
			continue
		case errors.Is(err, errSwitch), errors.Is(err, errNoMicrophone):
		default:
			e.o.Logger.Info("ear monitor goes through the mix", "why", err)
			failed = key // until another device is chosen
			e.o.OnState(false)
		}
		select {
		case <-ctx.Done():
		case <-time.After(watchEvery):
		}
	}
}

func (e *Ear) tell(playing bool) {
	if e.playing.Swap(playing) != playing {
		e.o.OnState(playing)
	}
}

// errCalm ends hearing in order to go on with a shorter buffer.
var errCalm = errors.New("the buffer may be shorter")

// hear plays the microphone until something else is wanted or a device fails.
func (e *Ear) hear(ctx context.Context, mic, speaker string, buffer time.Duration) error {
	p, err := openEarPair(e, mic, speaker, buffer)
	if err != nil {
		return err
	}
	defer p.close()
	var g growth
	began, still, last := time.Now(), 0, int64(-1)
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-p.stopped:
			return errDeviceStopped
		case <-tick.C:
		}
		now := p.blocks.Load()
		if now == last {
			still++
		} else {
			still = 0
			e.tell(last >= 0)
		}
		last = now
		switch {
		case e.o.Microphone() != mic || e.o.Speaker() != speaker:
			return errSwitch
		case still == stallTicks:
			return errStalled
		case g.due(p.late.Load(), time.Now()) && buffer < earBufferMost:
			return errGrow
		case buffer > earBuffer && time.Since(began) > earCalm && (g.last.IsZero() || time.Since(g.last) > earCalm):
			return errCalm
		}
	}
}
