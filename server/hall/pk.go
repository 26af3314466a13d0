package hall

import (
	"errors"
	"time"

	"onair/room"
)

// toPeer passes a command on to another room. A room that is not there is
// answered for, unless the server is stopping: then both find out at its return.
func (h *Room) toPeer(e room.ToPeer) {
	id, peer := room.PKOf(e.Command), e.Room
	gone := func(_ room.State, err error) {
		if errors.Is(err, room.ErrNoSuchRoom) && !h.hall.stopping() {
			h.Push(Op{Cmd: room.PKGone{ID: id, From: peer, Reason: room.PKLost}})
		}
	}
	if other := h.hall.Get(peer); other != nil {
		other.Push(Op{Cmd: e.Command, Done: gone})
		return
	}
	gone(room.State{}, room.ErrNoSuchRoom)
}

// stopPlaying ends what the members watch of a user of another room.
func (h *Room) stopPlaying(user string) {
	for _, sess := range h.peers {
		sess.PlayEnded(user)
		if stream := sess.TakePlay(user); stream != "" {
			h.hall.cfg.Media.StopPlay(stream, sess.User())
		}
	}
}

// tellScore tells the scores as they are now.
func (h *Room) tellScore() {
	h.scoreDue = time.Time{}
	if pk, ok := h.state.PK(); ok {
		if ev := h.worded(h.state, room.PKScored{PK: pk}); ev != nil {
			h.broadcast("", ev)
		}
	}
}
