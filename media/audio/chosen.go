package audio

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/gen2brain/malgo"

	"onair/media"
)

// errDeviceStopped means that the system ended the device, as it does when the
// device is unplugged.
var errDeviceStopped = errors.New("the sound device was stopped")

// chosen is a loudspeaker played on by name, through miniaudio: oto has the
// default one only.
type chosen struct {
	p       *Playout
	device  *malgo.Device
	stopped chan struct{}
	over    atomic.Bool // closed, or about to be

	// miniaudio's thread only.
	block [blockLen]float32
	used  int // samples of block that were played
	depth time.Duration
	asked time.Time // when sound was last asked for
	calls int
	times atomic.Int32 // that it was asked for too late
}

// openChosen opens a loudspeaker listed in o, or the default one for "", with a
// buffer of that length; it asks for sound once started.
func openChosen(p *Playout, o *outputs, label string, buffer time.Duration) (*chosen, error) {
	id, ok := o.ids[label]
	if !ok && label != "" || o.ctx == nil {
		return nil, fmt.Errorf("%w of the name %q", errNoDevice, label)
	}
	// Half of the buffer is asked for at once. PulseAudio keeps only that much.
	c := &chosen{p: p, stopped: make(chan struct{}, 1), used: blockLen, depth: buffer}
	config := malgo.DeviceConfig{
		DeviceType: malgo.Playback, PerformanceProfile: malgo.LowLatency,
		SampleRate: media.SampleRate, PeriodSizeInMilliseconds: uint32(buffer / 2 / time.Millisecond), Periods: 2,
		NoClip: 1, NoPreSilencedOutputBuffer: 1,
	}
	config.Playback.Format = malgo.FormatF32
	config.Playback.Channels = media.Channels
	if label != "" {
		config.Playback.DeviceID = id.Pointer()
	}
	device, err := malgo.InitDevice(o.ctx.Context, config, malgo.DeviceCallbacks{Data: c.play, Stop: c.stop})
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", label, err)
	}
	if err := device.Start(); err != nil {
		device.Uninit()
		return nil, fmt.Errorf("start %q: %w", label, err)
	}
	c.device = device
	return c, nil
}

// play runs on miniaudio's thread.
func (c *chosen) play(out, _ []byte, _ uint32) {
	if len(out) < 4 {
		return
	}
	now := time.Now()
	if c.calls++; c.calls > 100 && now.Sub(c.asked) > c.depth+c.depth/2 {
		c.times.Add(1)
	}
	c.asked = now
	dst := unsafe.Slice((*float32)(unsafe.Pointer(&out[0])), len(out)/4)
	for len(dst) > 0 {
		if c.used == blockLen {
			c.used = 0
			if c.over.Load() {
				clear(dst)
				c.used = blockLen
				return
			}
			c.p.reads.Add(1)
			if c.p.pull(c.block[:], true) {
				c.p.setDelay(c.depth/2 + blockTime/2)
			}
		}
		n := copy(dst, c.block[c.used:])
		c.used += n
		dst = dst[n:]
	}
}

// stop runs on miniaudio's thread.
func (c *chosen) stop() {
	select {
	case c.stopped <- struct{}{}:
	default:
	}
}

// err tells whether the system has ended the device.
func (c *chosen) err() error {
	select {
	case <-c.stopped:
		return errDeviceStopped
	default:
		return nil
	}
}

// close ends playing. A driver that does not return, as PulseAudio's after its
// device was unplugged, is left behind after two seconds, with its goroutine.
func (c *chosen) close() (clean bool) {
	c.over.Store(true)
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.device.Uninit()
	}()
	late := time.NewTimer(2 * time.Second)
	defer late.Stop()
	select {
	case <-done:
		return true
	case <-late.C:
		return false
	}
}
