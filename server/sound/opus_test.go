package sound

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/thesyncim/gopus"
	aac "github.com/tphakala/go-aac"
)

// units encodes what wave says, of which the encoder's delay is taken off.
func units(t testing.TB, rate, channels int, length time.Duration, wave func(s float64) float64) (config []byte, out [][]byte) {
	t.Helper()
	enc, err := aac.NewEncoder(aac.EncoderConfig{SampleRate: rate, Channels: channels, Bitrate: 96_000, Coder: aac.CoderFast})
	if err != nil {
		t.Fatal(err)
	}
	planes := make([][]float32, channels)
	for at := 0; at < int(length.Seconds()*float64(rate)); at += aac.FrameSize {
		line := make([]float32, aac.FrameSize)
		for i := range line {
			line[i] = float32(wave(float64(at+i) / float64(rate)))
		}
		for c := range planes {
			planes[c] = line
		}
		au, err := enc.EncodeFrame(nil, planes)
		if err != nil {
			t.Fatal(err)
		}
		if len(au) > 0 {
			out = append(out, au)
		}
	}
	return enc.AudioSpecificConfig(), out
}

// heard decodes packets into a line that begins at 0.
type heard struct {
	t     testing.TB
	dec   *gopus.Decoder
	left  []float32
	times []time.Duration
}

func listen(t testing.TB) *heard {
	dec, err := gopus.NewDecoder(gopus.DefaultDecoderConfig(rate, channels))
	if err != nil {
		t.Fatal(err)
	}
	return &heard{t: t, dec: dec}
}

func (h *heard) take(packet []byte, pts time.Duration) {
	pcm := make([]float32, 2*5760)
	n, err := h.dec.Decode(packet, pcm)
	if err != nil || n != perPacket {
		h.t.Fatalf("%d samples, %v", n, err)
	}
	at := int(math.Round(pts.Seconds() * rate))
	for i := range n {
		if k := at + i; k >= 0 {
			for len(h.left) <= k {
				h.left = append(h.left, 0)
			}
			h.left[k] = pcm[2*i]
		}
	}
	h.times = append(h.times, pts)
}

// tone is how strong a frequency is between two times (Goertzel's sum, in full).
func (h *heard) tone(hz, from, to float64) float64 {
	a, b := int(from*rate), min(int(to*rate), len(h.left))
	var c, s float64
	for i := a; i < b; i++ {
		p := 2 * math.Pi * hz * float64(i) / rate
		c += float64(h.left[i]) * math.Cos(p)
		s += float64(h.left[i]) * math.Sin(p)
	}
	return 2 * math.Hypot(c, s) / float64(b-a)
}

// onset is when it becomes loud.
func (h *heard) onset(from float64) float64 {
	for i := int(from * rate); i < len(h.left); i++ {
		if math.Abs(float64(h.left[i])) > 0.1 {
			return float64(i) / rate
		}
	}
	return math.Inf(1)
}

// later is a tone that begins after a second.
func later(s float64) float64 {
	if s < 1 {
		return 0
	}
	return 0.5 * math.Sin(2*math.Pi*1000*s)
}

func TestToneKeepsPitchStrengthAndTime(t *testing.T) {
	for _, c := range []struct{ from, ch, s int }{{44100, 1, 10}, {48000, 2, 3}} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			from, end := c.from, float64(c.s)-0.5
			config, aus := units(t, from, c.ch, time.Duration(c.s)*time.Second, later)
			h := listen(t)
			o := NewToOpus(h.take)
			for i, au := range aus {
				if err := o.AAC(config, au, samples(int64(i*1024), from).Truncate(time.Millisecond)); err != nil {
					t.Fatal(err)
				}
			}
			o.Close()
			// the encoder is a frame late, and so is its sound
			late := float64(aac.EncoderDelay) / float64(from)
			if d := h.onset(0.5) - 1 - late; math.Abs(d) > 0.003 {
				t.Errorf("begins %.1f ms off", 1000*d)
			}
			if a := h.tone(1000, 1.5, end); math.Abs(a-0.5) > 0.02 {
				t.Errorf("strength %.3f", a)
			}
			if a := h.tone(1000*48000/44100., 1.5, end); a > 0.01 {
				t.Errorf("%.3f of another pitch", a)
			}
			last := h.times[len(h.times)-1] + 20*time.Millisecond
			if want := samples(int64(len(aus)*1024), from); (last - want).Abs() > 30*time.Millisecond {
				t.Errorf("ends at %v, not %v", last, want)
			}
			for i, p := range h.times[1:] {
				if d := p - h.times[i]; (d - 20*time.Millisecond).Abs() > time.Microsecond {
					t.Fatalf("packet %d comes %v after the last", i, d)
				}
			}
		})
	}
}

