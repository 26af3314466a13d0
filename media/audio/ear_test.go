package audio

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"unsafe"

	"github.com/gen2brain/malgo"
	"go.uber.org/goleak"

	"onair/internal/pulsetest"
	"onair/internal/pulsetest/measure"
)

// hearMyself plays the default microphone on the default loudspeaker, through a
// monitor.
func hearMyself() error {
	m := NewMixer()
	ear := NewMonitor()
	m.Add("ear", ear, 1)
	latency, err := envLatency()
	if err != nil {
		return err
	}
	p, err := OpenPlayout(m, PlayoutOptions{Latency: latency})
	if err != nil {
		return err
	}
	p.SetQuick(true)
	c, err := malgo.InitContext(backends(), malgo.ContextConfig{}, nil)
	if err != nil {
		return err
	}
	config := malgo.DeviceConfig{
		DeviceType: malgo.Capture, PerformanceProfile: malgo.LowLatency,
		SampleRate: 48000, PeriodSizeInMilliseconds: 10, Periods: 16, NoFixedSizedCallback: 1,
	}
	config.Capture.Format, config.Capture.Channels = malgo.FormatF32, 2
	mic, err := malgo.InitDevice(c.Context, config, malgo.DeviceCallbacks{Data: func(_, in []byte, _ uint32) {
		if len(in) > 0 {
			ear.Write(unsafe.Slice((*float32)(unsafe.Pointer(&in[0])), len(in)/4))
		}
	}})
	if err != nil {
		return err
	}
	if err := mic.Start(); err != nil {
		return err
	}
	if err := happens(p.Playing); err != nil {
		return err
	}
	fmt.Println("ready")
	untilEOF(func() {})
	mic.Uninit()
	latency = p.Latency()
	ear.mu.Lock() // the loudspeaker reads on
	fmt.Printf("gaps %d, spare %.0f, pace %.3f, waiting %.0f frames, playout %v\n", ear.gaps, ear.spare, ear.pace, float64(ear.written)-ear.pos, latency)
	ear.mu.Unlock()
	return p.Close()
}

// hearDirectly plays the default microphone by an Ear.
func hearDirectly() error {
	e := OpenEar(EarOptions{
		Microphone: func() string { return "Microphone" }, Speaker: func() string { return "" },
		OnState: func(on bool) { fmt.Println(map[bool]string{true: "ready", false: "silent"}[on]) },
	}, 1)
	untilEOF(func() {})
	e.Close()
	e.Close()
	return goleak.Find()
}

func TestUsersHearThemselves(t *testing.T) {
	for _, way := range []string{"ear", "direct"} {
		t.Run(way, func(t *testing.T) { testHearing(t, way) })
	}
}

func testHearing(t *testing.T, way string) {
	s := pulsetest.Run(t)
	c := startChild(t, way, append(s.Env(), latencyEnv+"=60ms")...)
	c.expect("ready")
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { // ends with the test
		for ctx.Err() == nil {
			_ = s.Play(ctx, pulsetest.MicFeed, measure.Stereo(chirp()))
		}
	})
	defer wg.Wait()
	defer cancel()
	hear(t, s, pulsetest.SpeakerMonitor, func(x []float32) error { // the chirp has -6 dBFS
		for at := 0; at+4800 <= len(x); at += 1200 {
			if measure.DBFS(x[at:at+4800]) > -12 {
				return nil
			}
		}
		return fmt.Errorf("%.1f dBFS of the microphone", measure.DBFS(x))
	})
	lines, _ := c.end()
	t.Log(lines)
}
