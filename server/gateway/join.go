package gateway

import (
	"errors"
	"net/netip"
	"time"

	"github.com/gorilla/websocket"

	"onair/server/asker"
	"onair/signaling"
)

// Joining says who comes from a porch.
type Joining struct {
	Addr   netip.Addr // as limits count it
	Host   string     // that the client asked
	Secure bool       // over TLS
	Via    string     // the node; empty: this one
}

// errOver: the connection is over.
var errOver = errors.New("gateway: the connection is over")

// Join takes a client in whose WebSocket is elsewhere, and counts it with all others. nil:
// it was refused, and told so. Who calls it hands messages to Hear, one at a time, and
// says by Gone that the client is.
func (g *Gateway) Join(j Joining, u Under) *Conn {
	if g.stats.Connections.Add(1) > int64(g.cfg.MaxConnections) {
		g.stats.Connections.Add(-1)
		u.End(websocket.CloseTryAgainLater, signaling.CodeBusy.Info().Text)
		return nil
	}
	leave, ok := g.cfg.Gates.Connect(j.Addr)
	if !ok {
		g.stats.Connections.Add(-1)
		g.cfg.TooMany(j.Addr)
		u.End(websocket.CloseTryAgainLater, "too many connections from this address")
		return nil
	}
	c := g.newConn(asker.WithVia(g.cfg.Life, j.Via), u, j.Addr, j.Host, j.Secure)
	c.leave = func() { leave(); g.stats.Connections.Add(-1) }
	if end := g.conns.add(c); end != nil {
		c.cancel()
		c.leave()
		return nil
	}
	return c
}

// Hear takes a message of a client that has joined. It does not wait. An error: the
// connection is over.
func (c *Conn) Hear(text bool, b []byte) error {
	if c.ending.Load() {
		return errOver
	}
	kind := websocket.TextMessage
	if !text {
		kind = websocket.BinaryMessage
	}
	return c.hear(kind, b)
}

// Gone says that a client that has joined is gone. It may be called again, from any
// goroutine, and does not wait: the session is told when the request that is being
// handled has ended.
func (c *Conn) Gone() {
	c.gone.Do(func() {
		c.stop()
		go func() {
			defer c.gw.conns.remove(c)
			defer c.leave()
			c.lost(nil)
		}()
	})
}

// Part takes nobody in any more, and ends all connections that have joined, without a
// word to their clients: another gateway takes them in. It returns when they are gone.
func (g *Gateway) Part() { g.conns.part() }

// seekTime is how long who comes to a porch waits for a gateway that was there before.
const seekTime = 4 * time.Second

func isText(kind int) bool { return kind == websocket.TextMessage }

// here has the clients of a porch at the gateway's own node.
type here struct{ *Gateway }

// Join implements Upstairs.
func (h here) Join(c *Client) Upper {
	conn := h.Gateway.Join(c.Joining, c)
	if conn == nil {
		return nil
	}
	return conn
}

// Here is the gateway for a porch at its own node.
func (g *Gateway) Here() Upstairs { return here{g} }
