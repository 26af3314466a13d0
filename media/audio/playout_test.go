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
func record(t testing.TB, s *pulsetest.Server, d time.Duration) []float32 {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), d+30*time.Second)
	defer cancel()
	got, err := s.Record(ctx, pulsetest.SpeakerMonitor, d)
	if err != nil {
		t.Fatal(err)
	}
	return measure.Channel(got, 0, 2)
}

// isTone reports whether x is the tone that playTone plays.
func isTone(x []float32) error {
	hz, db := measure.Frequency(x, 48000), measure.DBFS(x)
	if math.Abs(hz-toneHz) > 1 || math.Abs(db-20*math.Log10(toneAmplitude)) > 1 {
		return fmt.Errorf("%.1f Hz at %.1f dBFS", hz, db)
	}
	return nil
}

// expectTone waits until the tone is recorded, whole for a second.
func expectTone(t *testing.T, s *pulsetest.Server) {
	t.Helper()
	var err error
	for range 10 { // a busy machine makes even the sound server stumble
		if err = isTone(record(t, s, time.Second)); err == nil {
			return
		}
	}
	t.Errorf("no clean tone from the speaker, last %v", err)
}

func TestPlayoutPlaysAToneWithoutFaults(t *testing.T) {
	server := pulsetest.Run(t)
	// A long buffer, since the machine that tests may be busy;
	// BenchmarkFaults tells how the usual one fares.
	c := startChild(t, "tone", append(server.Env(), latencyEnv+"=200ms")...)
	c.expect("playing")
	var x []float32
	for range 3 {
		x = record(t, server, 5500*time.Millisecond)[48000/2:] // without the start of the recording
		gaps, clicks := faults(x)
		t.Logf("%.2f s: gaps %v, clicks %v", float64(len(x))/48000, gaps, clicks)
		if len(gaps)+len(clicks) == 0 {
			break
		}
		x = nil
	}
	lines, stderr := c.end()
	t.Log(lines)
	if x == nil {
		t.Fatal("no recording without gaps and clicks")
	}
	if err := isTone(x); err != nil {
		t.Error(err)
	}
	for _, line := range lines {
		if strings.HasPrefix(line, "warning") {
			t.Error(line)
		}
	}
	if strings.Contains(stderr, "ALSA lib") {
		t.Errorf("noise on standard error: %s", stderr)
	}
}

func faults(x []float32) (gaps, clicks []measure.Fault) {
	return measure.Gaps(x, 0.001, 48), measure.Clicks(x, toneHz, toneAmplitude, 48000, 0.02)
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
	var hz float64
	for range 10 {
		hz = measure.Frequency(record(t, server, time.Second), 48000)
		if math.Abs(hz-toneHz) < 1 {
			break
		}
	}
	c.end()
	near(t, "frequency of two playouts", hz, toneHz, 1)
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
