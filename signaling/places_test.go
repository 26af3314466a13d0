package signaling

import (
	"fmt"
	"testing"
)

// Who loses the server at the address that was given goes on at another that the
// server has told of.
func TestAClientGoesOnAtAnotherNode(t *testing.T) {
	other := newPeer(t, func(e *end) {
		e.resume(ModeReplay, 0)
		e.event(1, "hello")
		e.rest()
	})
	down := make(chan struct{})
	p := newPeer(t, func(e *end) {
		env := e.want(TypeLogin)
		e.reply(*env, LoginReply{Token: "token", Mode: ModeNew, PingInterval: 1000, Nodes: []string{"http://no such host", other.srv.URL}})
		<-down
	}, nil) // and then refuses
	c, d := p.dial()
	close(down)
	d.expect("reconnecting", "session replay", "connected", "hello 1")
	if got := c.places.now(); got == c.opt.URL {
		t.Errorf("still at %s", got)
	}
	if !c.Session().Moved {
		t.Error("nobody is told that it is another node")
	}
}

func TestPlaces(t *testing.T) {
	p := newPlaces("ws://a:7880/ws")
	step := func(what, want string) {
		t.Helper()
		if got := p.now(); got != want {
			t.Errorf("%s: at %s, not %s", what, got, want)
		}
	}
	p.fail("ws://a:7880/ws")
	step("one alone", "ws://a:7880/ws")
	p.learn([]string{"http://a", "http://b", "rubbish://", "http://c"})
	step("told", "ws://a:7880/ws")
	p.fail("ws://a:7880/ws")
	step("one fails", "ws://b:7880/ws")
	p.fail("ws://a:7880/ws")
	step("one that is not used fails", "ws://b:7880/ws")
	if got := fmt.Sprint(p.others("ws://b:7880/ws"), p.others("ws://x:7880/ws")); got != "[ws://c:7880/ws ws://a:7880/ws] [ws://a:7880/ws ws://b:7880/ws ws://c:7880/ws]" {
		t.Errorf("others: %s", got)
	}
	p.prefer("ws://c:7880/ws")
	p.prefer("ws://x:7880/ws")
	step("preferred", "ws://c:7880/ws")
	p.prefer("ws://b:7880/ws")
	p.learn([]string{"http://c"})
	step("the one that is used is not told of any more", "ws://b:7880/ws")
	p.fail("ws://b:7880/ws")
	step("it fails", "ws://a:7880/ws")
	p.learn(nil)
	p.fail("ws://a:7880/ws")
	step("told of none", "ws://c:7880/ws")
	p.learn([]string{"http://d"})
	p.fail("ws://c:7880/ws")
	step("those of before come last", "ws://b:7880/ws")
	p.fail("ws://b:7880/ws")
	p.fail("ws://a:7880/ws")
	step("the new one comes first", "ws://d:7880/ws")
	p.learn(make([]string, 10_000))
	if n := len(p.list); n > maxPlaces+2 {
		t.Errorf("%d places", n)
	}
}
