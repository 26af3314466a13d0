package voice

import (
	"fmt"
	"math"
	"sync"
	"testing"
	"time"
)

func TestNothingSetChangesNothing(t *testing.T) {
	x := vowel(120, 0.1, 0.5)
	c := New()
	for i, v := range through(c, x) {
		if v != x[i] {
			t.Fatalf("sample %d is %v, was %v", i, v, x[i])
		}
	}
	if c.Latency() != 0 {
		t.Errorf("latency %v", c.Latency())
	}
}

func TestPitchIsExact(t *testing.T) {
	for _, hz := range []float64{90, 121.3, 220, 317} {
		x := vowel(hz, 0, 1.2)
		for _, octaves := range []float64{-1, -0.5, -0.1, 0.1, 0.25, 0.5, 1} {
			c := New()
			c.SetPitch(octaves)
			want := hz * math.Exp2(octaves)
			if want < 65 {
				continue
			}
			got := pitchOf(left(through(c, x))[rate/2 : rate])
			if off := cents(got, want); math.Abs(off) > 10 {
				t.Errorf("%v Hz moved by %v octaves: %.2f Hz, %.1f cents off", hz, octaves, got, off)
			}
		}
	}
}

// formants is the middle of what there is between 300 and 3000 Hz, where the
// first two formants are, and their neighbours when they are moved.
func formants(x []float64) float64 {
	f, sum, all := 60.0, 0.0, 0.0
	for _, db := range spectrum(x) {
		if f > 300 && f < 3000 {
			v := math.Pow(10, db/20)
			sum, all = sum+v*math.Log2(f), all+v
		}
		f *= math.Cbrt(2)
	}
	return math.Exp2(sum / all)
}

func TestFormantsStayWithPitchAndMoveWithShape(t *testing.T) {
	x := vowel(110, 0.1, 2)
	before := formants(left(x)[rate/2:])
	for _, octaves := range []float64{-0.4, 0.6} {
		c := New()
		c.SetPitch(octaves)
		if got := formants(left(through(c, x))[rate/2:]) / before; got < 0.88 || got > 1.12 {
			t.Errorf("pitch %+.1f: the formants moved by %.2f", octaves, got)
		}
	}
	for _, ratio := range []float64{0.75, 1.35} {
		s := &shifting{shifter: newShifter(shape{pitch: 1, formant: ratio})}
		y := append([]float32(nil), x...)
		for i := 0; i < len(y); i += blockLen {
			s.process(y[i:min(i+blockLen, len(y))])
		}
		if got := formants(left(y)[rate/2:]) / before; math.Abs(math.Log2(got/ratio)) > 0.2 {
			t.Errorf("formants times %.2f: they moved by %.2f", ratio, got)
		}
	}
}

// late is by how many samples y is behind x.
func late(x, y []float64, most int) int {
	best, at := 0.0, 0
	for lag := 0; lag < most; lag++ {
		sum := 0.0
		for i := 0; i+lag < len(y) && i < len(x); i++ {
			sum += math.Abs(x[i]) * math.Abs(y[i+lag])
		}
		if sum > best {
			best, at = sum, lag
		}
	}
	return at
}

func TestLatencyIsWhatItSays(t *testing.T) {
	c := New()
	c.SetPitch(0.2)
	if c.Latency() != 25*time.Millisecond {
		t.Errorf("latency %v", c.Latency())
	}
	x := make([]float32, 2*rate)
	copy(x[rate:], vowel(200, 0, 0.05)) // a short cry after half a second
	y := through(c, x)
	if got := late(left(x), left(y), 4800); got < 900 || got > 1400 {
		t.Errorf("it comes %.1f ms late", float64(got)/48)
	}
	c.SetPitch(0)
	if c.Latency() != 0 {
		t.Errorf("without pitch: latency %v", c.Latency())
	}
	c.SetReverb(ReverbGreatHall)
	if c.Latency() != 0 {
		t.Errorf("with reverb: latency %v", c.Latency())
	}
}

// renders is the same speech through every type of both kinds.
func renders(x []float32) map[string][]float32 {
	out := map[string][]float32{"as it is": x}
	for r := ReverbKaraoke; r < Reverbs; r++ {
		c := New()
		c.SetReverb(r)
		out[fmt.Sprint("reverb ", int(r))] = through(c, x)
	}
	for v := ChangerChild; v < Changers; v++ {
		c := New()
		c.SetChanger(v)
		out[fmt.Sprint("changer ", int(v))] = through(c, x)
	}
	return out
}

// speech is syllables: vowels with gliding pitch and rests between.
func speech() []float32 {
	var x []float32
	for i := range 5 {
		v := vowel(105+12*float64(i%3), 0.12, 0.26)
		for k := range v {
			w := math.Sin(math.Pi * float64(k) / float64(len(v)))
			v[k] *= float32(math.Sqrt(w))
		}
		x = append(x, v...)
		x = append(x, make([]float32, 2*rate/8)...)
	}
	return x
}

