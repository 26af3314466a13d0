package server

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"onair/room"
	"onair/server/covers"
	"onair/server/store"
)

// orders are what an owner's rooms have from one to the next.
type orders struct {
	kept    kvBucket // who is banned and who helps, by owner
	blocked kvBucket // words, by owner
	covers  *covers.Shelf
	log     *slog.Logger
}

// storedOrder is what an owner's next room takes over from the last one.
type storedOrder struct {
	Bans   []room.User `json:"bans,omitempty"`
	Admins []string    `json:"admins,omitempty"`
}

// keep remembers who was banned from a room that ends, and who helped, and
// forgets its cover. It is best effort: a room has to end also when the disk is full.
func (s *orders) keep(ctx context.Context, st room.State) {
	s.covers.Drop(ctx, st.Owner().ID, st.Info().Cover)
	o := storedOrder{Bans: st.Banned(), Admins: st.Admins()}
	owner := st.Owner().ID
	var err error
	if len(o.Bans)+len(o.Admins) == 0 {
		err = s.kept.Delete(ctx, owner)
	} else {
		b, _ := json.Marshal(o)
		err = s.kept.Put(ctx, owner, b)
	}
	if err != nil {
		s.log.Warn("bans not kept", "owner", owner, "room", st.ID(), "err", err)
	}
}

// reopen makes a room under the order of its owner's last one.
func (s *orders) reopen(ctx context.Context, c room.Create) room.Reopen {
	out := room.Reopen{Create: c}
	e, err := s.kept.Get(ctx, c.By.ID)
	var o storedOrder
	if err == nil {
		err = json.Unmarshal(e.Value, &o)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.log.Warn("bans not read", "owner", c.By.ID, "err", err)
	}
	out.Bans, out.Admins = o.Bans, o.Admins
	out.Words, err = s.ownWords(ctx, c.By.ID)
	if err != nil {
		s.log.Warn("blocked words not read", "owner", c.By.ID, "err", err)
	}
	return out
}

// ownWords is what a user blocks in lives of their own.
func (s *orders) ownWords(ctx context.Context, user string) ([]string, error) {
	words := []string{}
	e, err := s.blocked.Get(ctx, user)
	if errors.Is(err, store.ErrNotFound) {
		return words, nil
	}
	if err == nil {
		err = json.Unmarshal(e.Value, &words)
	}
	return words, err
}
