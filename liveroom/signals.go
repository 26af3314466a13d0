package liveroom

import (
	"context"
	"time"

	"onair/signaling"
)

// onSignal handles one event of the server. It runs on the signaling client's
// goroutine and never waits.
func (r *LiveRoom) onSignal(env signaling.Envelope) {
	r.mu.Lock()
	defer r.mu.Unlock()
	handle, ok := signals[env.Type]
	if !ok {
		return // a newer server's
	}
	if err := handle(r, &env); err != nil {
		r.log.Warn("event not understood", "type", env.Type, "err", err)
	}
}

// in decodes an event and returns the visit it belongs to, nil if it is of a
// room that was left.
func (r *LiveRoom) in(e *signaling.Envelope, out any, roomID *uint32) (*visit, error) {
	if err := e.Decode(out); err != nil {
		return nil, err
	}
	if r.visit == nil || r.visit.room.RoomID != *roomID {
		return nil, nil
	}
	return r.visit, nil
}

func (r *LiveRoom) audienceLocked(e *signaling.Envelope, event func(UserInfo) Event) error {
	var in signaling.UsersEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	for _, u := range in.Users {
		r.events.Post(v.number, event(userOf(u)))
	}
	v.room.MemberCount = in.MemberCount
	r.events.Post(v.number, OnRoomInfoChange{v.room})
	return nil
}

func (r *LiveRoom) anchorEnterLocked(e *signaling.Envelope) error {
	var in signaling.AnchorEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil || v.find(in.User.UserID) != nil {
		return err
	}
	a := &stageMember{user: userOf(in.User)}
	v.anchors = append(v.anchors, a)
	r.events.Post(v.number, a.arrival()...)
	r.ownerLiveLocked(v, a.user.UserID, true)
	r.wakePlaysLocked()
	return nil
}

func (r *LiveRoom) anchorExitLocked(e *signaling.Envelope) error {
	var in signaling.AnchorEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	for i, a := range v.anchors {
		if a.user.UserID == in.User.UserID {
			v.anchors = append(v.anchors[:i:i], v.anchors[i+1:]...)
			r.events.Post(v.number, a.departure()...)
			r.ownerLiveLocked(v, a.user.UserID, false)
			break
		}
	}
	r.wakePlaysLocked()
	return nil
}

func (r *LiveRoom) ownerLiveLocked(v *visit, userID string, live bool) {
	if userID == v.room.OwnerID && v.room.Live != live {
		v.room.Live = live
		r.events.Post(v.number, OnRoomInfoChange{v.room})
	}
}

func (r *LiveRoom) videoAvailableLocked(e *signaling.Envelope) error {
	return r.availableLocked(e, func(a *stageMember, on bool) Event {
		if a.video == on {
			return nil
		}
		a.video = on
		return OnUserVideoAvailable{a.user.UserID, on}
	})
}

func (r *LiveRoom) audioAvailableLocked(e *signaling.Envelope) error {
	return r.availableLocked(e, func(a *stageMember, on bool) Event {
		if a.audio == on {
			return nil
		}
		a.audio = on
		return OnUserAudioAvailable{a.user.UserID, on}
	})
}

func (r *LiveRoom) availableLocked(e *signaling.Envelope, change func(*stageMember, bool) Event) error {
	var in signaling.AvailableEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	if a := v.find(in.UserID); a != nil {
		if event := change(a, in.Available); event != nil {
			r.events.Post(v.number, event)
			r.wakePlaysLocked()
		}
	}
	return nil
}

func (r *LiveRoom) roomDestroyLocked(e *signaling.Envelope) error {
	var in signaling.RoomDestroyEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	r.roomGoneLocked(v, OnRoomDestroy{Reason: destroyReasons.of(in.Reason), Summary: summaryOf(in.Summary)})
	return nil
}

