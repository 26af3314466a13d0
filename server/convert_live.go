package server

import (
	"time"

	"onair/room"
	"onair/signaling"
)

// seats are the places for co-anchors.
func seats(s room.State) []signaling.SeatInfo {
	list := make([]signaling.SeatInfo, s.Seats())
	for i := range list {
		list[i] = signaling.SeatInfo{Seat: i + 1, Locked: s.SeatLocked(i + 1)}
	}
	for _, t := range s.Stage() {
		if t.Index >= 1 && t.Index <= len(list) {
			seat := &list[t.Index-1]
			seat.UserID, seat.SoundOnly, seat.MutedVideo, seat.MutedAudio = t.UserID, t.SoundOnly, t.Muted.Video, t.Muted.Audio
		}
	}
	return list
}

func summary(s room.State, messages uint64) signaling.RoomSummary {
	return signaling.RoomSummary{CreatedAt: millis(s.Created()), Duration: time.Since(s.Created()).Milliseconds(), Visits: s.Visits(),
		Peak: s.Peak(), Messages: messages, Likes: s.Likes(), Coins: s.Coins(),
		Givers: wireRank(s.Givers(signaling.RankSize)), Likers: wireRank(s.Likers(signaling.RankSize))}
}

func wireRank(list []room.Ranked) []signaling.RankRow {
	out := make([]signaling.RankRow, len(list))
	for i, r := range list {
		out[i] = signaling.RankRow{User: wireUser(r.User), Value: r.Value}
	}
	return out
}

// calls are the open invitations a user is part of.
func calls(s room.State, user string) []signaling.Call {
	var list []signaling.Call
	owner := s.Owner()
	for _, k := range s.Calls() {
		c := signaling.Call{CallID: k.ID, Kind: string(k.Kind), SoundOnly: k.SoundOnly, Until: millis(k.Until)}
		switch user {
		case owner.ID:
			c.User, c.Outgoing = wireUser(k.User), k.Kind == room.CallInvite
		case k.User.ID:
			c.User, c.Outgoing = wireUser(owner), k.Kind == room.CallJoin
		default:
			continue
		}
		list = append(list, c)
	}
	if user == owner.ID {
		for _, k := range s.PKCalls() {
			list = append(list, signaling.Call{CallID: k.ID, Kind: signaling.CallPK, User: wireUser(k.User), RoomID: k.Room, Outgoing: k.Out,
				CoHost: k.CoHost, Join: k.Join, Rematch: k.Rematch, With: wireUsers(k.With), Until: millis(k.Until)})
		}
	}
	return list
}

func wireUsers(list []room.User) []signaling.User {
	var out []signaling.User
	for _, u := range list {
		out = append(out, wireUser(u))
	}
	return out
}

// wirePK is a PK as the members of one of its rooms are told: that room first.
func wirePK(id uint32, pk room.PK) signaling.PKInfo {
	out := signaling.PKInfo{PKID: pk.ID, CoHost: pk.CoHost, StartedAt: millis(pk.Started), Deadline: millis(pk.Deadline), Over: pk.Over,
		Winner: pk.Winner, Round: pk.Round, Sides: make([]signaling.PKSide, 1, len(pk.Sides))}
	for _, s := range pk.Sides {
		side := signaling.PKSide{RoomID: s.Room, User: wireUser(s.User), Score: s.Score}
		if s.Room == id {
			out.Sides[0] = side
		} else {
			out.Sides = append(out.Sides, side)
		}
	}
	return out
}

func wirePKState(id uint32, e room.Event) signaling.PKStateEvent {
	out := signaling.PKStateEvent{RoomID: id, PK: wirePK(id, *e.PK), Ended: e.Reason}
	for _, s := range e.Gone {
		out.Left = append(out.Left, signaling.PKLeft{RoomID: s.Room, User: wireUser(s.User), Reason: e.Why})
	}
	return out
}

