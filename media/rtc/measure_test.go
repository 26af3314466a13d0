package rtc_test

import (
	"math"
	"slices"
	"testing"
	"time"
)

// checkPictures wants the pictures of the second half clean and in order.
func checkPictures(t *testing.T, shots []shot) {
	t.Helper()
	bad := 0
	var values []float64
	for i, s := range shots {
		if i > 0 && !s.captured.After(shots[i-1].captured) {
			t.Errorf("picture %d was captured before the one shown before it", i)
		}
		if i < len(shots)/2 || s.psnr == 0 {
			continue
		}
		values = append(values, s.psnr)
		if s.psnr < 30 {
			bad++
		}
	}
	if len(values) < len(shots)/4 {
		t.Fatalf("only %d of %d pictures could be matched with what was sent", len(values), len(shots))
	}
	slices.Sort(values)
	t.Logf("PSNR median %.1f dB, least %.1f dB", values[len(values)/2], values[0])
	if bad > 0 {
		t.Errorf("%d of %d pictures below 30 dB", bad, len(values))
	}
}

// tone is what camera.fillSound makes, at sample s, without the beep.
func tone(s int) (v float64) {
	t := float64(s) / 48000
	v = 0.1 * math.Sin(2*math.Pi*(300*t+20*math.Sin(2*math.Pi*1.3*t)))
	if s%48000 < 4800 {
		v += 0.5 * math.Sin(2*math.Pi*1000*t)
	}
	return v
}

// checkSound wants some stretch of 0.35 s to be what was sent. Stretches during
// which the player catches up are resampled and do not count.
func checkSound(t *testing.T, sound []block) {
	t.Helper()
	const n = 16800
	var heard []float64
	for _, b := range sound {
		for i := 0; i < len(b.pcm); i += 2 {
			heard = append(heard, float64(b.pcm[i]))
		}
	}
	best := 0.0
	for _, o := range onsets(sound) {
		if o+n > len(heard) || best > 0.95 {
			continue
		}
		// The warble repeats every ten seconds, the beep every second.
		for second := range 10 {
			for d := -60; d <= 60; d += 3 {
				best = max(best, correlation(heard[o:o+n], second*48000+d))
			}
		}
	}
	t.Logf("sound correlation %.3f", best)
	if best < 0.9 {
		t.Errorf("the sound heard correlates %.2f with what was sent", best)
	}
}

func correlation(a []float64, from int) float64 {
	var ab, aa, bb float64
	for i, x := range a {
		y := tone(from + i)
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	return ab / math.Sqrt(aa*bb+1e-12)
}

// onsets are the sample numbers at which beeps begin.
func onsets(sound []block) (out []int) {
	quiet := 0
	for i, b := range sound {
		for k := 0; k < len(b.pcm); k += 2 {
			if v := b.pcm[k]; v > 0.3 || v < -0.3 {
				if quiet > 12000 {
					out = append(out, i*480+k/2)
				}
				quiet = 0
			} else {
				quiet++
			}
		}
	}
	return out
}

// checkTogether compares when the corner turns white with when the beep starts.
func checkTogether(t *testing.T, shots []shot, sound []block) {
	t.Helper()
	var flashes []time.Time
	for i, s := range shots {
		if i > 0 && s.luma > 180 && shots[i-1].luma < 80 {
			flashes = append(flashes, s.at)
		}
	}
	var offs []time.Duration
	for _, o := range onsets(sound) {
		at := sound[o/480].at.Add(time.Duration(o%480) * time.Second / 48000)
		for _, f := range flashes {
			if d := at.Sub(f); d < 400*time.Millisecond && d > -400*time.Millisecond {
				offs = append(offs, d)
			}
		}
	}
	if len(offs) < 2 {
		t.Fatalf("%d flashes, %d beeps, %d pairs", len(flashes), len(onsets(sound)), len(offs))
	}
	t.Logf("sound after picture: %v", offs)
	slices.Sort(offs[1:])
	if d := offs[1:][len(offs[1:])/2]; d > 40*time.Millisecond || d < -40*time.Millisecond {
		t.Errorf("sound comes %v after its picture", d)
	}
}
