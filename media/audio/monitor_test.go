package audio

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// hearOneself runs a monitor for a minute: blocks are written and read at
// clocks that differ, each side unevenly, and returns the delays in frames, a
// read each, and the gaps.
func hearOneself(ppm float64, jitter time.Duration, together int) (delays []float64, gaps int) {
	m := NewMonitor()
	r := rand.New(rand.NewPCG(1, 2))
	late := func() float64 { return r.Float64() * jitter.Seconds() * rate48 }
	block, out := make([]float32, blockLen), make([]float32, blockLen)
	wrote := 0
	nextWrite := func() float64 { return float64(wrote+1)*Block*(1+ppm*1e-6) + 0 }
	due := nextWrite() + late()
	for n := 0; n < 6000; n += together {
		now := float64(n)*Block + late()
		for due <= now {
			for i := range Block {
				// A ramp tells when each frame was captured.
				v := float32(math.Mod(float64(wrote*Block+i), 4096)) / 4096
				block[2*i], block[2*i+1] = v, v
			}
			m.Write(block)
			wrote++
			due = nextWrite() + late()
		}
		for range together {
			if m.ReadAudio(out) == 0 {
				if n > 500 {
					gaps++
				}
				continue
			}
			delays = append(delays, float64(m.written)-m.pos)
		}
	}
	return delays, gaps
}

const rate48 = 48000

func TestMonitorIsQuickAndWhole(t *testing.T) {
	for _, c := range []struct {
		name     string
		ppm      float64
		jitter   time.Duration
		together int
		most     float64 // frames left over, on average of the last half
	}{
		{"in step", 0, 0, 1, 100},
		{"fast microphone", -200, 0, 1, 480},
		{"slow microphone", 200, 0, 1, 480},
		{"uneven", 50, 5 * time.Millisecond, 1, 480},
		{"two blocks at once", -50, 3 * time.Millisecond, 2, 900},
	} {
		t.Run(c.name, func(t *testing.T) {
			delays, gaps := hearOneself(c.ppm, c.jitter, c.together)
			sum := 0.0
			late := delays[len(delays)/2:]
			for _, d := range late {
				sum += d
			}
			mean := sum / float64(len(late))
			t.Logf("%.1f ms left over, %d gaps", mean/48, gaps)
			if mean > c.most || gaps > 6 {
				t.Errorf("%.1f ms left over on average, %d gaps", mean/48, gaps)
			}
		})
	}
}

func TestMonitorKeepsTheSound(t *testing.T) {
	m := NewMonitor()
	sound := sine(997, 0.5)
	in, out := make([]float32, blockLen), make([]float32, blockLen)
	var all []float32
	for range 300 {
		sound.ReadAudio(in)
		m.Write(in)
		if n := m.ReadAudio(out); n > 0 {
			all = append(all, out...)
		}
	}
	if len(all) < 295*blockLen {
		t.Fatalf("%d samples of %d", len(all), 300*blockLen)
	}
	worst := 0.0
	for i := 4; i < len(all); i += 2 { // a sine fulfils x[n] = 2 cos(w) x[n-1] - x[n-2]
		w := 2 * math.Cos(2*math.Pi*997/rate48)
		worst = max(worst, math.Abs(float64(all[i])-w*float64(all[i-2])+float64(all[i-4])))
	}
	if worst > 1e-3 {
		t.Errorf("the sine is bent by %.4f", worst)
	}
	// Nobody reads for a second: what comes then is new.
	for range 100 {
		sound.ReadAudio(in)
		m.Write(in)
	}
	if left := float64(m.written) - m.pos; left > monitorFull {
		t.Errorf("%.0f frames wait", left)
	}
}

func BenchmarkMonitor(b *testing.B) {
	m := NewMonitor()
	block := make([]float32, blockLen)
	b.ReportAllocs()
	for b.Loop() {
		m.Write(block)
		m.ReadAudio(block)
	}
}
