package server

import (
	"context"
	"encoding/json"
	"net/netip"
	"slices"
	"testing"

	"onair/room"
	"onair/server/gateway"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/signaling"
)

// FuzzRequest gives any data to any request of a logged-in user: each is
// answered once, with a known code that does not blame the server.
func FuzzRequest(f *testing.F) {
	for i, data := range []string{`{"roomId":1}`, `{"userName":"x"}`, `{"limit":5,"cursor":"abc-1"}`, `{"sdp":"offer","video":true}`, `{"roomIds":[1,2]}`, `{"nextSeq":3}`, `[]`} {
		f.Add(uint8(i), []byte(data))
	}
	s, err := newServer(testConfig(f.TempDir()), newFakeRelay)
	if err != nil {
		f.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	f.Cleanup(func() { cancel(); <-done; s.Close() })
	var types []string
	for typ := range s.handlers {
		if typ != signaling.TypeLogout {
			types = append(types, typ)
		}
	}
	slices.Sort(types)
	c := &fakeLine{done: make(chan struct{})}
	s.sessions.New("anna", room.User{ID: "anna"}, nil).Attach(c, signaling.Envelope{}, signaling.ModeNew, 0, nil)
	c.replies = nil
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		if len(data) > 0 && !json.Valid(data) {
			return // refused before any handler
		}
		env := signaling.Envelope{V: 1, ID: 9, Type: types[int(which)%len(types)], Data: data}
		s.handle(t.Context(), c, env)
		for _, r := range c.replies {
			_, err := json.Marshal(r.data)
			code := reply.Of(r.err).Code
			if err != nil || r.env.ID != 9 || r.env.Type != env.Type || r.err != nil && (code == signaling.CodeInternal || code.Info().Key == "unknown") {
				t.Fatalf("%s %s: answered %+v, %v", env.Type, data, r, err)
			}
		}
		replies := len(c.replies)
		c.replies = nil
		if replies != 1 {
			t.Fatalf("%s %s: %d answers", env.Type, data, replies)
		}
	})
}

// fakeLine keeps what requests are answered with.
type fakeLine struct {
	sessions.Line
	sess    gateway.Session
	done    chan struct{}
	replies []answered
}

type answered struct {
	env  signaling.Envelope
	data any
	err  error
}

func (c *fakeLine) LogIn(s gateway.Session)                  { c.sess = s }
func (c *fakeLine) Session() gateway.Session                 { return c.sess }
func (c *fakeLine) Done() <-chan struct{}                    { return c.done }
func (c *fakeLine) Post(uint64, *signaling.Event)            {}
func (c *fakeLine) End(int, string)                          {}
func (c *fakeLine) Addr() netip.Addr                         { return netip.Addr{} }
func (c *fakeLine) Refuse(env signaling.Envelope, err error) { c.Reply(env, 0, nil, err) }
func (c *fakeLine) Reply(env signaling.Envelope, _ uint64, data any, err error) {
	c.replies = append(c.replies, answered{env, data, err})
}
