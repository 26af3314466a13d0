package clean

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"
)

func start(t testing.TB, on Switches) *Processor {
	p, err := New(Options{Enabled: on})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.Close() })
	return p
}

// through runs sounds through p as a device would, far end first, and returns
// what comes out and in which blocks there was speech. burst is how many
// blocks the mixer makes at once.
func through(p *Processor, s sounds, burst int) (out []float64, voice []bool) {
	block := make([]float32, blockLen)
	for n := range len(s.mic) / BlockFrames {
		if n%burst == 0 {
			for k := range burst {
				at := min((n+k)*BlockFrames, len(s.far)-BlockFrames)
				stereo(block, s.far[at:])
				p.Far(block)
			}
		}
		stereo(block, s.mic[n*BlockFrames:])
		p.Capture(block, 0)
		for i := range BlockFrames {
			out = append(out, float64(block[2*i]))
		}
		voice = append(voice, p.Speech())
	}
	return out, voice
}

func stereo(dst []float32, src []float64) {
	for i := range BlockFrames {
		dst[2*i], dst[2*i+1] = float32(src[i]), float32(src[i])
	}
}

func TestEchoIsTakenAway(t *testing.T) {
	for i, c := range []struct{ delay, ppm float64 }{{20, 0}, {20, 50}, {90, -50}, {140, 50}, {200, 0}, {200, 50}} {
		t.Run(fmt.Sprintf("%v ms, %v ppm", c.delay, c.ppm), func(t *testing.T) {
			t.Parallel()
			s := scene{seconds: 10, delay: c.delay, ppm: c.ppm, loss: 6, seed: uint64(i + 1), noise: -70}.make(t)
			p := start(t, Switches{Echo: true})
			out, _ := through(p, s, 1)
			erle := level(s.echo[2*rate:]) - level(out[2*rate:])
			st := p.Stats()
			t.Logf("echo return loss enhancement %.1f dB; %+v", erle, st)
			if erle < 30 {
				t.Errorf("echo return loss enhancement %.1f dB after 2 s", erle)
			}
			if off := st.Delay.Seconds()*1000 - c.delay; off > 15 || off < -25 {
				t.Errorf("found a delay of %v, not %v ms", st.Delay, c.delay)
			}
			if math.Abs(st.Drift-c.ppm) > 25 {
				t.Errorf("found a drift of %.0f ppm, not %v", st.Drift, c.ppm)
			}
			if st.ERLE < 20 || st.ERL < 0 || st.ERL > 15 {
				t.Errorf("%+v", st)
			}
		})
	}
}

func TestDoubleTalkKeepsTheNearVoice(t *testing.T) {
	for i, c := range []struct{ delay, ppm float64 }{{20, 50}, {100, -50}, {200, 50}} {
		t.Run(fmt.Sprintf("%v ms, %v ppm", c.delay, c.ppm), func(t *testing.T) {
			t.Parallel()
			s := scene{seconds: 9, delay: c.delay, ppm: c.ppm, loss: 6, seed: uint64(i + 1), near: 4, noise: -70}.make(t)
			out, _ := through(start(t, Voice()), s, 1)
			a, b := 5*rate, 9*rate
			in, got := alike(s.near[a:b], s.mic[a:b]), alike(s.near[a:b], out[a:b])
			t.Logf("correlation with the near voice %.3f before, %.3f after", in, got)
			if got < 0.9 {
				t.Errorf("correlation with the near voice %.3f", got)
			}
		})
	}
}

// The mixer makes blocks as the sound device takes them, several at once, and
// the loudspeaker stops for a while.
func TestEchoOfAnUnevenFarEnd(t *testing.T) {
	s := scene{seconds: 12, delay: 120, ppm: 30, loss: 10, seed: 5, noise: -70}.make(t)
	for i := 6 * rate; i < 7*rate; i++ {
		s.far[i] = 0
	}
	s.echo = convolve(s.far, response(5, 0.3))
	for i := range s.mic {
		s.mic[i] = 0.3 * sample(s.echo, float64(i)-120*48)
	}
	out, _ := through(start(t, Switches{Echo: true}), s, 4)
	if erle := level(s.mic[2*rate:]) - level(out[2*rate:]); erle < 30 {
		t.Errorf("echo return loss enhancement %.1f dB", erle)
	}
}

