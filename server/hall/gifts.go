package hall

import (
	"context"
	"errors"
	"sync"

	"onair/room"
	"onair/server/store"
)

// notedGifts are the keys of gifts that a room has noted and whose wallets do not
// know yet. Safe for use from any goroutine.
type notedGifts struct {
	mu   sync.Mutex
	keys map[string]bool // true: noted in the server's last life, perhaps told to nobody
}

func (n *notedGifts) add(key string, before bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.keys == nil {
		n.keys = make(map[string]bool)
	}
	n.keys[key] = before
}

func (n *notedGifts) has(key string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	_, ok := n.keys[key]
	return ok
}

// untold reports whether a gift may have been noted without being told.
func (n *notedGifts) untold(key string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.keys[key]
}

func (n *notedGifts) remove(key string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.keys, key)
}

func (n *notedGifts) all() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := make([]string, 0, len(n.keys))
	for key := range n.keys {
		list = append(list, key)
	}
	return list
}

// keepTold writes into the ledger that the gifts a room has noted are told. It
// comes before the room leaves the store, which is what shows it until then.
func (h *Room) keepTold(ctx context.Context) error {
	for _, key := range h.noted.all() {
		if err := h.hall.cfg.GiftTold(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// answerGifts notes the gifts of a batch that was saved. While it is in doubt what
// the store has of the room, no gift is refused for good.
func (h *Room) answerGifts(steps []step) {
	for i, s := range steps {
		gift, ok := s.op.Cmd.(room.Gift)
		switch {
		case !ok:
		case s.err == nil:
			h.noted.add(gift.Key, false)
		case !errors.Is(s.err, room.ErrGiftKnown) && h.doubt.is():
			steps[i].err = store.ErrNotStored
		}
	}
}

// HasNoted reports whether the room has noted a gift whose wallet does not know yet.
// Safe for use from any goroutine.
func (h *Room) HasNoted(key string) bool { return h.noted.has(key) }

// Settled notes that the wallet of a gift knows. Safe for use from any goroutine.
func (h *Room) Settled(key string) { h.noted.remove(key) }
