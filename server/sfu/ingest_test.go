package sfu

import (
	"sync"
	"testing"
	"time"

	"github.com/pion/rtp"

	"onair/server/sfu/internal/lite"
	"onair/server/sfu/internal/pack"
)

// wire keeps what is sent to one viewer.
type wire struct {
	mu    sync.Mutex
	heads []rtp.Header
	first [][]byte // each payload's beginning
	more  chan struct{}
}

func newWire() *wire { return &wire{more: make(chan struct{}, 1)} }

func (w *wire) WriteRTP(_ int64, h *rtp.Header, payload []byte) error {
	w.mu.Lock()
	w.heads, w.first = append(w.heads, *h), append(w.first, append([]byte(nil), payload[:min(8, len(payload))]...))
	w.mu.Unlock()
	select {
	case w.more <- struct{}{}:
	default:
	}
	return nil
}

func (w *wire) sent() ([]rtp.Header, [][]byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]rtp.Header(nil), w.heads...), append([][]byte(nil), w.first...)
}

// wait blocks until n packets were sent.
func (w *wire) wait(t *testing.T, n int) []rtp.Header {
	t.Helper()
	late := time.After(60 * time.Second)
	for {
		if heads, _ := w.sent(); len(heads) >= n {
			return heads
		}
		select {
		case <-w.more:
		case <-late:
			heads, _ := w.sent()
			t.Fatalf("%d packets, not %d", len(heads), n)
		}
	}
}

// feed hands in frames of a stream at 30 a second, the first a keyframe, each of n packets.
func feed(in *Ingest, from, count, n int, key func(int) bool) {
	for i := from; i < from+count; i++ {
		slice := make([]byte, (n-1)*(pack.Payload-2)+100)
		slice[0] = 0x41
		au := [][]byte{{9, 0xf0}, slice}
		if key(i) {
			slice[0] = 0x65
			au = [][]byte{{9, 0xf0}, {0x67, 1, 2, 3}, {0x68, 4}, slice}
		}
		at := time.Duration(i) * time.Second / 30
		in.H264(au, at, at)
	}
}

