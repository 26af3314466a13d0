package audio

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
)

// constant is a source of one value on both channels.
func constant(v float32) Source {
	return SourceFunc(func(dst []float32) int {
		for i := range dst {
			dst[i] = v
		}
		return len(dst)
	})
}

// sine is a source of a tone that starts at phase 0.
func sine(hz float64, amplitude float32) Source {
	n := 0
	return SourceFunc(func(dst []float32) int {
		for i := 0; i < len(dst); i += 2 {
			v := amplitude * float32(math.Sin(2*math.Pi*hz*float64(n)/48000))
			dst[i], dst[i+1] = v, v
			n++
		}
		return len(dst)
	})
}

// mixed returns what m mixes in the given number of 10 ms blocks.
func mixed(m *Mixer, blocks int) []float32 {
	out := make([]float32, blocks*blockLen)
	m.Mix(out)
	return out
}

// near fails the test if got is further than tolerance from want.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %v, want %v (within %v)", what, got, want, tolerance)
	}
}

func last(x []float32) float64 { return float64(x[len(x)-1]) }

func TestMixerAddsStreamsWithTheirVolumes(t *testing.T) {
	m := NewMixer()
	m.Add("a", constant(0.25), 1)
	m.Add("b", constant(0.5), 0.5)
	near(t, "sum", last(mixed(m, 2)), 0.5, 1e-6)
	m.SetVolume("a", 1.5)
	near(t, "a louder", last(mixed(m, 2)), 0.625, 1e-6)
	m.SetVolume("a", 7)
	near(t, "more than the largest volume", last(mixed(m, 2)), 0.625, 1e-6)
	m.SetVolume("b", math.NaN())
	near(t, "not a volume", last(mixed(m, 2)), 0.375, 1e-6)
	m.SetMasterVolume(0.5)
	near(t, "all softer", last(mixed(m, 2)), 0.1875, 1e-6)
	m.Remove("a")
	m.Remove("b")
	m.Remove("nobody")
	near(t, "nobody left", last(mixed(m, 2)), 0, 0)
	if n := len(*m.inputs.Load()); n != 0 {
		t.Errorf("%d streams are still held", n)
	}
}

func TestMixerMutes(t *testing.T) {
	m := NewMixer()
	m.Add("a", constant(0.25), 1)
	m.Add("b", constant(0.5), 1)
	m.Mute("b", true)
	near(t, "b muted", last(mixed(m, 2)), 0.25, 1e-6)
	if m.Level("b") == 0 {
		t.Error("a muted stream has no level")
	}
	m.MuteAll(true)
	near(t, "all muted", last(mixed(m, 2)), 0, 0)
	m.MuteAll(false)
	m.Mute("b", false)
	near(t, "all back", last(mixed(m, 2)), 0.75, 1e-6)
}

func TestMixerReplacesAStreamOfTheSameID(t *testing.T) {
	m := NewMixer()
	m.Add("a", constant(0.5), 1)
	mixed(m, 2)
	m.Add("a", constant(0.25), 1)
	near(t, "new stream", last(mixed(m, 2)), 0.25, 1e-6)
	if n := len(m.Levels()); n != 1 {
		t.Errorf("%d levels, want 1", n)
	}
}

// Every change is a ramp: no step between samples larger than the ramp's.
func TestMixerChangesWithoutClicks(t *testing.T) {
	m := NewMixer()
	var out []float32
	then := func(blocks int) { out = append(out, mixed(m, blocks)...) }
	then(1)
	m.Add("a", constant(0.5), 1)
	then(3)
	m.SetVolume("a", 0.1)
	then(1)
	m.SetVolume("a", 1.5)
	out = append(out, make([]float32, 100)...)
	m.Mix(out[len(out)-100:])
	m.SetVolume("a", 0.2) // within the ramp
	then(2)
	m.MuteAll(true)
	then(2)
	m.MuteAll(false)
	then(2)
	m.Remove("a")
	then(2)
	largest := 0.0
	for i := 2; i < len(out); i++ {
		largest = max(largest, math.Abs(float64(out[i]-out[i-2])))
	}
	if limit := 0.75 / Block * 1.01; largest > limit {
		t.Errorf("a step of %v between two samples, want at most %v", largest, limit)
	}
	if out[len(out)-1] != 0 {
		t.Error("the removed stream is still heard")
	}
}

// A source that runs dry and comes back is heard to stop, not to click.
func TestMixerBridgesSourcesThatRunDry(t *testing.T) {
	m := NewMixer()
	tone := sine(440, 0.5)
	give := []int{960, 960, 0, 0, 0, 960, 960, 500, 0, 960, 301, 960, 960}
	m.Add("a", SourceFunc(func(dst []float32) int {
		n := give[0]
		give = give[1:]
		tone.ReadAudio(dst)
		for i := n; i < len(dst); i++ {
			dst[i] = 1 // not part of the sound
		}
		return n
	}), 1)
	mixed(m, 1)
	out := mixed(m, len(give))
	largest := 0.0
	for i := 2; i < len(out); i++ {
		largest = max(largest, math.Abs(float64(out[i]-out[i-2])))
	}
	// The tone itself moves by 0.029 between samples, a tail by 1/48 of its start.
	if largest > 0.045 {
		t.Errorf("a step of %v between two samples", largest)
	}
	if out[3*blockLen] != 0 && math.Abs(float64(out[3*blockLen])) > 0.001 {
		t.Errorf("a dry source sounds: %v", out[3*blockLen])
	}
	if peak := slices.Max(out[len(out)-blockLen:]); peak < 0.49 {
		t.Errorf("the source did not come back: %v", peak)
	}
}

