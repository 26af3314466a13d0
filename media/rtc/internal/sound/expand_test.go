package sound

import (
	"math"
	"testing"
	"time"
)

// softest is the least loudness of 10 ms of a stretch of sound, as a share of the usual.
func softest(pcm []float32) float64 {
	const step = rate / 100 * channels
	sum, least, n := 0.0, math.Inf(1), 0
	for at := 0; at+step <= len(pcm); at += step {
		s := 0.0
		for _, v := range pcm[at : at+step] {
			s += float64(v) * float64(v)
		}
		s = math.Sqrt(s / step)
		sum, least, n = sum+s, min(least, s), n+1
	}
	return least / (sum / float64(n))
}

// What comes late, as behind a keyframe, is not heard as a hole: the sound goes on meanwhile, without a step.
func TestLateSoundLeavesNoHole(t *testing.T) {
	pcm := vowel(8)
	clean, _, _ := heard(t, pcm, func(int) time.Duration { return time.Millisecond })
	for _, ms := range []int{25, 45, 70} {
		late := time.Duration(ms) * time.Millisecond
		out, _, counts := heard(t, pcm, func(i int) time.Duration {
			behind := time.Duration(i%300-150) * 20 * time.Millisecond // it comes in the order it was sent in
			if behind < 0 {
				return time.Millisecond
			}
			return max(late-behind, time.Millisecond)
		})
		skip := rate / 2 * channels
		usual, least := softest(clean[skip:]), softest(out[skip:])
		own, step := steepest(clean[skip:]), steepest(out[skip:])
		t.Logf("%v late: softest %.2f (%.2f), steepest %.3f (%.3f), %+v", late, least, usual, step, own, counts)
		if least < 0.55*usual || step > 1.5*own || counts.Underruns > 0 {
			t.Errorf("%v late: softest %.2f, by itself %.2f; a step of %.3f, by itself %.3f; %+v", late, least, usual, step, own, counts)
		}
	}
}

// Silence of the network ends the sound softly, within a tenth of a second.
func TestSoundThatEndsDiesAway(t *testing.T) {
	pcm := vowel(4)
	out, _, _ := heard(t, pcm, func(i int) time.Duration {
		if i >= 100 {
			return -1
		}
		return time.Millisecond
	})
	end := out[len(out)-rate/100*channels:]
	if s := steepest(end); s > 0.4*steepest(out[rate*channels:]) {
		t.Errorf("it ends with a step of %.3f", s)
	}
	if long := time.Duration(len(out)/channels) * time.Second / rate; long > 2250*time.Millisecond {
		t.Errorf("it is heard for %v", long)
	}
}