// wireLive is wireEvent for co-anchoring, PK and moderation.
func wireLive(id uint32, s room.State, e room.Event) *event {
	u := wireUser(e.User)
	switch e.Kind {
	case room.JoinRequested:
		return newEvent(signaling.EventRequestJoinAnchor, wireCall(id, e))
	case room.JoinInvited:
		return newEvent(signaling.EventInviteJoinAnchor, wireCall(id, e))
	case room.PKRequested:
		return newEvent(signaling.EventRequestRoomPK, wireCall(id, e))
	case room.CallCancelled:
		return newEvent(signaling.EventInvitationCancelled, wireCall(id, e))
	case room.CallTimedOut:
		return newEvent(signaling.EventInvitationTimeout, wireTimeout(id, s.Owner().ID, e))
	case room.JoinAccepted:
		return newEvent(signaling.EventAnchorAccepted, wireAnswer(id, e))
	case room.JoinRejected:
		return newEvent(signaling.EventAnchorRejected, wireAnswer(id, e))
	case room.PKAccepted:
		return newEvent(signaling.EventRoomPKAccepted, wireAnswer(id, e))
	case room.PKRejected:
		return newEvent(signaling.EventRoomPKRejected, wireAnswer(id, e))
	case room.JoinKicked:
		return newEvent(signaling.EventKickoutJoinAnchor, signaling.UserEvent{RoomID: id, User: u})
	case room.PKEnded:
		return newEvent(signaling.EventQuitRoomPK, signaling.QuitPKEvent{RoomID: id, UserID: u.UserID, Reason: e.Reason})
	case room.PKChanged, room.PKScored:
		return newEvent(signaling.EventPKState, wirePKState(id, e))
	case room.RoleChanged:
		return newEvent(signaling.EventRoleChanged, signaling.RoleEvent{RoomID: id, User: u, Role: wireRole(e.Role), Seat: e.Seat,
			SoundOnly: e.SoundOnly, Admin: e.Admin, Reason: e.Reason})
	case room.StageMuted:
		return newEvent(signaling.EventAnchorMuted, signaling.StageMutedEvent{RoomID: id, UserID: u.UserID, Video: e.Muted.Video,
			Audio: e.Muted.Audio, By: e.By})
	case room.SeatLocked:
		return newEvent(signaling.EventSeatLocked, signaling.SeatEvent{RoomID: id, Seat: e.Seat, Locked: e.Available})
	case room.ChatMuted:
		return newEvent(signaling.EventChatMuted, signaling.MutedEvent{RoomID: id, UserID: u.UserID, Muted: e.Available, Until: millis(e.Until)})
	case room.KickedOut:
		return newEvent(signaling.EventKickedOut, signaling.KickedOutEvent{RoomID: id, By: e.By, Banned: e.Available})
	case room.BanChanged:
		return newEvent(signaling.EventBanned, signaling.BannedEvent{RoomID: id, User: u, Banned: e.Available, By: e.By})
	}
	panic("server: no message for this kind of room event")
}

func wireCall(id uint32, e room.Event) signaling.CallEvent {
	out := signaling.CallEvent{RoomID: id, CallID: e.Call.ID, Kind: string(e.Call.Kind), User: wireUser(e.User), PeerRoom: e.Peer,
		SoundOnly: e.Call.SoundOnly, CoHost: e.CoHost, Duration: int(e.Duration / time.Second), Until: millis(e.Call.Until)}
	if k := e.Ask; k != nil {
		out.Join, out.Rematch, out.With = k.Join, k.Rematch, wireUsers(k.With)
	}
	return out
}

func wireAnswer(id uint32, e room.Event) signaling.AnswerEvent {
	return signaling.AnswerEvent{RoomID: id, CallID: e.Call.ID, User: wireUser(e.User), PeerRoom: e.Peer, SoundOnly: e.SoundOnly, Reason: e.Reason}
}

func wireTimeout(id uint32, owner string, e room.Event) signaling.TimeoutEvent {
	inviter, invitee := e.Call.User.ID, owner
	if e.Call.Kind == room.CallInvite || e.Call.Kind == room.CallPK && e.Out {
		inviter, invitee = invitee, inviter
	}
	return signaling.TimeoutEvent{RoomID: id, CallID: e.Call.ID, Kind: string(e.Call.Kind), InviterID: inviter, InviteeList: []string{invitee}}
}
