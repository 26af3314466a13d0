package people

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"onair/room"
	"onair/server/covers"
	"onair/server/store"
)

// Orders are what an owner's rooms have from one to the next. All fields are required; any
// goroutine may use it.
type Orders struct {
	Kept    Bucket // who is banned and who helps, by owner
	Blocked Bucket // words, by owner
	Covers  *covers.Shelf
	Log     *slog.Logger
}

// storedOrder is what an owner's next room takes over from the last one.
type storedOrder struct {
	Bans   []room.User `json:"bans,omitempty"`
	Admins []string    `json:"admins,omitempty"`
	// Last is what the owner chose for it, without the cover, which went with it.
	Last room.Info `json:"last,omitzero"`
}

// Keep remembers who was banned from a room that ends, and who helped, and
// forgets its cover. It is best effort: a room has to end also when the disk is full.
func (s *Orders) Keep(ctx context.Context, st room.State) {
	s.Covers.Drop(ctx, st.Owner().ID, st.Info().Cover)
	o := storedOrder{Bans: st.Banned(), Admins: st.Admins(), Last: st.Info()}
	o.Last.Cover = ""
	owner := st.Owner().ID
	b, err := json.Marshal(o)
	if err == nil {
		err = s.Kept.Put(ctx, owner, b)
	}
	if err != nil {
		s.Log.Warn("bans not kept", "owner", owner, "room", st.ID(), "err", err)
	}
}

// Reopen makes a room under the order of its owner's last one.
func (s *Orders) Reopen(ctx context.Context, c room.Create) room.Reopen {
	out := room.Reopen{Create: c}
	o := s.order(ctx, c.By.ID)
	out.Bans, out.Admins = o.Bans, o.Admins
	var err error
	out.Words, err = s.Words(ctx, c.By.ID)
	if err != nil {
		s.Log.Warn("blocked words not read", "owner", c.By.ID, "err", err)
	}
	return out
}

// Last is what a user chose for the last room of the user's own.
func (s *Orders) Last(ctx context.Context, owner string) room.Info { return s.order(ctx, owner).Last }

func (s *Orders) order(ctx context.Context, owner string) (o storedOrder) {
	e, err := s.Kept.Get(ctx, owner)
	if err == nil {
		err = json.Unmarshal(e.Value, &o)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.Log.Warn("bans not read", "owner", owner, "err", err)
	}
	return o
}

// Words is what a user blocks in lives of their own.
func (s *Orders) Words(ctx context.Context, user string) ([]string, error) {
	words := []string{}
	e, err := s.Blocked.Get(ctx, user)
	if errors.Is(err, store.ErrNotFound) {
		return words, nil
	}
	if err == nil {
		err = json.Unmarshal(e.Value, &words)
	}
	return words, err
}

// Block keeps what a user blocks in lives to come.
func (s *Orders) Block(ctx context.Context, user string, words []string) error {
	b, err := json.Marshal(words)
	if err == nil {
		err = s.Blocked.Put(ctx, user, b)
	}
	if err != nil {
		return errors.Join(store.ErrNotStored, err)
	}
	return nil
}
