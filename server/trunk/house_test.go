package trunk

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	"onair/server/gateway"
	"onair/server/limit"
	"onair/signaling"
)

// gates let everybody in.
type gates struct{}

func (gates) Client(*http.Request) netip.Addr                     { return netip.MustParseAddr("192.0.2.1") }
func (gates) Connect(netip.Addr) (func(), bool)                   { return func() {}, true }
func (gates) Secure(*http.Request) bool                           { return false }
func (gates) LoggedIn(string, time.Time)                          {}
func (gates) Message(string, netip.Addr, float64, time.Time) bool { return true }

var wire = gateway.Wire{OutboxBytes: 1 << 20, LoginTimeout: time.Minute, PingInterval: time.Minute, Frames: limit.Rate{PerSecond: 1e6, Burst: 1e6}}

// house is a leader with one room, whose people hear all that is said.
type house struct {
	gw    *gateway.Gateway
	stats Stats

	came, lost chan string

	mu     sync.Mutex
	people map[string]*person
	said   int
}

// person is one session. The house's lock guards it.
type person struct {
	user string
	conn *gateway.Conn
	seq  uint64
	log  []*signaling.Event
}

func (p *person) User() string       { return p.user }
func (p *person) Acknowledge(uint64) {}

func newHouse(t testing.TB) *house {
	t.Helper()
	h := &house{people: make(map[string]*person), came: make(chan string, 1000), lost: make(chan string, 1000)}
	h.gw = gateway.New(gateway.Config{Wire: wire, MaxConnections: 1000, MaxRefused: 100, Messages: limit.Rate{PerSecond: 1e6, Burst: 1e6}, Gates: gates{},
		Handle: h.handle, Lost: func(c *gateway.Conn) { h.lost <- c.Session().User() }, TooMany: func(netip.Addr) {}, Error: func(err error) *signaling.Error { return signaling.NewError(signaling.CodeOf(err), "", err.Error()) },
		Life: t.Context(), Log: slog.New(slog.DiscardHandler)})
	t.Cleanup(h.gw.Part)
	return h
}

func (h *house) handle(_ context.Context, c *gateway.Conn, env signaling.Envelope) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch env.Type {
	case signaling.TypeLogin:
		var in signaling.LoginRequest
		_ = env.Decode(&in)
		p := &person{user: in.UserID, conn: c}
		h.people[p.user] = p
		h.came <- p.user
		c.LogIn(p)
		c.Reply(env, 0, signaling.LoginReply{Token: p.user, PingInterval: 60000}, nil)
	case signaling.TypeResume:
		var in signaling.ResumeRequest
		_ = env.Decode(&in)
		p := h.people[in.Token]
		p.conn = c
		c.LogIn(p)
		c.Reply(env, p.seq, signaling.LoginReply{Token: p.user, Mode: signaling.ModeReplay, Seq: p.seq, PingInterval: 60000}, nil)
		for i := in.LastSeq; i < p.seq; i++ {
			c.Post(i+1, p.log[i])
		}
	case signaling.TypeSendRoomTextMsg:
		h.sayLocked(env.Data)
		p := c.Session().(*person)
		c.Reply(env, p.seq, h.said, nil)
	}
}

func (h *house) sayLocked(data json.RawMessage) {
	h.said++
	ev := signaling.NewEvent(signaling.EventRecvRoomTextMsg, data)
	for _, p := range h.people {
		p.seq++
		p.log = append(p.log, ev)
		p.conn.Post(p.seq, ev)
	}
}

// pair is a connection's two ends.
func pair(t testing.TB) (a, b net.Conn) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	if a, err = net.Dial("tcp", ln.Addr().String()); err != nil {
		t.Fatal(err)
	}
	if b, err = ln.Accept(); err != nil {
		t.Fatal(err)
	}
	return a, b
}

// site is a node.
type site struct {
	porch   *gateway.Porch
	url     string
	stats   Stats
	closing sync.WaitGroup
}

func newSite(t testing.TB) *site {
	t.Helper()
	s := &site{porch: gateway.NewPorch(gateway.PorchConfig{Wire: wire, MaxConnections: 1000, Gates: gates{}, TooMany: func(netip.Addr) {}, Life: t.Context(), Log: slog.New(slog.DiscardHandler)})}
	srv := httptest.NewServer(s.porch)
	s.url = srv.URL
	t.Cleanup(func() { s.closing.Wait(); s.porch.End(1001, "over"); srv.Close() })
	return s
}

// lead has a site's clients go to a house; cut ends that and waits.
func (s *site) lead(t testing.TB, h *house, name string) (cut func()) {
	t.Helper()
	a, b := pair(t)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { _ = Serve(ctx, b, name, h.gw, &h.stats) })
	line, err := Open(ctx, a, &s.stats)
	if err != nil {
		t.Fatal(err)
	}
	s.porch.Lead(line)
	wg.Go(func() { _ = line.Run(ctx); s.porch.Lost(line) })
	cut = func() { cancel(); wg.Wait() }
	t.Cleanup(cut)
	return cut
}

// listener is somebody at a site, who notes what is heard.
type listener struct {
	*signaling.Client
	heard  chan string
	states chan signaling.Status
}

func (s *site) come(t testing.TB, user string) *listener {
	t.Helper()
	l := &listener{heard: make(chan string, 10000), states: make(chan signaling.Status, 100)}
	c, err := signaling.Dial(t.Context(), signaling.Options{URL: s.url, Login: signaling.LoginRequest{UserID: user}, MinBackOff: time.Millisecond,
		OnEvent: func(e signaling.Envelope) { l.heard <- fmt.Sprint(e.Seq, string(e.Data)) },
		OnState: func(s signaling.Status) { l.states <- s }})
	if err != nil {
		t.Fatal(err)
	}
	l.Client = c
	t.Cleanup(func() { s.closing.Go(func() { c.Close() }) })
	return l
}

func (l *listener) say(t testing.TB, text string) {
	t.Helper()
	if err := l.Call(t.Context(), signaling.TypeSendRoomTextMsg, text, nil); err != nil {
		t.Error(err)
	}
}

// next waits until n are heard.
func (l *listener) next(t testing.TB, n int) (list []string) {
	t.Helper()
	for range n {
		select {
		case text := <-l.heard:
			list = append(list, text)
		case <-time.After(time.Minute):
			t.Fatalf("%d were heard of %d", len(list), n)
		}
	}
	return list
}
