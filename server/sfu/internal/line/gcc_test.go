package line

import (
	"encoding/binary"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/gcc"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
)

// google is pion's congestion control, which goes by the bubble's clock: whoever sends sleeps for each tick.
type google struct {
	*gcc.SendSideBWE
	out  interceptor.RTPWriter
	pads bool // what it takes a line to carry above the layer is sent as padding, up to the next layer
}

func newGoogle(t *testing.T, pads bool) *google {
	t.Helper()
	e, err := gcc.NewSendSideBWE(gcc.SendSideBWEInitialBitrate(300_000), gcc.SendSideBWEMaxBitrate(2_500_000), gcc.SendSideBWEPacer(gcc.NewNoOpPacer()))
	if err != nil {
		t.Fatal(err)
	}
	info := &interceptor.StreamInfo{SSRC: 1, RTPHeaderExtensions: []interceptor.RTPHeaderExtension{{URI: sdp.TransportCCURI, ID: 1}}}
	out := e.AddStream(info, interceptor.RTPWriterFunc(func(*rtp.Header, []byte, interceptor.Attributes) (int, error) { return 0, nil }))
	return &google{SendSideBWE: e, out: out, pads: pads}
}

func (g *google) Sent(seq uint16, size int, _ time.Duration) {
	h := &rtp.Header{Version: 2, SSRC: 1, SequenceNumber: seq}
	if h.SetExtension(1, binary.BigEndian.AppendUint16(nil, seq)) != nil {
		panic("no room for a number")
	}
	if _, err := g.out.Write(h, make([]byte, size-h.MarshalSize()), nil); err != nil {
		panic(err)
	}
}

func (g *google) Pad(seq uint16, size int, now time.Duration) { g.Sent(seq, size, now) }
func (g *google) Tick(time.Duration)                          {}
func (g *google) Rate() int                                   { return g.GetTargetBitrate() }

func (g *google) Want(goal, sending int, _ time.Duration) (extra int) {
	if !g.pads || goal == 0 {
		return 0
	}
	return max(min(g.Rate(), goal*21/20)-sending, 0)
}

// Pace is what pion's pacer goes by.
func (g *google) Pace(_, sending int, _ time.Duration) int { return max(g.Rate(), sending) * 3 / 2 }

func (g *google) hear(t *testing.T, p *rtcp.TransportLayerCC, _ time.Duration) {
	t.Helper()
	if err := g.WriteRTCP([]rtcp.Packet{p}, nil); err != nil {
		t.Fatal(err)
	}
	synctest.Wait()
}

// fared is how a viewer fared on a way for a while.
type fared struct {
	estimate float64       // mean, in kbit/s
	fits     float64       // share of the time with the layer that the line carries,
	none     float64       // and without any
	over     float64       // share of the time in which more was taken to be carried than is
	least    int           // of the estimate
	queue    time.Duration // the longest
	dropped  int
}

func (f fared) String() string {
	return fmt.Sprintf("%4.0f kbit/s | %.0f, %.0f %% | %.0f %% | %d ms, %d", f.estimate, 100*f.fits, 100*f.none, 100*f.over, f.queue.Milliseconds(), f.dropped)
}

// fare watches a stream for so long, or until ok.
func (s *stream) fare(t *testing.T, long time.Duration, fits int, ok func() bool) (f fared, after time.Duration) {
	t.Helper()
	const tick = 5 * time.Millisecond
	const beside = 90_000 // sound
	was := s.w.dropped
	s.w.late = 0
	n := 0
	f.least = s.l.Rate()
	for ; after < long && (ok == nil || !ok()); after += tick {
		time.Sleep(tick)
		s.run(t, tick)
		rate := s.l.Rate()
		n++
		f.least = min(f.least, rate)
		f.estimate += float64(rate) / 1000
		if s.at == fits {
			f.fits++
		}
		if s.at < 0 {
			f.none++
		}
		if rate > s.w.rate-beside {
			f.over++
		}
	}
	k := float64(max(n, 1))
	f.estimate, f.fits, f.none, f.over = f.estimate/k, f.fits/k, f.none/k, f.over/k
	f.queue, f.dropped = s.w.late, s.w.dropped-was
	return f, after
}

