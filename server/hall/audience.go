package hall

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"onair/room"
	"onair/server/store"
)

// audience is what is stored of a room's audience, each member by itself. The
// room's entry is written after those who are new and before those gone are
// deleted, so it decides; what a crash leaves behind is told apart when the room is
// read. It belongs to the room's goroutine.
type audience struct {
	stored room.State      // whose audience the store has
	unsure map[uint64]bool // but for these, written or deleted without an answer
}

// audienceTree is the part of a room's keys that tells this room from others that
// had its number.
func audienceTree(id uint32, created time.Time) string {
	return fmt.Sprintf("r%d.%x", id, created.UnixNano())
}

func audienceKey(tree string, order uint64) string { return tree + "." + strconv.FormatUint(order, 10) }

// putAudience writes who is new, and returns who is gone.
func (h *Room) putAudience(ctx context.Context, state room.State) ([]uint64, error) {
	a := &h.audience
	if a.stored.Exists() && !a.stored.Created().Equal(state.Created()) {
		h.purgeAudience(ctx)
	}
	put, gone, err := state.AudienceSince(a.stored)
	if err != nil {
		return nil, fmt.Errorf("audience of room %d: %w", h.id, err)
	}
	for order := range a.unsure {
		if v, in := state.AudienceAt(order); in {
			put = append(put, v)
		} else {
			gone = append(gone, order)
		}
	}
	tree := audienceTree(h.id, state.Created())
	entries := make([]store.Entry, len(put))
	for i, v := range put {
		entries[i] = store.Entry{Key: audienceKey(tree, v.Order), Value: v.JSON}
		a.doubt(v.Order)
	}
	return gone, h.hall.cfg.Audience.Batch(ctx, entries, nil)
}

func (a *audience) doubt(order uint64) {
	if a.unsure == nil {
		a.unsure = make(map[uint64]bool)
	}
	a.unsure[order] = true
}

// dropAudience notes that the room's entry is stored, and deletes who is gone. If
// that fails it is done with the next change.
func (h *Room) dropAudience(ctx context.Context, state room.State, gone []uint64) {
	a := &h.audience
	a.stored, a.unsure = state, nil
	if len(gone) == 0 {
		return
	}
	tree := audienceTree(h.id, state.Created())
	keys := make([]string, len(gone))
	for i, order := range gone {
		keys[i] = audienceKey(tree, order)
	}
	if err := h.hall.cfg.Audience.Batch(ctx, nil, keys); err != nil {
		h.hall.cfg.Log.Debug("members who left not deleted", "room", h.id, "err", err)
		for _, order := range gone {
			a.doubt(order)
		}
	}
}

// purgeAudience deletes the audience of a room that has ended. What stays is
// deleted at the next start.
func (h *Room) purgeAudience(ctx context.Context) {
	a := h.audience
	h.audience = audience{}
	if !a.stored.Exists() {
		return
	}
	tree := audienceTree(h.id, a.stored.Created())
	var keys []string
	for m := range a.stored.Members(0) {
		keys = append(keys, audienceKey(tree, m.Order))
	}
	for order := range a.unsure {
		keys = append(keys, audienceKey(tree, order))
	}
	if err := h.hall.cfg.Audience.DeleteTree(ctx, tree, keys); err != nil {
		h.hall.cfg.Log.Debug("a room's audience not deleted", "room", h.id, "err", err)
	}
}

// viewers are all stored members of audiences, by tree.
func (r *Hall) viewers(ctx context.Context) (map[string][]room.Viewer, error) {
	all := make(map[string][]room.Viewer)
	err := r.cfg.Audience.Each(ctx, func(e store.Entry) error {
		i := strings.LastIndexByte(e.Key, '.')
		order, err := strconv.ParseUint(e.Key[i+1:], 10, 64)
		if i < 0 || err != nil {
			r.cfg.Log.Warn("stored member with a key of no room", "key", e.Key)
			return nil
		}
		all[e.Key[:i]] = append(all[e.Key[:i]], room.Viewer{Order: order, JSON: e.Value})
		return nil
	})
	return all, err
}

// assemble puts a stored room together and takes its audience out of viewers, all
// but those whom it does not know of. apart is what the store has of its audience.
func assemble(core []byte, viewers map[string][]room.Viewer) (st, apart room.State, err error) {
	var head struct {
		ID      uint32    `json:"id"`
		Created time.Time `json:"created"`
	}
	if err := json.Unmarshal(core, &head); err != nil {
		return st, apart, err
	}
	tree := audienceTree(head.ID, head.Created)
	mine := viewers[tree]
	st, others, is, err := room.Decode(core, mine)
	if err != nil {
		return st, apart, err
	}
	delete(viewers, tree)
	for _, order := range others {
		viewers[tree] = append(viewers[tree], room.Viewer{Order: order})
	}
	if is {
		apart = st
	}
	return st, apart, nil
}

// sweep deletes stored members whom no room knows of.
func (r *Hall) sweep(ctx context.Context, viewers map[string][]room.Viewer) {
	var keys []string
	for tree, list := range viewers {
		for _, v := range list {
			keys = append(keys, audienceKey(tree, v.Order))
		}
	}
	if err := r.cfg.Audience.Batch(ctx, nil, keys); err != nil {
		r.cfg.Log.Warn("members of rooms that are gone not deleted", "entries", len(keys), "err", err)
	}
}
