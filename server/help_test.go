package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"onair/signaling"
)

const patience = 15 * time.Second

func TestMain(m *testing.M) {
	// net/http lingers half a second over a connection that it closes because of a request too large
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("net/http.(*conn).closeWriteAndWait"))
}

// testServer is a running server on ports of the system's choice.
type testServer struct {
	*Server
	t    *testing.T
	dir  string
	stop func() // ends Run and waits
}

// start runs a server with a relay double; with real, the real relay.
func start(t *testing.T, edit ...func(*Config)) *testServer {
	t.Helper()
	return startIn(t, t.TempDir(), newFakeRelay, edit...)
}

func startReal(t *testing.T, edit ...func(*Config)) *testServer {
	t.Helper()
	return startIn(t, t.TempDir(), newRelay, edit...)
}

func testConfig(dir string) Config {
	cfg := Config{ListenAddr: "127.0.0.1:0", MediaAddr: "127.0.0.1:0", DataDir: dir, AllowGuests: true}
	if os.Getenv("ONAIR_TEST_LOG") != "" {
		cfg.Logger = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	return cfg
}

func startIn(t *testing.T, dir string, mk func(Config) (relay, error), edit ...func(*Config)) *testServer {
	t.Helper()
	cfg := testConfig(dir)
	for _, f := range edit {
		f(&cfg)
	}
	s, err := newServer(cfg, mk)
	if err != nil {
		t.Fatal(err)
	}
	ts := &testServer{Server: s, t: t, dir: dir}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	ts.stop = sync.OnceFunc(func() {
		if s.ready.Load() && !t.Failed() {
			ts.nobodyLost() // after every test
		}
		cancel()
		if err := <-done; err != nil {
			t.Error("server:", err)
		}
		s.Close()
	})
	t.Cleanup(ts.stop)
	return ts
}

func (s *testServer) url() string { return "ws://" + s.Addr() + "/ws" }

func (s *testServer) sig(user string) string {
	s.t.Helper()
	sig, err := s.SignUserSig(user)
	if err != nil {
		s.t.Fatal(err)
	}
	return sig
}

func (s *testServer) options(user string) signaling.Options {
	return signaling.Options{URL: s.url(), MinBackOff: 20 * time.Millisecond, MaxBackOff: 200 * time.Millisecond,
		Login: signaling.LoginRequest{SDKAppID: s.cfg.SDKAppID, UserID: user, UserSig: s.sig(user), Client: "test"}}
}

// user is a client that writes down what happens to it, in order.
type user struct {
	*signaling.Client
	t  *testing.T
	id string

	mu   sync.Mutex
	log  []string
	envs []signaling.Envelope
	wake chan struct{}
}

// login connects a user.
func (s *testServer) login(id string) *user {
	s.t.Helper()
	return dial(s.t, id, s.options(id))
}

func dial(t *testing.T, id string, opt signaling.Options) *user {
	t.Helper()
	u := &user{t: t, id: id, wake: make(chan struct{}, 1)}
	opt.OnEvent = func(e signaling.Envelope) { u.note(e, describe(e)) }
	opt.OnSession = func(r signaling.LoginReply) { u.note(signaling.Envelope{}, "session "+string(r.Mode)) }
	opt.OnState = func(s signaling.Status) {
		if s.NextTry.IsZero() {
			u.note(signaling.Envelope{}, "state "+s.State.String())
		}
	}
	c, err := signaling.Dial(t.Context(), opt)
	if err != nil {
		t.Fatalf("login of %s: %v", id, err)
	}
	u.Client = c
	t.Cleanup(func() { c.Close() })
	return u
}

func (u *user) note(e signaling.Envelope, line string) {
	u.mu.Lock()
	u.log = append(u.log, line)
	u.envs = append(u.envs, e)
	u.mu.Unlock()
	select {
	case u.wake <- struct{}{}:
	default:
	}
}

// describe writes an event as one line: type and whom it is about.
func describe(e signaling.Envelope) string {
	var d struct {
		UserID    string
		User      signaling.User
		Users     []signaling.User
		Available *bool
		Reason    string
		Via       string
		On        bool
		Code      string
	}
	_ = json.Unmarshal(e.Data, &d)
	parts := []string{e.Type}
	for _, v := range append(d.Users, d.User, signaling.User{UserID: d.UserID}) {
		if v.UserID != "" {
			parts = append(parts, v.UserID)
		}
	}
	if d.Available != nil {
		parts = append(parts, fmt.Sprint(*d.Available))
	}
	if d.Reason != "" {
		parts = append(parts, d.Reason)
	}
	if d.Via != "" {
		parts = append(parts, d.Via, d.Code+fmt.Sprint(d.On))
	}
	return strings.Join(parts, " ")
}

func (u *user) lines() []string {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.Clone(u.log)
}

// eventually waits until the user has seen exactly these lines.
func (u *user) expect(want ...string) {
	u.t.Helper()
	u.until(func(got []string) bool { return slices.Equal(got, want) }, want)
}

// sees waits until the lines contain these, in this order, with anything between.
func (u *user) sees(want ...string) {
	u.t.Helper()
	u.until(func(got []string) bool {
		i := 0
		for _, l := range got {
			if i < len(want) && l == want[i] {
				i++
			}
		}
		return i == len(want)
	}, want)
}

func (u *user) until(ok func([]string) bool, want []string) {
	u.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	for {
		if ok(u.lines()) {
			return
		}
		select {
		case <-u.wake:
		case <-deadline.C:
			u.t.Fatalf("%s saw\n  %s\nwant\n  %s", u.id, strings.Join(u.lines(), "\n  "), strings.Join(want, "\n  "))
		}
	}
}

// must makes a call that has to succeed.
func (u *user) must(typ string, in, out any) {
	u.t.Helper()
	if err := u.Call(u.t.Context(), typ, in, out); err != nil {
		u.t.Fatalf("%s: %v", u.id, err)
	}
}

// refused makes a call that has to fail with a code.
func (u *user) refused(code signaling.Code, typ string, in any) {
	u.t.Helper()
	if err := u.Call(u.t.Context(), typ, in, nil); signaling.CodeOf(err) != code {
		u.t.Errorf("%s: %s: %v, want code %d", u.id, typ, err, code)
	}
}

func (u *user) create(id uint32) signaling.Snapshot {
	u.t.Helper()
	var snap signaling.Snapshot
	u.must(signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: id, RoomParam: signaling.RoomParam{RoomName: "room of " + u.id}}, &snap)
	return snap
}

func (u *user) enter(id uint32) signaling.Snapshot {
	u.t.Helper()
	var snap signaling.Snapshot
	u.must(signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: id}, &snap)
	return snap
}

func (u *user) publish() {
	u.t.Helper()
	var out signaling.SDPReply
	u.must(signaling.TypePublish, signaling.PublishRequest{SDP: "offer", MediaFlags: signaling.MediaFlags{Video: true, Audio: true}}, &out)
}

// startKind returns err's kind, 0 for another error.
func startKind(err error) StartKind {
	var e *StartError
	if errors.As(err, &e) {
		return e.Kind
	}
	return 0
}
