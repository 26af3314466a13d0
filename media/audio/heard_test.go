package audio

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"onair/internal/pulsetest"
	"onair/internal/pulsetest/measure"
)

// recordings is how many seconds of sound are waited for what has to be heard.
// A machine that is busy makes even the sound server stumble, so a piece of the
// sound has to be whole, not all of it: BenchmarkFaults counts the faults.
const recordings = 60

// record captures mono from the speaker's left channel.
func record(t testing.TB, s *pulsetest.Server, d time.Duration) []float32 {
	t.Helper()
	return recordFrom(t, s, pulsetest.SpeakerMonitor, d)
}

func recordFrom(t testing.TB, s *pulsetest.Server, source string, d time.Duration) []float32 {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), d+30*time.Second)
	defer cancel()
	got, err := s.Record(ctx, source, d)
	if err != nil {
		t.Fatal(err)
	}
	return measure.Channel(got, 0, 2)
}

func faults(x []float32) (gaps, clicks []measure.Fault) {
	return measure.Gaps(x, 0.001, 48), measure.Clicks(x, toneHz, toneAmplitude, 48000, 0.02)
}

// isTone reports whether x is the tone that playTone plays.
func isTone(x []float32) error {
	hz, db := measure.Frequency(x, 48000), measure.DBFS(x)
	if math.Abs(hz-toneHz) > 1 || math.Abs(db-20*math.Log10(toneAmplitude)) > 1 {
		return fmt.Errorf("%.1f Hz at %.1f dBFS", hz, db)
	}
	return nil
}

// wholePiece is the first fifth of a second of x that ok accepts, or why not.
func wholePiece(x []float32, ok func([]float32) error) error {
	const piece, step = 48000 / 5, 48000 / 20
	err := errors.New("too short")
	for at := 0; at+piece <= len(x); at += step {
		if err = ok(x[at : at+piece]); err == nil {
			return nil
		}
	}
	return err
}

// hear waits until a piece of what a source gives is accepted.
func hear(t *testing.T, s *pulsetest.Server, source string, ok func([]float32) error) {
	t.Helper()
	var err error
	for range recordings {
		if err = wholePiece(recordFrom(t, s, source, time.Second), ok); err == nil {
			return
		}
	}
	t.Fatalf("not heard on %s, last %v", source, err)
}

// expectTone waits until the tone comes from the speaker.
func expectTone(t *testing.T, s *pulsetest.Server) {
	t.Helper()
	hear(t, s, pulsetest.SpeakerMonitor, isTone)
}

// expectToneOn waits until the tone plays on that sink.
func expectToneOn(t *testing.T, s *pulsetest.Server, sink string) {
	t.Helper()
	hear(t, s, sink+".monitor", isTone)
}

func TestOneWholePieceIsEnough(t *testing.T) {
	x := make([]float32, 48000)
	if err := wholePiece(x, isTone); err == nil {
		t.Error("silence passes for the tone")
	}
	for i := range x[:30000] {
		if i%6000 > 400 { // stumbles eight times a second
			x[i] = float32(toneAmplitude * math.Sin(2*math.Pi*toneHz*float64(i)/48000))
		}
	}
	whole := func(x []float32) error {
		if gaps, clicks := faults(x); len(gaps)+len(clicks) > 0 {
			return errors.New("not whole")
		}
		return isTone(x)
	}
	if err := wholePiece(x, whole); err == nil {
		t.Error("torn sound passes for the tone")
	}
	for i := range x[30000:45000] {
		x[30000+i] = float32(toneAmplitude * math.Sin(2*math.Pi*toneHz*float64(i)/48000))
	}
	if err := wholePiece(x, whole); err != nil {
		t.Error(err)
	}
}
