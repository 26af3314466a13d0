package server

import (
	"time"

	"onair/room"
	"onair/signaling"
)

// wireUser is a user as it goes out. What was stored before today's rules is cleaned
// here.
func wireUser(u room.User) signaling.User {
	return signaling.User{UserID: u.ID, UserName: cleanText(u.Name), AvatarURL: shownPicture(u.Avatar)}
}

func wireRole(r room.Role) string {
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

func wireMember(s room.State, m room.Member) signaling.Member {
	return signaling.Member{User: wireUser(m.User), Role: wireRole(m.Role), Admin: s.Admin(m.ID), Muted: s.Muted(m.ID, time.Now())}
}

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func roomInfo(s room.State) signaling.RoomInfo {
	owner, info := wireUser(s.Owner()), s.Info()
	pk, inPK := s.PK()
	rooms := 0
	if inPK {
		rooms = len(pk.Sides)
	}
	return signaling.RoomInfo{
		RoomID:      s.ID(),
		RoomName:    cleanText(info.Name),
		CoverURL:    shownPicture(info.Cover),
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
		CreatedAt:   millis(s.Created()),
		CommentsOff: info.CommentsOff,
		Private:     info.Private,
	}
}

// anchors are the publishers of a room, the owner first.
func anchors(s room.State) []signaling.Anchor {
	list := []signaling.Anchor{}
	for _, t := range s.Stage() {
		if !t.Publishing() {
			continue
		}
		m, _ := s.Member(t.UserID)
		is := t.Available()
		list = append(list, signaling.Anchor{User: wireUser(m.User), Role: wireRole(m.Role), Video: is.Video, Audio: is.Audio})
	}
	if pk, ok := s.PK(); ok {
		for _, side := range pk.Sides {
			if side.Room != s.ID() && side.Stream != "" {
				list = append(list, signaling.Anchor{User: wireUser(side.User), Role: signaling.RolePeer, Video: side.Is.Video, Audio: side.Is.Audio})
			}
		}
	}
	return list
}

func snapshot(s room.State, user string) *signaling.Snapshot {
	m, _ := s.Member(user)
	out := &signaling.Snapshot{Room: roomInfo(s), Self: wireMember(s, m), Anchors: anchors(s), HostAwayUntil: millis(s.AwayUntil()),
		Seats: seats(s), Calls: calls(s, user), ChatMuted: s.AllMuted(time.Now()), Likes: s.Likes(), Coins: s.Coins()}
	if pk, ok := s.PK(); ok {
		info := wirePK(s.ID(), pk)
		out.PK = &info
	}
	return out
}

// wireEvent is a room's event for its members. Entries, exits and the end of
// the room are made elsewhere.
func wireEvent(id uint32, s room.State, e room.Event) *event {
	u := wireUser(e.User)
	available := signaling.AvailableEvent{RoomID: id, UserID: e.User.ID, Available: e.Available}
	switch e.Kind {
	case room.AnchorEntered:
		return newEvent(signaling.EventAnchorEnter, signaling.AnchorEvent{RoomID: id, User: u, Role: wireRole(e.Role)})
	case room.AnchorLeft:
		return newEvent(signaling.EventAnchorExit, signaling.AnchorEvent{RoomID: id, User: u, Role: wireRole(e.Role)})
	case room.VideoAvailable:
		return newEvent(signaling.EventUserVideoAvailable, available)
	case room.AudioAvailable:
		return newEvent(signaling.EventUserAudioAvailable, available)
	case room.InfoChanged:
		return newEvent(signaling.EventRoomInfoChanged, signaling.RoomInfoEvent{Room: roomInfo(s)})
	case room.ProfileChanged:
		return newEvent(signaling.EventUserProfileChanged, signaling.UserEvent{RoomID: id, User: u})
	case room.HostAway:
		return newEvent(signaling.EventHostAway, signaling.HostEvent{RoomID: id, UserID: u.UserID, Until: millis(e.Until)})
	case room.HostBack:
		return newEvent(signaling.EventHostBack, signaling.HostEvent{RoomID: id, UserID: u.UserID})
	}
	return wireLive(id, s, e)
}
