package server

import (
	"fmt"
	"time"

	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// tell passes on what a command led to, then answers it.
func (h *host) tell(s step) {
	for _, e := range s.events {
		h.emit(s, e)
	}
	if s.err == nil && s.op.cmd == nil && !s.op.ask {
		h.tellMessage(s)
	}
	if s.err == nil { // after the events, which may flush older ones
		h.attach(s)
	}
	if s.op.done != nil {
		s.op.done(s.after, s.err)
	}
}

// attach notes whose session gets the room's events from now on.
func (h *host) attach(s step) {
	if s.op.joins {
		h.join(s.op.by)
	}
	if l, ok := s.op.cmd.(room.LinkBack); ok && s.op.by != nil && h.peers[l.User] == s.op.by {
		h.watchLink(s.op.by)
	}
	if p, ok := s.op.cmd.(room.Publish); ok {
		h.pubs[p.By] = s.op.pub
		if t, _ := s.after.Seat(p.By); t.Muted != (room.Media{}) { // perhaps since the relay was asked
			h.srv.relay.Mute(t.Stream, t.Muted)
		}
	}
}

// emit passes one event on: to the members, or to the server's other parts.
func (h *host) emit(s step, e room.Event) {
	switch e := e.(type) {
	case room.Out:
		h.release(e.User.ID)
	case room.StreamEnded:
		delete(h.pubs, e.User.ID)
		h.srv.relay.StopPublish(e.Stream)
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
			h.scoreDue = time.Now().Add(h.srv.cfg.Limits.LikePace)
		}
	case room.StageMuted:
		if t, _ := s.after.Seat(e.User.ID); t.Publishing() {
			h.srv.relay.Mute(t.Stream, e.Muted)
		}
		h.deliver(s, e)
	default:
		h.deliver(s, e)
	}
}

// deliver passes an event on to the members it is for.
func (h *host) deliver(s step, e room.Event) {
	h.flushBundle()
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

func (h *host) broadcast(except string, ev *signaling.Event) {
	for id := range h.peers {
		h.send(id, except, ev)
	}
}

func (h *host) send(id, except string, ev *signaling.Event) {
	if s := h.peers[id]; s != nil && id != except {
		s.post(ev)
	}
}

// release lets a user go who is no longer a member.
func (h *host) release(user string) {
	if s := h.peers[user]; s != nil {
		s.exit(h)
		delete(h.peers, user)
		h.srv.stopPlays(s)
	}
	h.srv.rooms.release(user, h.id)
}

// worded is an event as a message. One of a kind that has none is counted, and not
// told: members read it from the next snapshot.
func (h *host) worded(st room.State, e room.Event) *signaling.Event {
	ev, ok := wire.Event(h.id, st, e)
	if !ok {
		h.srv.log.Error("no message for an event of a room", "room", h.id, "kind", fmt.Sprintf("%T", e))
		h.srv.metrics.unworded.Add(1)
		return nil
	}
	return ev
}
