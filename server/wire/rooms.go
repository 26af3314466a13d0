// Package wire turns what package room knows into messages of package signaling,
// and its refusals into codes. It is the one place where the two vocabularies
// meet: a kind of either without a counterpart fails the package's tests.
package wire

import (
	"time"

	"onair/room"
	"onair/server/clean"
	"onair/signaling"
)

// User is a user as it goes out. What was stored before today's rules is cleaned
// here.
func User(u room.User) signaling.User {
	return signaling.User{UserID: u.ID, UserName: clean.Text(u.Name), AvatarURL: clean.Shown(u.Avatar)}
}

// Role is a role as it goes out.
func Role(r room.Role) signaling.Role {
	switch r {
	case room.Anchor:
		return signaling.RoleAnchor
	case room.CoAnchor:
		return signaling.RoleCoAnchor
	case room.Peer:
		return signaling.RolePeer
	}
	return signaling.RoleAudience
}

// Member is a member with what the room says of it.
func Member(s room.State, m room.Member) signaling.Member {
	return signaling.Member{User: User(m.User), Role: Role(m.Role), Admin: s.Admin(m.ID), Muted: s.Muted(m.ID, time.Now())}
}

// Millis is a time in Unix milliseconds, 0 for none.
func Millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// RoomInfo is a room as the list of rooms has it.
func RoomInfo(s room.State) signaling.RoomInfo {
	owner, info := User(s.Owner()), s.Info()
	pk, inPK := s.PK()
	rooms := 0
	if inPK {
		rooms = len(pk.Sides)
	}
	return signaling.RoomInfo{
		RoomID:      s.ID(),
		RoomName:    clean.Text(info.Name),
		CoverURL:    clean.Shown(info.Cover),
		Quality:     info.Quality,
		OwnerID:     owner.UserID,
		OwnerName:   owner.UserName,
		OwnerAvatar: owner.AvatarURL,
		MemberCount: s.Len(),
		HostAway:    !s.AwayUntil().IsZero(),
		Live:        s.Live(),
		InPK:        inPK,
		PKRooms:     rooms,
		CoAnchors:   s.CoAnchors(),
		CreatedAt:   Millis(s.Created()),
		CommentsOff: info.CommentsOff,
		Private:     info.Private,
	}
}

// Anchors are the publishers of a room, the owner first.
func Anchors(s room.State) []signaling.Anchor {
	list := []signaling.Anchor{}
	for _, t := range s.Stage() {
		if !t.Publishing() {
			continue
		}
		m, _ := s.Member(t.UserID)
		is := t.Available()
		list = append(list, signaling.Anchor{User: User(m.User), Role: Role(m.Role), Video: is.Video, Audio: is.Audio})
	}
	if pk, ok := s.PK(); ok {
		for _, side := range pk.Sides {
			if side.Room != s.ID() && side.Stream != "" {
				list = append(list, signaling.Anchor{User: User(side.User), Role: signaling.RolePeer, Video: side.Is.Video, Audio: side.Is.Audio})
			}
		}
	}
	return list
}

// Snapshot is a room as a member finds it who has just come.
func Snapshot(s room.State, user string) *signaling.Snapshot {
	m, _ := s.Member(user)
	out := &signaling.Snapshot{Room: RoomInfo(s), Self: Member(s, m), Anchors: Anchors(s), HostAwayUntil: Millis(s.AwayUntil()),
		Seats: seats(s), Calls: calls(s, user), ChatMuted: s.AllMuted(time.Now()), Likes: s.Likes(), Coins: s.Coins()}
	if pk, ok := s.PK(); ok {
		info := pkOf(s.ID(), pk)
		out.PK = &info
	}
	return out
}
