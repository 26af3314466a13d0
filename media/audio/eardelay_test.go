package audio

import (
	"context"
	"encoding/binary"
	"io"
	"math"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"onair/internal/pulsetest"
	"onair/internal/pulsetest/measure"
)

// trainStep is the time from one chirp of a train to the next.
const trainStep = 400 * time.Millisecond

// tick is 30 ms that are found again to the sample.
func tick() []float32 { return measure.Chirp(300, 8000, 0.5, rate48, rate48*30/1000) }

// train is n ticks, interleaved stereo.
func train(n int) []float32 {
	step := int(trainStep.Seconds() * rate48)
	mono := make([]float32, n*step)
	for i := range n {
		copy(mono[i*step:], tick())
	}
	return measure.Stereo(mono)
}

// recording is one channel whose first sample was captured at start.
type recording struct {
	x     []float32
	start time.Time
}

// recordTimed records a source of the server in env. A null sink plays by the
// machine's clock, so the earliest arrival of any piece tells when all of them
// were captured; busy moments do not count.
func recordTimed(ctx context.Context, env []string, source string, d time.Duration) (recording, error) {
	cmd := exec.CommandContext(ctx, "pacat", "--record", "-d", source, "--latency-msec=10",
		"--raw", "--format=float32le", "--rate=48000", "--channels=2")
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return recording{}, err
	}
	if err := cmd.Start(); err != nil {
		return recording{}, err
	}
	defer cmd.Wait() //nolint:errcheck // it is killed
	defer cmd.Process.Kill()
	var r recording
	raw, have := make([]byte, 1<<16), 0
	for len(r.x) < int(d.Seconds()*rate48) {
		n, err := out.Read(raw[have:])
		now := time.Now()
		if err == io.EOF || err != nil {
			return r, err
		}
		have += n
		whole := have &^ 7
		for i := 0; i < whole; i += 8 {
			r.x = append(r.x, math.Float32frombits(binary.LittleEndian.Uint32(raw[i:])))
		}
		have = copy(raw, raw[whole:have])
		if start := now.Add(-time.Duration(len(r.x)) * time.Second / rate48); len(r.x) > rate48/2 && (r.start.IsZero() || start.Before(r.start)) {
			r.start = start
		}
	}
	return r, nil
}

// delays measures how much later than at one source each tick of a train is at
// another, and how many of the ticks were not found there.
func delays(t testing.TB, env []string, play func(context.Context, []float32) error, from, to string, n int) (all []time.Duration, lost int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	var heard [2]recording
	var wg sync.WaitGroup
	for i, source := range []string{from, to} {
		wg.Go(func() {
			var err error
			if heard[i], err = recordTimed(ctx, env, source, time.Duration(n+4)*trainStep); err != nil {
				t.Errorf("record %s: %v", source, err)
			}
		})
	}
	wg.Go(func() {
		if err := play(ctx, append(make([]float32, rate48), train(n)...)); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()
	a, b := heard[0], heard[1]
	window := int(trainStep.Seconds() * rate48)
	for at := 0; at+window <= len(a.x); at += window {
		k, like := measure.Delay(tick(), a.x[at:at+window])
		if like < 0.8 || k < 0 || k+len(tick()) > window {
			continue
		}
		said := a.start.Add(time.Duration(at+k) * time.Second / rate48)
		first := int(said.Sub(b.start).Seconds() * rate48)
		if first < 0 || first+window*9/10 > len(b.x) {
			continue
		}
		k, like = measure.Delay(tick(), b.x[first:first+window*9/10])
		if like < 0.7 {
			lost++
			continue
		}
		all = append(all, b.start.Add(time.Duration(first+k)*time.Second/rate48).Sub(said))
	}
	slices.Sort(all)
	return all, lost
}

// reportDelays prints median and 95th percentile, in milliseconds.
func reportDelays(b *testing.B, all []time.Duration, lost int) {
	if len(all) == 0 {
		b.Skip("no chirp was heard whole: the machine is too busy")
	}
	ms := func(d time.Duration) float64 { return math.Round(float64(d.Microseconds())/100) / 10 }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(all[len(all)/2]), "median-ms")
	b.ReportMetric(ms(all[len(all)*95/100]), "p95-ms")
	b.ReportMetric(float64(lost), "lost")
}

// earTicks is how many sounds the delay is measured with.
const earTicks = 40

// BenchmarkEarMonitor measures the way from microphone to loudspeaker through a
// sound server, and what the server takes for it by itself: a loop within it,
// asked for 5 ms.
func BenchmarkEarMonitor(b *testing.B) {
	run := func(name string, start func(*testing.B, *pulsetest.Server) (stop func())) {
		b.Run(name, func(b *testing.B) {
			s := pulsetest.Run(b)
			stop := start(b, s)
			play := func(ctx context.Context, x []float32) error { return s.Play(ctx, pulsetest.MicFeed, x) }
			delays(b, s.Env(), play, "mic.monitor", pulsetest.SpeakerMonitor, 5) // by then it is even
			all, lost := delays(b, s.Env(), play, "mic.monitor", pulsetest.SpeakerMonitor, earTicks)
			stop()
			reportDelays(b, all, lost)
		})
	}
	run("server alone", func(b *testing.B, s *pulsetest.Server) func() {
		if _, err := s.Control(b.Context(), "load-module", "module-loopback", "source=microphone", "sink=speaker", "latency_msec=5"); err != nil {
			b.Fatal(err)
		}
		return func() {}
	})
	child := func(name string) func(b *testing.B, s *pulsetest.Server) func() {
		return func(b *testing.B, s *pulsetest.Server) func() {
			c := startChild(b, name, s.Env()...)
			c.expect("ready")
			return func() { b.Log(c.end()) }
		}
	}
	run("directly", child("direct"))
	run("through the mix", child("ear"))
}
