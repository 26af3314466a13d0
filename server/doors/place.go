package doors

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"onair/room"
	"onair/server/hall"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/usersig"
	"onair/server/wire"
	"onair/signaling"
)

// place finds the room that a user's program sends in, and makes the user a member
// where that is to be: where the user is on stage already, else the user's own room.
// id is the room asked for, 0 for any.
func (d *Desk) place(ctx context.Context, sess *sessions.Session, id uint32) (h *hall.Room, fresh bool, err error) {
	for range 3 { // the user's app may be on its way in or out
		if h := sess.Room(); h != nil {
			if err = d.there(ctx, sess, h, id); err == nil {
				return h, false, nil
			}
			_ = h.Do(ctx, hall.Op{Ask: true}) // behind what took the user out, if that is why
			if sess.Room() == h {
				return h, false, err
			}
			continue
		}
		if h, fresh, err = d.enterAny(ctx, sess, id); err == nil || !between(err) {
			break
		}
	}
	return h, fresh, err
}

// between reports whether the user came in or the room ended meanwhile.
func between(err error) bool {
	return signaling.CodeOf(err) == signaling.CodeAlreadyMember || errors.Is(err, room.ErrNoSuchRoom)
}

// enterAny makes the user a member of a room of the user's own, as place says.
func (d *Desk) enterAny(ctx context.Context, sess *sessions.Session, id uint32) (h *hall.Room, fresh bool, err error) {
	ids := []uint32{id}
	if id == 0 {
		ids = d.own(sess.User())
	}
	for _, id := range ids {
		st := d.cfg.Rooms.State(id)
		if st.Exists() && st.Owner().ID != sess.User() {
			err = room.ErrNoPermission // there is no seat for who is not there
			continue
		}
		h, err = d.enterOwn(ctx, sess, id, st.Exists())
		return h, err == nil && !st.Exists(), err
	}
	return nil, false, err
}

// there checks the room that the user is in, and that the user is on its stage.
func (d *Desk) there(ctx context.Context, sess *sessions.Session, h *hall.Room, id uint32) error {
	if err := onStage(sess, h, id); err != nil {
		return err
	}
	if err := h.Do(ctx, hall.Op{Cmd: room.LinkBack{User: sess.User()}, By: sess}); err != nil {
		return err
	}
	return onStage(sess, h, id)
}

// onStage checks that a user's room is the one asked for, and that the user has a seat there.
func onStage(sess *sessions.Session, h *hall.Room, id uint32) error {
	if id != 0 && id != h.ID() {
		return signaling.NewError(signaling.CodeInOtherRoom, "", "the user is in another room")
	}
	if _, on := h.Current().Seat(sess.User()); !on {
		return signaling.NewError(signaling.CodeNoPermission, "", "the user is in a room without a seat on its stage")
	}
	return nil
}

// enterOwn makes the user a member of a room of the user's own, by a program alone.
func (d *Desk) enterOwn(ctx context.Context, sess *sessions.Session, id uint32, exists bool) (*hall.Room, error) {
	right := uint32(usersig.MayEnter)
	if !exists {
		right = usersig.MayCreate
		if left := d.held(sess.User()); left > 0 {
			return nil, wire.Later(signaling.CodeAskLater, "the live was ended in the app: stop the program, or wait %d s", pause)
		}
	}
	if err := sess.May(id, right); err != nil {
		return nil, err
	}
	var h *hall.Room
	got := func(in *hall.Room, _ room.State, _ bool) { h = in }
	var err error
	if exists {
		err = d.cfg.Rooms.Join(ctx, sess, sessions.ByDoor, id, room.Enter{By: sess.Self()}, false, got)
	} else {
		var cmd room.Command
		if cmd, err = d.cfg.Opening(ctx, sess.Self(), id); err == nil {
			err = d.cfg.Rooms.Join(ctx, sess, sessions.ByDoor, id, cmd, true, got)
		}
	}
	if in := d.cfg.Rooms.Get(id); in != nil && signaling.CodeOf(err) == signaling.CodeAlreadyMember {
		_ = in.Do(ctx, hall.Op{Ask: true}) // behind what the app waits for
	}
	return h, err
}

// own are the rooms that a user's program may send in when its key names none: the one
// that the user has, or numbers that are the user's own and stay the same. More than the
// first is for when somebody else has taken that.
func (d *Desk) own(user string) []uint32 {
	for _, st := range d.cfg.Rooms.States() {
		if st.Owner().ID == user {
			return []uint32{st.ID()}
		}
	}
	ids := make([]uint32, 4)
	for n := range ids {
		ids[n] = ownRoom(user, n)
	}
	return ids
}

// ownRoom is the n-th number that is a user's own: ten digits, far from those that people type.
func ownRoom(user string, n int) uint32 {
	sum := sha256.Sum256(fmt.Appendf(nil, "room\n%s\n%d", user, n))
	return 2_000_000_000 + uint32(binary.BigEndian.Uint64(sum[:8])%2_000_000_000)
}

// coded gives an error its code; nil stays nil.
func coded(err error) error {
	if err == nil {
		return nil
	}
	return reply.Of(err)
}
