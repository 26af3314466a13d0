package audio

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"onair/internal/pulsetest"
	"onair/internal/pulsetest/measure"
)

func TestPlayoutPlaysATone(t *testing.T) {
	server := pulsetest.Run(t)
	c := startChild(t, "tone", append(server.Env(), latencyEnv+"=200ms")...)
	c.expect("playing")
	hear(t, server, pulsetest.SpeakerMonitor, func(x []float32) error {
		if gaps, clicks := faults(x); len(gaps)+len(clicks) > 0 {
			return fmt.Errorf("gaps %v, clicks %v", gaps, clicks)
		}
		return isTone(x)
	})
	lines, stderr := c.end()
	t.Log(lines)
	for _, line := range lines {
		if strings.HasPrefix(line, "warning") {
			t.Error(line)
		}
	}
	if strings.Contains(stderr, "ALSA lib") {
		t.Errorf("noise on standard error: %s", stderr)
	}
}

// BenchmarkFaults counts what goes wrong in 5 seconds of sound.
func BenchmarkFaults(b *testing.B) {
	for _, device := range []string{"", "Speaker"} {
		for _, latency := range []string{"20ms", "40ms", "80ms"} {
			b.Run("device="+device+"/buffer="+latency, func(b *testing.B) {
				server := pulsetest.Run(b)
				c := startChild(b, "tone", append(server.Env(), latencyEnv+"="+latency, deviceEnv+"="+device)...)
				c.expect("playing")
				all := 0
				for range b.N {
					gaps, clicks := faults(record(b, server, 5500*time.Millisecond)[48000/2:])
					all += len(gaps) + len(clicks)
				}
				c.end()
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(all)/float64(b.N), "faults/5s")
			})
		}
	}
}

func TestPlayoutOpensAgainAndShares(t *testing.T) {
	server := pulsetest.Run(t)
	c := startChild(t, "reopen", server.Env()...)
	c.expect("playing")
	hear(t, server, pulsetest.SpeakerMonitor, func(x []float32) error { // how loud two of them are depends on their phases
		if hz := measure.Frequency(x, 48000); math.Abs(hz-toneHz) > 1 {
			return fmt.Errorf("%.1f Hz", hz)
		}
		return nil
	})
	c.end()
}

func TestPlayoutSurvivesTheSoundServer(t *testing.T) {
	server := pulsetest.Run(t)
	c := startChild(t, "tone", server.Env()...)
	c.expect("playing")
	server.Halt()
	c.expect(fmt.Sprint("warning ", WarningSpeakerLost))
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := server.Resume(ctx); err != nil {
		t.Fatal(err)
	}
	c.expect("playing")
	expectTone(t, server)
	lines, stderr := c.end()
	t.Log(lines)
	if strings.Contains(stderr, "ALSA lib") {
		t.Errorf("noise on standard error: %s", stderr)
	}
}

func TestPlayoutWithoutADeviceGoesOn(t *testing.T) {
	config := filepath.Join(t.TempDir(), "alsa.conf")
	if err := os.WriteFile(config, []byte("# no devices\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := startChild(t, "silent", "ALSA_CONFIG_PATH="+config, "PULSE_SERVER=unix:/nonexistent")
	c.expect(fmt.Sprint("warning ", WarningNoSpeaker))
	// Past the first attempt to open the device again.
	select {
	case line := <-c.lines:
		t.Errorf("the child said %q", line)
	case <-time.After(retryFirst + time.Second):
	}
	lines, stderr := c.end()
	if !slices.Contains(lines, "pulled") {
		t.Errorf("the child said %q", lines)
	}
	if strings.Contains(stderr, "ALSA lib") {
		t.Errorf("noise on standard error: %s", stderr)
	}
}

func TestPlayoutThatWantsNoDevice(t *testing.T) {
	m := NewMixer()
	blocks := make(chan struct{}, 100)
	m.Tap(func(b []float32) {
		if len(b) != blockLen {
			t.Errorf("a block of %d samples", len(b))
		}
		select {
		case blocks <- struct{}{}:
		default:
		}
	})
	p, err := OpenPlayout(m, PlayoutOptions{
		NoDevice:  true,
		OnWarning: func(code int, msg string) { t.Error(code, msg) },
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		<-blocks
	}
	if p.Playing() || p.Latency() != 0 {
		t.Errorf("playing %v, latency %v", p.Playing(), p.Latency())
	}
	p.Close()
	p.Close()
}

func TestOpenPlayoutWithoutAMixer(t *testing.T) {
	if p, err := OpenPlayout(nil, PlayoutOptions{}); err == nil {
		p.Close()
		t.Error("no error")
	}
}
