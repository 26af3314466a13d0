package sound

import (
	"math"
	"math/rand/v2"
	"sort"
	"testing"
	"time"

	"onair/media/av"
)

// vowel is a sung "ah" with vibrato: never silent, so a gap shows.
func vowel(seconds int) []float32 {
	pcm := make([]float32, seconds*rate*channels)
	phase := 0.0
	for i := range seconds * rate {
		t := float64(i) / rate
		phase += 2 * math.Pi * 140 * (1 + 0.02*math.Sin(2*math.Pi*5*t)) / rate
		v := 0.0
		for h := 1; h <= 20; h++ {
			f := 140 * float64(h)
			amp := 1/(1+math.Pow((f-700)/200, 2)) + 0.6/(1+math.Pow((f-1200)/250, 2)) + 0.05
			v += amp * math.Sin(float64(h)*phase)
		}
		pcm[2*i], pcm[2*i+1] = float32(0.08*v), float32(0.08*v)
	}
	return pcm
}

// heard sends pcm through Opus and a network that lets packet i arrive after
// delay(i), or not if that is negative, and plays it.
func heard(t *testing.T, pcm []float32, delay func(i int) time.Duration) (out []float32, lags []float64, counts Counts) {
	enc, err := av.NewOpusEncoder(av.OpusConfig{BitRate: 48_000, ExpectedLoss: 10})
	if err != nil {
		t.Fatal(err)
	}
	defer enc.Close()
	dec, err := av.NewOpusDecoder()
	if err != nil {
		t.Fatal(err)
	}
	defer dec.Close()
	b := New(dec)
	type packet struct {
		at   time.Duration
		seq  int
		data []byte
	}
	var packets []packet
	for i := 0; (i+1)*frame*channels <= len(pcm); i++ {
		data, err := enc.Encode(pcm[i*frame*channels:][:frame*channels], nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := delay(i); d >= 0 {
			packets = append(packets, packet{time.Duration(i+1)*20*time.Millisecond + d, i, data})
		}
	}
	sort.Slice(packets, func(i, j int) bool { return packets[i].at < packets[j].at })
	t0 := time.Unix(1000, 0)
	block := make([]float32, 960)
	for at := time.Duration(0); at < time.Duration(len(pcm)/channels)*time.Second/rate; at += 10 * time.Millisecond {
		for len(packets) > 0 && packets[0].at <= at {
			p := packets[0]
			b.Push(uint16(p.seq), uint32(p.seq*frame), p.data, t0.Add(p.at))
			packets = packets[1:]
		}
		if ts, ok := b.Read(block, t0.Add(at)); ok {
			lags = append(lags, at.Seconds()-float64(uint32(ts))/rate) // unwrapped from 1<<32
			out = append(out, block...)
		}
	}
	return out, lags, b.Counts()
}

// longestGap is the longest time at less than a tenth of the usual amplitude.
func longestGap(pcm []float32) time.Duration {
	const step = rate / 200 * channels // 5 ms
	var levels []float64
	for at := 0; at+step <= len(pcm); at += step {
		s := 0.0
		for _, v := range pcm[at : at+step] {
			s += float64(v) * float64(v)
		}
		levels = append(levels, math.Sqrt(s/step))
	}
	sorted := append([]float64(nil), levels...)
	sort.Float64s(sorted)
	least := sorted[len(sorted)/2] / 10
	run, longest := 0, 0
	for _, l := range levels {
		if run++; l > least {
			run = 0
		}
		longest = max(longest, run)
	}
	return time.Duration(longest) * 5 * time.Millisecond
}

func TestSpeechWithLossHasNoGap(t *testing.T) {
	pcm := vowel(20)
	for _, c := range []struct {
		name   string
		loss   float64
		jitter time.Duration
	}{
		{"10 % loss", 0.10, 0},
		{"10 % loss and 40 ms of jitter", 0.10, 40 * time.Millisecond},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(5, 6))
			out, lags, counts := heard(t, pcm, func(int) time.Duration {
				if r.Float64() < c.loss {
					return -1
				}
				return time.Duration(r.Float64() * float64(c.jitter))
			})
			out = out[rate/5*channels:] // the vowel's beginning
			gap := longestGap(out)
			t.Logf("longest gap %v, lag %.0f ms at the end, %+v", gap, 1000*lags[len(lags)-1], counts)
			if gap > 40*time.Millisecond {
				t.Errorf("a gap of %v", gap)
			}
			if counts.Recovered < 30 {
				t.Errorf("only %d packets were rebuilt", counts.Recovered)
			}
		})
	}
}

