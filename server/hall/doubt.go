package hall

import (
	"context"
	"crypto/sha256"
	"errors"

	"onair/server/store"
)

// doubt is what has become of writes that failed, or came to no answer in time:
// each may have been done, or be done yet. A write at the same revision settles
// it, since the store takes one of them only.
type doubt struct {
	puts   map[[sha256.Size]byte]bool
	purged bool
}

func (d *doubt) put(b []byte) {
	if d.puts == nil {
		d.puts = make(map[[sha256.Size]byte]bool)
	}
	d.puts[sha256.Sum256(b)] = true
}

// is reports whether there is any.
func (d *doubt) is() bool { return d.purged || len(d.puts) > 0 }

// own reports whether what the store has is of a write in doubt.
func (d *doubt) own(b []byte) bool { return d.puts[sha256.Sum256(b)] }

// settle looks at what the store has after a conflict. What this host wrote
// itself is gone over: its own state is newer. It is false when another writer
// was first.
func (h *Room) settle(ctx context.Context) (bool, error) {
	e, err := h.hall.cfg.Rooms.Get(ctx, roomKey(h.id))
	switch {
	case errors.Is(err, store.ErrNotFound):
		if h.doubt.purged {
			h.revision = 0
			return true, nil
		}
		return false, nil
	case err != nil:
		return false, err
	case h.doubt.own(e.Value):
		h.revision = e.Revision
		return true, nil
	}
	return false, nil
}
