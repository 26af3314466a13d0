package audio

import (
	"fmt"
	"strings"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/gen2brain/malgo"

	"onair/media"
	"onair/media/hush"
)

// earPair is a microphone and a loudspeaker of an Ear, running.
type earPair struct {
	ear     *Ear
	ring    *Monitor
	stopped chan struct{}
	over    atomic.Bool
	blocks  atomic.Int64 // pieces played of a running microphone
	late    atomic.Int32 // times the loudspeaker asked too late

	ctx         *malgo.AllocatedContext
	mic, player *malgo.Device

	scratch [blockLen]float32 // the microphone's thread
	depth   time.Duration
	asked   time.Time // the loudspeaker's thread, as is what follows
	calls   int
	heard   atomic.Int64 // pieces captured
}

const (
	// earFragment is what the microphone's stream brings at once.
	earFragment = 2 // milliseconds
	// earFragments is how many the system keeps for a busy program; what is
	// late is dropped, so they cost no delay.
	earFragments = 16
)

// openEarPair opens and starts both. Its context is its own, so that a driver
// that hangs can be left behind with it; its threads are real-time ones where
// the system allows.
func openEarPair(e *Ear, mic, speaker string, buffer time.Duration) (*earPair, error) {
	hush.Sound()
	ctx, err := malgo.InitContext(backends(), malgo.ContextConfig{ThreadPriority: malgo.ThreadPriorityRealtime}, nil)
	if err != nil {
		return nil, fmt.Errorf("ear monitor: %w", err)
	}
	p := &earPair{ear: e, ring: newEarRing(), stopped: make(chan struct{}, 1), ctx: ctx, depth: buffer}
	if err := p.open(mic, speaker, buffer); err != nil {
		p.close()
		return nil, fmt.Errorf("ear monitor: %w", err)
	}
	e.mixer.Add(earInMix, p.ring, 1)
	return p, nil
}

func (p *earPair) open(mic, speaker string, buffer time.Duration) (err error) {
	in, err := deviceNamed(p.ctx, malgo.Capture, mic)
	if err != nil {
		return err
	}
	config := malgo.DeviceConfig{
		DeviceType: malgo.Capture, PerformanceProfile: malgo.LowLatency, SampleRate: media.SampleRate,
		PeriodSizeInMilliseconds: earFragment, Periods: earFragments, NoFixedSizedCallback: 1,
	}
	config.Capture.Format, config.Capture.Channels, config.Capture.DeviceID = malgo.FormatF32, media.Channels, in
	if p.mic, err = malgo.InitDevice(p.ctx.Context, config, malgo.DeviceCallbacks{Data: p.capture, Stop: p.stop}); err != nil {
		return fmt.Errorf("open %q: %w", mic, err)
	}
	config = malgo.DeviceConfig{
		DeviceType: malgo.Playback, PerformanceProfile: malgo.LowLatency, SampleRate: media.SampleRate,
		PeriodSizeInMilliseconds: uint32(buffer / time.Millisecond), Periods: 2,
		NoClip: 1, NoPreSilencedOutputBuffer: 1, NoFixedSizedCallback: 1,
	}
	config.Playback.Format, config.Playback.Channels = malgo.FormatF32, media.Channels
	if speaker != "" {
		if config.Playback.DeviceID, err = deviceNamed(p.ctx, malgo.Playback, speaker); err != nil {
			return err
		}
	}
	if p.player, err = malgo.InitDevice(p.ctx.Context, config, malgo.DeviceCallbacks{Data: p.play, Stop: p.stop}); err != nil {
		return fmt.Errorf("open %q: %w", speaker, err)
	}
	if err = p.mic.Start(); err == nil {
		err = p.player.Start()
	}
	return err
}

// deviceNamed finds a device by its label, as Devices and capture's list have
// it. malgo has no call to free the identifier.
func deviceNamed(ctx *malgo.AllocatedContext, kind malgo.DeviceType, label string) (unsafe.Pointer, error) {
	infos, err := ctx.Devices(kind)
	if err != nil {
		return nil, fmt.Errorf("list devices: %w", err)
	}
	seen := map[string]int{}
	for i := range infos {
		name := strings.Join(strings.Fields(infos[i].Name()), " ")
		if seen[name]++; seen[name] > 1 {
			name = fmt.Sprintf("%s (%d)", name, seen[name])
		}
		if name == label {
			return infos[i].ID.Pointer(), nil
		}
	}
	return nil, fmt.Errorf("%w of the name %q", errNoDevice, label)
}

// capture runs on miniaudio's thread.
func (p *earPair) capture(_, in []byte, _ uint32) {
	if len(in) < 4 || p.over.Load() {
		return
	}
	src := unsafe.Slice((*float32)(unsafe.Pointer(&in[0])), len(in)/4)
	for len(src) > 0 {
		block := p.scratch[:copy(p.scratch[:], src)]
		src = src[len(block):]
		if f := p.ear.o.Process; f != nil {
			f(block)
		}
		p.ring.Write(block)
	}
	p.heard.Add(1)
}

// play runs on miniaudio's thread.
func (p *earPair) play(out, _ []byte, _ uint32) {
	if len(out) < 4 {
		return
	}
	dst := unsafe.Slice((*float32)(unsafe.Pointer(&out[0])), len(out)/4)
	if p.over.Load() {
		clear(dst)
		return
	}
	now := time.Now()
	if p.calls++; p.calls > 200 && now.Sub(p.asked) > p.depth+p.depth/2 {
		p.late.Add(1)
	}
	p.asked = now
	p.ear.mixer.Mix(dst)
	if p.heard.Swap(0) > 0 {
		p.blocks.Add(1)
	}
}

// stop runs on miniaudio's thread.
func (p *earPair) stop() {
	select {
	case p.stopped <- struct{}{}:
	default:
	}
}

// close ends both streams. A driver that does not return is left behind after
// two seconds, with a goroutine.
func (p *earPair) close() {
	p.over.Store(true)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, d := range []*malgo.Device{p.mic, p.player} {
			if d != nil {
				d.Uninit()
			}
		}
		_ = p.ctx.Uninit() // there is nothing to be done about it
		p.ctx.Free()
	}()
	late := time.NewTimer(2 * time.Second)
	defer late.Stop()
	select {
	case <-done:
	case <-late.C:
	}
}