// pitch of a piece of the vowel, by autocorrelation.
func pitch(pcm []float32) float64 {
	best, at := 0.0, 0
	for lag := rate / 180; lag < rate/110; lag++ {
		s := 0.0
		for i := 0; i+lag*channels < len(pcm); i += 4 * channels {
			s += float64(pcm[i]) * float64(pcm[i+lag*channels])
		}
		s /= float64(len(pcm)/channels - lag)
		if s > best {
			best, at = s, lag
		}
	}
	return rate / float64(at)
}

func steepest(pcm []float32) float64 {
	worst := 0.0
	for i := channels; i < len(pcm); i += channels {
		worst = max(worst, math.Abs(float64(pcm[i]-pcm[i-channels])))
	}
	return worst
}

func TestDelayComesDownAgainUnheard(t *testing.T) {
	pcm := vowel(34)
	r := rand.New(rand.NewPCG(7, 8))
	clean, _, _ := heard(t, pcm, func(int) time.Duration { return time.Millisecond })
	out, lags, counts := heard(t, pcm, func(i int) time.Duration {
		if i > 300 && i < 700 { // 6 to 14 s
			return time.Duration(r.Float64() * float64(150*time.Millisecond))
		}
		return time.Millisecond
	})
	at := func(second float64) float64 { return 1000 * lags[int(second*100)] }
	t.Logf("lag %.0f ms before, %.0f during, %.0f after, %.0f at the end; %+v", at(5), at(13), at(25), at(33), counts)
	if at(13) < 100 || at(33) > at(5)+15 {
		t.Errorf("lag %.0f ms before, %.0f during, %.0f at the end", at(5), at(13), at(33))
	}
	if counts.Skips > 0 || counts.Shortened == 0 {
		t.Errorf("%+v", counts)
	}
	// The way down, from when the network is calm again.
	down := out[15*rate*channels:]
	if s, c := steepest(down), steepest(clean); s > 1.3*c {
		t.Errorf("a step of %.3f, the steepest of the vowel is %.3f", s, c)
	}
	if gap := longestGap(down); gap > 0 {
		t.Errorf("a gap of %v", gap)
	}
	for k := 0; k+rate/5*channels < len(down); k += rate * channels {
		hz := pitch(down[k:][:rate/5*channels])
		if cents := 1200 * math.Abs(math.Log2(hz/140)); cents > 60 { // 34 of vibrato, 17 of resampling
			t.Fatalf("%.1f Hz after %.1f s", hz, float64(k)/rate/channels)
		}
	}
}

func TestAPeriodIsCutOrRepeatedUnheard(t *testing.T) {
	pcm := vowel(1)
	own := steepest(pcm)
	period, ok := findPeriod(pcm[rate/2:])
	if hz := rate / float64(period); !ok || math.Abs(hz-140) > 10 && math.Abs(hz-280) > 20 {
		t.Fatalf("a period of %.1f Hz, ok %v", hz, ok)
	}
	long := lengthen(append([]float32(nil), pcm...), 1000, period)
	if len(long) != len(pcm)+period*channels || steepest(long) > 1.3*own {
		t.Errorf("%d samples more, a step of %.3f (%.3f)", len(long)-len(pcm), steepest(long), own)
	}
	short := append([]float32(nil), pcm...)
	short = short[:2000+cut(short[2000:], period)]
	if len(short) != len(pcm)-period*channels || steepest(short) > 1.3*own {
		t.Errorf("%d samples less, a step of %.3f (%.3f)", len(pcm)-len(short), steepest(short), own)
	}
	noise := make([]float32, 4*periodMost)
	r := rand.New(rand.NewPCG(1, 1))
	for i := range noise {
		noise[i] = float32(r.NormFloat64())
	}
	if _, ok := findPeriod(noise); ok {
		t.Error("noise has a period")
	}
}
