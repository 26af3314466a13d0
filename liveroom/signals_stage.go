package liveroom

import (
	"context"
	"slices"
	"time"

	"onair/signaling"
)

// stageSignals are the handlers of co-anchoring, PK, messages and moderation.
// They run with r.mu held.
var stageSignals = map[string]func(*LiveRoom, *signaling.Envelope) error{
	signaling.EventRequestJoinAnchor:   (*LiveRoom).callLocked,
	signaling.EventInviteJoinAnchor:    (*LiveRoom).callLocked,
	signaling.EventRequestRoomPK:       (*LiveRoom).callLocked,
	signaling.EventInvitationCancelled: (*LiveRoom).callLocked,
	signaling.EventAnchorAccepted:      (*LiveRoom).answerLocked,
	signaling.EventAnchorRejected:      (*LiveRoom).answerLocked,
	signaling.EventRoomPKAccepted:      (*LiveRoom).answerLocked,
	signaling.EventRoomPKRejected:      (*LiveRoom).answerLocked,
	signaling.EventInvitationTimeout: translate(func(in *signaling.TimeoutEvent) (uint32, Event) {
		return in.RoomID, OnInvitationTimeout{CallID: in.CallID, InviterID: in.InviterID, InviteeList: in.InviteeList, PK: in.Kind == signaling.CallPK}
	}),
	signaling.EventQuitRoomPK: translate(func(in *signaling.QuitPKEvent) (uint32, Event) {
		return in.RoomID, OnQuitRoomPK{UserID: in.UserID, Reason: string(in.Reason)}
	}),
	signaling.EventRecvRoomTextMsg: translate(func(in *signaling.MessageEvent) (uint32, Event) {
		return in.RoomID, OnRecvRoomTextMsg{messageOf(in.Message)}
	}),
	signaling.EventRecvRoomCustomMsg: translate(func(in *signaling.MessageEvent) (uint32, Event) {
		return in.RoomID, OnRecvRoomCustomMsg{Command: in.Cmd, Message: in.Message.Message, User: userOf(in.User)}
	}),
	signaling.EventGift: translate(func(in *signaling.MessageEvent) (uint32, Event) {
		return in.RoomID, OnGift{Message: messageOf(in.Message), RoomCoins: in.RoomCoins}
	}),
	signaling.EventLikes: translate(func(in *signaling.LikesEvent) (uint32, Event) {
		out := OnLikes{Count: in.Count, Total: in.Total}
		for _, u := range in.Users {
			out.Users = append(out.Users, userOf(u))
		}
		return in.RoomID, out
	}),
	signaling.EventSeatLocked:  (*LiveRoom).seatLockLocked,
	signaling.EventAnchorMuted: (*LiveRoom).anchorMutedLocked,
	signaling.EventChatMuted: translate(func(in *signaling.MutedEvent) (uint32, Event) {
		return in.RoomID, OnChatMute{UserID: in.UserID, Muted: in.Muted, Until: milli(in.Until)}
	}),
	signaling.EventMessageDeleted: (*LiveRoom).deletedLocked,
	signaling.EventMessagePinned:  (*LiveRoom).pinnedLocked,
	signaling.EventBanned: translate(func(in *signaling.BannedEvent) (uint32, Event) {
		return in.RoomID, OnBanned{User: userOf(in.User), Banned: in.Banned, By: in.By}
	}),
	signaling.EventKickoutJoinAnchor: (*LiveRoom).seatLostLocked,
	signaling.EventRoleChanged:       (*LiveRoom).roleLocked,
	signaling.EventPKState:           (*LiveRoom).pkLocked,
	signaling.EventKickedOut:         (*LiveRoom).kickedOutLocked,
}

// translate makes a handler of a pure translation; events of a room that was
// left are dropped.
func translate[T any](to func(*T) (room uint32, e Event)) func(*LiveRoom, *signaling.Envelope) error {
	return func(r *LiveRoom, env *signaling.Envelope) error {
		in := new(T)
		if err := env.Decode(in); err != nil {
			return err
		}
		room, e := to(in)
		if v := r.visit; v != nil && v.room.RoomID == room {
			r.events.post(v.number, e)
		}
		return nil
	}
}

