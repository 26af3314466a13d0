package signaling

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"onair/signaling/address"
)

// link is one WebSocket connection that is logged in.
type link struct {
	conn    *websocket.Conn
	place   string
	out     chan []byte
	silence time.Duration // longest time without a message from the server
	ping    time.Duration
	once    sync.Once
	done    chan struct{} // closed with the connection
	lost    chan struct{} // gets one when the node says that nobody leads
}

func (l *link) close() {
	l.once.Do(func() {
		deadline := time.Now().Add(100 * time.Millisecond)
		_ = l.conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), deadline)
		l.conn.Close()
		close(l.done)
	})
}

const writeTimeout = 10 * time.Second

// write sends what is in the outbox until ctx ends.
func (l *link) write(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case b := <-l.out:
			_ = l.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
			if err := l.conn.WriteMessage(websocket.TextMessage, b); err != nil {
				l.conn.Close() // the reader notices and says why
				return
			}
		}
	}
}

// open connects and sends the first request, login or resume.
func (c *Client) open(ctx context.Context, typ string, in any) (*link, LoginReply, error) {
	ctx, cancel := context.WithTimeout(ctx, c.opt.DialTimeout)
	defer cancel()
	place := c.places.now()
	conn, resp, err := newDialer().DialContext(ctx, place, nil)
	if err != nil {
		c.places.fail(place)
		desc := "cannot reach " + place
		if resp != nil {
			desc += ": " + resp.Status
			body, _ := io.ReadAll(io.LimitReader(resp.Body, 512)) // gorilla keeps its beginning
			err = fmt.Errorf("%w: %w", err, &address.AnswerError{StatusCode: resp.StatusCode, Body: string(body)})
		}
		return nil, LoginReply{}, &Error{Code: CodeUnreachable, Op: typ, Desc: desc, Err: err}
	}
	conn.SetReadLimit(MaxServerMessage)
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	reply, err := handshake(conn, typ, in)
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		if code := CodeOf(err); code == CodeLinkLost || ctx.Err() != nil {
			c.places.fail(place) // somebody answers there, but not the server
		}
		conn.Close()
		if ctx.Err() != nil {
			err = ctxError(ctx, typ)
		}
		return nil, LoginReply{}, err
	}
	ping := time.Duration(reply.PingInterval) * time.Millisecond
	setDefault(&ping, 10*time.Second)
	return &link{conn: conn, place: place, out: make(chan []byte, 64), silence: 3 * ping, ping: ping, done: make(chan struct{}), lost: make(chan struct{}, 1)}, reply, nil
}

func handshake(conn *websocket.Conn, typ string, in any) (LoginReply, error) {
	var reply LoginReply
	b, err := encode(1, typ, in)
	if err != nil {
		return reply, err
	}
	if err := conn.WriteMessage(websocket.TextMessage, b); err != nil {
		return reply, linkError(typ, err)
	}
	_, b, err = conn.ReadMessage()
	if err != nil {
		return reply, linkError(typ, err)
	}
	env, err := DecodeEnvelope(b, MaxServerMessage)
	if err != nil {
		return reply, err
	}
	if env.Code != CodeOK {
		return reply, replyError(env, typ)
	}
	if env.ID != 1 || env.Type != typ {
		return reply, NewError(CodeMalformed, typ, fmt.Sprintf("%s came instead of the answer", env.Type))
	}
	return reply, env.Decode(&reply)
}

func encode(id uint64, typ string, in any) ([]byte, error) {
	env := Envelope{V: Version, ID: id, Type: typ}
	if in != nil {
		data, err := json.Marshal(in)
		if err != nil {
			return nil, &Error{Code: CodeBadArgument, Op: typ, Desc: "cannot be sent", Err: err}
		}
		env.Data = data
	}
	b, err := json.Marshal(env)
	if err == nil && len(b) > MaxMessage {
		return nil, NewError(CodeTooLarge, typ, "")
	}
	return b, err
}

// read handles messages until the connection breaks and says why.
func (c *Client) read(l *link) error {
	for {
		_ = l.conn.SetReadDeadline(time.Now().Add(l.silence))
		_, b, err := l.conn.ReadMessage()
		if err != nil {
			return linkError("", err)
		}
		env, err := DecodeEnvelope(b, MaxServerMessage)
		if err != nil {
			return err
		}
		if env.IsEvent() {
			err = c.handleEvent(l, env)
		} else {
			c.handleReply(env)
		}
		if err != nil {
			return err
		}
	}
}

// handleEvent passes on the next event. An event seen before is dropped; a gap
// is an error, which makes the client resume and get what it missed.
func (c *Client) handleEvent(l *link, env Envelope) error {
	if env.Seq == 0 {
		if env.Type == EventServerSeeking {
			c.seeking()
			select {
			case l.lost <- struct{}{}:
			default:
			}
		}
		return nil
	}
	c.mu.Lock()
	last := c.lastSeq
	if env.Seq == last+1 {
		c.lastSeq = env.Seq
	}
	c.mu.Unlock()
	switch {
	case env.Seq <= last:
		return nil
	case env.Seq > last+1:
		return NewError(CodeLinkLost, env.Type, fmt.Sprintf("event %d came after %d", env.Seq, last))
	}
	if c.opt.OnEvent != nil {
		c.queue <- func() {
			if c.ctx.Err() == nil || env.Type == EventKickedOffline {
				c.opt.OnEvent(env)
			}
		}
	}
	if env.Type == EventKickedOffline {
		return NewError(CodeKickedOffline, env.Type, "")
	}
	return nil
}

// seeking notes that nobody decides just now. What was asked before was done or not. The
// link ends when somebody does again.
func (c *Client) seeking() {
	c.mu.Lock()
	lost := c.pending
	c.pending = make(map[uint64]*call)
	c.mu.Unlock()
	err := NewError(CodeNoLeader, "", "")
	for _, p := range lost {
		c.complete(p, Envelope{}, &Error{Code: CodeLinkLost, Op: p.typ, Desc: CodeLinkLost.Info().Text, Err: err})
	}
	c.setStatus(Status{State: StateSeeking, Err: err})
}

// linkError turns what gorilla reports into a *Error with a fitting code.
func linkError(op string, err error) error {
	out := &Error{Code: CodeLinkLost, Op: op, Desc: CodeLinkLost.Info().Text, Err: err}
	var ce *websocket.CloseError
	var ne net.Error
	switch {
	case errors.As(err, &ce):
		out.Code = closeCode(ce.Code)
		out.Desc = out.Code.Info().Text
		if ce.Text != "" {
			out.Desc = ce.Text
		}
	case errors.As(err, &ne) && ne.Timeout():
		out.Desc = "the server is silent"
	}
	return out
}

func closeCode(ws int) Code {
	switch ws {
	case CloseKicked:
		return CodeKickedOffline
	case CloseProtocol:
		return CodeVersion
	case CloseLogout, CloseReplaced:
		return CodeClosed
	case websocket.CloseGoingAway:
		return CodeShuttingDown
	}
	return CodeLinkLost
}

func ctxError(ctx context.Context, op string) error {
	err := context.Cause(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return &Error{Code: CodeTimeout, Op: op, Desc: CodeTimeout.Info().Text, Err: err}
	}
	return &Error{Code: CodeCancelled, Op: op, Desc: CodeCancelled.Info().Text, Err: err}
}
