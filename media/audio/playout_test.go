package audio

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"onair/internal/pulsetest"
	"onair/internal/pulsetest/measure"
)

// record captures mono from the speaker's left channel.
func record(t *testing.T, s *pulsetest.Server, d time.Duration) []float32 {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), d+30*time.Second)
	defer cancel()
	got, err := s.Record(ctx, pulsetest.SpeakerMonitor, d)
	if err != nil {
		t.Fatal(err)
	}
	return measure.Channel(got, 0, 2)
}

// checkTone fails the test unless x is the tone that playTone plays.
func checkTone(t *testing.T, x []float32) {
	t.Helper()
	near(t, "frequency", measure.Frequency(x, 48000), toneHz, 0.5)
	near(t, "dBFS", measure.DBFS(x), 20*math.Log10(toneAmplitude), 1)
}

func TestPlayoutPlaysAToneWithoutFaults(t *testing.T) {
	server := pulsetest.Run(t)
	c := startChild(t, "tone", server.Env()...)
	c.expect("playing")
	// On a machine that is busy enough even the sound server stumbles, so one
	// clean recording of three is asked for.
	var x []float32
	for range 3 {
		x = record(t, server, 5500*time.Millisecond)
		x = x[48000/2:] // the start of the recording
		gaps := measure.Gaps(x, 0.001, 48)
		clicks := measure.Clicks(x, toneHz, toneAmplitude, 48000, 0.02)
		t.Logf("%.2f s: %d gaps, %d clicks", float64(len(x))/48000, len(gaps), len(clicks))
		if len(gaps)+len(clicks) == 0 {
			break
		}
		t.Logf("gaps %v, clicks %v", gaps, clicks)
		x = nil
	}
	lines, stderr := c.end()
	t.Log(lines)
	if x == nil {
		t.Fatal("no recording without gaps and clicks")
	}
	checkTone(t, x)
	for _, line := range lines {
		if strings.HasPrefix(line, "warning") {
			t.Error(line)
		}
	}
	if strings.Contains(stderr, "ALSA lib") {
		t.Errorf("noise on standard error: %s", stderr)
	}
}

func TestPlayoutOpensAgainAndShares(t *testing.T) {
	server := pulsetest.Run(t)
	c := startChild(t, "reopen", server.Env()...)
	c.expect("playing")
	x := record(t, server, time.Second)
	c.end()
	near(t, "frequency of two playouts", measure.Frequency(x, 48000), toneHz, 1)
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
	x := record(t, server, 2*time.Second)
	lines, stderr := c.end()
	t.Log(lines)
	checkTone(t, x[48000/2:])
	if strings.Contains(stderr, "ALSA lib") {
		t.Errorf("noise on standard error: %s", stderr)
	}
}

func TestPlayoutWithoutADeviceKeepsPace(t *testing.T) {
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
	var sound, took int
	if _, err := fmt.Sscanf(lines[len(lines)-1], "pulled %d ms in %d ms", &sound, &took); err != nil {
		t.Fatalf("%q: %v", lines, err)
	}
	t.Log(lines)
	// Not a block may be lost or added; the end may fall late on a busy machine.
	if sound > took+20 || sound < took-500 {
		t.Errorf("pulled %d ms of sound in %d ms", sound, took)
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