// roomGoneLocked ends a visit that the server ended. The room's events that
// were posted before stay valid; media is stopped in the background.
func (r *LiveRoom) roomGoneLocked(v *visit, end OnRoomDestroy) {
	r.events.Post(v.number, v.presentDepartures(r.login.self.UserID)...)
	r.events.Post(v.number, end)
	r.visit = nil
	media := r.takeMediaLocked()
	r.wg.Go(media.stop)
}

func (v *visit) presentDepartures(self string) []Event {
	var out []Event
	for _, a := range v.anchors {
		if a.user.UserID != self {
			out = append(out, a.departure()...)
		}
	}
	return out
}

func (r *LiveRoom) roomInfoLocked(e *signaling.Envelope) error {
	var in signaling.RoomInfoEvent
	v, err := r.in(e, &in, &in.Room.RoomID)
	if v == nil {
		return err
	}
	v.room = roomOf(in.Room, r.login.cfg.Server)
	r.events.Post(v.number, OnRoomInfoChange{v.room})
	return nil
}

func (r *LiveRoom) hostLocked(e *signaling.Envelope) error {
	var in signaling.HostEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	if away := e.Type == signaling.EventHostAway; away != v.room.HostAway {
		v.room.HostAway = away
		if away { // told instead of a member's coming and going
			v.room.MemberCount--
		} else {
			v.room.MemberCount++
		}
	}
	r.events.Post(v.number, OnRoomInfoChange{v.room})
	return nil
}

func (r *LiveRoom) profileLocked(e *signaling.Envelope) error {
	var in signaling.UserEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	user := userOf(in.User)
	if a := v.find(user.UserID); a != nil {
		a.user = user
	}
	if user.UserID == v.room.OwnerID {
		v.room.OwnerName, v.room.OwnerAvatar = user.UserName, user.UserAvatar
		r.events.Post(v.number, OnRoomInfoChange{v.room})
	}
	r.events.Post(v.number, OnUserProfileChange{user})
	return nil
}

func (r *LiveRoom) roomListLocked(e *signaling.Envelope) error {
	var in signaling.RoomListEvent
	if err := e.Decode(&in); err != nil {
		return err
	}
	out := OnRoomListChange{Removed: in.Removed}
	for _, room := range in.Changed {
		out.Changed = append(out.Changed, roomOf(room, r.login.cfg.Server))
	}
	r.events.Post(0, out)
	return nil
}

// onSession runs when a lost session was resumed or, too late for that, a new
// one opened.
func (r *LiveRoom) onSession(reply signaling.LoginReply) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.watching {
		r.background(func(ctx context.Context) { r.WatchRoomList(ctx, true) })
	}
	v := r.visit
	if v == nil {
		return
	}
	switch {
	case reply.Mode == signaling.ModeReplay:
	case reply.Mode == signaling.ModeSnapshot && reply.Room != nil && reply.Room.Room.RoomID == v.room.RoomID:
		v.room = roomOf(reply.Room.Room, r.login.cfg.Server)
		v.takeStanding(reply.Room)
		r.events.Post(v.number, v.catchUp(stageOf(reply.Room), r.login.self.UserID)...)
		r.events.Post(v.number, OnRoomInfoChange{v.room})
		r.events.Post(v.number, v.takePinned(reply.Room)...)
		r.renewMediaLocked()
	default:
		r.background(func(ctx context.Context) { r.comeBack(ctx, v) })
	}
}

// renewMediaLocked publishes and plays anew at once: a session that comes back as
// a snapshot mostly means a server that was started again, whose media
// connections are dead without having said so.
func (r *LiveRoom) renewMediaLocked() {
	for _, p := range r.plays {
		p.Renew()
	}
	if r.pub != nil {
		r.pub.Renew()
	}
}

// background runs f on a goroutine that ends with the LiveRoom.
func (r *LiveRoom) background(f func(context.Context)) {
	r.wg.Go(func() {
		ctx, cancel := context.WithTimeout(r.ctx, 20*time.Second)
		defer cancel()
		f(ctx)
	})
}
