package audio

import (
	"math"
	"testing"
	"time"

	"onair/media"
)

var t0 = time.Date(2024, 1, 1, 12, 0, 0, 0, time.UTC)

// collector keeps copies of what a Mic gives.
type collector struct {
	blocks [][]float32
	times  []time.Time
}

func (c *collector) next(s media.Samples) {
	c.blocks = append(c.blocks, append([]float32(nil), s.Data...))
	c.times = append(c.times, s.Time)
}

func ms(n float64) time.Time { return t0.Add(time.Duration(n * float64(time.Millisecond))) }

// counting is n frames whose samples tell their place.
func counting(from, n int) []float32 {
	out := make([]float32, 0, 2*n)
	for i := from; i < from+n; i++ {
		out = append(out, float32(i)/1e6, -float32(i)/1e6)
	}
	return out
}

func TestMicCutsBlocksWithTheirCaptureTimes(t *testing.T) {
	for _, size := range []int{1, 100, 441, 480, 481, 960, 1024, 4800} {
		var got collector
		m := NewMic(got.next)
		for from := 0; from < 9600; from += size {
			m.Push(media.Samples{Data: counting(from, size), Time: t0.Add(duration(2 * from))})
		}
		if len(got.blocks) < 20 {
			t.Fatalf("pieces of %d: %d blocks", size, len(got.blocks))
		}
		for i, b := range got.blocks {
			if len(b) != blockLen || b[0] != float32(480*i)/1e6 || b[959] != -float32(480*i+479)/1e6 {
				t.Fatalf("pieces of %d: block %d has %d samples from %v to %v", size, i, len(b), b[0], b[len(b)-1])
			}
			if off := got.times[i].Sub(ms(float64(10 * i))).Abs(); off > time.Microsecond {
				t.Fatalf("pieces of %d: time of block %d is %v off", size, i, off)
			}
		}
	}
}

func TestMicDropsAnUnfinishedBlockAfterAJump(t *testing.T) {
	var got collector
	m := NewMic(got.next)
	m.Push(media.Samples{Data: counting(0, 300), Time: t0})
	m.Push(media.Samples{Data: counting(5000, 480), Time: ms(5000)})
	if len(got.blocks) != 1 || !got.times[0].Equal(ms(5000)) || got.blocks[0][0] != 5000/1e6 {
		t.Errorf("%d blocks, times %v", len(got.blocks), got.times)
	}
	// Jitter of the clock is no jump.
	m.Push(media.Samples{Data: counting(0, 300), Time: ms(5010)})
	m.Push(media.Samples{Data: counting(300, 180), Time: ms(5090)})
	if len(got.blocks) != 2 || !got.times[1].Equal(ms(5010)) {
		t.Errorf("%d blocks, times %v", len(got.blocks), got.times)
	}
}

func TestMicWithoutTimesAndOddData(t *testing.T) {
	var got collector
	m := NewMic(got.next)
	before := time.Now()
	m.Push(media.Samples{Data: make([]float32, blockLen+1)})
	if len(got.times) != 1 || got.times[0].Before(before.Add(-time.Second)) || got.times[0].After(time.Now()) {
		t.Errorf("times %v", got.times)
	}
	m.Push(media.Samples{})
}

func TestMicVolumeMuteAndLimit(t *testing.T) {
	var got collector
	m := NewMic(got.next)
	push := func() []float32 {
		block := make([]float32, 2*blockLen)
		constant(0.8).ReadAudio(block)
		m.Push(media.Samples{Data: block, Time: t0.Add(time.Duration(len(got.blocks)) * 10 * time.Millisecond)})
		return got.blocks[len(got.blocks)-1]
	}
	near(t, "at first", last(push()), 0.8, 1e-6)
	m.SetVolume(0.5)
	near(t, "half", last(push()), 0.4, 1e-6)
	m.SetVolume(9)
	if m.Volume() != MaxVolume {
		t.Errorf("volume %v", m.Volume())
	}
	near(t, "loudest", last(push()), ceiling, 1e-6)
	if m.Meter().RMS() < 90 {
		t.Errorf("level %v of a loud sound", m.Meter().RMS())
	}
	n := len(got.blocks)
	m.Mute(true)
	for range 20 {
		push()
	}
	near(t, "muted", last(got.blocks[len(got.blocks)-1]), 0, 0)
	if len(got.blocks) != n+40 {
		t.Errorf("%d blocks while muted, want 40", len(got.blocks)-n)
	}
	if m.Meter().RMS() != 0 || m.Meter().Peak() != 0 {
		t.Errorf("muted level %v, peak %v", m.Meter().RMS(), m.Meter().Peak())
	}
	m.Mute(false)
	m.SetVolume(1)
	for range 200 { // the limiter lets go slowly
		push()
	}
	near(t, "back", last(push()), 0.8, 1e-6)
}

func TestMicReset(t *testing.T) {
	var got collector
	m := NewMic(got.next)
	block := make([]float32, blockLen+100)
	constant(0.5).ReadAudio(block)
	m.Push(media.Samples{Data: block, Time: t0})
	if m.Meter().RMS() == 0 {
		t.Error("no level of a sound")
	}
	m.Reset()
	if m.Meter().RMS() != 0 || m.Meter().Peak() != 0 {
		t.Errorf("RMS %v, peak %v after Reset", m.Meter().RMS(), m.Meter().Peak())
	}
	m.Push(media.Samples{Data: counting(1000, 480), Time: ms(11)})
	if len(got.blocks) != 2 || got.blocks[1][0] != 1000/1e6 {
		t.Errorf("%d blocks; the unfinished one was kept", len(got.blocks))
	}
}

func TestMicCleansBadSamples(t *testing.T) {
	var got collector
	m := NewMic(got.next)
	for _, v := range []float64{math.NaN(), math.Inf(-1), 0.5} {
		block := make([]float32, blockLen)
		constant(float32(v)).ReadAudio(block)
		m.Push(media.Samples{Data: block, Time: t0})
	}
	near(t, "not a number", last(got.blocks[0]), 0, 0)
	near(t, "infinite", last(got.blocks[1]), 0, 0)
	near(t, "good", last(got.blocks[2]), 0.5, 1e-6)
}

func TestMicDoesNotAllocate(t *testing.T) {
	m := NewMic(func(media.Samples) {})
	s := media.Samples{Data: make([]float32, 2*441), Time: t0}
	if n := testing.AllocsPerRun(100, func() { m.Push(s); s.Time = s.Time.Add(s.Duration()) }); n != 0 {
		t.Errorf("%v allocations a push", n)
	}
}

func BenchmarkMic(b *testing.B) {
	m := NewMic(func(media.Samples) {})
	block := make([]float32, blockLen)
	sine(440, 0.5).ReadAudio(block)
	s := media.Samples{Data: block, Time: t0}
	m.SetVolume(1.2)
	b.ReportAllocs()
	for b.Loop() {
		m.Push(s)
	}
}
