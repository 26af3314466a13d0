package measure

import (
	"math"
	"slices"
	"testing"
)

const rate = 48000

func TestLevelAndFrequencyOfATone(t *testing.T) {
	for _, hz := range []float64{50, 440, 997.3, 12345.6} {
		x := Tone(hz, 0.5, rate, rate/2)
		if got := Frequency(x, rate); math.Abs(got-hz) > 0.1 {
			t.Errorf("frequency %v, want %v", got, hz)
		}
		if got := DBFS(x); math.Abs(got+6.02) > 0.1 {
			t.Errorf("%v Hz: %v dBFS, want -6", hz, got)
		}
	}
	if got := DBFS(nil); !math.IsInf(got, -1) {
		t.Errorf("nothing has %v dBFS", got)
	}
}

func TestDelay(t *testing.T) {
	sounds := map[string][]float32{
		"noise": noise(1, 0.3, 10000),
		"chirp": Chirp(300, 3000, 0.3, rate, 10000),
	}
	for name, ref := range sounds {
		for _, shift := range []int{0, 1, 777, 20000} {
			x := append(noise(2, 0.1, shift), ref...)
			x = append(x, noise(3, 0.1, 5000)...)
			got, likeness := Delay(ref, x)
			if got != shift || likeness < 0.5 {
				t.Errorf("%s: delay %d (%.2f), want %d", name, got, likeness, shift)
			}
		}
		if got, likeness := Delay(ref, ref[500:]); got != -500 || likeness < 0.5 {
			t.Errorf("%s: delay %d (%.2f), want -500", name, got, likeness)
		}
	}
	if _, likeness := Delay(noise(1, 1, 10000), noise(2, 1, 30000)); likeness > 0.1 {
		t.Errorf("two noises are %.2f alike", likeness)
	}
	if _, likeness := Delay(noise(1, 1, 100), make([]float32, 100)); likeness != 0 {
		t.Errorf("noise and silence are %.2f alike", likeness)
	}
}

func TestClicksAndGaps(t *testing.T) {
	x := Tone(440, 0.5, rate, rate)
	if c := Clicks(x, 440, 0.5, rate, 0.01); len(c) != 0 {
		t.Errorf("a clean tone has clicks: %v", c)
	}
	if g := Gaps(x, 0.001, 48); len(g) != 0 {
		t.Errorf("a clean tone has gaps: %v", g)
	}
	hole := slices.Clone(x)
	clear(hole[10030:10510])
	if g := Gaps(hole, 0.001, 48); len(g) != 1 || math.Abs(float64(g[0].At-10030)) > 2 || g[0].Length < 480 {
		t.Errorf("gaps %v, want one at 10030", g)
	}
	missing := slices.Delete(slices.Clone(x), 20000, 20030)
	if c := Clicks(missing, 440, 0.5, rate, 0.01); len(c) != 1 || math.Abs(float64(c[0].At-20000)) > 2 {
		t.Errorf("clicks %v, want one at 20000", c)
	}
	padded := append(make([]float32, 100), append(slices.Clone(x), make([]float32, 200)...)...)
	if n := len(Trim(padded, 0.001)); math.Abs(float64(n-len(x))) > 2 {
		t.Errorf("trimmed to %d samples, want %d", n, len(x))
	}
}

func TestStereoAndChannel(t *testing.T) {
	x := noise(1, 1, 100)
	for c := range 2 {
		if !slices.Equal(Channel(Stereo(x), c, 2), x) {
			t.Errorf("channel %d differs", c)
		}
	}
}

func TestLengthsThatTransformQuickly(t *testing.T) {
	for n, want := range map[int]int{0: 1, 1: 1, 7: 8, 11: 12, 17: 18, 297600: 300000, 1 << 20: 1 << 20} {
		if got := quick(n); got != want {
			t.Errorf("%d for %d, want %d", got, n, want)
		}
	}
	if at, likeness := Delay(nil, nil); at != 0 || likeness != 0 {
		t.Errorf("nothing within nothing: %d, %v", at, likeness)
	}
}
