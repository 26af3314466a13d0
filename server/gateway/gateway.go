// Package gateway is the server's side of the WebSockets: it reads requests and hands
// them on one after the other, writes events and answers, and cuts off who floods or
// does not read. What a request means it does not know.
//
// Each WebSocket has a reader (Conn.run) and a writer (socket.write), each connection,
// while requests are open, a worker (Conn.work). All end before ServeHTTP returns.
//
// A WebSocket may also come in at a Porch, at another node than the gateway: then what
// is between them (package trunk) takes the place of the socket, see Gateway.Join.
package gateway

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"onair/server/limit"
	"onair/signaling"
)

// Session is who has logged in on a connection. Its methods are called from any
// goroutine and must not wait.
type Session interface {
	// User is the user's ID.
	User() string
	// Acknowledge notes that events up to a number have arrived.
	Acknowledge(seq uint64)
}

// Gates hold users and addresses to their limits, over all their connections.
type Gates interface {
	// Client is who sent a request.
	Client(r *http.Request) netip.Addr
	// Secure reports whether it came over TLS.
	Secure(r *http.Request) bool
	// Connect takes a place among an address's connections; leave gives it back.
	Connect(addr netip.Addr) (leave func(), ok bool)
	// Message counts a user's message; false if there were too many.
	Message(user string, addr netip.Addr, cost float64, now time.Time) bool
	// LoggedIn counts the message that logged a user in.
	LoggedIn(user string, now time.Time)
}

// Config is what a gateway works with; all of it is needed.
type Config struct {
	Wire
	MaxConnections int
	MaxRefused     int        // messages refused in a minute before a connection is cut
	Messages       limit.Rate // of one user
	Gates          Gates
	// Handle does a request and sees to it that it is answered once. It is called
	// for one request of a connection at a time.
	Handle func(context.Context, *Conn, signaling.Envelope)
	// Lost is told of a connection that has ended after a login.
	Lost func(*Conn)
	// TooMany is told of a connection refused because of its address.
	TooMany func(netip.Addr)
	// Error gives an error its code.
	Error func(error) *signaling.Error
	Life  context.Context // of all connections
	Log   *slog.Logger
}

// Stats are counted over all connections.
type Stats struct {
	Connections    atomic.Int64 // open
	Received, Sent atomic.Uint64
	Slow           atomic.Uint64 // cut because the client did not read
	Flooding       atomic.Uint64 // cut because it sent far too much
}

// Gateway serves WebSockets.
type Gateway struct {
	cfg   Config
	stats Stats
	conns connSet
}

// New makes a gateway.
func New(cfg Config) *Gateway {
	return &Gateway{cfg: cfg, conns: connSet{all: make(map[*Conn]bool)}}
}

// Stats are the gateway's counters.
func (g *Gateway) Stats() *Stats { return &g.stats }

// End takes no connections any more, sends a close code to all and returns when they
// are gone; who does not take it within a second and a half is cut.
func (g *Gateway) End(code int, text string) { g.conns.endAll(code, text) }

// beforeLogin is for requests of a connection that nobody has logged in on.
var beforeLogin = limit.Rate{PerSecond: 5, Burst: 10}

// cost is what a message of n bytes counts as: reading it costs as much as
// answering a small one for every 2 KiB.
func cost(n int) float64 { return 1 + float64(n/2048) }
