package fleet

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"onair/room"
	"onair/server/asker"
	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// TestShowAtAnotherNode: what a viewer shows reaches its own node, and what it gets is told to the leader.
func TestShowAtAnotherNode(t *testing.T) {
	here, far := open(t), open(t)
	f := New(Config{Name: "here", Addr: here.addr, Agent: here.Agent, Term: 1, Dial: dialPlain, Log: slog.New(slog.DiscardHandler),
		Peers: func(context.Context) ([]Peer, error) { return []Peer{{Name: "far", Addr: far.addr}}, nil }})
	t.Cleanup(func() { _ = f.Close() })
	f.Seek(t.Context())
	f.Settle()
	in, err := f.Ingest("s", room.Seat{}, 1<<30, func(room.Media) {})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() {
		for n, tick := 0, time.NewTicker(time.Second/30); ctx.Err() == nil; n++ {
			<-tick.C
			in.H264(picture(n, n%15 == 0, 2000), time.Duration(n)*time.Second/30, time.Duration(n)*time.Second/30)
			in.Opus([]byte{1, 2, 3}, time.Duration(n)*time.Second/30)
		}
	}()
	told := make(chan sfu.Picture, 16)
	v, err := sfutest.Play(ctx, sfutest.PlayConfig{}, func(ctx context.Context, offer string) (string, error) {
		return f.PlayAs(asker.WithVia(ctx, "far"), "s", "bob", offer, sfu.View{Hidden: true}, func(p sfu.Picture) { told <- p }, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	if p := wait(t, "what it gets", told); p.Why != sfu.WhyHidden {
		t.Errorf("told %+v", p)
	}
	if err := v.Wait(ctx, func(c sfutest.Count) bool { return c.AudioPackets > 10 }); err != nil {
		t.Fatal(err)
	}
	if n := v.Count().Packets; n > 0 {
		t.Errorf("%d packets of a hidden picture", n)
	}
	f.Show("s", "bob", sfu.View{Width: 640, Height: 360})
	if p := wait(t, "what it gets", told); p.Why != sfu.WhyBest {
		t.Errorf("told %+v", p)
	}
	if err := v.Wait(ctx, func(c sfutest.Count) bool { return c.Packets > 10 }); err != nil {
		t.Fatal(err)
	}
}
