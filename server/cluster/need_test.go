package cluster

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/natstest"
	"onair/server/store"

	"github.com/nats-io/nats.go/jetstream"
)

// A NATS of three servers has no more room, and then no majority.
func TestANATSInNeed(t *testing.T) {
	servers := natstest.StartSmallCluster(t, "64MB")
	t.Run("full", func(t *testing.T) { testFull(t, servers) })
	t.Run("no majority", func(t *testing.T) { testNoMajority(t, servers) })
}

// Where JetStream has no more room a node goes on leading, and another takes over and reads
// what is there: what is new is refused, what is deleted is. With room again all goes on.
func testFull(t *testing.T, servers *natstest.Cluster) {
	js, err := jetstream.New(servers.Connect())
	if err != nil {
		t.Fatal(err)
	}
	if _, err = js.CreateStream(t.Context(), jetstream.StreamConfig{Name: "other", Replicas: natstest.Size, MaxBytes: 20 << 20}); err != nil {
		t.Fatal(err)
	}
	type lead struct {
		rooms *store.Bucket
		term  uint64
	}
	leads := make(chan lead, 10)
	begin := func(n *Node) (stop func()) {
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() {
			done <- n.Run(ctx, func(ctx context.Context, term uint64) error {
				st, err := n.Store(ctx, term)
				if err != nil {
					return err
				}
				defer st.Close()
				b, err := st.Bucket(ctx, "rooms")
				if err == nil {
					leads <- lead{b, term}
					<-ctx.Done()
				}
				return err
			})
		}()
		return func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	}
	a, b := node(t, servers.URLs(), "a"), node(t, servers.URLs(), "b")
	stop := begin(a)
	l := <-leads
	written, big := 0, make([]byte, 64<<10)
	fill := func() (err error) {
		for ; err == nil; written++ {
			err = l.rooms.Put(t.Context(), fmt.Sprint("r", written), big)
		}
		written--
		return err
	}
	if err := fill(); !errors.Is(err, store.ErrFull) {
		t.Fatalf("after %d: %v", written, err)
	}
	if written < 512 {
		t.Errorf("full after %d of 64 KiB, of 64 MB of which 20 are others'", written)
	}
	for i := range 20 { // small ones do not fill it either
		if err := l.rooms.Put(t.Context(), fmt.Sprint("s", i), make([]byte, 8<<10)); err == nil {
			written++
		}
	}
	renewed := func(n *Node) {
		t.Helper()
		_, before := n.view.now()
		await.True(t, "the lease is renewed", func() bool {
			_ = n.look(t.Context())
			_, now := n.view.now()
			return now >= before+8
		})
	}
	renewed(b)
	if err := l.rooms.Delete(t.Context(), "r0"); err != nil {
		t.Errorf("deleting: %v", err)
	}
	written--
	defer begin(b)()
	stop()
	if l = <-leads; l.term != 2 {
		t.Fatalf("term %d: the lease was lost while it was full", l.term)
	}
	all, err := l.rooms.All(t.Context())
	if err != nil || len(all) != written {
		t.Errorf("%d of %d, %v", len(all), written, err)
	}
	if err := fill(); !errors.Is(err, store.ErrFull) {
		t.Errorf("as full as before, and told %v", err)
	}
	renewed(a)
	if err := js.DeleteStream(t.Context(), "other"); err != nil {
		t.Fatal(err)
	}
	await.Good(t, func() string {
		if err := l.rooms.Put(t.Context(), "more", big); err != nil {
			return err.Error()
		}
		return ""
	})
}

// A leader who cannot renew its lease while NATS has no majority lets nobody in, and goes on
// when it has one again: nobody takes its place.
func testNoMajority(t *testing.T, servers *natstest.Cluster) {
	said := make(chan string, 10)
	a, b := node(t, servers.URLs(), "a"), node(t, servers.URLs(), "b")
	run(t, a, said)
	hear(t, said, "a leads in term 3")
	run(t, b, said)
	awaitHold(t, a, true)
	lead := servers.Leader("KV_onair_lease")
	others := func(f func(int)) {
		for i := range natstest.Size {
			if i != lead {
				f(i)
			}
		}
	}
	others(servers.Pause)
	awaitHold(t, a, false)
	await.True(t, "b would lead", func() bool { _, _, free := b.view.free(time.Now()); return free })
	others(servers.GoOn)
	awaitHold(t, a, true)
	for limit := time.After(2 * DefaultLease); ; {
		select {
		case what := <-said:
			t.Fatal(what)
		case <-limit:
			return
		}
	}
}
