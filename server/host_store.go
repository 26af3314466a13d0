package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"onair/room"
	"onair/server/store"
)

// storeRetry is the pause before a room that could not be stored is tried again.
const storeRetry = 5 * time.Second

// errConflict: another writer was first; the room's state is that one's now.
var errConflict = errors.New("server: room changed by somebody else")

// mustStore reports whether a command is refused when it cannot be stored. What
// takes people out or ends things is done all the same and stored later.
func mustStore(c room.Command) bool {
	switch c.(type) {
	case room.Create, room.Reopen, room.Enter, room.Publish, room.SetInfo, room.SetProfile,
		room.RequestJoin, room.InviteJoin, room.RequestPK, room.Gift, room.Unban, room.SetAdmin, room.SetComments, room.SetWords,
		room.SetPrivate, room.EnterWith, room.OpenPrivate, room.Unlock:
		return true
	}
	return false
}

// passing reports whether a command changes only what a restarted server finds
// out anew, so that storing it can wait for the next real change.
func passing(c room.Command) bool {
	switch c.(type) {
	case room.Flow, room.LinkLost, room.LinkBack, room.SetMedia, room.Restarted, room.PKNews:
		return true
	case room.Tick:
		return false
	}
	return false
}

// save stores the state after the steps if one of them calls for it.
func (h *host) save(ctx context.Context, steps []step) error {
	need := false
	for _, s := range steps {
		need = need || (s.err == nil && s.op.cmd != nil && !passing(s.op.cmd) && (len(s.events) > 0 || mustStore(s.op.cmd)))
	}
	if !need {
		return nil
	}
	return h.put(ctx, steps[len(steps)-1].after)
}

// store is save for a state outside a batch.
func (h *host) store(ctx context.Context, state room.State) {
	if err := h.put(ctx, state); err != nil {
		h.srv.log.Debug("room still not stored", "room", h.id, "err", err)
		h.retryAt = time.Now().Add(storeRetry)
	}
}

func (h *host) put(ctx context.Context, state room.State) error {
	key := roomKey(h.id)
	if !state.Exists() {
		if h.revision == 0 {
			return nil
		}
		h.srv.keepOrder(ctx, h.state)
		if err := h.srv.rooms.kv.Delete(ctx, key); err != nil {
			return err
		}
		h.revision, h.retryAt = 0, time.Time{}
		if err := h.srv.chats.Delete(ctx, key); err != nil {
			h.srv.log.Debug("a room's messages not deleted", "room", h.id, "err", err)
		}
		return nil
	}
	b, err := state.Encode()
	if err != nil {
		return fmt.Errorf("room %d: %w", h.id, err)
	}
	rev, err := h.srv.rooms.kv.Update(ctx, key, b, h.revision)
	if errors.Is(err, store.ErrConflict) {
		return h.reload(ctx)
	}
	if err != nil {
		return err
	}
	h.revision, h.retryAt = rev, time.Time{}
	return nil
}

// reload takes over what another writer stored and reports errConflict.
func (h *host) reload(ctx context.Context) error {
	e, err := h.srv.rooms.kv.Get(ctx, roomKey(h.id))
	if errors.Is(err, store.ErrNotFound) {
		h.state, h.revision = room.State{}, 0
		return errConflict
	}
	if err != nil {
		return err
	}
	var s room.State
	if err := json.Unmarshal(e.Value, &s); err != nil {
		return err
	}
	h.state, h.revision = s, e.Revision
	return errConflict
}

func roomKey(id uint32) string { return fmt.Sprintf("r%d", id) }
