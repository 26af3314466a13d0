package liveroom

import (
	"context"
	"slices"
	"time"

	"onair/signaling"
)

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
		r.events.Post(v.number, OnRequestJoinAnchor{User: user, CallID: in.CallID, SoundOnly: in.SoundOnly, Until: until})
	case signaling.EventInviteJoinAnchor:
		r.events.Post(v.number, OnInviteJoinAnchor{User: user, CallID: in.CallID, SoundOnly: in.SoundOnly, Until: until})
	case signaling.EventRequestRoomPK:
		r.events.Post(v.number, OnRequestRoomPK{
			User: user, RoomID: in.PeerRoom, CallID: in.CallID, CoHost: in.CoHost,
			Duration: time.Duration(in.Duration) * time.Second, Until: until, Join: in.Join, Rematch: in.Rematch, With: usersOf(in.With),
		})
	case signaling.EventInvitationCancelled:
		r.events.Post(v.number, OnInvitationCancelled{CallID: in.CallID, User: user, PK: in.Kind == signaling.CallPK})
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
		r.events.Post(v.number, OnAnchorAccepted{UserID: id, SoundOnly: in.SoundOnly})
	case signaling.EventAnchorRejected:
		r.events.Post(v.number, OnAnchorRejected{UserID: id, Reason: rejectReasons.of(in.Reason)})
	case signaling.EventRoomPKAccepted:
		r.events.Post(v.number, OnRoomPKAccepted{UserID: id, RoomID: in.PeerRoom})
	case signaling.EventRoomPKRejected:
		r.events.Post(v.number, OnRoomPKRejected{UserID: id, Reason: rejectReasons.of(in.Reason)})
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
	r.events.Post(v.number, OnKickoutJoinAnchor{User: userOf(in.User)})
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
		v.role, v.soundOnly, v.admin = roles.of(in.Role), in.SoundOnly, in.Admin
		if in.Role == signaling.RoleAudience {
			r.stopLostPublishLocked()
		}
	}
	r.events.Post(v.number, OnRoleChange{User: userOf(in.User), Role: roles.of(in.Role), Seat: in.Seat, SoundOnly: in.SoundOnly, Admin: in.Admin, Unused: in.Reason == signaling.RoleUnused})
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
	r.events.Post(v.number, OnSeatLock{Seat: in.Seat, Locked: in.Locked})
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
	r.events.Post(v.number, OnAnchorMuted{UserID: in.UserID, Audio: in.Audio, Video: in.Video, By: in.By})
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
	out := OnPKState{PK: pk, Ended: pkEndReasons.of(in.Ended)}
	for _, l := range in.Left {
		out.Left = append(out.Left, PKLeft{RoomID: l.RoomID, User: userOf(l.User), Reason: pkEndReasons.of(l.Reason)})
	}
	r.events.Post(v.number, out)
	return nil
}

// kickedOutLocked: taken out of the room by its anchor or a helper.
func (r *LiveRoom) kickedOutLocked(e *signaling.Envelope) error {
	var in signaling.KickedOutEvent
	v, err := r.in(e, &in, &in.RoomID)
	if v == nil {
		return err
	}
	r.events.Post(v.number, v.presentDepartures(r.login.self.UserID)...)
	r.events.Post(v.number, OnKickedOut{By: in.By, Banned: in.Banned})
	r.visit = nil
	media := r.takeMediaLocked()
	r.wg.Go(media.stop)
	return nil
}
