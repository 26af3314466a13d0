package fleet

import (
	"context"
	"encoding/binary"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"onair/room"
	"onair/server/mediarelay"
	"onair/server/reply"
	"onair/server/sfu"
)

// place is a node: an agent, and where others reach it.
type place struct {
	*Agent
	addr  string
	feeds atomic.Int64 // that were asked for
}

func open(t testing.TB) *place {
	t.Helper()
	relay, err := mediarelay.New(sfu.Config{UDPAddr: "127.0.0.1:0", TCPAddr: "off"})
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &place{Agent: NewAgent(relay, dialPlain, slog.New(slog.DiscardHandler)), addr: ln.Addr().String()}
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				door := make([]byte, 1)
				_, _ = c.Read(door)
				if door[0] == DoorFeed[0] {
					p.feeds.Add(1)
					p.Feed(ctx, c)
				} else {
					p.Obey(ctx, c)
				}
			})
		}
	})
	t.Cleanup(func() { cancel(); ln.Close(); p.Close(); wg.Wait() })
	return p
}

// dialPlain is a link without its encryption.
func dialPlain(ctx context.Context, addr, door string, _ netip.AddrPort) (net.Conn, error) {
	c, err := new(net.Dialer).DialContext(ctx, "tcp", addr)
	if err == nil {
		_, err = c.Write([]byte{door[0]})
	}
	return c, err
}

// picture is an access unit with its number, a keyframe with its parameter sets.
func picture(n int, key bool, size int) [][]byte {
	slice := make([]byte, size)
	slice[0] = 0x41
	binary.BigEndian.PutUint32(slice[1:], uint32(n)|0x01010100)
	if !key {
		return [][]byte{slice}
	}
	slice[0] = 0x65
	return [][]byte{{0x67, 0x42, 0xe0, 0x1f, 1}, {0x68, 4}, slice}
}

// stream hands pictures and sound in, thirty and fifty a second, until stop.
func (p *place) send(t testing.TB, stream string, sent func(n int)) (stop func()) {
	t.Helper()
	in, err := p.ingest(p.reign, stream, 1, room.Seat{}, 1<<30, func(room.Media) {})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer in.Close()
		tick := time.NewTicker(time.Second / 30)
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if sent != nil {
					sent(n)
				}
				in.H264(picture(n, n%30 == 0, 9000), time.Duration(n)*time.Second/30, time.Duration(n)*time.Second/30)
				in.Opus([]byte{1, 2, 3}, time.Duration(n)*time.Second/30)
			}
		}
	}()
	return func() { cancel(); <-done }
}

// eye takes what is tapped.
type eye struct {
	got  chan int // numbers of pictures
	heat chan struct{}
	over chan struct{}
}

func newEye() *eye {
	return &eye{got: make(chan int, 1000), heat: make(chan struct{}, 1000), over: make(chan struct{})}
}

func (e *eye) H264(au [][]byte, _ bool, _, _ time.Duration) {
	slice := au[len(au)-1]
	select {
	case e.got <- int(binary.BigEndian.Uint32(slice[1:]) &^ 0x01010100):
	default:
	}
}

func (e *eye) Opus([]byte, time.Duration) {
	select {
	case e.heat <- struct{}{}:
	default:
	}
}
func (e *eye) Over(sfu.Reason) { close(e.over) }

func wait[T any](t testing.TB, what string, c <-chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(40 * time.Second):
		t.Fatalf("waited in vain for %s", what)
		panic("")
	}
}

