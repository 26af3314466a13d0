package hall

import (
	"context"
	"errors"

	"onair/room"
	"onair/signaling"
)

// Join does a command that makes a session's user a member of a room; fresh: one that
// makes the room if there is none; part: see Op. done runs, where it was done, in the Op's Done;
// existed tells whether there was the room before.
func (r *Hall) Join(ctx context.Context, by Session, part string, id uint32, cmd room.Command, fresh bool, done func(h *Room, st room.State, existed bool)) error {
	for range 3 { // a room may end just now: then it is made anew
		if err := r.claim(by.User(), id); err != nil {
			return err
		}
		h, err := r.Get(id), error(nil)
		if fresh {
			h, err = r.Open(id)
		}
		if err == nil && h == nil {
			err = room.ErrNoSuchRoom
		}
		if err != nil {
			r.Release(by.User(), id)
			return err
		}
		existed := h.Current().Exists()
		err = h.Do(ctx, Op{Cmd: cmd, By: by, Joins: true, Part: part, Done: func(st room.State, err error) {
			if err != nil {
				r.Release(by.User(), id)
				return
			}
			if done != nil {
				done(h, st, existed)
			}
		}})
		if !fresh || !errors.Is(err, room.ErrNoSuchRoom) {
			return err
		}
	}
	return signaling.NewError(signaling.CodeBusy, "", "")
}

// Send makes known what a session's user sends from now on: open gives it to the media
// relay as the user's seat allows, and on is to get what flows. The room is asked
// first, and told last: viewers who hear of the stream can play it. sent, unless it is
// nil, is told then, without waiting.
func (h *Room) Send(ctx context.Context, by Session, stream string, want room.Media, soundOnly bool, open func(seat room.Seat, on func(room.Media)) error, sent func(stream string)) error {
	p := h.newPublication(by.User(), stream)
	seat, ok := h.Current().Seat(by.User())
	if !ok {
		return room.ErrNoPermission
	}
	seat.SoundOnly = seat.SoundOnly || soundOnly // what there is of a picture is not taken
	want.Video = want.Video && !seat.SoundOnly
	if err := open(seat, p.onFlow); err != nil {
		return err
	}
	err := h.Do(ctx, Op{Cmd: room.Publish{By: by.User(), Stream: stream, Want: want}, Pub: p, By: by, Done: func(_ room.State, err error) {
		if err == nil {
			p.announced()
			if sent != nil {
				sent(stream)
			}
		}
	}})
	if err != nil {
		h.hall.cfg.Media.StopPublish(stream)
	}
	return err
}

// Playable is the stream that the room's members get of a user: on its stage, or the
// anchor of a room joined with it. Empty: none.
func (h *Room) Playable(user string) string {
	st := h.Current()
	if seat, ok := st.Seat(user); ok {
		return seat.Stream
	}
	return st.PeerStream(user)
}
