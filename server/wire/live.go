package wire

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

// Summary is what a room was, when it has ended.
func Summary(s room.State, messages uint64) signaling.RoomSummary {
	return signaling.RoomSummary{CreatedAt: Millis(s.Created()), Duration: time.Since(s.Created()).Milliseconds(), Visits: s.Visits(),
		Peak: s.Peak(), Messages: messages, Likes: s.Likes(), Coins: s.Coins(),
		Givers: Rank(s.Givers(signaling.RankSize)), Likers: Rank(s.Likers(signaling.RankSize))}
}

// Rank is a list of the most generous.
func Rank(list []room.Ranked) []signaling.RankRow {
	out := make([]signaling.RankRow, len(list))
	for i, r := range list {
		out[i] = signaling.RankRow{User: User(r.User), Value: r.Value}
	}
	return out
}

// calls are the open invitations a user is part of.
func calls(s room.State, user string) []signaling.Call {
	var list []signaling.Call
	owner := s.Owner()
	for _, k := range s.Calls() {
		c := signaling.Call{CallID: k.ID, Kind: signaling.CallKind(k.Kind), SoundOnly: k.SoundOnly, Until: Millis(k.Until)}
		switch user {
		case owner.ID:
			c.User, c.Outgoing = User(k.User), k.Kind == room.CallInvite
		case k.User.ID:
			c.User, c.Outgoing = User(owner), k.Kind == room.CallJoin
		default:
			continue
		}
		list = append(list, c)
	}
	if user == owner.ID {
		for _, k := range s.PKCalls() {
			list = append(list, signaling.Call{CallID: k.ID, Kind: signaling.CallPK, User: User(k.User), RoomID: k.Room, Outgoing: k.Out,
				CoHost: k.CoHost, Join: k.Join, Rematch: k.Rematch, With: users(k.With), Until: Millis(k.Until)})
		}
	}
	return list
}

// users is User for each.
func users(list []room.User) []signaling.User {
	var out []signaling.User
	for _, u := range list {
		out = append(out, User(u))
	}
	return out
}

// pkOf is a PK as the members of one of its rooms are told: that room first.
func pkOf(id uint32, pk room.PK) signaling.PKInfo {
	out := signaling.PKInfo{PKID: pk.ID, CoHost: pk.CoHost, StartedAt: Millis(pk.Started), Deadline: Millis(pk.Deadline), Over: pk.Over,
		Winner: pk.Winner, Round: pk.Round, Sides: make([]signaling.PKSide, 1, len(pk.Sides))}
	for _, s := range pk.Sides {
		side := signaling.PKSide{RoomID: s.Room, User: User(s.User), Score: s.Score}
		if s.Room == id {
			out.Sides[0] = side
		} else {
			out.Sides = append(out.Sides, side)
		}
	}
	return out
}
