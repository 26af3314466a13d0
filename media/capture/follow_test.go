package capture

import (
	"bufio"
	"context"
	"math"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"onair/internal/pulsetest"
	"onair/media"
)

// tone is seconds of a sine, stereo.
func tone(hz float64, seconds int) []float32 {
	x := make([]float32, seconds*media.SampleRate*media.Channels)
	for i := range len(x) / 2 {
		v := float32(0.5 * math.Sin(2*math.Pi*hz*float64(i)/media.SampleRate))
		x[2*i], x[2*i+1] = v, v
	}
	return x
}

// TestDefaultMicrophoneIsFollowed moves the system's default from one microphone
// to another while it is captured, and unplugs that one.
func TestDefaultMicrophoneIsFollowed(t *testing.T) {
	server := pulsetest.Run(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	control := func(args ...string) string {
		t.Helper()
		out, err := server.Control(ctx, args...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	control("load-module", "module-null-sink", "sink_name=mic2", "format=float32le", "rate=48000", "channels=2")
	second := control("load-module", "module-remap-source", "source_name=second", "master=mic2.monitor",
		"source_properties=device.description=Second")
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	for sink, hz := range map[string]float64{pulsetest.MicFeed: 440, "mic2": 880} {
		wg.Go(func() {
			for ctx.Err() == nil {
				_ = server.Play(ctx, sink, tone(hz, 20)) // cut short by cancel
			}
		})
	}
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(append(os.Environ(), server.Env()...), childEnv+"=follow")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Wait() }() // killed by cancel
	defer cancel()
	lines := bufio.NewScanner(out)
	expect := func(want string) {
		t.Helper()
		for lines.Scan() {
			t.Log(lines.Text())
			if strings.HasPrefix(lines.Text(), want) {
				return
			}
		}
		t.Fatalf("never %q", want)
	}
	expect(`hears 400 on "Microphone"`)
	control("set-default-source", "second")
	expect(`hears 850 on "Second"`)
	control("set-default-source", "microphone")
	expect(`hears 400 on "Microphone"`)
	control("set-default-source", "second")
	expect(`hears 850 on "Second"`)
	control("unload-module", second)
	expect(`hears 400 on`)
}
