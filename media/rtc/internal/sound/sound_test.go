package sound

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

const frame = 960

// ramp is a codec whose packets hold the number of their first sample; sample i
// decodes to i/1e6 on both sides, so reading shows what time it is. Made-up
// sound is -1, rebuilt sound is right.
type ramp struct{ fec, concealed int }

func (r *ramp) Decode(p []byte, dst []float32) ([]float32, error) {
	if len(p) < 8 {
		return nil, errBad
	}
	return r.from(float64(int64(binary.BigEndian.Uint64(p))), dst), nil
}

type badPacket struct{}

func (badPacket) Error() string { return "bad packet" }

var errBad = badPacket{}

func (r *ramp) from(start float64, dst []float32) []float32 {
	dst = dst[:0]
	for i := range frame {
		v := float32((start + float64(i)) / 1e6)
		dst = append(dst, v, v)
	}
	return dst
}

func (r *ramp) Conceal(dst []float32) ([]float32, error) {
	r.concealed++
	dst = dst[:0]
	for range frame * 2 {
		dst = append(dst, -1)
	}
	return dst, nil
}

func (r *ramp) DecodeFEC(p []byte, dst []float32) ([]float32, error) {
	if len(p) < 8 {
		return nil, errBad
	}
	r.fec++
	return r.from(float64(int64(binary.BigEndian.Uint64(p)))-frame, dst), nil
}

// run plays a stream of seconds with per-packet delays and losses given by
// arrive (negative: lost), the sender's clock running fast by ppm, and returns
// the read positions' lag behind the newest capture at each block, in ms.
func run(b *Buffer, secs int, ppm float64, arrive func(i int) time.Duration, heard func(v float32)) (lags []float64) {
	t0 := time.Unix(5000, 0)
	type ev struct {
		at time.Duration
		i  int
	}
	var evs []ev
	for i := range secs * 50 {
		if d := arrive(i); d >= 0 {
			sent := time.Duration(float64(i+1) * 20e6 / (1 + ppm*1e-6))
			evs = append(evs, ev{sent + d, i})
		}
	}
	dst := make([]float32, 960)
	for at := time.Duration(0); at < time.Duration(secs)*time.Second; at += 10 * time.Millisecond {
		for k := 0; k < len(evs); k++ {
			if e := evs[k]; e.at <= at {
				var p [8]byte
				binary.BigEndian.PutUint64(p[:], uint64(e.i*frame))
				b.Push(uint16(65500+e.i), uint32(e.i*frame)+0xfffffff0, p[:], t0.Add(e.at))
				evs = append(evs[:k], evs[k+1:]...)
				k--
			} else if e.at > at+2*time.Second {
				break
			}
		}
		if _, ok := b.Read(dst, t0.Add(at)); ok {
			heard(dst[0])
			if dst[0] >= 0 {
				cap := float64(dst[0]) * 1e6 / 48 / (1 + ppm*1e-6) // ms
				lags = append(lags, float64(at.Milliseconds())-cap)
			}
		}
	}
	return lags
}

func median(v []float64) float64 {
	s := 0.0
	for _, x := range v {
		s += x
	}
	return s / float64(len(v))
}

func TestCleanNetworkHasLittleLagAndEverySample(t *testing.T) {
	r := &ramp{}
	b := New(r)
	last, breaks := float32(-1), 0
	lags := run(b, 10, 0, func(int) time.Duration { return time.Millisecond }, func(v float32) {
		if last >= 0 && math.Abs(float64(v-last)-480e-6) > 30e-6 {
			breaks++
		}
		last = v
	})
	if m := median(lags[len(lags)/2:]); m > 60 {
		t.Errorf("lag %.1f ms after capture", m)
	}
	if breaks > 0 || r.concealed > 0 {
		t.Errorf("%d breaks, %d concealed", breaks, r.concealed)
	}
}

func TestLostPacketsAreRebuilt(t *testing.T) {
	r := &ramp{}
	b := New(r)
	made, all := 0, 0
	run(b, 20, 0, func(i int) time.Duration {
		if i%20 == 7 {
			return -1
		}
		return time.Millisecond
	}, func(v float32) {
		all++
		if v < 0 {
			made++
		}
	})
	c := b.Counts()
	if c.Lost < 45 || float64(made)/float64(all) > 0.01 {
		t.Errorf("%d of %d blocks made up; %+v", made, all, c)
	}
}

