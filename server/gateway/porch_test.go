package gateway

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"onair/server/limit"
	"onair/signaling"
)

// newPorch serves a porch that leads nowhere yet.
func newPorch(t *testing.T, g *gates) (p *Porch, url string) {
	t.Helper()
	p = NewPorch(PorchConfig{Wire: Wire{OutboxBytes: 1 << 20, LoginTimeout: time.Minute, PingInterval: time.Minute, Frames: limit.Rate{PerSecond: 1000, Burst: 1000}},
		MaxConnections: 3, Gates: g, TooMany: func(netip.Addr) {}, Life: t.Context(), Log: slog.New(slog.DiscardHandler)})
	p.since = time.Now().Add(-time.Hour) // nobody is waited for
	srv := httptest.NewServer(p)
	t.Cleanup(func() { p.End(1001, "over"); srv.Close() })
	return p, "ws" + strings.TrimPrefix(srv.URL, "http")
}

func ends(t *testing.T, ws *websocket.Conn, code int) {
	t.Helper()
	if _, _, err := ws.ReadMessage(); !websocket.IsCloseError(err, code) {
		t.Errorf("the end is %v, not %d", err, code)
	}
}

// A porch with no gateway tells its clients and refuses; with one their connections end,
// and those that come then are heard there, up to its own limits.
func TestAPorchWithAndWithoutAGateway(t *testing.T) {
	p, url := newPorch(t, &gates{left: 1000})
	early := dial(t, url)
	if ev := next(t, early); ev.Type != signaling.EventServerSeeking || ev.Seq != 0 {
		t.Errorf("told %+v", ev)
	}
	ask(t, early, 1, signaling.TypeLogin, "{}")
	if reply := next(t, early); reply.ID != 1 || reply.Code != signaling.CodeNoLeader || reply.Wait == 0 {
		t.Errorf("answered %+v", reply)
	}
	ask(t, early, 2, signaling.TypePing, `{"sent":7}`)
	if reply := next(t, early); reply.ID != 2 || reply.Code != 0 {
		t.Errorf("a ping is answered %+v", reply)
	}
	gw, _, _, lost := newGateway(t, &gates{left: 1000}, func(c *Config) { c.MaxConnections = 1 })
	p.Lead(gw.Here())
	ends(t, early, signaling.CloseResume)

	ws := dial(t, url)
	ask(t, ws, 1, signaling.TypeLogin, "{}")
	if reply, ev := next(t, ws), next(t, ws); reply.Code != 0 || ev.Seq != 6 {
		t.Errorf("%+v, %+v", reply, ev)
	}
	ends(t, dial(t, url), websocket.CloseTryAgainLater) // the gateway counts, too

	gw.Part()
	if c := <-lost; !c.Ending() {
		t.Error("lost, and goes on")
	}
	ask(t, ws, 2, "more", "{}") // between the end of the gateway and the word of it
	if reply := next(t, ws); reply.Code != signaling.CodeNoLeader {
		t.Errorf("%+v", reply)
	}
	p.Lost(gw.Here())
	if ev := next(t, ws); ev.Type != signaling.EventServerSeeking {
		t.Errorf("told %+v", ev)
	}
	go p.End(signaling.CloseResume, "this node stops")
	ends(t, ws, signaling.CloseResume)
}

// Who asks on and on while there is no gateway is cut.
func TestFloodsAtAPorch(t *testing.T) {
	p, url := newPorch(t, &gates{left: 1000})
	ws := dial(t, url)
	for id := range int(aloneRate.Burst) + 50 {
		if err := ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"v":1,"id":%d,"type":"more"}`, id+1)); err != nil {
			break // cut already
		}
	}
	for {
		if _, _, err := ws.ReadMessage(); err != nil {
			if !websocket.IsCloseError(err, signaling.CloseFlood) || p.Stats().Flooding.Load() != 1 {
				t.Errorf("%v", err)
			}
			return
		}
	}
}
