package bwe

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/interceptor/pkg/gcc"
	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
)

// judge is an estimator with all that it needs.
type judge interface {
	sent(seq uint16, size int, now time.Duration)
	told(t *testing.T, fb *rtcp.TransportLayerCC, now time.Duration)
	rate() int
}

var bounds = Config{Min: 150_000, Max: 3_000_000, Start: 1_000_000}

type own struct {
	h History
	e *Estimator
}

func (o *own) sent(seq uint16, size int, now time.Duration) { o.h.Sent(seq, size, now) }
func (o *own) rate() int                                    { return o.e.Target() }
func (o *own) told(_ *testing.T, fb *rtcp.TransportLayerCC, now time.Duration) {
	o.e.OnFeedback(now, o.h.Feedback(fb))
}

// google is pion's congestion control, by the bubble's clock.
type google struct {
	*gcc.SendSideBWE
	out interceptor.RTPWriter
}

func newGoogle(t *testing.T) *google {
	t.Helper()
	e, err := gcc.NewSendSideBWE(gcc.SendSideBWEInitialBitrate(bounds.Start), gcc.SendSideBWEMinBitrate(bounds.Min),
		gcc.SendSideBWEMaxBitrate(bounds.Max), gcc.SendSideBWEPacer(gcc.NewNoOpPacer()))
	if err != nil {
		t.Fatal(err)
	}
	info := &interceptor.StreamInfo{SSRC: 1, RTPHeaderExtensions: []interceptor.RTPHeaderExtension{{URI: sdp.TransportCCURI, ID: 1}}}
	return &google{e, e.AddStream(info, interceptor.RTPWriterFunc(func(*rtp.Header, []byte, interceptor.Attributes) (int, error) { return 0, nil }))}
}

func (g *google) sent(seq uint16, size int, _ time.Duration) {
	h := &rtp.Header{Version: 2, SSRC: 1, SequenceNumber: seq}
	err := h.SetExtension(1, binary.BigEndian.AppendUint16(nil, seq))
	if err == nil {
		_, err = g.out.Write(h, make([]byte, size-h.MarshalSize()), nil)
	}
	if err != nil {
		panic(err)
	}
}

func (g *google) rate() int { return g.GetTargetBitrate() }
func (g *google) told(t *testing.T, fb *rtcp.TransportLayerCC, _ time.Duration) {
	t.Helper()
	if err := g.WriteRTCP([]rtcp.Packet{fb}, nil); err != nil {
		t.Fatal(err)
	}
	synctest.Wait()
}

// ride is a sender that follows an estimate, on a path.
type ride struct {
	p       *path
	j       judge
	busy    time.Duration // the receiver reads nothing for so long behind each twelfth picture
	rec     *twcc.Recorder
	now     time.Duration
	seq     uint16
	owed    float64
	decoded time.Duration
	flight  []coming
}

type coming struct {
	seq uint16
	at  time.Duration
}

// rode is how that went.
type rode struct {
	mean, over, queue float64 // kbit/s, share of the time above what the path carries, ms
	lost              int
}

func (r rode) String() string {
	return fmt.Sprintf("%.0f kbit/s | %.0f %% | %.0f ms, %d", r.mean, 100*r.over, r.queue, r.lost)
}

