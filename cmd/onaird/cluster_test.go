package main

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"onair/internal/natstest"
	"onair/internal/nodetest"
	"onair/internal/proctest"
	"onair/signaling"
)

// come signs a user in at a node.
func come(t testing.TB, at *nodetest.Node, user string, opt signaling.Options) *signaling.Client {
	t.Helper()
	sig, err := do(t, noEnv, "usersig", "--user", user, "--secret-key", nodetest.Secret)
	if err != nil {
		t.Fatal(err)
	}
	opt.URL = "ws://" + at.Addr
	opt.Login = signaling.LoginRequest{SDKAppID: nodetest.App, UserID: user, UserSig: strings.TrimSpace(sig)}
	opt.MaxBackOff = 200 * time.Millisecond
	c, err := signaling.Dial(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func must(t testing.TB, c *signaling.Client, typ string, in, out any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := c.Call(ctx, typ, in, out); err != nil {
		t.Fatalf("%s: %v", typ, err)
	}
}

// TestNodesAreOneServer: people at three nodes are in one room; when the node that
// leads is killed, they stay in it, with all that was said; a node that was stopped
// meanwhile and goes on takes its place behind the new one.
func TestNodesAreOneServer(t *testing.T) {
	url := natstest.Start(t).URL()
	start := func(name string) *nodetest.Node {
		return nodetest.Start(t, nodetest.Config{Name: name, Args: []string{"--nats", url}, Env: []string{"ONAIRD_AS_PROGRAM=1"}})
	}
	a := start("a")
	a.Says("server ready")
	b, c := start("b"), start("c")

	heard, back := make(chan string, 100), make(chan signaling.LoginReply, 10)
	annaBack := make(chan signaling.LoginReply, 10)
	anna := come(t, b, "anna", signaling.Options{OnSession: func(r signaling.LoginReply) { annaBack <- r }})
	ben := come(t, c, "ben", signaling.Options{
		OnEvent: func(e signaling.Envelope) {
			if e.Type == signaling.EventRecvRoomTextMsg {
				var m signaling.MessageEvent
				if e.Decode(&m) == nil {
					heard <- m.Message.Text
				}
			}
		},
		OnSession: func(r signaling.LoginReply) { back <- r },
	})
	must(t, anna, signaling.TypeCreateRoom, signaling.CreateRoomRequest{RoomID: 8, RoomParam: signaling.RoomParam{RoomName: "late show"}}, nil)
	must(t, ben, signaling.TypeEnterRoom, signaling.RoomRequest{RoomID: 8}, nil)
	say := func(text string) {
		t.Helper()
		must(t, anna, signaling.TypeSendRoomTextMsg, signaling.TextRequest{Key: text, Text: text}, nil)
		select {
		case got := <-heard:
			if got != text {
				t.Fatalf("ben heard %q, not %q", got, text)
			}
		case <-time.After(patience):
			t.Fatalf("ben does not hear %q", text)
		}
	}
	say("hello")

	again := func() { // what is said meanwhile is in the room's history, not an event
		t.Helper()
		for who, back := range map[string]chan signaling.LoginReply{"anna": annaBack, "ben": back} { // each time another node leads
			for in := false; !in; {
				select {
				case r := <-back:
					in = r.RoomID == 8
				case <-time.After(patience):
					t.Fatalf("%s does not come back to the room", who)
				}
			}
		}
	}
	killed := time.Now()
	a.Kill()
	again()
	t.Logf("both are back in the room %v after the leader was killed", time.Since(killed))
	say("still here")

	// Whoever leads now is stopped, long enough for another to take over.
	leader, other := b, c
	if proctest.Next(t, "server ready", b.Process, c.Process) == 1 {
		leader, other = c, b
	}
	leader.Signal(syscall.SIGSTOP)
	other.Says("server ready")
	leader.Signal(syscall.SIGCONT)
	leader.Says("this node leads no more")
	again()
	say("and again")
}
