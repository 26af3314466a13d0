package fleet

import (
	"context"
	"log/slog"
	"net"
	"net/netip"
	"testing"
)

// A new leader hears those who answer, and does not wait for a node that does not.
func TestASilentNodeIsNotWaitedFor(t *testing.T) {
	a, other := open(t), open(t)
	silent := make(chan struct{})
	dial := func(ctx context.Context, addr, door string, from netip.AddrPort) (net.Conn, error) {
		if addr == "silent" {
			<-silent
			return nil, context.DeadlineExceeded
		}
		return dialPlain(ctx, addr, door, from)
	}
	peers := func(context.Context) ([]Peer, error) {
		return []Peer{{Name: "silent", Addr: "silent"}, {Name: "other", Addr: other.addr}}, nil
	}
	f := New(Config{Agent: a.Agent, Dial: dial, Term: 1, Name: "a", Addr: a.addr, Peers: peers, Log: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); f.Seek(ctx) }()
	for f.node("other") == nil {
		select {
		case <-done:
			t.Fatal("it has not waited for the other node")
		default:
		}
	}
	cancel()
	wait(t, "the end of Seek", done)
	close(silent)
	f.Close()
	if f.begins(func() {}) {
		t.Error("something begins after Close")
	}
}
