package bwe

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
)

// path is a simulated link: a queue served at rate, random loss, random delay.
type path struct {
	rate   int
	loss   float64
	noise  time.Duration
	extra  time.Duration
	freeAt time.Duration
	rng    *rand.Rand
}

func (p *path) send(at time.Duration, size int) Result {
	r := Result{Sent: at, Size: size}
	start := max(p.freeAt, at)
	if p.rng.Float64() < p.loss || start-at > 300*time.Millisecond {
		return r
	}
	p.freeAt = start + time.Duration(size)*8*time.Second/time.Duration(p.rate)
	r.Received = true
	r.Arrived = p.freeAt + 10*time.Millisecond + p.extra + time.Hour
	if p.noise > 0 {
		r.Arrived += time.Duration(p.rng.Int64N(int64(p.noise)))
	}
	return r
}

// drive sends 30 frames a second at the target (or at most limit) and reports
// every 100 ms; it returns the target at the end.
func drive(e *Estimator, p *path, now *time.Duration, secs int, limit int) int {
	for end := *now + time.Duration(secs)*time.Second; *now < end; {
		var rs []Result
		for range 3 {
			bytes := min(e.Target(), limit) / 8 / 30
			for at := *now; bytes > 0; bytes -= 1200 {
				rs = append(rs, p.send(at, min(bytes, 1200)))
				at += time.Millisecond
			}
			*now += 33 * time.Millisecond
		}
		e.OnFeedback(*now, rs)
	}
	return e.Target()
}

func TestEstimateFollowsThePath(t *testing.T) {
	const M = 1_000_000
	for name, c := range map[string]struct {
		start, secs int
		limit       int
		path        path
		min, max    int
	}{
		"a wide path":             {M, 10, 9 * M, path{rate: 50 * M}, 3*M - 1, 3 * M},
		"a busy machine":          {M, 10, 9 * M, path{rate: 50 * M, noise: 60 * time.Millisecond}, 25 * M / 10, 3 * M},
		"jitter at a low rate":    {300_000, 20, 9 * M, path{rate: 50 * M, noise: 60 * time.Millisecond}, 2 * M, 3 * M},
		"5 % of loss":             {M, 10, 9 * M, path{rate: 50 * M, loss: 0.05}, 25 * M / 10, 3 * M},
		"20 % of random loss":     {2 * M, 20, 9 * M, path{rate: 50 * M, loss: 0.2}, M / 2, 3 * M},
		"half a megabit":          {2 * M, 20, 9 * M, path{rate: M / 2}, 300_000, 560_000},
		"little sent on a wide":   {2 * M, 20, 200_000, path{rate: 50 * M, noise: 60 * time.Millisecond}, 15 * M / 10, 3 * M},
		"far below the floor":     {M, 20, 9 * M, path{rate: 60_000}, 150_000, 150_000},
		"capped, noisy and lossy": {2 * M, 20, 9 * M, path{rate: M, loss: 0.05, noise: 15 * time.Millisecond}, 500_000, 1_150_000},
	} {
		t.Run(name, func(t *testing.T) {
			e := New(Config{Min: 150_000, Max: 3 * M, Start: c.start})
			c.path.rng = rand.New(rand.NewPCG(5, 6))
			now := time.Duration(0)
			if got := drive(e, &c.path, &now, c.secs, c.limit); got < c.min || got > c.max {
				t.Errorf("%d, want %d to %d (queue %v, loss %.2f)", got, c.min, c.max, e.Queue(), e.Loss())
			}
		})
	}
}

func TestEstimateComesBackAfterACap(t *testing.T) {
	e := New(Config{Min: 150_000, Max: 2_000_000, Start: 1_000_000})
	p := &path{rate: 20_000_000, rng: rand.New(rand.NewPCG(1, 1))}
	now := time.Duration(0)
	if got := drive(e, p, &now, 5, 1e9); got != 2_000_000 {
		t.Fatalf("before: %d", got)
	}
	p.rate = 500_000
	if got := drive(e, p, &now, 3, 1e9); got > 520_000 {
		t.Errorf("3 s into the cap: %d", got)
	}
	drive(e, p, &now, 10, 1e9)
	p.rate = 20_000_000
	if got := drive(e, p, &now, 12, 1e9); got < 1_900_000 {
		t.Errorf("12 s after the cap: %d", got)
	}
}

