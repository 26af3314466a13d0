package signaling

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const patience = 15 * time.Second

// peer is a server end that a test scripts: each new connection goes to the
// next function, the last one serving all that follow.
type peer struct {
	t    *testing.T
	srv  *httptest.Server
	mu   sync.Mutex
	next []func(*end)
	wg   sync.WaitGroup
	// health is what it answers who asks whether it is ready.
	health atomic.Int32
}

// end is the server's end of one connection.
type end struct {
	t *testing.T
	*websocket.Conn
}

func newPeer(t *testing.T, script ...func(*end)) *peer {
	t.Helper()
	p := &peer{t: t, next: script}
	p.health.Store(http.StatusOK)
	p.srv = httptest.NewServer(http.HandlerFunc(p.serve))
	t.Cleanup(func() {
		p.srv.Close()
		p.wg.Wait()
	})
	return p
}

func (p *peer) serve(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" {
		w.WriteHeader(int(p.health.Load()))
		return
	}
	p.mu.Lock()
	f := p.next[0]
	if len(p.next) > 1 {
		p.next = p.next[1:]
	}
	p.mu.Unlock()
	if f == nil {
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
	p.wg.Add(1)
	defer p.wg.Done()
	up := websocket.Upgrader{}
	c, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer c.Close()
	f(&end{p.t, c})
}

// want reads until a request of the type comes, answering pings on the way. It
// is nil when the connection ends.
func (e *end) want(typ string) *Envelope {
	for {
		_, b, err := e.ReadMessage()
		if err != nil {
			return nil
		}
		env, err := DecodeEnvelope(b, MaxMessage)
		if err != nil {
			e.t.Error("the client sent", err)
			return nil
		}
		switch {
		case env.Type == typ:
			return &env
		case env.Type == TypePing:
			e.pong(env)
		default:
			e.t.Errorf("the client sent %s, want %s", env.Type, typ)
			return nil
		}
	}
}

// skew is how far ahead the peer's clock is.
const skew = 42 * time.Second

func (e *end) pong(env Envelope) {
	var in PingRequest
	_ = env.Decode(&in)
	now := time.Now().Add(skew).UnixMicro()
	e.reply(env, PingReply{Sent: in.Sent, Received: now, Replied: now})
}

func (e *end) reply(env Envelope, data any) {
	b, err := json.Marshal(data)
	if err != nil {
		e.t.Error(err)
	}
	e.send(fmt.Sprintf(`{"v":1,"id":%d,"type":%q,"data":%s}`, env.ID, env.Type, b))
}

func (e *end) refuse(env *Envelope, code Code) {
	if env != nil {
		e.send(fmt.Sprintf(`{"v":1,"id":%d,"type":%q,"code":%d}`, env.ID, env.Type, code))
	}
}

func (e *end) send(text string) { _ = e.WriteMessage(websocket.TextMessage, []byte(text)) }

func (e *end) event(seq int, typ string) {
	e.send(fmt.Sprintf(`{"v":1,"type":%q,"seq":%d,"data":{}}`, typ, seq))
}

// login answers the login and returns it.
func (e *end) login() *LoginRequest {
	env := e.want(TypeLogin)
	if env == nil {
		return nil
	}
	var in LoginRequest
	_ = env.Decode(&in)
	e.reply(*env, LoginReply{Token: "token", Mode: ModeNew, PingInterval: 1000})
	return &in
}

// resume answers the resume and returns it.
func (e *end) resume(mode Mode, seq uint64) *ResumeRequest {
	env := e.want(TypeResume)
	if env == nil {
		return nil
	}
	var in ResumeRequest
	_ = env.Decode(&in)
	e.reply(*env, LoginReply{Token: "token", Mode: mode, Seq: seq, PingInterval: 1000})
	return &in
}

// rest answers pings until the connection ends.
func (e *end) rest() {
	for {
		_, b, err := e.ReadMessage()
		if err != nil {
			return
		}
		if env, err := DecodeEnvelope(b, MaxMessage); err == nil && env.Type == TypePing {
			e.pong(env)
		}
	}
}

// diary writes down what the callbacks get.
type diary struct {
	t    *testing.T
	mu   sync.Mutex
	log  []string
	wake chan struct{}
}

func (d *diary) note(line string) {
	d.mu.Lock()
	d.log = append(d.log, line)
	d.mu.Unlock()
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

func (d *diary) lines() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.log)
}

func (d *diary) expect(want ...string) {
	d.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for !slices.Equal(d.lines(), want) {
		select {
		case <-d.wake:
		case <-limit.C:
			d.t.Fatalf("got\n  %s\nwant\n  %s", strings.Join(d.lines(), "\n  "), strings.Join(want, "\n  "))
		}
	}
}

// dial connects to the peer with a diary.
func (p *peer) dial(edit ...func(*Options)) (*Client, *diary) {
	p.t.Helper()
	d := &diary{t: p.t, wake: make(chan struct{}, 1)}
	opt := Options{
		URL: p.srv.URL, Login: LoginRequest{SDKAppID: 1, UserID: "anna", UserSig: "sig"},
		MinBackOff: 10 * time.Millisecond, MaxBackOff: 50 * time.Millisecond,
		OnEvent:   func(e Envelope) { d.note(fmt.Sprintf("%s %d", e.Type, e.Seq)) },
		OnSession: func(r LoginReply) { d.note("session " + string(r.Mode)) },
		OnState: func(s Status) {
			if s.State != StateReconnecting || s.Attempt == 1 && !s.NextTry.IsZero() {
				d.note(s.State.String())
			}
		},
	}
	for _, f := range edit {
		f(&opt)
	}
	c, err := Dial(p.t.Context(), opt)
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { c.Close() })
	return c, d
}
