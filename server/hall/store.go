package hall

import (
	"context"
	"errors"
	"fmt"
	"time"

	"onair/room"
	"onair/server/store"
)

// errConflict: another writer was first; the room's state is that one's now.
var errConflict = errors.New("server: room changed by somebody else")

// save stores the state after the steps if one of them calls for it.
func (h *Room) save(ctx context.Context, steps []step) error {
	need := false
	for _, s := range steps {
		if s.err != nil || s.op.Cmd == nil {
			continue
		}
		switch room.StoringOf(s.op.Cmd) {
		case room.StoreFirst:
			need = true
		case room.StoreSoon:
			need = need || len(s.events) > 0
		}
	}
	if !need {
		return nil
	}
	return h.put(ctx, steps[len(steps)-1].after)
}

// store is save outside a batch.
func (h *Room) store(ctx context.Context) {
	err := h.put(ctx, h.state)
	if errors.Is(err, errConflict) { // the other's state is stored, and ours now
		h.view.Store(new(h.state))
		h.retryAt, err = time.Time{}, nil
	}
	if err != nil {
		h.hall.cfg.Log.Debug("room still not stored", "room", h.id, "err", err)
		h.retryAt = time.Now().Add(h.hall.cfg.StoreRetry)
	}
}

func (h *Room) put(ctx context.Context, state room.State) error {
	if !state.Exists() {
		return h.purge(ctx)
	}
	b, err := state.EncodeCore()
	if err != nil {
		return fmt.Errorf("room %d: %w", h.id, err)
	}
	gone, err := h.putAudience(ctx, state)
	if err != nil {
		return err
	}
	for {
		rev, err := h.hall.cfg.Rooms.Update(ctx, roomKey(h.id), b, h.revision)
		if err == nil {
			h.revision, h.retryAt, h.doubt = rev, time.Time{}, doubt{}
			h.dropAudience(ctx, state, gone)
			return nil
		}
		if !errors.Is(err, store.ErrConflict) {
			h.doubt.put(b)
			return err
		}
		switch own, err := h.settle(ctx); {
		case err != nil:
			return err
		case !own:
			return h.reload(ctx)
		}
	}
}

// purge takes a room that has ended out of the store.
func (h *Room) purge(ctx context.Context) error {
	if h.revision == 0 && !h.doubt.is() {
		return nil
	}
	key := roomKey(h.id)
	if err := h.keepTold(ctx); err != nil {
		return err
	}
	if h.state.Exists() {
		h.hall.cfg.Ending(ctx, h.state)
	}
	if err := h.hall.cfg.Rooms.Delete(ctx, key); err != nil {
		h.doubt.purged = true
		return err
	}
	h.revision, h.retryAt, h.doubt = 0, time.Time{}, doubt{}
	h.purgeAudience(ctx)
	if err := h.hall.cfg.Chats.Delete(ctx, key); err != nil {
		h.hall.cfg.Log.Debug("a room's messages not deleted", "room", h.id, "err", err)
	}
	return nil
}

// reload takes over what another writer stored and reports errConflict.
func (h *Room) reload(ctx context.Context) error {
	e, err := h.hall.cfg.Rooms.Get(ctx, roomKey(h.id))
	if errors.Is(err, store.ErrNotFound) {
		h.state, h.revision, h.doubt = room.State{}, 0, doubt{}
		h.adopt()
		return errConflict
	}
	if err != nil {
		return err
	}
	viewers, err := h.hall.viewers(ctx)
	if err != nil {
		return err
	}
	s, apart, err := assemble(e.Value, viewers)
	if err != nil {
		return err
	}
	h.audience = audience{stored: apart}
	h.state, h.revision, h.doubt = s, e.Revision, doubt{}
	h.adopt()
	return errConflict
}

func roomKey(id uint32) string { return fmt.Sprintf("r%d", id) }