func TestGapsAndJumps(t *testing.T) {
	config, aus := units(t, 44100, 1, 6*time.Second, later)
	frame := func(i int) time.Duration { return samples(int64(i*1024), 44100) }
	run := func(shift func(i int) (time.Duration, bool)) *heard {
		h := listen(t)
		o := NewToOpus(h.take)
		for i, au := range aus {
			if by, sent := shift(i); sent {
				if err := o.AAC(config, au, frame(i)+by); err != nil && !errors.Is(err, ErrTimes) {
					t.Fatal(err)
				}
			}
		}
		return h
	}
	steps := func(h *heard) (odd []time.Duration) {
		for i, p := range h.times[1:] {
			if d := p - h.times[i]; (d - 20*time.Millisecond).Abs() > time.Microsecond {
				odd = append(odd, d)
			}
		}
		return odd
	}
	t.Run("a second lost", func(t *testing.T) {
		h := run(func(i int) (time.Duration, bool) { return 0, frame(i) < 2*time.Second || frame(i) > 3*time.Second })
		if odd := steps(h); odd != nil {
			t.Errorf("steps of %v", odd)
		}
		if a := h.tone(1000, 2.1, 2.9); a > 0.001 {
			t.Errorf("%.3f in the gap", a)
		}
		if at := h.onset(2.2); math.Abs(at-3) > 0.04 {
			t.Errorf("goes on at %.3f s", at)
		}
	})
	t.Run("wavering times", func(t *testing.T) {
		h := run(func(i int) (time.Duration, bool) { return time.Duration(i%7) * 10 * time.Millisecond, true })
		if odd := steps(h); odd != nil {
			t.Errorf("steps of %v", odd)
		}
	})
	for name, jump := range map[string]time.Duration{"ahead": 10 * time.Second, "back": -time.Second} {
		t.Run(name, func(t *testing.T) {
			h := run(func(i int) (time.Duration, bool) {
				if frame(i) > 3*time.Second {
					return jump, true
				}
				return 0, true
			})
			if odd := steps(h); len(odd) != 1 || (odd[0]-jump).Abs() > 50*time.Millisecond {
				t.Errorf("steps of %v", odd)
			}
		})
	}
}

// Times that jump with each unit cost no more than sound that has as many gaps as sound.
func TestSilenceHasABudget(t *testing.T) {
	config, aus := units(t, 48000, 2, 4*time.Second, later)
	for name, step := range map[string]time.Duration{"two seconds": maxFill, "half a second": maxFill / 4, "back": -200 * time.Millisecond, "hours": time.Hour} {
		t.Run(name, func(t *testing.T) {
			packets, told := 0, 0
			o := NewToOpus(func([]byte, time.Duration) { packets++ })
			for i, au := range aus {
				switch err := o.AAC(config, au, time.Duration(i)*step); {
				case errors.Is(err, ErrTimes):
					told++
				case err != nil:
					t.Fatal(err)
				}
			}
			o.Close()
			most := 2*len(aus)*frameSamples/perPacket + int(maxFill/(20*time.Millisecond)) + 1
			if packets > most || told == 0 && step < time.Hour {
				t.Errorf("%d packets, at most %d; told %d times", packets, most, told)
			}
		})
	}
}
