package hall

import (
	"fmt"
	"time"

	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// tell passes on what a command led to, then answers it.
func (h *Room) tell(s step) {
	for _, e := range s.events {
		h.emit(s, e)
	}
	if s.err == nil && s.op.Cmd == nil && !s.op.Ask {
		h.tellMessage(s)
	}
	if s.err == nil { // after the events, which may flush older ones
		h.attach(s)
	}
	if s.op.Done != nil {
		s.op.Done(s.after, s.err)
	}
}

// attach notes whose session gets the room's events from now on.
func (h *Room) attach(s step) {
	if s.op.Joins {
		h.join(s.op.By, s.op.Part)
	}
	if l, ok := s.op.Cmd.(room.LinkBack); ok && s.op.By != nil && h.peers[l.User] == s.op.By {
		h.WatchLink(s.op.By)
	}
	if p, ok := s.op.Cmd.(room.Publish); ok {
		h.pubs[p.By] = s.op.Pub
		if t, _ := s.after.Seat(p.By); t.Muted != (room.Media{}) { // perhaps since the relay was asked
			h.hall.cfg.Media.Mute(t.Stream, t.Muted)
		}
	}
}

// emit passes one event on: to the members, or to the server's other parts.
func (h *Room) emit(s step, e room.Event) {
	switch e := e.(type) {
	case room.Out:
		h.release(e.User.ID)
	case room.StreamEnded:
		delete(h.pubs, e.User.ID)
		h.hall.cfg.Media.StopPublish(e.Stream)
		if s := h.peers[e.User.ID]; s != nil {
			s.StreamEnded()
		}
	case room.MemberEntered:
		h.bundleEvent(signaling.EventAudienceEnter, e.User, e.Except)
	case room.MemberLeft:
		h.bundleEvent(signaling.EventAudienceExit, e.User, e.Except)
	case room.Destroyed:
		h.flushBundle()
		h.summary = wire.Summary(s.before, h.chat.Last())
		ev := signaling.NewEvent(signaling.EventRoomDestroy, signaling.RoomDestroyEvent{RoomID: h.id, Reason: signaling.DestroyReason(e.Reason), Summary: h.summary})
		for m := range s.before.Members(0) {
			h.send(m.ID, e.Except, ev)
			h.release(m.ID)
		}
	case room.ToPeer:
		h.toPeer(e)
	case room.PlayEnded:
		h.stopPlaying(e.User.ID)
	case room.PKScored:
		if h.scoreDue.IsZero() {
			h.scoreDue = time.Now().Add(h.hall.cfg.LikePace)
		}
	case room.StageMuted:
		if t, _ := s.after.Seat(e.User.ID); t.Publishing() {
			h.hall.cfg.Media.Mute(t.Stream, e.Muted)
		}
		h.deliver(s, e)
	default:
		h.deliver(s, e)
	}
}

// deliver passes an event on to the members it is for.
func (h *Room) deliver(s step, e room.Event) {
	h.tellWho()
	var ev *signaling.Event
	switch e := e.(type) {
	case room.Gifted:
		ev = h.giftEvent(s, e)
	case room.LikesChanged:
		ev = h.likesEvent(e)
	case room.PKChanged:
		h.scoreDue = time.Time{}
		ev = h.worded(s.after, e)
	default:
		ev = h.worded(s.after, e)
	}
	if ev == nil {
		return
	}
	switch whom := e.Whom(); {
	case whom.To != "":
		h.send(whom.To, "", ev)
	case whom.Staff:
		for id := range h.peers {
			if s.after.Staff(id) {
				h.send(id, "", ev)
			}
		}
	default:
		h.broadcast(whom.Except, ev)
	}
}

func (h *Room) broadcast(except string, ev *signaling.Event) {
	for id := range h.peers {
		h.send(id, except, ev)
	}
}

func (h *Room) send(id, except string, ev *signaling.Event) {
	if s := h.peers[id]; s != nil && id != except && s.Hears() {
		s.Post(ev)
	}
}

// release lets a user go who is no longer a member.
func (h *Room) release(user string) {
	if s := h.peers[user]; s != nil {
		s.Exit(h)
		delete(h.peers, user)
		h.hall.StopPlays(s)
	}
	h.hall.Release(user, h.id)
}

// worded is an event as a message. One of a kind that has none is counted, and not
// told: members read it from the next snapshot.
func (h *Room) worded(st room.State, e room.Event) *signaling.Event {
	ev, ok := wire.Event(h.id, st, e)
	if !ok {
		h.hall.cfg.Log.Error("no message for an event of a room", "room", h.id, "kind", fmt.Sprintf("%T", e))
		h.hall.unworded.Add(1)
		return nil
	}
	return ev
}