// fingerprint is the spectrum while there is speech, and in the rests, and how
// loudness swings: what tells one type from another.
func fingerprint(x []float32) []float64 {
	s := left(x)
	f := spectrum(s)
	base := 0.0
	for _, v := range f {
		base = max(base, v)
	}
	for i := range f {
		f[i] = max(f[i]-base, -60)
	}
	// Loudness in steps of 5 ms, sorted by step within the syllables.
	const step = 240
	var loud []float64
	for at := 0; at+step <= len(s); at += step {
		sum := 1e-9
		for _, v := range s[at : at+step] {
			sum += v * v
		}
		loud = append(loud, 10*math.Log10(sum))
	}
	top := 0.0
	for i, v := range loud {
		top = max(top, v)
		_ = i
	}
	for i := 0; i < len(loud); i += 4 {
		f = append(f, max(loud[i]-top, -40))
	}
	return f
}

func TestEveryTypeSoundsDifferent(t *testing.T) {
	all := renders(speech())
	prints := make(map[string][]float64)
	for name, x := range all {
		prints[name] = fingerprint(x)
		for _, v := range x {
			if v != v || v > 2 || v < -2 {
				t.Fatalf("%s gives %v", name, v)
			}
		}
		if got := 20 * math.Log10(rms(x)/rms(all["as it is"])); got < -9 || got > 9 {
			t.Errorf("%s is %+.1f dB from the loudness before", name, got)
		}
	}
	for a := range prints {
		for b := range prints {
			if a < b {
				if d := distance(prints[a], prints[b]); d < 2 {
					t.Errorf("%s and %s are %.1f dB apart", a, b, d)
				}
			}
		}
	}
}

// click is how much of x lies above 12 kHz, at its worst in any 5 ms, against
// the whole's loudness: a jump is heard there.
func click(x []float32) float64 {
	y := append([]float32(nil), x...)
	for range 3 {
		highPass(12000).process(y)
	}
	worst := 0.0
	for at := 960; at+480 <= len(y); at += 480 { // the filter's own start is left out
		worst = max(worst, rms(y[at:at+480]))
	}
	return worst
}

func TestSwitchingDoesNotClick(t *testing.T) {
	x := tone(220, 0.3, 0.3)
	for from := range 12 {
		for _, to := range []int{0, 3, 7, 11} {
			for _, kind := range []string{"reverb", "changer"} {
				c := New()
				set := func(n int) {
					if kind == "reverb" {
						c.SetReverb(Reverb(n))
					} else {
						c.SetChanger(Changer(n))
					}
				}
				set(from)
				before := through(c, x)
				set(to)
				during := through(c, x)
				after := through(c, x)
				steady := max(click(before[len(before)/2:]), click(after[len(after)/2:]))
				if got := click(during); got > 2*steady+0.003 {
					t.Errorf("%s %d to %d: %.4f above 12 kHz, %.4f in the steady state", kind, from, to, got, steady)
				}
			}
		}
	}
}

func TestReverbsDieAway(t *testing.T) {
	x := make([]float32, 2*rate*9)
	copy(x, vowel(150, 0, 0.2))
	for r := ReverbKaraoke; r < Reverbs; r++ {
		c := New()
		c.SetReverb(r)
		y := through(c, x)
		if tail := rms(y[len(y)-rate:]) / rms(y[:rate]); tail > 0.002 {
			t.Errorf("reverb %d is still at %.4f after 9 s", r, tail)
		}
	}
}

func TestUnknownTypesAreNone(t *testing.T) {
	c := New()
	for _, n := range []int{-1, 12, 99} {
		c.SetReverb(Reverb(n))
		c.SetChanger(Changer(n))
	}
	c.SetPitch(math.NaN())
	x := tone(300, 0.3, 0.2)
	for i, v := range through(c, x) {
		if v != x[i] {
			t.Fatalf("sample %d is %v, was %v", i, v, x[i])
		}
	}
}

// TestSettingAndProcessingAtOnce is for the race detector.
func TestSettingAndProcessingAtOnce(t *testing.T) {
	c := New()
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := range 30 {
			c.SetReverb(Reverb(i % 8))
			c.SetChanger(Changer(i % 12))
			c.SetPitch(float64(i%3-1) / 2)
			c.Latency()
		}
	})
	x := speech()[:blockLen*20]
	for i := range 20 {
		c.Process(x[i*blockLen : (i+1)*blockLen])
	}
	wg.Wait()
}

func TestProcessDoesNotAllocate(t *testing.T) {
	x := speech()[:blockLen*20]
	for n := range 12 {
		c := New()
		c.SetReverb(Reverb(n))
		c.SetChanger(Changer(n))
		c.SetPitch(0.1)
		through(c, x)
		i := 0
		if got := testing.AllocsPerRun(50, func() {
			c.Process(x[i*blockLen : (i+1)*blockLen])
			i = (i + 1) % 20
		}); got != 0 {
			t.Errorf("types %d: %v allocations a block", n, got)
		}
	}
}
