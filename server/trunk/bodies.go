package trunk

import (
	"encoding/binary"

	"onair/signaling"
)

// How many events a trunk's two ends remember, and of how many bytes, so that one that
// goes to many clients crosses once.
const (
	keepBodies = 256
	keepBytes  = 4 << 20
)

// told is what a leader has sent of events.
type told struct {
	ids    map[*signaling.Event]uint64
	list   []*signaling.Event // from oldest on
	oldest uint64
	bytes  int
}

// say appends an event's body unless the other end has it, and returns its number.
func (t *told) say(dst []byte, ev *signaling.Event) ([]byte, uint64, bool) {
	if id, ok := t.ids[ev]; ok {
		return dst, id, false
	}
	if t.ids == nil {
		t.ids, t.oldest = make(map[*signaling.Event]uint64), 1
	}
	id := t.oldest + uint64(len(t.list))
	t.ids[ev] = id
	t.list = append(t.list, ev)
	t.bytes += ev.Size()
	for len(t.list) > keepBodies || t.bytes > keepBytes && len(t.list) > 1 {
		old := t.list[0]
		t.list[0] = nil
		t.list = t.list[1:]
		delete(t.ids, old)
		t.bytes -= old.Size()
		t.oldest++
	}
	at := len(dst)
	dst = begin(dst, body)
	dst = binary.AppendUvarint(dst, id)
	dst = binary.AppendUvarint(dst, t.oldest)
	dst = binary.AppendUvarint(dst, uint64(len(ev.Type())))
	dst = append(dst, ev.Type()...)
	return finish(append(dst, ev.Data()...), at), id, true
}

// heard is what a node has of them.
type heard struct {
	events map[uint64]*signaling.Event
	oldest uint64
	last   uint64
	bytes  int
}

// keep takes a body in and forgets what does not count any more.
func (h *heard) keep(b []byte) error {
	c := cursor{b: b}
	id, oldest := c.number(), c.number()
	typ := string(c.bytes(c.number()))
	if h.events == nil {
		h.events, h.oldest = make(map[uint64]*signaling.Event), 1
	}
	if c.bad || id != h.last+1 || oldest < h.oldest || oldest > id {
		return errFrame
	}
	ev, err := signaling.ReadEvent(typ, c.b)
	if err != nil {
		return err
	}
	h.events[id], h.last = ev, id
	h.bytes += ev.Size()
	for ; h.oldest < oldest; h.oldest++ {
		h.bytes -= h.events[h.oldest].Size()
		delete(h.events, h.oldest)
	}
	if len(h.events) > keepBodies || h.bytes > keepBytes && len(h.events) > 1 {
		return errFrame
	}
	return nil
}

func (h *heard) find(id uint64) *signaling.Event { return h.events[id] }
