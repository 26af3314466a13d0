package server

import (
	"context"
	"net/netip"

	"onair/room"
	"onair/server/doors"
	"onair/server/hall"
	"onair/server/sessions"
	"onair/server/usersig"
	"onair/server/wire"
	"onair/signaling"
)

// openPrivate makes a room private from its beginning, if it is asked for. A room
// of the caller's that is private already keeps its key, unless another passcode
// is given.
func (s roomDesk) openPrivate(c room.Reopen, p signaling.RoomParam) (room.Command, error) {
	if !p.Private {
		return c, nil
	}
	var had room.Key
	if h := s.rooms.Get(c.Room); h != nil {
		if st := h.Current(); st.Private() && st.Owner().ID == c.By.ID {
			had = st.Door()
		}
	}
	key, err := doors.RoomKey(had, p.Passcode, false)
	return room.OpenPrivate{Reopen: c, Key: key}, err
}

func (s roomDesk) setPrivate(ctx context.Context, sess *sessions.Session, in signaling.PrivateRequest) (signaling.PrivateInfo, error) {
	h, err := ownRoom(sess)
	if err != nil {
		return signaling.PrivateInfo{}, err
	}
	cmd := room.SetPrivate{By: sess.User(), Private: in.Private}
	if in.Private {
		if cmd.Key, err = doors.RoomKey(h.Current().Door(), in.Passcode, in.Renew); err != nil {
			return signaling.PrivateInfo{}, err
		}
	}
	var out signaling.PrivateInfo
	err = h.Do(ctx, hall.Op{Cmd: cmd, By: sess, Done: func(st room.State, err error) { out = privateInfo(st) }})
	return out, err
}

func (s roomDesk) getPrivate(_ context.Context, sess *sessions.Session, _ none) (signaling.PrivateInfo, error) {
	h, err := ownRoom(sess)
	if err != nil {
		return signaling.PrivateInfo{}, err
	}
	return privateInfo(h.Current()), nil
}

// ownRoom is the room a session is in as its owner.
func ownRoom(sess *sessions.Session) (*hall.Room, error) {
	h, err := member(sess)
	if err == nil && h.Current().Owner().ID != sess.User() {
		err = room.ErrNoPermission
	}
	return h, err
}

func privateInfo(st room.State) signaling.PrivateInfo {
	return signaling.PrivateInfo{Private: st.Private(), Passcode: st.Door().Passcode, Invite: st.Door().Invite}
}

// roomInfoFor is roomInfo as a user may see it: of a private room, which does not
// let the user in, the number alone.
func roomInfoFor(st room.State, user string) signaling.RoomInfo {
	if !st.LetIn(user) {
		return signaling.RoomInfo{RoomID: st.ID(), Private: true}
	}
	return wire.RoomInfo(st)
}

// joinedOrAsked reports whether a room is joined with a private one, or was asked
// by it: then it may ask as well.
func joinedOrAsked(own, private room.State) bool {
	if pk, in := own.PK(); in {
		for _, side := range pk.Sides {
			if side.Room == private.ID() {
				return true
			}
		}
	}
	for _, k := range private.PKCalls() {
		if k.Out && k.Room == own.ID() {
			return true
		}
	}
	return false
}

// unlockRoom lets the caller in with a key, without entering.
func (s roomDesk) unlockRoom(ctx context.Context, sess *sessions.Session, in signaling.EnterRequest) (signaling.RoomInfo, error) {
	if err := checkRoomID(in.RoomID); err != nil {
		return signaling.RoomInfo{}, err
	}
	if err := sess.May(in.RoomID, usersig.MayEnter); err != nil {
		return signaling.RoomInfo{}, err
	}
	h := s.rooms.Get(in.RoomID)
	if h == nil {
		return signaling.RoomInfo{}, room.ErrNoSuchRoom
	}
	var out signaling.RoomInfo
	err := s.guess(sess, h.ID(), in, func(key room.Key) error {
		return h.Do(ctx, hall.Op{Cmd: room.Unlock{By: sess.User(), Key: key}, By: sess, Done: func(st room.State, err error) {
			if err == nil {
				out = wire.RoomInfo(st)
			}
		}})
	})
	return out, err
}

// guess tries a key as the limit of wrong passcodes allows.
func (s roomDesk) guess(sess *sessions.Session, id uint32, in signaling.EnterRequest, try func(room.Key) error) error {
	var from netip.Addr
	if c := sess.Line(); c != nil {
		from = c.Addr()
	}
	in.RoomID = id
	return doors.Guess(s.guesses, sess.User(), from, in, try)
}