// The loudspeaker's buffer grows, or another loudspeaker is chosen.
func TestEchoThatMoves(t *testing.T) {
	a := scene{seconds: 14, delay: 60, loss: 6, seed: 2, noise: -70}
	b := a
	b.delay, b.seed = 180, 3
	s, later := a.make(t), b.make(t)
	copy(s.mic[5*rate:], later.mic[5*rate:])
	copy(s.echo[5*rate:], later.echo[5*rate:])
	out, _ := through(start(t, Switches{Echo: true}), s, 1)
	for from := 2; from < 14; from++ {
		erle := level(s.echo[from*rate:][:rate]) - level(out[from*rate:][:rate])
		t.Logf("second %d: %.1f dB", from, erle)
		if from >= 8 && erle < 20 {
			t.Errorf("%.1f dB in second %d", erle, from)
		}
	}
}

// fan is a fan's noise: a rush that falls with the frequency and a hum.
func fan(n int, rms float64) []float64 {
	r := rand.New(rand.NewPCG(3, 4))
	x := make([]float64, n)
	y, sum := 0.0, 0.0
	for i := range x {
		y = 0.93*y + r.NormFloat64()
		x[i] = y + 0.15*r.NormFloat64() + 0.8*math.Sin(2*math.Pi*118*float64(i)/rate) + 0.4*math.Sin(2*math.Pi*236*float64(i)/rate)
		sum += x[i] * x[i]
	}
	for i := range x {
		x[i] *= rms / math.Sqrt(sum/float64(n))
	}
	return x
}

func TestNoiseGoesDownAndSpeechStays(t *testing.T) {
	n := 12 * rate
	s := sounds{far: make([]float64, n), near: speech(t, "near", n, 0.08), mic: fan(n, 0.012)}
	clear(s.near[:2*rate])
	clear(s.near[9*rate:])
	noise := slices.Clone(s.mic)
	for i, v := range s.near {
		s.mic[i] += v
	}
	out, voice := through(start(t, Switches{Noise: true}), s, 1)
	down := level(noise[10*rate:]) - level(out[10*rate:])
	kept := alike(s.near[4*rate:9*rate], out[4*rate:9*rate])
	loud := level(out[4*rate:9*rate]) - level(s.near[4*rate:9*rate])
	t.Logf("noise down %.1f dB, voice: correlation %.3f, level %+.1f dB", down, kept, loud)
	if down < 12 {
		t.Errorf("noise down by %.1f dB", down)
	}
	if kept < 0.95 || math.Abs(loud) > 2 {
		t.Errorf("voice: correlation %.3f, level %+.1f dB", kept, loud)
	}
	spoken, wrong := 0, 0
	for i, v := range voice {
		at := i * BlockFrames
		switch {
		case v && (at > rate && at < 2*rate || at > 10*rate):
			wrong++
		case v && at > 3*rate && at < 9*rate:
			spoken++
		}
	}
	if spoken < 360 || wrong > 15 {
		t.Errorf("speech in %d of 600 blocks with, in %d of 300 without", spoken, wrong)
	}
}

func TestGainEvensOutVoices(t *testing.T) {
	end := func(rms float64) float64 {
		n := 12 * rate
		s := sounds{far: make([]float64, n), mic: speech(t, "near", n, rms)}
		out, _ := through(start(t, Switches{Gain: true}), s, 1)
		return level(out[8*rate:])
	}
	quiet, loud := end(0.02), end(0.2)
	t.Logf("20 dB apart become %.1f and %.1f dB", quiet, loud)
	if loud-quiet > 8 || quiet < -28 || loud > -10 {
		t.Errorf("20 dB apart become %.1f and %.1f dB", quiet, loud)
	}
}