func TestALongerPathIsNotAQueueForEver(t *testing.T) {
	e := New(Config{Min: 150_000, Max: 2_000_000, Start: 1_000_000})
	p := &path{rate: 20_000_000, rng: rand.New(rand.NewPCG(1, 1))}
	now := time.Duration(0)
	drive(e, p, &now, 5, 1e9)
	p.extra = 60 * time.Millisecond
	if got := drive(e, p, &now, 20, 1e9); got < 1_500_000 {
		t.Errorf("%d after the path got 60 ms longer", got)
	}
}

func TestFeedbackIsReadAsSent(t *testing.T) {
	var h History
	for i := range 20 {
		h.Sent(uint16(65530+i), 100+i, time.Duration(i)*10*time.Millisecond)
	}
	fb := &rtcp.TransportLayerCC{
		BaseSequenceNumber: 65530, PacketStatusCount: 10, ReferenceTime: 0xffffff,
		PacketChunks: []rtcp.PacketStatusChunk{
			&rtcp.RunLengthChunk{PacketStatusSymbol: rtcp.TypeTCCPacketReceivedSmallDelta, RunLength: 3},
			&rtcp.StatusVectorChunk{SymbolList: []uint16{0, 1, 0, 2, 1, 1, 1, 1, 1, 1}},
		},
	}
	for i := range 8 {
		fb.RecvDeltas = append(fb.RecvDeltas, &rtcp.RecvDelta{Delta: int64(1000 * (i + 1))})
	}
	rs := h.Feedback(fb)
	if len(rs) != 8 || !rs[3].Received || rs[3].Size != 104 || rs[1].Arrived-rs[0].Arrived != 2*time.Millisecond {
		t.Errorf("%+v", rs)
	}
	first := rs[0].Arrived
	next := &rtcp.TransportLayerCC{BaseSequenceNumber: 4, PacketStatusCount: 1, ReferenceTime: 0,
		PacketChunks: []rtcp.PacketStatusChunk{&rtcp.RunLengthChunk{PacketStatusSymbol: 1, RunLength: 1}},
		RecvDeltas:   []*rtcp.RecvDelta{{Delta: 1000}}}
	if rs = h.Feedback(next); len(rs) != 2 || rs[0].Arrived-first != 64*time.Millisecond {
		t.Errorf("after the reference time wrapped: %+v", rs)
	}
	if rs[1].Received || rs[1].Size != 103 {
		t.Errorf("what has not come for 70 ms is not lost: %+v", rs)
	}
}

// What others overtake is not lost; what is lost is told once.
func TestOvertakenIsNotLost(t *testing.T) {
	for _, loss := range []float64{0, 0.1} {
		var h History
		rng, rec := rand.New(rand.NewPCG(3, 4)), twcc.NewRecorder(1)
		flight := map[time.Duration][]uint16{}
		came, lost, sent := 0, 0, 0
		for now := time.Duration(0); now < 20*time.Second; now += time.Millisecond {
			if now%(6*time.Millisecond) == 0 {
				seq := uint16(65000 + sent)
				h.Sent(seq, 1200, now)
				if sent++; rng.Float64() >= loss {
					at := now + time.Duration(10+rng.IntN(30))*time.Millisecond
					flight[at] = append(flight[at], seq)
				}
			}
			for _, seq := range flight[now] {
				rec.Record(1, seq, now.Microseconds())
			}
			if now%(50*time.Millisecond) != 0 {
				continue
			}
			for _, p := range rec.BuildFeedbackPacket() {
				for _, r := range h.Feedback(p.(*rtcp.TransportLayerCC)) {
					if came++; !r.Received {
						lost++
					}
				}
			}
		}
		if share := float64(lost) / float64(came); math.Abs(share-loss) > 0.02 || came < sent*98/100 {
			t.Errorf("%.2f are lost, and %.2f taken for lost; %d sent, of %d told", loss, share, sent, came)
		}
	}
}

func FuzzFeedback(f *testing.F) {
	f.Add([]byte{0x8f, 205, 0, 5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0, 1, 0, 0, 1, 0, 0x20, 1, 4, 0})
	f.Fuzz(func(t *testing.T, in []byte) {
		var fb rtcp.TransportLayerCC
		if fb.Unmarshal(in) != nil {
			return
		}
		var h History
		for i := range 100 {
			h.Sent(uint16(i), 100, 0)
		}
		if rs := h.Feedback(&fb); len(rs) > 65535 {
			t.Fatal("too many results")
		}
	})
}
