package trunk

import (
	"bytes"
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"onair/server/gateway"
	"onair/signaling"
)

// Line is a node's end. It implements gateway.Upstairs, for the node's porch.
type Line struct {
	c     net.Conn
	stats *Stats
	out   *outbox
	heard heard // the reader's
	done  chan struct{}

	mu      sync.RWMutex
	last    uint64
	clients map[uint64]*gateway.Client
}

// Open waits until the leader at the other end of a connection says that it is one. The
// connection is the line's then, and without that closed.
func Open(ctx context.Context, c net.Conn, stats *Stats) (*Line, error) {
	stop := context.AfterFunc(ctx, func() { c.SetReadDeadline(time.Unix(1, 0)) })
	_ = c.SetReadDeadline(time.Now().Add(readyTime))
	k, _, err := readFrame(c, nil)
	if err == nil && k != ready {
		err = errFrame
	}
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return &Line{c: c, stats: stats, out: newOutbox(mostUp, stats), done: make(chan struct{}), clients: make(map[uint64]*gateway.Client)}, nil
}

// Run carries until ctx ends, or the connection, which it closes. It may be called once.
// What the porch does after that is the caller's to say.
func (l *Line) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	l.stats.Trunks.Add(1)
	defer l.stats.Trunks.Add(-1)
	defer context.AfterFunc(ctx, func() { l.c.Close() })()
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel(errClosed)
	wg.Go(func() {
		if err := l.out.drain(l.c, ctx.Done()); err != nil {
			cancel(err)
		}
	})
	err := readAll(l.c, l.stats, l.take)
	cancel(err)
	close(l.done)
	l.out.close()
	return context.Cause(ctx)
}

// take does what a frame says.
func (l *Line) take(k kind, b []byte) error {
	switch k {
	case alive, ready:
		return nil
	case body:
		return l.heard.keep(b)
	case post:
		l.mu.RLock()
		defer l.mu.RUnlock()
		return parsePost(b, l.heard.find, func(ev *signaling.Event, id, seq uint64) {
			if c := l.clients[id]; c != nil {
				c.Post(seq, ev)
			}
		})
	case end:
		id, code, text, err := parseEnd(b)
		if c := l.client(id); c != nil && err == nil {
			c.End(code, text)
		}
		return err
	case send, loggedIn:
		at := cursor{b: b}
		c := l.client(at.number())
		if c != nil && k == send {
			c.Send(bytes.Clone(at.b))
		} else if c != nil {
			c.LoggedIn()
		}
		return at.err()
	}
	return errFrame
}

func (l *Line) client(id uint64) *gateway.Client {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.clients[id]
}

// Join implements gateway.Upstairs.
func (l *Line) Join(c *gateway.Client) gateway.Upper {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last++
	g := &sent{l, l.last}
	l.clients[g.id] = c
	l.out.mustPut(func(dst []byte) []byte {
		return guestInfo{g.id, c.Secure, c.Joining.Addr, c.Host}.append(dst)
	})
	return g
}

// sent is one client's place at the leader.
type sent struct {
	l  *Line
	id uint64
}

var errNoLine = errors.New("trunk: there is no way to the leader")

// Hear implements gateway.Upper.
func (s *sent) Hear(text bool, b []byte) error {
	if !s.l.out.room(s.l.done) {
		return errNoLine
	}
	var isText uint64
	if text {
		isText = 1
	}
	s.l.out.mustPut(func(dst []byte) []byte { return frame(dst, message, b, s.id, isText) })
	select {
	case <-s.l.done:
		return errNoLine
	default:
		return nil
	}
}

// Gone implements gateway.Upper.
func (s *sent) Gone() {
	s.l.mu.Lock()
	defer s.l.mu.Unlock()
	delete(s.l.clients, s.id)
	s.l.out.mustPut(func(dst []byte) []byte { return frame(dst, gone, nil, s.id) })
}
