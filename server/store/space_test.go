package store

import (
	"context"
	"testing"

	"onair/internal/natstest"

	"github.com/nats-io/nats.go/jetstream"
)

// hasty is a NATS that makes each stream that tries how much there is, as servers do that do
// not know yet what others have promised, and then has no more than room.
type hasty struct {
	jetstream.JetStream
	room  int64
	asked []int64
}

func (h *hasty) CreateStream(ctx context.Context, cfg jetstream.StreamConfig) (jetstream.Stream, error) {
	if cfg.Name == growing {
		return nil, nil
	}
	return h.JetStream.CreateStream(ctx, cfg)
}

func (h *hasty) UpdateStream(ctx context.Context, cfg jetstream.StreamConfig) (jetstream.Stream, error) {
	if h.asked = append(h.asked, cfg.MaxBytes); cfg.MaxBytes > h.room {
		return nil, &jetstream.APIError{ErrorCode: 10047, Description: "insufficient storage resources available"}
	}
	return h.JetStream.UpdateStream(ctx, cfg)
}

// TestAStoreGrowsByWhatThereIs: where less is to be had than was tried, half of it is asked for.
func TestAStoreGrowsByWhatThereIs(t *testing.T) {
	s := join(t, natstest.Start(t).Connect(), 1)
	e, err := s.engine()
	if err != nil {
		t.Fatal(err)
	}
	has := e.space.most
	h := &hasty{JetStream: e.js, room: has + has/3}
	e.js = h
	if err := e.grow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e.space.most != has+has/4 {
		t.Errorf("%d of %d were had, by asking for %d", e.space.most, h.room, h.asked)
	}
}
