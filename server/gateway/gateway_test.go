package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"onair/server/limit"
	"onair/signaling"
)

// gates let everything through but so many messages.
type gates struct{ left int }

func (g *gates) Client(*http.Request) netip.Addr            { return netip.MustParseAddr("192.0.2.1") }
func (g *gates) Connect(netip.Addr) (leave func(), ok bool) { return func() {}, g.left != 0 }
func (g *gates) Secure(*http.Request) bool                  { return false }
func (g *gates) LoggedIn(string, time.Time)                 {}
func (g *gates) Message(string, netip.Addr, float64, time.Time) bool {
	g.left--
	return g.left > 0
}

type ben struct{ arrived chan uint64 }

func (b ben) User() string           { return "ben" }
func (b ben) Acknowledge(seq uint64) { b.arrived <- seq }

// newGateway serves one gateway; its first request logs ben in, others are answered
// with their type.
func newGateway(t *testing.T, g *gates, edit func(*Config)) (gw *Gateway, url string, b ben, lost chan *Conn) {
	t.Helper()
	b, lost = ben{make(chan uint64, 1)}, make(chan *Conn, 1)
	cfg := Config{MaxConnections: 2, MaxRefused: 3, Wire: Wire{OutboxBytes: 1 << 20, LoginTimeout: time.Minute, PingInterval: time.Minute, Frames: limit.Rate{PerSecond: 1000, Burst: 1000}},
		Messages: limit.Rate{PerSecond: 100, Burst: 100}, Gates: g,
		Handle: func(_ context.Context, c *Conn, env signaling.Envelope) {
			if c.Session() == nil {
				c.LogIn(b)
			}
			c.Reply(env, 5, env.Type, nil)
			c.Post(6, signaling.NewEvent("after", env.ID))
		},
		Lost: func(c *Conn) { lost <- c }, TooMany: func(netip.Addr) {},
		Error: func(err error) *signaling.Error {
			var e *signaling.Error
			_ = errors.As(err, &e)
			return e
		}, Life: t.Context(), Log: slog.New(slog.DiscardHandler)}
	if edit != nil {
		edit(&cfg)
	}
	gw = New(cfg)
	srv := httptest.NewServer(gw)
	t.Cleanup(func() { gw.End(1001, "over"); srv.Close() })
	return gw, "ws" + strings.TrimPrefix(srv.URL, "http"), b, lost
}

func dial(t *testing.T, url string) *websocket.Conn {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.DialContext(t.Context(), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	return ws
}

func ask(t *testing.T, ws *websocket.Conn, id int, typ, data string) {
	t.Helper()
	text := fmt.Sprintf(`{"v":1,"id":%d,"type":%q,"data":%s}`, id, typ, data)
	if err := ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

func next(t *testing.T, ws *websocket.Conn) signaling.Envelope {
	t.Helper()
	_, b, err := ws.ReadMessage()
	if err != nil {
		t.Fatal(err)
	}
	env, err := signaling.DecodeEnvelope(b, signaling.MaxServerMessage)
	if err != nil {
		t.Fatal(err)
	}
	return env
}

func TestRequestsAreAnsweredInOrder(t *testing.T) {
	_, url, b, lost := newGateway(t, &gates{left: 100}, nil)
	ws := dial(t, url)
	for id := range 5 {
		ask(t, ws, id+1, fmt.Sprint("t", id), "{}")
	}
	for id := range 5 {
		reply, ev := next(t, ws), next(t, ws)
		if reply.ID != uint64(id+1) || string(reply.Data) != fmt.Sprintf(`"t%d"`, id) || reply.Seq != 5 || ev.Type != "after" || ev.Seq != 6 {
			t.Errorf("%d: %+v, %+v", id, reply, ev)
		}
	}
	ask(t, ws, 9, signaling.TypePing, `{"lastSeq":6}`)
	if reply, seq := next(t, ws), <-b.arrived; reply.ID != 9 || seq != 6 {
		t.Errorf("ping: %+v, %d", reply, seq)
	}
	ws.Close()
	if c := <-lost; c.Session() != b || !c.Ending() {
		t.Error("lost without its session, or goes on")
	}
}

func TestWhoFloodsIsRefusedThenCut(t *testing.T) {
	gw, url, _, _ := newGateway(t, &gates{left: 1}, nil)
	ws := dial(t, url)
	ask(t, ws, 1, "login", "{}")
	next(t, ws)
	next(t, ws)
	for id := range 3 {
		ask(t, ws, 10+id, "more", "{}")
		if reply := next(t, ws); reply.Code != signaling.CodeTooFast || reply.ID != uint64(10+id) {
			t.Errorf("%+v", reply)
		}
	}
	ask(t, ws, 20, "more", "{}")
	if _, _, err := ws.ReadMessage(); !websocket.IsCloseError(err, signaling.CloseFlood) || gw.Stats().Flooding.Load() != 1 {
		t.Errorf("%v", err)
	}
}

func TestTheEndOfTheGatewayIsTold(t *testing.T) {
	gw, url, _, _ := newGateway(t, &gates{left: 100}, nil)
	ws := dial(t, url)
	dial(t, url)
	if _, resp, err := websocket.DefaultDialer.DialContext(t.Context(), url, nil); err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a third: %v", err)
	}
	go gw.End(1001, "over")
	if _, _, err := ws.ReadMessage(); !websocket.IsCloseError(err, 1001) {
		t.Errorf("%v", err)
	}
}

// TestWhoComesAfterTheEndIsToldToo: the end may come while a connection is made.
func TestWhoComesAfterTheEndIsToldToo(t *testing.T) {
	gw, url, _, _ := newGateway(t, &gates{left: 100}, nil)
	gw.End(1001, "over")
	if _, _, err := dial(t, url).ReadMessage(); !websocket.IsCloseError(err, 1001) {
		t.Errorf("%v", err)
	}
}

func TestWhatIsNoRequestEndsTheConnection(t *testing.T) {
	for name, text := range map[string]string{"no JSON": `{`, "no id": `{"v":1,"type":"login"}`, "long before the login": `{"v":1,"id":1,"type":"login","data":"` + strings.Repeat("x", maxFirst) + `"}`} {
		_, url, _, _ := newGateway(t, &gates{left: 100}, nil)
		ws := dial(t, url)
		if err := ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			t.Fatal(err)
		}
		for {
			if _, _, err := ws.ReadMessage(); err != nil {
				if !websocket.IsCloseError(err, signaling.CloseProtocol, websocket.CloseMessageTooBig) {
					t.Errorf("%s: %v", name, err)
				}
				break
			}
		}
	}
}
