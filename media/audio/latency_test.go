package audio

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"onair/internal/pulsetest"
	"onair/internal/pulsetest/measure"
)

// latencyEnv and deviceEnv set a child's PlayoutOptions.
const (
	latencyEnv = "AUDIO_TEST_LATENCY"
	deviceEnv  = "AUDIO_TEST_DEVICE"
)

func envLatency() (time.Duration, error) {
	text := os.Getenv(latencyEnv)
	if text == "" {
		return 0, nil
	}
	return time.ParseDuration(text)
}

// chirp is 200 ms that are found again to the sample.
func chirp() []float32 { return measure.Chirp(300, 8000, 0.5, 48000, 9600) }

// playChirp plays a chirp after a few seconds and prints when it was mixed and
// what latency was estimated.
func playChirp() error {
	latency, err := envLatency()
	if err != nil {
		return err
	}
	sound, n := measure.Stereo(chirp()), 0
	m := NewMixer()
	m.Add("chirp", SourceFunc(func(dst []float32) int {
		n++
		at := (n - 300) * blockLen
		if at == 0 {
			fmt.Println("mixed", time.Now().UnixNano())
		}
		if at < 0 || at >= len(sound) {
			return 0
		}
		return copy(dst, sound[at:])
	}), 1)
	p, err := OpenPlayout(m, PlayoutOptions{Latency: latency, Device: os.Getenv(deviceEnv)})
	if err != nil {
		return err
	}
	untilEOF(func() {})
	fmt.Println("estimated", p.Latency().Nanoseconds())
	return p.Close()
}

// BenchmarkLatency measures how long after mixing a sound is recorded from the
// speaker, against what Playout.Latency says. The recorder itself adds some
// milliseconds.
func BenchmarkLatency(b *testing.B) {
	for _, device := range []string{"", "Speaker"} {
		for _, latency := range []string{"20ms", "40ms", "80ms"} {
			b.Run("device="+device+"/buffer="+latency, func(b *testing.B) {
				var heard, estimated time.Duration
				for range b.N {
					h, e := measureLatency(b, device, latency)
					heard, estimated = heard+h, estimated+e
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(heard.Milliseconds())/float64(b.N), "heard-ms")
				b.ReportMetric(float64(estimated.Milliseconds())/float64(b.N), "estimated-ms")
			})
		}
	}
}

func measureLatency(b *testing.B, device, latency string) (heard, estimated time.Duration) {
	s := pulsetest.Run(b)
	c := startChild(b, "chirp", append(s.Env(), latencyEnv+"="+latency, deviceEnv+"="+device)...)
	got, err := s.Record(context.Background(), pulsetest.SpeakerMonitor, 6*time.Second)
	end := time.Now()
	if err != nil {
		b.Fatal(err)
	}
	var mixed int64
	if _, err := fmt.Sscanf(c.expect("mixed"), "mixed %d", &mixed); err != nil {
		b.Fatal(err)
	}
	lines, _ := c.end()
	if _, err := fmt.Sscanf(lines[len(lines)-1], "estimated %d", &estimated); err != nil {
		b.Fatal(err)
	}
	x := measure.Channel(got, 0, 2)
	at, likeness := measure.Delay(chirp(), x)
	if likeness < 0.9 {
		b.Fatalf("the chirp was not recorded (%.2f)", likeness)
	}
	after := time.Duration(len(x)-at) * time.Second / 48000
	return end.Add(-after).Sub(time.Unix(0, mixed)), estimated
}