// A stream is taken once to a node, however many want it there, whole and in order, and
// ends there when it ends at its own.
func TestAStreamIsTakenOnce(t *testing.T) {
	a, b := open(t), open(t)
	stop := a.send(t, "s", nil)
	var eyes []*eye
	for range 3 {
		e := newEye()
		has, end, err := b.tap(origin{a.addr, 1}, "s", e)
		if err != nil || !has.Video || !has.Audio {
			t.Fatalf("%+v, %v", has, err)
		}
		t.Cleanup(end)
		eyes = append(eyes, e)
	}
	for _, e := range eyes {
		last := wait(t, "a picture", e.got)
		for range 40 {
			n := wait(t, "pictures", e.got)
			if n != last+1 && n%30 != 0 { // on a machine that stands still, up to a keyframe
				t.Fatalf("picture %d after %d", n, last)
			}
			last = n
		}
		wait(t, "sound", e.heat)
	}
	if n := a.feeds.Load(); n != 1 {
		t.Errorf("the stream was taken %d times", n)
	}
	stop()
	for _, e := range eyes {
		wait(t, "the end", e.over)
	}
	given, _ := a.Traffic()
	if _, taken := b.Traffic(); given != taken || given < 40*9000 {
		t.Errorf("%d bytes given, %d taken", given, taken)
	}
	for { // its last moment is over at once
		e := newEye()
		_, end, err := b.tap(origin{a.addr, 1}, "s", e)
		if errors.Is(err, reply.ErrNoStream) || errors.Is(err, sfu.ErrNoStream) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		wait(t, "the end", e.over)
		end()
	}
}

// A leader orders another node about; a later one takes it over, and an earlier one is
// not obeyed any more. A node that is lost is told of.
func TestALaterLeaderIsObeyed(t *testing.T) {
	a, b, other := open(t), open(t), open(t)
	peers := func(context.Context) ([]Peer, error) { return []Peer{{Name: "other", Addr: other.addr}}, nil }
	fleetOf := func(p *place, name string, term uint64) *Fleet {
		f := New(Config{Agent: p.Agent, Dial: dialPlain, Term: term, Name: name, Addr: p.addr, Peers: peers, Log: slog.New(slog.DiscardHandler)})
		t.Cleanup(func() { f.Close() })
		f.seek(t.Context())
		return f
	}
	first := fleetOf(a, "a", 1)
	r := first.node("other")
	if r == nil {
		t.Fatal("the node is not reached")
	}
	lost := make(chan struct{})
	flows := make(chan room.Media, 10)
	if _, err := r.ask(t.Context(), order{Do: doPublish, Stream: "s", SDP: "no offer"}, &flowing{}); !errors.Is(err, reply.ErrMediaRefused) {
		t.Errorf("a bad offer: %v", err)
	}
	if _, err := r.ask(t.Context(), order{Do: "dance"}, nil); err == nil {
		t.Error("an order that nobody knows was done")
	}
	r.mu.Lock()
	r.runs[99] = &flowing{on: func(m room.Media) { flows <- m }, gone: func() { close(lost) }, flow: room.Media{Video: true}}
	r.mu.Unlock()
	second := fleetOf(b, "b", 2)
	if second.node("other") == nil {
		t.Fatal("the later leader does not reach the node")
	}
	wait(t, "the end of what flowed", lost)
	if m := wait(t, "what flows", flows); m != (room.Media{}) {
		t.Errorf("%+v flows at a node that is lost", m)
	}
	first.seek(t.Context())
	if first.node("other") != nil {
		t.Error("an earlier leader is obeyed")
	}
}

// BenchmarkHop is how much later a picture is at another node than at its own.
func BenchmarkHop(b *testing.B) {
	here, there := open(b), open(b)
	var mu sync.Mutex
	sent := map[int]time.Time{}
	stop := here.send(b, "s", func(n int) { mu.Lock(); sent[n] = time.Now(); mu.Unlock() })
	defer stop()
	own, far := newEye(), newEye()
	_, endOwn, err := here.tap(origin{}, "s", own)
	if err != nil {
		b.Fatal(err)
	}
	defer endOwn()
	_, endFar, err := there.tap(origin{here.addr, 1}, "s", far)
	if err != nil {
		b.Fatal(err)
	}
	defer endFar()
	var late []time.Duration
	arrived := map[int]time.Time{}
	for len(late) < 150 {
		select {
		case n := <-own.got:
			arrived[n] = time.Now()
		case n := <-far.got:
			if at, ok := arrived[n]; ok && n > 30 {
				late = append(late, time.Since(at))
			}
		case <-time.After(20 * time.Second):
			b.Fatal("no pictures")
		}
	}
	slices.Sort(late)
	b.ReportMetric(float64(late[len(late)/2].Microseconds())/1000, "ms/median")
	b.ReportMetric(float64(late[len(late)*95/100].Microseconds())/1000, "ms/p95")
	b.ReportMetric(0, "ns/op")
}
