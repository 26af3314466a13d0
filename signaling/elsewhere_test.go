package signaling

import (
	"net/http"
	"testing"
	"time"
)

// Who is at a node that is cut off from the others goes to one that knows who leads, and
// to none that knows as little.
func TestAClientLeavesANodeThatIsCutOff(t *testing.T) {
	lost := newPeer(t, (*end).rest)
	lost.health.Store(http.StatusServiceUnavailable)
	good := newPeer(t, func(e *end) {
		e.resume(ModeReplay, 0)
		e.event(1, "hello")
		e.rest()
	})
	p := newPeer(t, func(e *end) {
		env := e.want(TypeLogin)
		e.reply(*env, LoginReply{Token: "token", Mode: ModeNew, PingInterval: 1000, Nodes: []string{lost.srv.URL, good.srv.URL}})
		e.event(0, EventServerSeeking)
		e.rest()
	})
	c, d := p.dial(func(o *Options) { o.seek = 10 * time.Millisecond })
	d.expect("seeking", "reconnecting", "session replay", "connected", "hello 1")
	if !c.Session().Moved {
		t.Error("nobody is told that it is another node")
	}
}
