package sfu

import (
	"testing"
	"time"

	"github.com/pion/rtp"

	"onair/server/sfu/internal/intake"
	"onair/server/sfu/internal/lite"
)

// recorder is a writer that keeps what it is given.
type recorder struct {
	keep    bool
	headers []rtp.Header
	bytes   int
}

func (r *recorder) WriteRTP(_ int64, h *rtp.Header, payload []byte) error {
	if r.keep {
		r.headers = append(r.headers, *h)
	}
	r.bytes += len(payload)
	return nil
}

// fanout is a relay without a network: n viewers whose packets go to recorders.
func fanout(tb testing.TB, n int) (*relay, []*recorder, []*subscription) {
	tb.Helper()
	s, err := New(Config{UDPAddr: "127.0.0.1:0", TCPAddr: "off"})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	p := &publisher{sfu: s, id: "s", wake: make(chan struct{}, 1), feed: intake.NewFeedback(), viewers: map[string]*viewer{}}
	p.opts.MaxBitRate = 1 << 30
	t := p.addTrack(video, codec{Mime: "video/VP8", PT: 96, Clock: 90000})
	var recs []*recorder
	var subs []*subscription
	for range n {
		rec := &recorder{}
		sub := &subscription{v: &viewer{p: p, born: time.Now()}}
		sub.out.Store(&lite.Output{Writer: rec, SSRC: 7, Type: 100})
		sub.aim(t, false)
		recs, subs = append(recs, rec), append(subs, sub)
	}
	return &relay{t: t, replay: make([]*packet, 0, replayMax)}, recs, subs
}

func frame(tb testing.TB, seq uint16, n int, key bool) [][]byte {
	tb.Helper()
	var out [][]byte
	for i := range n {
		payload := make([]byte, 1000)
		if i == 0 {
			payload[0] = 0x10
		}
		if !key {
			payload[1] = 1
		}
		b, err := (&rtp.Packet{
			Header: rtp.Header{
				Version: 2, PayloadType: 96, SequenceNumber: seq + uint16(i), Timestamp: uint32(seq) * 10, SSRC: 3, Marker: i == n-1,
			},
			Payload: payload,
		}).Marshal()
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, b)
	}
	return out
}

func TestViewersStartAtAKeyframe(t *testing.T) {
	r, recs, subs := fanout(t, 2)
	recs[0].keep = true
	feed := func(seq uint16, n int, key bool) {
		for _, b := range frame(t, seq, n, key) {
			r.handle(b, time.Now())
		}
	}
	feed(65530, 3, false)
	if len(recs[0].headers) != 0 || r.t.waiting.Load() != 2 {
		t.Fatalf("%d packets before a keyframe; %d waiting", len(recs[0].headers), r.t.waiting.Load())
	}
	subs[1].leave()
	feed(65533, 2, true)
	feed(65535, 4, false)
	got := recs[0].headers
	if len(got) != 6 || recs[1].bytes != 0 || r.t.waiting.Load() != 0 {
		t.Fatalf("%d packets, %d bytes to who left, %d waiting", len(got), recs[1].bytes, r.t.waiting.Load())
	}
	for i, h := range got {
		if h.SequenceNumber != 65533+uint16(i) || h.SSRC != 7 || h.PayloadType != 100 || h.Extension {
			t.Errorf("packet %d: %+v", i, h)
		}
	}
	if got[0].Timestamp != 655330 || !got[1].Marker || got[0].Marker {
		t.Errorf("timestamps and markers: %+v", got[:2])
	}

	// Who comes now gets the picture since the keyframe at once.
	late := &recorder{keep: true}
	sub := &subscription{v: subs[0].v}
	sub.out.Store(&lite.Output{Writer: late, SSRC: 8, Type: 101})
	sub.aim(r.t, false)
	feed(3, 1, false)
	if len(late.headers) != 7 || late.headers[0].SequenceNumber != 65533 || late.headers[6].SequenceNumber != 3 {
		t.Errorf("the late viewer got %+v", late.headers)
	}
	if n := len(recs[0].headers); n != 7 {
		t.Errorf("the first viewer got %d packets", n)
	}
}

func TestRepairsAreBoundedAndExact(t *testing.T) {
	r, recs, subs := fanout(t, 1)
	recs[0].keep = true
	for _, b := range frame(t, 100, 20, true) {
		r.handle(b, time.Now())
	}
	rep := &repairer{s: subs[0]}
	sent := len(recs[0].headers)
	rep.handleNACK(7, 105, 0b101)
	rep.handleNACK(8, 105, 0)   // another's SSRC
	rep.handleNACK(7, 99, 0)    // before the viewer came
	rep.handleNACK(7, 120, 0)   // not yet sent
	rep.handleNACK(7, 40000, 0) // nonsense
	again := recs[0].headers[sent:]
	if len(again) != 3 {
		t.Fatalf("%d packets again", len(again))
	}
	for i, seq := range []uint16{105, 106, 108} {
		first := recs[0].headers[seq-100]
		if again[i].SequenceNumber != seq || again[i].Timestamp != first.Timestamp || again[i].Marker != first.Marker {
			t.Errorf("first %+v, again %+v", first, again[i])
		}
	}
	for range 3000 {
		rep.handleNACK(7, 110, 0)
	}
	if n := len(recs[0].headers) - sent; n > 2*repairsPerSecond+3 {
		t.Errorf("%d repairs", n)
	}
}

// The relay's own part of a packet to a viewer: no allocation in the steady state.
func TestFanoutDoesNotAllocate(t *testing.T) {
	r, recs, _ := fanout(t, 50)
	seq := uint16(0)
	var frames [][]byte
	for i := range 4000 {
		frames = append(frames, frame(t, uint16(i*4), 4, i == 0)...)
	}
	send := func() {
		for range 4 {
			r.handle(frames[seq], time.Now())
			seq++
		}
	}
	for range 500 { // once around the ring
		send()
	}
	if n := testing.AllocsPerRun(200, send); n > 1 {
		t.Errorf("%v allocations for 4 packets to 50 viewers", n)
	}
	if recs[49].bytes == 0 {
		t.Error("the last viewer got nothing")
	}
}

// BenchmarkFanout is the relay's own part of a picture of four packets to a hundred viewers.
func BenchmarkFanout(b *testing.B) {
	r, _, _ := fanout(b, 100)
	var packets [][]byte
	for i := range 1 << 14 {
		packets = append(packets, frame(b, uint16(i*4), 4, i == 0)...)
	}
	now := time.Now()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		for k := range 4 {
			r.handle(packets[(i*4+k)%len(packets)], now)
		}
	}
}