func TestJitterMakesRoomAndItShrinksAgain(t *testing.T) {
	r := &ramp{}
	b := New(r)
	rng := rand.New(rand.NewPCG(3, 4))
	lags := run(b, 40, 0, func(i int) time.Duration {
		if i > 500 && i < 1000 {
			return time.Duration(rng.IntN(80)) * time.Millisecond
		}
		return time.Millisecond
	}, func(float32) {})
	n := len(lags)
	before, during, after := median(lags[n/8:n/4]), median(lags[n*4/10:n/2]), median(lags[n*9/10:])
	if before > 60 || during < 80 || during > 180 || after > 70 {
		t.Errorf("lag before %.0f, during %.0f, after %.0f ms", before, during, after)
	}
}

func TestClocksThatDriftStayTogether(t *testing.T) {
	for _, ppm := range []float64{-300, 300} {
		r := &ramp{}
		lags := run(New(r), 120, ppm, func(int) time.Duration { return time.Millisecond }, func(float32) {})
		if end := median(lags[len(lags)*9/10:]); end > 70 || end < 20 || r.concealed > 5 {
			t.Errorf("%v ppm: lag %.1f ms at the end, %d concealed", ppm, end, r.concealed)
		}
	}
}

func TestSilentNetworkEndsAndComesBack(t *testing.T) {
	r := &ramp{}
	b := New(r)
	lags := run(b, 20, 0, func(i int) time.Duration {
		if i > 300 && i < 400 {
			return -1
		}
		return time.Millisecond
	}, func(float32) {})
	if end := median(lags[len(lags)*9/10:]); end > 80 {
		t.Errorf("lag %.1f ms at the end", end)
	}
	if c := b.Counts(); c.Underruns == 0 {
		t.Errorf("%+v", c)
	}
}

func TestNobodyReadsForAWhile(t *testing.T) {
	b := New(&ramp{})
	t0 := time.Unix(1, 0)
	at := func(i int) time.Time { return t0.Add(time.Duration(i) * 20 * time.Millisecond) }
	for i := range 1000 {
		var p [8]byte
		binary.BigEndian.PutUint64(p[:], uint64(i*frame))
		b.Push(uint16(i), uint32(i*frame), p[:], at(i))
	}
	dst := make([]float32, 960)
	if _, ok := b.Read(dst, at(1000)); !ok {
		t.Fatal("no sound")
	}
	if b.Read(dst, at(1000)); float64(dst[0])*1e6 < 990*frame {
		t.Errorf("plays from sample %.0f, not from the newest", dst[0]*1e6)
	}
}

func FuzzBuffer(f *testing.F) {
	f.Add([]byte{1, 4, 1, 9, 9, 9, 9, 9, 9, 9, 9})
	f.Fuzz(func(t *testing.T, in []byte) {
		b := New(&ramp{})
		now := time.Unix(9, 0)
		dst := make([]float32, 960)
		var seq uint16
		var ts uint32
		for len(in) > 3 {
			n := min(int(in[2]&31), len(in)-3)
			seq += uint16(int8(in[0])) << (in[1] & 8)
			ts += uint32(in[1]) << (in[2] & 24)
			b.Push(seq, ts, in[3:3+n], now)
			now = now.Add(time.Duration(in[0]) * time.Millisecond)
			b.Read(dst, now)
			in = in[3+n:]
		}
		if len(b.in) > rate*channels {
			t.Fatalf("%d samples kept", len(b.in))
		}
	})
}

func BenchmarkPushRead(b *testing.B) {
	buf := New(&ramp{})
	dst := make([]float32, 960)
	now := time.Unix(1, 0)
	p := make([]byte, 160)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		buf.Push(uint16(i), uint32(i*frame), p, now)
		buf.Read(dst, now)
		now = now.Add(10 * time.Millisecond)
		buf.Read(dst, now)
		now = now.Add(10 * time.Millisecond)
	}
}
