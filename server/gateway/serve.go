package gateway

import (
	"bufio"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"onair/server/asker"
	"onair/server/limit"
	"onair/signaling"
)

var upgrader = websocket.Upgrader{
	ReadBufferSize:  4 << 10,
	WriteBufferSize: 8 << 10,
	WriteBufferPool: &sync.Pool{},
	CheckOrigin:     func(*http.Request) bool { return true }, // by who serves HTTP, for all requests
	Error: func(w http.ResponseWriter, _ *http.Request, status int, reason error) {
		http.Error(w, reason.Error(), status)
	},
}

// framedWriter hands out a connection whose frames are counted.
type framedWriter struct {
	http.ResponseWriter
	rate limit.Rate
}

// Hijack implements http.Hijacker.
func (w framedWriter) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	c, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	return limit.Frames(c, w.rate), rw, nil
}

// ServeHTTP implements http.Handler: it serves one WebSocket until that ends.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	addr, leave, ok := enter(w, r, g.cfg.MaxConnections, &g.stats.Connections, g.cfg.Gates, g.cfg.TooMany)
	if !ok {
		return
	}
	defer leave()
	s := upgrade(w, r, &g.cfg.Wire, &g.stats)
	if s == nil {
		return
	}
	c := g.newConn(asker.WithVia(g.cfg.Life, asker.Via(r.Context())), s, addr, r.Host, g.cfg.Gates.Secure(r))
	defer c.cancel()
	if end := g.conns.add(c); end != nil {
		s.refuse(end)
		return
	}
	defer g.conns.remove(c)
	c.run(s)
}

// enter takes a place among the connections, all of them and those of the address, or
// answers that there is none.
func enter(w http.ResponseWriter, r *http.Request, most int, open *atomic.Int64, gates Gates, tooMany func(netip.Addr)) (addr netip.Addr, leave func(), ok bool) {
	if open.Add(1) > int64(most) {
		open.Add(-1)
		http.Error(w, signaling.CodeBusy.Info().Text, http.StatusServiceUnavailable)
		return addr, nil, false
	}
	addr = gates.Client(r)
	out, ok := gates.Connect(addr)
	if !ok {
		open.Add(-1)
		tooMany(addr)
		http.Error(w, "too many connections from this address", http.StatusTooManyRequests)
		return addr, nil, false
	}
	return addr, func() { out(); open.Add(-1) }, true
}

// upgrade makes a WebSocket of a request; nil: that was answered.
func upgrade(w http.ResponseWriter, r *http.Request, wire *Wire, stats *Stats) *socket {
	ws, err := upgrader.Upgrade(framedWriter{w, wire.Frames}, r, nil)
	if err != nil {
		return nil
	}
	return newSocket(ws, wire, &stats.Sent)
}

// refuse ends a socket that nobody reads.
func (s *socket) refuse(end *outItem) {
	_ = s.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(end.close, end.text), time.Now().Add(time.Second))
	s.drain()
	s.ws.Close()
}
