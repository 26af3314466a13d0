package server

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

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
	c := &conn{srv: s, out: newOutbox(1 << 30), done: make(chan struct{})}
	sess := &session{srv: s, user: "anna", conn: c}
	sess.profile.ID = "anna"
	c.sess = sess
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		if len(data) > 0 && !json.Valid(data) {
			return // refused before any handler
		}
		env := signaling.Envelope{V: 1, ID: 9, Type: types[int(which)%len(types)], Data: data}
		s.handle(t.Context(), c, env)
		replies := 0
		for _, i := range c.out.take(nil) {
			if i.ev != nil {
				continue
			}
			replies++
			reply, err := signaling.DecodeEnvelope(i.raw, signaling.MaxServerMessage)
			if err != nil || reply.ID != 9 || reply.Type != env.Type || reply.Code == signaling.CodeInternal || reply.Code.Info().Key == "unknown" {
				t.Fatalf("%s %s: answered %s, %v", env.Type, data, i.raw, err)
			}
		}
		if replies != 1 {
			t.Fatalf("%s %s: %d answers", env.Type, data, replies)
		}
	})
}
