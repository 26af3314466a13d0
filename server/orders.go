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
	// Last is what the owner chose for it, without the cover, which went with it.
	Last room.Info `json:"last,omitzero"`
}

// keep remembers who was banned from a room that ends, and who helped, and
// forgets its cover. It is best effort: a room has to end also when the disk is full.
func (s *orders) keep(ctx context.Context, st room.State) {
	s.covers.Drop(ctx, st.Owner().ID, st.Info().Cover)
	o := storedOrder{Bans: st.Banned(), Admins: st.Admins(), Last: st.Info()}
	o.Last.Cover = ""
	owner := st.Owner().ID
	b, err := json.Marshal(o)
	if err == nil {
		err = s.kept.Put(ctx, owner, b)
	}
	if err != nil {
		s.log.Warn("bans not kept", "owner", owner, "room", st.ID(), "err", err)
	}
}

// reopen makes a room under the order of its owner's last one.
func (s *orders) reopen(ctx context.Context, c room.Create) room.Reopen {
	out := room.Reopen{Create: c}
	o := s.order(ctx, c.By.ID)
	out.Bans, out.Admins = o.Bans, o.Admins
	var err error
	out.Words, err = s.ownWords(ctx, c.By.ID)
	if err != nil {
		s.log.Warn("blocked words not read", "owner", c.By.ID, "err", err)
	}
	return out
}

// last is what a user chose for the last room of the user's own.
func (s *orders) last(ctx context.Context, owner string) room.Info { return s.order(ctx, owner).Last }

func (s *orders) order(ctx context.Context, owner string) (o storedOrder) {
	e, err := s.kept.Get(ctx, owner)
	if err == nil {
		err = json.Unmarshal(e.Value, &o)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.log.Warn("bans not read", "owner", owner, "err", err)
	}
	return o
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
