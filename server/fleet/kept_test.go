package fleet

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"onair/internal/await"
	"onair/room"
	"onair/server/asker"
	"onair/server/reply"
	"onair/server/sfu/sfutest"
)

// TestWhatFlowsGoesOnUnderTheNextLeader: a publisher and a viewer at nodes that live see no
// change of leader, what nobody claims ends, and so does an older publication's order.
func TestWhatFlowsGoesOnUnderTheNextLeader(t *testing.T) {
	a, b, near, far := open(t), open(t), open(t), open(t)
	peers := func(context.Context) ([]Peer, error) {
		return []Peer{{Name: "near", Addr: near.addr}, {Name: "far", Addr: far.addr}}, nil
	}
	lead := func(p *place, name string, term uint64) *Fleet {
		f := New(Config{Agent: p.Agent, Dial: dialPlain, Term: term, Name: name, Addr: p.addr, Peers: peers, Log: slog.New(slog.DiscardHandler)})
		t.Cleanup(func() { f.Close() })
		f.Seek(t.Context())
		return f
	}
	first := lead(a, "a", 1)
	first.Settle()
	flows := make(chan room.Media, 10)
	at := func(node string) context.Context { return asker.WithVia(t.Context(), node) }
	publish := func(f *Fleet, stream, node string) *sfutest.Publisher {
		t.Helper()
		p, err := sfutest.Publish(t.Context(), sfutest.PublishConfig{Mime: "none"}, func(ctx context.Context, offer string) (string, error) {
			return f.Publish(asker.WithVia(ctx, node), stream, offer, room.Seat{}, func(m room.Media) { flows <- m }, nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(p.Close)
		return p
	}
	publish(first, "s", "near")
	publish(first, "forgotten", "near")
	watch := func(stream, name string) *sfutest.Viewer {
		t.Helper()
		v, err := sfutest.Play(t.Context(), sfutest.PlayConfig{NoVideo: true}, func(ctx context.Context, offer string) (string, error) {
			return first.Play(asker.WithVia(ctx, "far"), stream, name, offer, nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(v.Close)
		return v
	}
	bob := watch("s", "bob")
	watch("s", "stranger")
	hears := func() {
		t.Helper()
		before := bob.Count().AudioPackets
		if err := bob.Wait(t.Context(), func(c sfutest.Count) bool { return c.AudioPackets > before+10 }); err != nil {
			t.Fatal(err)
		}
	}
	hears()
	wait(t, "what flows", flows)
	seat := room.Media{Audio: true}

	second := lead(b, "b", 2)
	told := make(chan room.Media, 10)
	flow, ok := second.Claim("s", room.Media{}, func(m room.Media) { told <- m })
	if !ok || flow != seat {
		t.Fatalf("a stream that flows: %+v, %v", flow, ok)
	}
	if len(second.Watched()) != 2 || !second.ClaimPlay("s", "bob") || second.ClaimPlay("s", "nobody") {
		t.Errorf("who watches: %v", second.Watched())
	}
	second.Settle()
	await.Good(t, func() string {
		if len(near.sfu.Streams()) != 1 || len(far.sfu.Viewers("s")) != 1 {
			return "what nobody claimed goes on"
		}
		return ""
	})
	hears()
	if _, err := first.Publish(at("near"), "s", "no offer", room.Seat{}, nil, nil); !errors.Is(err, reply.ErrMediaRefused) {
		t.Errorf("an earlier leader is obeyed: %v", err)
	}

	publish(second, "s", "near") // anew: nothing of the old one stands for it
	if m := wait(t, "the end of what was replaced", told); m != (room.Media{}) {
		t.Errorf("%+v flows of what was replaced", m)
	}
	near.unpublish("s", 1<<32+1)
	if !near.comesIn("s", 2<<32+1) {
		t.Error("an order about an earlier publication ended a later one")
	}
	if err := pullOf(a, near.addr, 1<<32+1); !errors.Is(err, reply.ErrNoStream) {
		t.Errorf("an earlier publication is taken where there is a later one: %v", err)
	}
	if err := pullOf(a, near.addr, 2<<32+1); err != nil {
		t.Errorf("the later publication: %v", err)
	}
}

func pullOf(p *place, from string, num uint64) error {
	release, err := p.take(context.Background(), "s", origin{from, num})
	if err == nil {
		release()
	}
	return err
}