// judges are the estimators that are compared.
var judges = []struct {
	name string
	make func(t *testing.T) estimator
}{
	{"own", func(*testing.T) estimator { return New(300_000) }},
	{"pion", func(t *testing.T) estimator { return newGoogle(t, false) }},
	{"pion, padding", func(t *testing.T) estimator { return newGoogle(t, true) }},
}

// judged runs a stream with each estimator.
func judged(t *testing.T, rate int, run func(name string, s *stream)) {
	t.Helper()
	for _, j := range judges {
		synctest.Test(t, func(t *testing.T) {
			s := newStream(rate, true)
			s.report = 50 * time.Millisecond
			s.l = j.make(t)
			if g, ok := s.l.(*google); ok {
				defer g.Close()
			}
			run(j.name, s)
		})
	}
}

// A minute on lines that stay as they are: pion's estimator nowhere keeps the right layer for longer.
func TestAgainstPionOnSteadyLines(t *testing.T) {
	const wide = 50_000_000
	for _, c := range []struct {
		name string
		rate int
		fits int
		set  func(w *way)
	}{
		{"300 kbit/s", 300_000, 0, nil},
		{"800 kbit/s", 800_000, 1, nil},
		{"2 Mbit/s", 2_000_000, 2, nil},
		{"5 % loss", wide, 2, func(w *way) { w.loss = 0.05 }},
		{"10 % loss", wide, 2, func(w *way) { w.loss = 0.1 }},
		{"20 % loss", wide, 2, func(w *way) { w.loss = 0.2 }},
		{"30 ms jitter", wide, 2, func(w *way) { w.noise = 30 * time.Millisecond }},
		{"busy receiver", wide, 2, func(w *way) { w.busy, w.heaps = 80*time.Millisecond, 35*time.Millisecond }},
	} {
		best := 0.0
		judged(t, c.rate, func(name string, s *stream) {
			if c.set != nil {
				c.set(s.w)
			}
			_, first := s.fare(t, 20*time.Second, c.fits, func() bool { return s.at >= c.fits })
			s.fare(t, 5*time.Second, c.fits, nil)
			f, _ := s.fare(t, time.Minute, c.fits, nil)
			t.Logf("| %s | %s | %.1f s | %v |", c.name, name, first.Seconds(), f)
			if name != "own" {
				if f.fits > best+0.02 {
					t.Errorf("%s: the layer that fits for %.2f of the time, with this one for %.2f", c.name, f.fits, best)
				}
			} else if best = f.fits; best < 0.9 || f.none > 0 || f.queue > 310*time.Millisecond || first > 10*time.Second {
				t.Errorf("%s: %v, at first after %v", c.name, f, first)
			}
		})
	}
}

// A line that falls and comes back: that is known at once, and while the queue empties the estimate stays above the least layer.
func TestAgainstPionWhereALineFalls(t *testing.T) {
	judged(t, 2_000_000, func(name string, s *stream) {
		s.fare(t, 20*time.Second, 2, nil)
		s.w.rate = 400_000
		fell, known := s.fare(t, 20*time.Second, 0, func() bool { return s.l.Rate() < 400_000 && s.at < 1 })
		short, _ := s.fare(t, 20*time.Second-known, 0, nil)
		s.w.rate = 2_000_000
		_, again := s.fare(t, time.Minute, 2, func() bool { return s.at == 2 })
		t.Logf("| %s | %.2f s, %d ms, %d | %v | %.1f s |", name, known.Seconds(), fell.queue.Milliseconds(), fell.dropped, short, again.Seconds())
		if least := min(fell.least, short.least); name == "own" && (known > 250*time.Millisecond || again > 8*time.Second || least < 134_000 || short.none > 0) {
			t.Errorf("known after %v, the best layer again after %v, %d kbit/s at the least", known, again, least/1000)
		}
	})
}
