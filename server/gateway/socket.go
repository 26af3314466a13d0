package gateway

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"onair/server/limit"
	"onair/server/logs"
	"onair/signaling"
)

// Wire is how WebSockets are held to their limits.
type Wire struct {
	OutboxBytes  int           // waiting to be sent on one connection before it is cut
	LoginTimeout time.Duration // for the first message
	PingInterval time.Duration // who is silent three times as long is cut
	Frames       limit.Rate    // of one connection
}

// socket is one WebSocket: a reader, which its owner runs, and an outbox with a writer.
// It implements Under.
type socket struct {
	ws    *websocket.Conn
	out   *outbox
	wire  *Wire
	sent  *atomic.Uint64
	known atomic.Bool // somebody has logged in here
}

// user is what a socket's reader works for.
type user interface {
	// hear takes a message. An error ends the connection when what is queued is sent.
	hear(kind int, b []byte) error
	// flooding is told of far too many frames.
	flooding()
	End(code int, text string)
}

func newSocket(ws *websocket.Conn, wire *Wire, sent *atomic.Uint64) *socket {
	return &socket{ws: ws, out: newOutbox(wire.OutboxBytes), wire: wire, sent: sent}
}

// Post implements Under.
func (s *socket) Post(seq uint64, ev *signaling.Event) bool {
	return s.out.put(outItem{seq: seq, ev: ev})
}

// Send implements Under.
func (s *socket) Send(b []byte) bool { return s.out.put(outItem{raw: b}) }

// End implements Under.
func (s *socket) End(code int, text string) {
	s.out.put(outItem{close: code, text: logs.Cut(text, 120)})
}

// LoggedIn implements Under.
func (s *socket) LoggedIn() {
	s.known.Store(true)
	_ = s.ws.SetReadDeadline(time.Now().Add(3 * s.wire.PingInterval)) // no longer that of the login
}

// Wake implements Under.
func (s *socket) Wake() { _ = s.ws.SetReadDeadline(time.Now()) }

// Cut implements Under.
func (s *socket) Cut() { s.ws.Close() }

// read hands messages on until the connection ends.
func (s *socket) read(u user) error {
	login := time.Now().Add(s.wire.LoginTimeout)
	for {
		deadline := time.Now().Add(3 * s.wire.PingInterval)
		if !s.known.Load() {
			deadline = login
		}
		_ = s.ws.SetReadDeadline(deadline)
		kind, b, err := s.next(u)
		switch {
		case errors.Is(err, limit.ErrFrames):
			u.flooding()
			s.flush()
			s.drain()
			return err
		case err != nil:
			if !s.known.Load() && !time.Now().Before(login) {
				u.End(signaling.CloseLogout, "no login in time")
				s.flush()
			}
			return err
		}
		if err := u.hear(kind, b); err != nil {
			s.flush()
			s.drain()
			return err
		}
	}
}

// next reads one message. One that is too long ends the connection before it is
// taken in.
func (s *socket) next(u user) (kind int, b []byte, err error) {
	s.ws.SetReadLimit(signaling.MaxMessage)
	kind, r, err := s.ws.NextReader()
	if err != nil {
		return 0, nil, err
	}
	most := signaling.MaxMessage
	if !s.known.Load() {
		most = maxFirst
	}
	b, err = io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(b) > most {
		err = websocket.ErrReadLimit
		u.End(websocket.CloseMessageTooBig, "the message is too large")
		s.flush()
	}
	return kind, b, err
}

// write sends what is queued until ctx ends or an end was sent.
func (s *socket) write(ctx context.Context) {
	defer close(s.out.finished)
	var spare []outItem
	var buf []byte
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.out.wake:
		}
		items := s.out.take(spare)
		for _, i := range items {
			_ = s.ws.SetWriteDeadline(time.Now().Add(writeTimeout))
			if i.close != 0 {
				_ = s.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(i.close, i.text), time.Now().Add(time.Second))
				_ = s.ws.SetReadDeadline(time.Now().Add(time.Second)) // for the peer's close
				return
			}
			b := i.raw
			if i.ev != nil {
				buf = i.ev.Append(buf[:0], i.seq)
				b = buf
			}
			if err := s.ws.WriteMessage(websocket.TextMessage, b); err != nil {
				s.ws.Close()
				return
			}
			s.sent.Add(1)
		}
		clear(items)
		spare = items
	}
}

// flush gives the writer a moment to send what is queued, the end included.
func (s *socket) flush() {
	deadline := time.NewTimer(time.Second)
	defer deadline.Stop()
	select {
	case <-s.out.finished:
	case <-deadline.C:
	}
}

// drain reads on for a moment without looking: a socket closed with unread data
// is reset, and the peer would not learn the reason.
func (s *socket) drain() {
	raw := limit.Uncounted(s.ws.UnderlyingConn())
	_ = raw.SetReadDeadline(time.Now().Add(300 * time.Millisecond))
	_, _ = io.Copy(io.Discard, io.LimitReader(raw, 4<<20))
}

// close ends the socket and forgets what waits.
func (s *socket) close() {
	s.ws.Close()
	s.out.drop()
}
