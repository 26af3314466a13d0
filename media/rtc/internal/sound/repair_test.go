package sound

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// repaired plays minutes of sound over a line that loses packets, and tells how much of it
// was made up and how much rebuilt from the next packet, in milliseconds a minute, and how
// much later than its capture it was heard. red is how many packets before each packet has
// with it (RFC 2198); with asks what is missing is asked for. A picture keeps the sound back
// by a round trip, as it does where packets are lost.
func repaired(loss float64, rtt time.Duration, red int, asks bool) (madeUp, rebuilt, late float64) {
	const minutes = 3
	type event struct {
		at  time.Duration
		seq int // of the sound; with those before it, where red has them
		red int
	}
	rng := rand.New(rand.NewPCG(3, 4))
	b := New(&ramp{})
	b.SetMinLag(rtt + 40*time.Millisecond)
	t0 := time.Unix(5000, 0)
	var flight []event
	push := func(i int, now time.Duration) {
		var p [8]byte
		binary.BigEndian.PutUint64(p[:], uint64(i*frame))
		b.Push(uint16(65500+i), uint32(i*frame), p[:], t0.Add(now))
	}
	dst := make([]float32, 960)
	for now := time.Duration(0); now < minutes*time.Minute; now += time.Millisecond {
		if now%(20*time.Millisecond) == 0 && rng.Float64() >= loss {
			flight = append(flight, event{now + rtt/2, int(now / (20 * time.Millisecond)), red})
		}
		left := flight[:0]
		var came []event
		for _, e := range flight {
			if e.at <= now {
				came = append(came, e)
			} else {
				left = append(left, e)
			}
		}
		flight = left
		for _, e := range came {
			for k := max(e.seq-e.red, 0); k <= e.seq; k++ {
				if k == e.seq || b.at(int64(65500+k)) == nil {
					push(k, now)
				}
			}
			if !asks || rng.Float64() < loss {
				continue
			}
			for _, n := range b.Missing(nil, t0.Add(now), rtt+10*time.Millisecond) {
				if rng.Float64() >= loss {
					flight = append(flight, event{now + rtt, int(n-65500) & 0xffff, 0})
				}
			}
		}
		if now%(10*time.Millisecond) == 0 {
			b.Read(dst, t0.Add(now))
		}
	}
	c := b.Counts()
	lag, _ := b.Lag()
	return float64(c.Concealed) * 20 / minutes, float64(c.Recovered) * 20 / minutes, float64((lag + rtt/2).Milliseconds())
}

// What is asked for in time is neither made up nor rebuilt.
func TestLostSoundIsAskedFor(t *testing.T) {
	before, rebuilt, _ := repaired(0.1, 100*time.Millisecond, 0, false)
	after, still, _ := repaired(0.1, 100*time.Millisecond, 0, true)
	if after+still > (before+rebuilt)/4 || before+rebuilt < 3000 {
		t.Errorf("made up %.0f ms a minute, rebuilt %.0f; without asking %.0f and %.0f", after, still, before, rebuilt)
	}
}

// BenchmarkRepair compares what helps lost sound.
func BenchmarkRepair(b *testing.B) {
	for _, loss := range []float64{0.05, 0.1, 0.2} {
		for _, rtt := range []int{100, 300} {
			for _, way := range []struct {
				name string
				red  int
				asks bool
			}{{"in-band", 0, false}, {"red=1", 1, false}, {"red=2", 2, false}, {"asked", 0, true}} {
				b.Run(fmt.Sprintf("loss=%v,rtt=%d/%s", loss, rtt, way.name), func(b *testing.B) {
					for b.Loop() {
						madeUp, rebuilt, late := repaired(loss, time.Duration(rtt)*time.Millisecond, way.red, way.asks)
						b.ReportMetric(0, "ns/op")
						b.ReportMetric(madeUp, "made-up-ms/min")
						b.ReportMetric(rebuilt, "rebuilt-ms/min")
						b.ReportMetric(late, "late-ms")
					}
				})
			}
		}
	}
}