func TestMusicPassesBitForBit(t *testing.T) {
	p := start(t, Music())
	r := rand.New(rand.NewPCG(1, 2))
	block := make([]float32, blockLen)
	for range 200 {
		for i := range block {
			block[i] = float32(r.NormFloat64())
		}
		want := slices.Clone(block)
		p.Far(block)
		p.Capture(block, 0)
		if !slices.Equal(block, want) {
			t.Fatal("music was changed")
		}
	}
	odd := []float32{1, 2, 3}
	start(t, Voice()).Capture(odd, 0)
	if !slices.Equal(odd, []float32{1, 2, 3}) {
		t.Error("a block of another length was changed")
	}
}

func TestSwitchingDoesNotClick(t *testing.T) {
	p := start(t, Music())
	block := make([]float32, blockLen)
	last, worst := float32(0), float32(0)
	for n := range 600 {
		for i := range BlockFrames {
			v := float32(0.5 * math.Sin(2*math.Pi*200*float64(n*BlockFrames+i)/rate))
			block[2*i], block[2*i+1] = v, v
		}
		switch n % 100 {
		case 20:
			p.SetEnabled(Switches{Echo: true})
		case 60:
			p.SetEnabled(Music())
		}
		p.Capture(block, 0)
		for i := range BlockFrames {
			worst = max(worst, block[2*i]-last, last-block[2*i])
			last = block[2*i]
		}
	}
	if worst > 0.025 { // the sine's own steepest step is 0.013
		t.Errorf("a step of %.3f", worst)
	}
}

func TestBadSamplesDoNoHarm(t *testing.T) {
	p := start(t, Voice())
	bad := make([]float32, blockLen)
	for i := range bad {
		bad[i] = float32(math.NaN())
	}
	p.Far(bad)
	p.Capture(bad, -time.Second)
	n := 4 * rate
	out, _ := through(p, sounds{far: make([]float64, n), mic: speech(t, "near", n, 0.05)}, 1)
	if l := level(out[rate:]); !(l > -40 && l < 0) {
		t.Errorf("level %.1f dB after bad samples", l)
	}
}

func TestAskingAndCleaningAtOnce(t *testing.T) {
	p := start(t, Voice())
	var wg sync.WaitGroup
	for _, f := range []func(i int){
		func(int) { p.Far(make([]float32, blockLen)) },
		func(int) { p.Capture(make([]float32, blockLen), 60*time.Millisecond) },
		func(i int) { p.SetEnabled(Switches{Echo: i%2 == 0, Noise: i%3 == 0, Gain: i%5 == 0}) },
		func(int) { p.Stats(); p.Speech(); p.Enabled() },
	} {
		wg.Go(func() {
			for i := range 100 {
				f(i)
			}
		})
	}
	wg.Wait()
	p.Close()
	p.Capture(make([]float32, blockLen), 0)
	p.Far(make([]float32, blockLen))
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

func BenchmarkCapture(b *testing.B) {
	n := 10 * rate
	far, mic := speech(b, "far", n, 0.08), speech(b, "near", n, 0.08)
	for _, c := range []struct {
		name string
		on   Switches
	}{{"music", Music()}, {"noise", Switches{Noise: true}}, {"echo", Switches{Echo: true}}, {"voice", Voice()}} {
		b.Run(c.name, func(b *testing.B) {
			p := start(b, c.on)
			f, m := make([]float32, blockLen), make([]float32, blockLen)
			p.Capture(m, 0)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				at := i % (n/BlockFrames - 1) * BlockFrames
				stereo(f, far[at:])
				stereo(m, mic[at:])
				p.Far(f)
				p.Capture(m, 0)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "us/block")
		})
	}
}