func TestMixerNeverClips(t *testing.T) {
	m := NewMixer()
	for i := range 8 {
		m.Add(fmt.Sprint(i), sine(440, 0.9), 1)
	}
	out := mixed(m, 100)
	for i, v := range out {
		if v > ceiling+1e-6 || v < -ceiling-1e-6 {
			t.Fatalf("sample %d is %v", i, v)
		}
	}
	// Turned down, not cut: after the first wave it is still a clean sine.
	n, errSum, sum := 0, 0.0, 0.0
	for i := len(out) / 2; i < len(out); i += 2 {
		want := ceiling * math.Sin(2*math.Pi*440*float64(i/2)/48000)
		errSum += (float64(out[i]) - want) * (float64(out[i]) - want)
		sum += want * want
		n++
	}
	if distortion := math.Sqrt(errSum / sum); distortion > 0.02 {
		t.Errorf("limited sine has %.1f%% distortion", 100*distortion)
	}
}

func TestMixerLeavesQuietSoundAlone(t *testing.T) {
	m := NewMixer()
	m.Add("a", sine(440, 0.9), 1)
	mixed(m, 1) // fade-in
	want := make([]float32, 960)
	ref := sine(440, 0.9)
	ref.ReadAudio(want)
	ref.ReadAudio(want)
	for i, v := range mixed(m, 1) {
		if v != want[i] {
			t.Fatalf("sample %d is %v, want %v", i, v, want[i])
		}
	}
}

func TestMixerSurvivesBadSources(t *testing.T) {
	m := NewMixer()
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	m.Add("nan", constant(nan), 1)
	m.Add("inf", constant(inf), 1)
	m.Add("short", SourceFunc(func(dst []float32) int { dst[0] = 0; return 2 }), 1)
	m.Add("lies", SourceFunc(func(dst []float32) int { clear(dst); return 1 << 20 }), 1)
	m.Add("negative", SourceFunc(func(dst []float32) int { return -1 }), 1)
	m.Add("good", constant(0.5), 1)
	near(t, "good stream", last(mixed(m, 3)), 0.5, 1e-6)
	for id, level := range m.Levels() {
		if id != "good" && level != 0 {
			t.Errorf("%s has level %v", id, level)
		}
	}
}

func TestMixerTaps(t *testing.T) {
	m := NewMixer()
	m.Add("a", constant(2), 1)
	var got []float32
	remove := m.Tap(func(b []float32) { got = append(got, b...) })
	want := mixed(m, 3)
	remove()
	remove()
	mixed(m, 1)
	if len(got) != len(want) {
		t.Fatalf("the tap got %d samples, want %d", len(got), len(want))
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("sample %d: the tap got %v, the speaker %v", i, got[i], want[i])
		}
	}
}

func TestMixDoesNotAllocate(t *testing.T) {
	m := NewMixer()
	for i := range 16 {
		m.Add(fmt.Sprint(i), sine(200, 0.3), 0.8)
	}
	m.Tap(func([]float32) {})
	out := make([]float32, blockLen)
	if n := testing.AllocsPerRun(100, func() { m.Mix(out) }); n != 0 {
		t.Errorf("%v allocations a block", n)
	}
}

func BenchmarkMix16(b *testing.B) {
	for _, volume := range []float64{1, 0.8} {
		b.Run(fmt.Sprint("volume=", volume), func(b *testing.B) {
			m := NewMixer()
			block := make([]float32, blockLen)
			sine(440, 0.2).ReadAudio(block)
			for i := range 16 {
				m.Add(fmt.Sprint(i), SourceFunc(func(dst []float32) int { return copy(dst, block) }), volume)
			}
			out := make([]float32, blockLen)
			m.Mix(out)
			b.ReportAllocs()
			for b.Loop() {
				m.Mix(out)
			}
		})
	}
}

// Everything that may be called while the mix is pulled is, under the race
// detector.
func TestMixerFromManyGoroutines(t *testing.T) {
	m := NewMixer()
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(done)
		out := make([]float32, blockLen)
		for range 500 {
			m.Mix(out)
		}
	})
	for g := range 3 {
		wg.Go(func() {
			id := fmt.Sprint(g % 2)
			for i := 0; ; i++ {
				select {
				case <-done:
					return
				default:
				}
				m.Add(id, constant(0.1), 1)
				remove := m.Tap(func([]float32) {})
				m.SetVolume(id, float64(i%3)/2)
				m.Mute(id, i%2 == 0)
				m.MuteAll(i%5 == 0)
				m.Level(id)
				m.Levels()
				m.Meter().Peak()
				remove()
				m.Remove(id)
			}
		})
	}
	wg.Wait()
	m.MuteAll(false)
	near(t, "all removed", last(mixed(m, 3)), 0, 1e-6)
	if n := len(*m.inputs.Load()); n != 0 {
		t.Errorf("%d streams are still held", n)
	}
}
