package server

import (
	"context"
	"errors"

	"onair/room"
	"onair/server/doors"
	"onair/server/hall"
	"onair/signaling"
)

// What the client of a user does in the room that a program of the same user has
// entered already, see package doors.

// welcome answers with the room as it is now; it is called on the room's goroutine.
func (r *request) welcome(h *hall.Room, st room.State, recreated bool) {
	snap := h.Snapshot(st, r.sess.User())
	snap.Recreated, snap.OwnStream = recreated, r.sess.Own()
	r.reply(snap, nil)
}

// arrive brings the client into a room: by there, where a program of the same user is, or
// else by join, which may meet such a program on its way in.
func (s roomDesk) arrive(ctx context.Context, r *request, id uint32, join func() error, there func(*hall.Room) error) error {
	var err error
	for range 3 {
		if h := r.sess.Room(); h != nil && h.ID() == id && r.sess.Visited() == nil {
			if err = there(h); !taken(err) {
				return err
			}
			continue // with the program that it was made for
		}
		if err = join(); signaling.CodeOf(err) != signaling.CodeAlreadyMember || r.sess.Visited() != nil {
			return err
		}
		if h := s.rooms.Get(id); h != nil {
			_ = h.Do(ctx, hall.Op{Ask: true}) // behind what the program waits for
		}
	}
	return err
}

// taken reports whether the room, or the user's place in it, was taken away meanwhile.
func taken(err error) bool {
	return errors.Is(err, room.ErrNoSuchRoom) || errors.Is(err, room.ErrNotMember)
}

// joinDoor brings the client into the room. Nobody else notices.
func joinDoor(ctx context.Context, r *request, h *hall.Room) error {
	out := make(chan error, 1)
	err := h.Do(ctx, hall.Op{Ask: true, Done: func(st room.State, err error) {
		switch _, in := st.Member(r.sess.User()); {
		case err == nil && (!in || r.sess.Room() != h):
			out <- room.ErrNoSuchRoom
		case err == nil && r.sess.Visit(r.part, true):
			r.welcome(h, st, true)
		}
	}})
	select {
	case err = <-out:
	default:
	}
	return err
}

// takeUp is joinDoor for the owner, who may give the live another title and make it
// private.
func (s roomDesk) takeUp(ctx context.Context, r *request, h *hall.Room, info room.Info, p signaling.RoomParam) error {
	if st := h.Current(); st.Exists() && st.Owner().ID != r.sess.User() {
		return room.ErrTaken
	}
	if err := h.Do(ctx, hall.Op{Cmd: room.SetInfo{By: r.sess.User(), Info: info}, By: r.sess}); err != nil {
		return err
	}
	if p.Private {
		key, err := doors.RoomKey(h.Current().Door(), p.Passcode, false)
		if err == nil {
			err = h.Do(ctx, hall.Op{Cmd: room.SetPrivate{By: r.sess.User(), Private: true, Key: key}, By: r.sess})
		}
		if err != nil {
			return err
		}
	}
	return joinDoor(ctx, r, h)
}

// stepOut takes the owner's client out of the room, where another program goes on
// sending.
func stepOut(ctx context.Context, r *request, h *hall.Room) error {
	return h.Do(ctx, hall.Op{Ask: true, Done: func(_ room.State, err error) {
		if err == nil {
			r.sess.Visit(r.part, false)
		}
		r.reply(nil, err)
	}})
}
