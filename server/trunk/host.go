package trunk

import (
	"bufio"
	"context"
	"net"
	"sync"
	"time"

	"onair/server/gateway"
	"onair/signaling"
)

// Host is where the leader's end has a node's clients go.
type Host interface {
	Join(gateway.Joining, gateway.Under) *gateway.Conn
}

// Serve is the leader's end of the trunk of a node called via: until ctx ends, or the
// connection, which it closes. Then all clients that came by it are gone.
func Serve(ctx context.Context, c net.Conn, via string, to Host, stats *Stats) error {
	ctx, cancel := context.WithCancelCause(ctx)
	s := &served{to: to, via: via, out: newOutbox(mostDown, stats), fail: cancel, guests: make(map[uint64]*gateway.Conn)}
	stats.Trunks.Add(1)
	defer stats.Trunks.Add(-1)
	defer context.AfterFunc(ctx, func() { c.Close() })()
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel(errClosed)
	s.out.put(func(dst []byte) []byte { return frame(dst, ready, nil) })
	wg.Go(func() {
		if err := s.out.drain(c, ctx.Done()); err != nil {
			cancel(err)
		}
	})
	err := readAll(c, stats, s.take)
	cancel(err)
	s.out.close()
	for _, g := range s.guests {
		g.Gone()
	}
	return context.Cause(ctx)
}

// readAll hands frames on until there are no more.
func readAll(c net.Conn, stats *Stats, take func(kind, []byte) error) error {
	r := bufio.NewReaderSize(c, 64<<10)
	var buf []byte
	for {
		_ = c.SetReadDeadline(time.Now().Add(silence))
		k, b, err := readFrame(r, buf)
		if err != nil {
			return err
		}
		stats.In.Add(uint64(headSize + len(b)))
		if err := take(k, b); err != nil {
			return err
		}
		if buf = b; cap(buf) > 256<<10 {
			buf = nil
		}
	}
}

// served is one node's trunk at the leader. The reader owns guests.
type served struct {
	to     Host
	via    string
	out    *outbox
	fail   context.CancelCauseFunc
	guests map[uint64]*gateway.Conn
	last   uint64
}

// take does what a frame says.
func (s *served) take(k kind, b []byte) error {
	switch k {
	case alive:
	case opened:
		g, err := parseGuest(b)
		if err != nil || g.id <= s.last {
			return errFrame
		}
		s.last = g.id
		if c := s.to.Join(gateway.Joining{Addr: g.addr, Host: g.host, Secure: g.secure, Via: s.via}, guest{s, g.id}); c != nil {
			s.guests[g.id] = c
		}
	case message:
		id, text, said, err := parseMessage(b)
		if err != nil || id > s.last {
			return errFrame
		}
		if c := s.guests[id]; c != nil {
			_ = c.Hear(text, said) // its end is on the way
		}
	case gone:
		id := (&cursor{b: b}).number()
		if c := s.guests[id]; c != nil {
			delete(s.guests, id)
			c.Gone()
		}
	default:
		return errFrame
	}
	return nil
}

// guest is a client at the other end. It implements gateway.Under; who reads too slowly
// is cut there.
type guest struct {
	s  *served
	id uint64
}

func (g guest) put(ok bool) bool {
	if !ok {
		g.s.fail(errSlow)
	}
	return true
}

// Post implements gateway.Under.
func (g guest) Post(seq uint64, ev *signaling.Event) bool { return g.put(g.s.out.post(g.id, seq, ev)) }

// Send implements gateway.Under.
func (g guest) Send(b []byte) bool {
	return g.put(g.s.out.put(func(dst []byte) []byte { return frame(dst, send, b, g.id) }))
}

// End implements gateway.Under.
func (g guest) End(code int, text string) {
	g.put(g.s.out.put(func(dst []byte) []byte {
		return frame(dst, end, []byte(text[:min(len(text), 123)]), g.id, uint64(code))
	}))
}

// LoggedIn implements gateway.Under.
func (g guest) LoggedIn() {
	g.put(g.s.out.put(func(dst []byte) []byte { return frame(dst, loggedIn, nil, g.id) }))
}

// Wake implements gateway.Under: the other end knows itself.
func (g guest) Wake() {}

// Cut implements gateway.Under: the end is on the way, and the trunk's end is another.
func (g guest) Cut() {}
