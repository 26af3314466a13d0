package rtc_test

import (
	"math"
	"slices"
	"testing"
	"time"
)

// checkPictures wants the pictures in order and those of the second half clean.
// Capture times may step back once in the first half: until the first sender
// report they are guessed from the arrival.
func checkPictures(t *testing.T, shots []shot) {
	t.Helper()
	bad, corrected := 0, false
	var values []float64
	for i, s := range shots {
		if i > 0 && !s.captured.After(shots[i-1].captured) {
			if i < len(shots)/2 && !corrected {
				corrected = true
				continue
			}
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
	if len(values) < len(shots)/20 {
		t.Fatalf("only %d of %d pictures could be matched with what was sent", len(values), len(shots))
	}
	slices.Sort(values)
	t.Logf("PSNR median %.1f dB, least %.1f dB", values[len(values)/2], values[0])
	if bad > 0 {
		t.Errorf("%d of %d pictures below 30 dB", bad, len(values))
	}
}

// tone is what camera.fillSound makes, at sample s, without the beep.
func tone(s float64) (v float64) {
	t := s / 48000
	v = 0.1 * math.Sin(2*math.Pi*(300*t+20*math.Sin(2*math.Pi*1.3*t)))
	if math.Mod(s+480000, 48000) < 4800 {
		v += 0.5 * math.Sin(2*math.Pi*1000*t)
	}
	return v
}

// soundMatches tells how well the best stretch of 0.15 s, from the start of a
// beep, correlates with what was sent. While the player catches up sound is
// resampled by up to 3 %, so that is allowed for.
func soundMatches(sound []block) (best float64) {
	const n = 7200
	var heard []float64
	for _, b := range sound {
		for i := 0; i < len(b.pcm); i += 2 {
			heard = append(heard, float64(b.pcm[i]))
		}
	}
	on := onsets(sound)
	for len(on) > 0 && on[len(on)-1]+n > len(heard) {
		on = on[:len(on)-1]
	}
	for _, o := range on[max(len(on)-1, 0):] { // the newest; looking takes long
		for _, ratio := range []float64{1, 0.99, 1.01, 0.97, 1.03} {
			// The warble repeats every ten seconds, the beep every second.
			for second := range 10 {
				for d := -48; d <= 48; d += 4 {
					best = max(best, correlation(heard[o:o+n], second*48000+d, ratio))
				}
				if best > 0.95 {
					return best
				}
			}
		}
	}
	return best
}

func correlation(a []float64, from int, ratio float64) float64 {
	var ab, aa, bb float64
	for i := 0; i < len(a); i += 2 {
		x, y := a[i], tone(float64(from)+float64(i)*ratio)
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

// together is by how much, as the median of the last three, beeps start after
// the corner turns white.
func together(shots []shot, sound []block) (off time.Duration, ok bool) {
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
	if len(offs) < 3 {
		return 0, false
	}
	offs = offs[len(offs)-3:]
	slices.Sort(offs)
	return offs[1], true
}
