package store

import (
	"fmt"
	"log/slog"
	"testing"

	"onair/internal/await"
	"onair/internal/natstest"
)

// A server of NATS that does not answer keeps nobody from reading. One that was slow learns
// of a new term before it has what the earlier one
// wrote: it keeps the same all the same, and tells it when it leads.
func TestAServerThatLaggedHasEverything(t *testing.T) {
	c := natstest.StartCluster(t, nil)
	joined := func(term uint64, through int) *Bucket {
		var s *Store
		nc := c.ConnectTo(through)
		await.Good(t, func() string { // the slow one may have led the servers
			var err error
			if s, err = Join(t.Context(), Shared{Conn: nc, Replicas: natstest.Size, Term: term}, slog.New(slog.DiscardHandler)); err != nil {
				return err.Error()
			}
			return ""
		})
		t.Cleanup(func() { s.Close() })
		return bucketOf(t, s, "ledger", Strict)
	}
	const records = 100
	b := joined(1, 0)
	if err := b.Put(t.Context(), "before", []byte("b")); err != nil {
		t.Fatal(err)
	}
	slow := 1
	if c.Leader(SharedStream) == slow {
		slow = 2
	}
	c.Pause(slow)
	for i := range records {
		if err := b.Put(t.Context(), fmt.Sprint("k", i), []byte("k")); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 { // some of which NATS gives to the slow one, which does not answer
		if all, err := b.All(t.Context()); err != nil || len(all) != records+1 {
			t.Errorf("%d records of %d, %v", len(all), records+1, err)
		}
	}
	joined(2, 0)
	c.GoOn(slow)
	c.Lead(SharedStream, slow)
	all, err := joined(3, 0).All(t.Context())
	if err != nil || len(all) != records+1 {
		t.Errorf("%d records of %d, %v", len(all), records+1, err)
	}
}
