package capture

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"onair/media"
)

// feedChunks pushes chunks captured every period that arrive late by lag(i).
func feedChunks(b *blocker, n, frames int, lag func(i int) time.Duration, sink func(media.Samples)) {
	data := make([]float32, frames*media.Channels)
	for i := range n {
		captured := epoch.Add(span(int64((i + 1) * frames)))
		b.push(data, captured.Add(lag(i)), false, sink)
	}
}

func TestCaptureTimesAreSmooth(t *testing.T) {
	for _, frames := range []int{480, 441, 1024, 960} {
		random := rand.New(rand.NewPCG(1, uint64(frames)))
		b := newBlocker()
		var last time.Time
		var worst, off time.Duration
		n := 0
		feedChunks(b, 2000, frames, func(int) time.Duration {
			return time.Duration(random.ExpFloat64() * float64(4*time.Millisecond))
		}, func(s media.Samples) {
			if s.Frames() != blockFrames {
				t.Fatalf("a block of %d", s.Frames())
			}
			if n > 300 {
				worst = max(worst, (s.Time.Sub(last) - blockTime).Abs())
				off = max(off, s.Time.Sub(epoch.Add(time.Duration(n)*blockTime)).Abs())
			}
			last = s.Time
			n++
		})
		if want := 2000 * frames / blockFrames; n != want {
			t.Errorf("%d: %d blocks, want %d", frames, n, want)
		}
		if worst > time.Millisecond || off > 5*time.Millisecond {
			t.Errorf("chunks of %d: steps differ by up to %v, times by %v", frames, worst, off)
		}
	}
}

func TestSlowSoundCardIsFollowed(t *testing.T) {
	// A card that runs 200 ppm slow lags 24 ms more after two minutes.
	b := newBlocker()
	var end time.Time
	last := 0
	feedChunks(b, 12000, 480, func(i int) time.Duration {
		last = i
		return time.Duration(i) * blockTime / 5000
	}, func(s media.Samples) { end = s.Time.Add(blockTime) })
	truth := epoch.Add(span(int64((last + 1) * 480))).Add(time.Duration(last) * blockTime / 5000)
	if d := truth.Sub(end).Abs(); d > 5*time.Millisecond {
		t.Errorf("%v off", d)
	}
}

func TestABriefDelayIsNoGap(t *testing.T) {
	// The program stands still for 200 ms and then gets what was buffered.
	b, n := newBlocker(), 0
	feedChunks(b, 500, 480, func(i int) time.Duration {
		if i >= 250 && i < 270 {
			return time.Duration(270-i) * blockTime
		}
		return 0
	}, func(media.Samples) { n++ })
	if n != 500 {
		t.Errorf("%d blocks of 500 chunks", n)
	}
}

func TestLostSoundBecomesSilence(t *testing.T) {
	b, n := newBlocker(), 0
	var end time.Time
	feedChunks(b, 500, 480, func(i int) time.Duration {
		if i >= 250 {
			return 100 * time.Millisecond
		}
		return 0
	}, func(s media.Samples) {
		n++
		end = s.Time.Add(blockTime)
	})
	if n < 508 || n > 511 {
		t.Errorf("%d blocks of 500 chunks and 100 ms lost", n)
	}
	if d := epoch.Add(5100 * time.Millisecond).Sub(end).Abs(); d > 12*time.Millisecond {
		t.Errorf("the last sample is %v off", d)
	}
}

func TestAfterAReopeningTheTimeIsRight(t *testing.T) {
	for _, pause := range []time.Duration{100 * time.Millisecond, 5 * time.Second} {
		b, n := newBlocker(), 0
		var end time.Time
		data := make([]float32, blockFrames*media.Channels)
		at := epoch
		for i := range 200 {
			at = at.Add(blockTime)
			if i == 100 {
				at = at.Add(pause)
			}
			b.push(data, at, i == 100, func(s media.Samples) {
				n++
				end = s.Time.Add(blockTime)
			})
		}
		if d := at.Sub(end).Abs(); d > 12*time.Millisecond {
			t.Errorf("pause of %v: the last sample is %v off", pause, d)
		}
		if want := 200 + int(min(pause, maxFill)/blockTime); n < want-1 || n > want {
			t.Errorf("pause of %v: %d blocks, want %d", pause, n, want)
		}
	}
}

func TestSineIsASine(t *testing.T) {
	s := newSound("tone:440", "", sine(440))
	c := newFakeClock()
	s.newClock = c.use
	r := record(t, s, 0, 200)
	crossings := 0
	for i := 2; i < len(r.sound); i += 2 {
		if r.sound[i-2] < 0 && r.sound[i] >= 0 {
			crossings++
		}
		if d := math.Abs(float64(r.sound[i] - r.sound[i-2])); d > 0.03 {
			t.Fatalf("a jump of %.3f at %d", d, i/2)
		}
	}
	if crossings < 878 || crossings > 881 {
		t.Errorf("%d waves in 2 s", crossings)
	}
}