// milli is a time on the wire; 0 stands for none.
func milli(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

func (r *LiveRoom) callLocked(e *signaling.Envelope) error {
	var in signaling.CallEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	user, until := userOf(in.User), milli(in.Until)
	switch e.Type {
	case signaling.EventRequestJoinAnchor:
		r.events.post(v.number, OnRequestJoinAnchor{User: user, CallID: in.CallID, SoundOnly: in.SoundOnly, Until: until})
	case signaling.EventInviteJoinAnchor:
		r.events.post(v.number, OnInviteJoinAnchor{User: user, CallID: in.CallID, SoundOnly: in.SoundOnly, Until: until})
	case signaling.EventRequestRoomPK:
		r.events.post(v.number, OnRequestRoomPK{
			User: user, RoomID: in.PeerRoom, CallID: in.CallID, CoHost: in.CoHost,
			Duration: time.Duration(in.Duration) * time.Second, Until: until, Join: in.Join, Rematch: in.Rematch, With: usersOf(in.With),
		})
	case signaling.EventInvitationCancelled:
		r.events.post(v.number, OnInvitationCancelled{CallID: in.CallID, User: user, PK: in.Kind == signaling.CallPK})
	}
	return nil
}

func (r *LiveRoom) answerLocked(e *signaling.Envelope) error {
	var in signaling.AnswerEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	id := in.User.UserID
	switch e.Type {
	case signaling.EventAnchorAccepted:
		v.soundOnly = in.SoundOnly
		r.events.post(v.number, OnAnchorAccepted{UserID: id, SoundOnly: in.SoundOnly})
	case signaling.EventAnchorRejected:
		r.events.post(v.number, OnAnchorRejected{UserID: id, Reason: string(in.Reason)})
	case signaling.EventRoomPKAccepted:
		r.events.post(v.number, OnRoomPKAccepted{UserID: id, RoomID: in.PeerRoom})
	case signaling.EventRoomPKRejected:
		r.events.post(v.number, OnRoomPKRejected{UserID: id, Reason: string(in.Reason)})
	}
	return nil
}

// seatLostLocked: the anchor took the seat away. The stream ends here too.
func (r *LiveRoom) seatLostLocked(e *signaling.Envelope) error {
	var in signaling.UserEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	r.stopLostPublishLocked()
	r.events.post(v.number, OnKickoutJoinAnchor{User: userOf(in.User)})
	return nil
}

// roleLocked follows everybody's standing; without a seat nothing is sent.
func (r *LiveRoom) roleLocked(e *signaling.Envelope) error {
	var in signaling.RoleEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	v.seat(in.User.UserID, in.Seat, in.SoundOnly)
	if in.User.UserID == r.login.self.UserID {
		v.role, v.soundOnly, v.admin = in.Role, in.SoundOnly, in.Admin
		if in.Role == signaling.RoleAudience {
			r.stopLostPublishLocked()
		}
	}
	r.events.post(v.number, OnRoleChange{User: userOf(in.User), Role: string(in.Role), Seat: in.Seat, SoundOnly: in.SoundOnly, Admin: in.Admin, Unused: in.Reason == signaling.RoleUnused})
	return nil
}

func (r *LiveRoom) seatLockLocked(e *signaling.Envelope) error {
	var in signaling.SeatEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	v.seats = slices.Clone(v.seats)
	for i := range v.seats {
		if v.seats[i].Number == in.Seat {
			v.seats[i].Locked = in.Locked
		}
	}
	r.events.post(v.number, OnSeatLock{Seat: in.Seat, Locked: in.Locked})
	return nil
}

// anchorMutedLocked notes what the anchor has switched off. It is the server that
// keeps it from being heard or seen.
func (r *LiveRoom) anchorMutedLocked(e *signaling.Envelope) error {
	var in signaling.StageMutedEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	v.seats = slices.Clone(v.seats)
	for i := range v.seats {
		if s := &v.seats[i]; s.UserID == in.UserID {
			s.MutedAudio, s.MutedVideo = in.Audio, in.Video
		}
	}
	r.events.post(v.number, OnAnchorMuted{UserID: in.UserID, Audio: in.Audio, Video: in.Video, By: in.By})
	return nil
}

// stopLostPublishLocked ends a stream whose seat is gone, in the background.
func (r *LiveRoom) stopLostPublishLocked() {
	p := r.pub
	if p == nil {
		return
	}
	p.Lose()
	r.background(func(context.Context) {
		<-p.Done()
		r.mu.Lock()
		mine := r.pub == p
		if mine {
			r.pub = nil
		}
		r.mu.Unlock()
		if mine {
			r.sources.StopSound()
		}
	})
}

func pkOf(in signaling.PKInfo) PK {
	out := PK{ID: in.PKID, CoHost: in.CoHost, Started: milli(in.StartedAt), Deadline: milli(in.Deadline), Over: in.Over, Winner: in.Winner, Round: in.Round}
	for _, s := range in.Sides {
		out.Sides = append(out.Sides, PKSide{RoomID: s.RoomID, User: userOf(s.User), Score: s.Score})
	}
	return out
}

func (r *LiveRoom) pkLocked(e *signaling.Envelope) error {
	var in signaling.PKStateEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	pk := pkOf(in.PK)
	if v.pk = &pk; in.Ended != "" {
		v.pk = nil
	}
	out := OnPKState{PK: pk, Ended: string(in.Ended)}
	for _, l := range in.Left {
		out.Left = append(out.Left, PKLeft{RoomID: l.RoomID, User: userOf(l.User), Reason: string(l.Reason)})
	}
	r.events.post(v.number, out)
	return nil
}

// kickedOutLocked: taken out of the room by its anchor or a helper.
func (r *LiveRoom) kickedOutLocked(e *signaling.Envelope) error {
	var in signaling.KickedOutEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	r.events.post(v.number, v.presentDepartures(r.login.self.UserID)...)
	r.events.post(v.number, OnKickedOut{By: in.By, Banned: in.Banned})
	r.visit = nil
	media := r.takeMediaLocked()
	r.wg.Go(media.stop)
	return nil
}