func ingest(t *testing.T, opts PublishOptions) *Ingest {
	t.Helper()
	s, err := New(Config{UDPAddr: "127.0.0.1:0", TCPAddr: "off"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	in, err := s.Ingest("s", opts)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func (in *Ingest) watch(t *testing.T, w *wire) *subscription {
	t.Helper()
	conn, err := lite.New(lite.Config{Hub: in.p.sfu.hub}) // speaks to nobody
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	sub := &subscription{v: &viewer{p: in.p, conn: conn, born: time.Now()}}
	sub.out.Store(&lite.Output{Writer: w, SSRC: 7, Type: 100})
	sub.aim(in.video.r.t, false)
	return sub
}

func onlyFirst(i int) bool { return i == 0 }

// Who joins in the middle of a long group of pictures gets all of it, drawn together to a short moment, and then the stream.
func TestWhoJoinsAnIngestGetsThePictureAtOnce(t *testing.T) {
	in := ingest(t, PublishOptions{MaxBitRate: 1 << 30})
	feed(in, 0, 240, 4, onlyFirst) // 8 s of 1.2 Mbit/s
	w := newWire()
	sub := in.watch(t, w)
	feed(in, 240, 60, 4, onlyFirst)
	heads := w.wait(t, 300*4+1)
	_, first := w.sent()
	if first[0][0]&0x1f != 24 || first[1][0]&0x1f != 28 || first[1][1] != 0x85 {
		t.Errorf("the stream begins with % x, % x", first[0], first[1])
	}
	old := heads[0].Timestamp
	for i, h := range heads {
		if h.SequenceNumber != heads[0].SequenceNumber+uint16(i) {
			t.Fatalf("packet %d has number %d after %d", i, h.SequenceNumber, heads[i-1].SequenceNumber)
		}
		if d := int32(h.Timestamp - old); d < 0 || heads[i].Marker && i > 1 && i < len(heads)-1 && heads[i+1].Timestamp == h.Timestamp {
			t.Fatalf("packet %d: time goes on by %d", i, d)
		}
		old = h.Timestamp
	}
	if d := heads[239*4].Timestamp - heads[0].Timestamp; d > 90000/5 {
		t.Errorf("8 s of old pictures take %d ms", d/90)
	}
	if d := heads[299*4].Timestamp - heads[241*4].Timestamp; d < 90000*19/10 {
		t.Errorf("2 s of new pictures take %d ms", d/90)
	}
	// A repair is the packet as it was.
	(&repairer{s: sub}).handleNACK(7, heads[50].SequenceNumber, 0)
	if again := w.wait(t, 300*4+2)[300*4+1]; again.Timestamp != heads[50].Timestamp || again.Marker != heads[50].Marker {
		t.Errorf("first %+v, again %+v", heads[50], again)
	}
}

func TestAGroupTooLongToKeepIsWaitedFor(t *testing.T) {
	in := ingest(t, PublishOptions{MaxBitRate: 1 << 30})
	feed(in, 0, 300, 10, onlyFirst)
	w := newWire()
	in.watch(t, w)
	feed(in, 300, 10, 10, onlyFirst)
	if heads, _ := w.sent(); len(heads) > 0 || in.video.r.t.waiting.Load() != 1 {
		t.Fatalf("%d packets of a picture that is not whole; %d waiting", len(heads), in.video.r.t.waiting.Load())
	}
	feed(in, 310, 1, 10, func(int) bool { return true })
	w.wait(t, 11)
}

// What is muted ends catching up as well, and what comes after begins with a keyframe.
func TestMutingEndsCatchingUp(t *testing.T) {
	in := ingest(t, PublishOptions{MaxBitRate: 1 << 30})
	feed(in, 0, 240, 4, onlyFirst)
	w := newWire()
	in.watch(t, w)
	feed(in, 240, 1, 4, onlyFirst)
	in.p.sfu.Mute("s", true, false)
	feed(in, 241, 3, 4, onlyFirst)
	in.p.sfu.Mute("s", false, false)
	feed(in, 244, 3, 4, onlyFirst)
	before, _ := w.sent()
	feed(in, 247, 2, 4, func(i int) bool { return i == 247 })
	heads := w.wait(t, len(before)+9)
	_, first := w.sent()
	if n := len(heads) - 9; n > len(before) || first[n][0]&0x1f != 24 {
		t.Errorf("%d packets before and during the mute, %d after; then % x", len(before), n, first[n])
	}
}

func TestIngestHandsOnWishesAndEnds(t *testing.T) {
	wanted := make(chan struct{}, 100)
	events := make(chan Event, 100)
	in := ingest(t, PublishOptions{On: func(e Event) { events <- e }, KeyframeWanted: func(int) { wanted <- struct{}{} }})
	feed(in, 1, 3, 1, onlyFirst) // no keyframe, and none to begin with
	in.Opus([]byte{1, 2, 3}, 0)
	in.watch(t, newWire())
	<-wanted
	feed(in, 4, 1, 1, func(int) bool { return true })
	s := in.p.sfu
	if st := s.Streams(); len(st) != 1 || !st[0].Video || !st[0].Audio || st[0].VideoCodec != "video/H264" {
		t.Errorf("%+v", st)
	}
	second, err := s.Ingest("s", PublishOptions{})
	if err != nil {
		t.Fatal(err)
	}
	<-in.Done()
	in.Close()
	feed(in, 5, 1, 1, onlyFirst)
	second.Close()
	want := []Event{{Kind: Connected}, {Kind: VideoOn}, {Kind: AudioOn}, {Kind: Gone, Reason: ReasonReplaced}}
	for _, w := range want {
		w.StreamID = "s"
		if e := <-events; e != w {
			t.Errorf("%+v, not %+v", e, w)
		}
	}
}

// Far more than the bit rate is dropped up to the next keyframe, so that viewers are shown no torn picture.
func TestIngestOverItsBitRate(t *testing.T) {
	in := ingest(t, PublishOptions{MaxBitRate: 100_000})
	w := newWire()
	in.watch(t, w)
	feed(in, 0, 100, 2, onlyFirst)
	heads, _ := w.sent()
	if n := len(heads); n == 0 || n > 60 || in.p.sfu.Stats().OverLimit == 0 {
		t.Errorf("%d packets passed", n)
	}
}