// run goes on for so long, or until ok.
func (r *ride) run(t *testing.T, long time.Duration, ok func() bool) (o rode, after time.Duration) {
	t.Helper()
	const tick = 5 * time.Millisecond
	steps := 0.0
	for ; after < long && (ok == nil || !ok()); after += tick {
		time.Sleep(tick)
		r.now += tick
		rate := r.j.rate()
		for r.owed += float64(rate) / 8 * tick.Seconds(); r.owed >= 1200; r.owed -= 1200 {
			r.seq++
			r.j.sent(r.seq, 1200, r.now)
			res := r.p.send(r.now, 1200)
			if !res.Received {
				o.lost++
				continue
			}
			o.queue = max(o.queue, float64((r.p.freeAt - r.now).Milliseconds()))
			r.flight = append(r.flight, coming{r.seq, max(res.Arrived, r.decoded)})
		}
		if n := r.now / tick; r.busy > 0 && n%7 == 0 {
			took := time.Duration(r.p.rng.Int64N(int64(r.busy) / 4))
			if n%84 == 0 {
				took = r.busy
			}
			r.decoded = max(r.now+10*time.Millisecond+time.Hour, r.decoded) + took
		}
		steps++
		o.mean += float64(rate) / 1000
		if rate > r.p.rate {
			o.over++
		}
		if r.now%(50*time.Millisecond) == 0 {
			r.report(t)
		}
	}
	o.mean, o.over = o.mean/max(steps, 1), o.over/max(steps, 1)
	return o, after
}

func (r *ride) report(t *testing.T) {
	t.Helper()
	left := r.flight[:0]
	for _, c := range r.flight {
		if c.at-time.Hour > r.now {
			left = append(left, c)
		} else {
			r.rec.Record(1, c.seq, c.at.Microseconds())
		}
	}
	r.flight = left
	for _, p := range r.rec.BuildFeedbackPacket() {
		r.j.told(t, p.(*rtcp.TransportLayerCC), r.now)
	}
}

// rides runs a sender with each estimator.
func rides(t *testing.T, p path, run func(name string, r *ride)) {
	t.Helper()
	for _, name := range []string{"own", "pion"} {
		synctest.Test(t, func(t *testing.T) {
			way := p
			way.rng = rand.New(rand.NewPCG(5, 6))
			r := &ride{p: &way, rec: twcc.NewRecorder(1), j: &own{e: New(bounds)}}
			if name == "pion" {
				g := newGoogle(t)
				defer g.Close()
				r.j = g
			}
			run(name, r)
		})
	}
}

func TestAgainstPionOnSteadyPaths(t *testing.T) {
	const wide = 50_000_000
	for _, c := range []struct {
		name string
		path path
		busy time.Duration
	}{
		{"300 kbit/s", path{rate: 300_000}, 0},
		{"800 kbit/s", path{rate: 800_000}, 0},
		{"2 Mbit/s", path{rate: 2_000_000}, 0},
		{"5 % loss", path{rate: wide, loss: 0.05}, 0},
		{"10 % loss", path{rate: wide, loss: 0.1}, 0},
		{"20 % loss", path{rate: wide, loss: 0.2}, 0},
		{"30 ms jitter", path{rate: wide, noise: 30 * time.Millisecond}, 0},
		{"busy receiver", path{rate: wide}, 80 * time.Millisecond},
	} {
		rides(t, c.path, func(name string, r *ride) {
			r.busy = c.busy
			r.run(t, 20*time.Second, nil)
			o, _ := r.run(t, time.Minute, nil)
			t.Logf("| %s | %s | %v |", c.name, name, o)
			if fits := float64(min(c.path.rate, bounds.Max)) / 1000; name == "own" && (o.mean < 0.9*fits || o.queue > 150) {
				t.Errorf("%s: %v", c.name, o)
			}
		})
	}
}

func TestAgainstPionWhereAPathFalls(t *testing.T) {
	rides(t, path{rate: 2_000_000}, func(name string, r *ride) {
		r.run(t, 20*time.Second, nil)
		r.p.rate = 400_000
		fell, known := r.run(t, 20*time.Second, func() bool { return r.j.rate() < r.p.rate })
		o, _ := r.run(t, 20*time.Second-known, nil)
		r.p.rate = 2_000_000
		_, again := r.run(t, 2*time.Minute, func() bool { return r.j.rate() > 1_600_000 })
		t.Logf("| %s | %.2f s, %.0f ms, %d | %v | %.1f s |", name, known.Seconds(), fell.queue, fell.lost, o, again.Seconds())
		if name == "own" && (known > time.Second || again > 10*time.Second) {
			t.Errorf("the fall is known after %v, and that it is over after %v", known, again)
		}
	})
}
