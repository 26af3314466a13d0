package model

import "slices"

// SwitchActions go from live to live while watching.
type SwitchActions interface {
	// SwitchLive watches the next live of the lobby's order, or the one before.
	// While the user asks for the stage or is on it, it does nothing unless
	// leaveStage, which a person has confirmed.
	SwitchLive(next, leaveStage bool)
	// KeepDraft remembers a text that was not sent in a room; "" forgets it.
	KeepDraft(room uint32, text string)
}

// The notices of switching.
const (
	NoticeLastLive  NoticeCode = "lastLive"
	NoticeFirstLive NoticeCode = "firstLive"
)

// MaxDrafts is of how many rooms texts that were not sent are kept.
const MaxDrafts = 50

// WithDraft returns drafts with a room's text in place of the one before; "" takes
// it out. The map given is not changed.
func WithDraft(drafts map[uint32]string, room uint32, text string) map[uint32]string {
	if drafts[room] == text {
		return drafts
	}
	out := map[uint32]string{}
	for id, d := range drafts {
		if id != room && (text == "" || len(out) < MaxDrafts-1) {
			out[id] = d
		}
	}
	if text != "" {
		out[room] = text
	}
	return out
}

// WalkOrder is the order in which lives are gone through. It begins as the
// lobby's. Rooms that end drop out, new ones come last: watching changes the
// number of viewers, and with it the lobby's order, and would otherwise lead back
// to the same room. from, where the user is, keeps its place also when it has ended.
func (l Lobby) WalkOrder(from uint32) []uint32 {
	rooms := slices.DeleteFunc(l.Visible(), func(r Room) bool { return r.ID != from && !r.canSwitchTo() })
	there := func(id uint32) bool {
		return id == from || slices.ContainsFunc(rooms, func(r Room) bool { return r.ID == id })
	}
	if !slices.Contains(l.Walk, from) {
		l.Walk = nil
	}
	var out []uint32
	for _, id := range l.Walk {
		if there(id) {
			out = append(out, id)
		}
	}
	for _, r := range rooms {
		if !slices.Contains(out, r.ID) {
			out = append(out, r.ID)
		}
	}
	return out
}

// canSwitchTo reports whether a room is a live that can be watched.
func (r Room) canSwitchTo() bool { return r.Live && !r.Mine }

// Neighbour is the live after or before a room in WalkOrder; false at the end.
func (l Lobby) Neighbour(from uint32, next bool) (Room, bool) {
	order := l.WalkOrder(from)
	i := slices.Index(order, from)
	switch {
	case i < 0 && next:
		i = 0
	case i < 0:
		return Room{}, false
	case next:
		i++
	default:
		i--
	}
	if i < 0 || i >= len(order) {
		return Room{}, false
	}
	j := slices.IndexFunc(l.Rooms, func(r Room) bool { return r.ID == order[i] })
	if j < 0 {
		return Room{}, false
	}
	return l.Rooms[j], true
}

// Bound reports whether the user asks for the stage, may go up, or is
// on it: then leaving the room is asked about first.
func (c CoAnchor) Bound() bool { return c.Phase != JoinNone }
