package liveroom

import (
	"slices"
	"strings"

	"onair/signaling"
)

// visit is one stay in one room: the client's copy of what the server says.
// LiveRoom.mu guards it.
type visit struct {
	number  uint64 // the dispatcher's
	room    RoomInfo
	owner   bool
	param   RoomParam // what the owner asked for, to make the room anew
	anchors []*stageMember

	role      Role
	admin     bool
	soundOnly bool // the own seat may not send pictures
	pk        *PK
	seats     []Seat
	pinned    uint64 // message ID; 0: none
}

// Seat is a co-anchor's place on stage. A call of ours.
type Seat struct {
	Number    int    // 1, 2, ...
	UserID    string // empty: free
	SoundOnly bool
	Locked    bool
	// MutedAudio, MutedVideo: the anchor has switched it off (MuteAnchor).
	MutedAudio, MutedVideo bool
}

// seat notes who sits where after a member's standing changed.
func (v *visit) seat(userID string, number int, soundOnly bool) {
	v.seats = slices.Clone(v.seats)
	for i := range v.seats {
		s := &v.seats[i]
		switch {
		case number != 0 && s.Number == number:
			if s.UserID != userID {
				s.MutedAudio, s.MutedVideo = false, false
			}
			s.UserID, s.SoundOnly = userID, soundOnly
		case s.UserID == userID:
			s.UserID, s.SoundOnly, s.MutedAudio, s.MutedVideo = "", false, false, false
		}
	}
}

// stageMember is a publisher.
type stageMember struct {
	user         UserInfo
	video, audio bool
}

func (v *visit) find(userID string) *stageMember {
	if i := slices.IndexFunc(v.anchors, func(a *stageMember) bool { return a.user.UserID == userID }); i >= 0 {
		return v.anchors[i]
	}
	return nil
}

// presentLocked is the events that tell a newcomer what there is.
func (v *visit) presentLocked(self string) []Event {
	var out []Event
	for _, a := range v.anchors {
		if a.user.UserID != self {
			out = append(out, a.arrival()...)
		}
	}
	return out
}

// arrival is the events of a publisher's coming, in their order.
func (a *stageMember) arrival() []Event {
	out := []Event{OnAnchorEnter{a.user}}
	if a.video {
		out = append(out, OnUserVideoAvailable{a.user.UserID, true})
	}
	if a.audio {
		out = append(out, OnUserAudioAvailable{a.user.UserID, true})
	}
	return out
}

// departure is the events of a publisher's going, in their order.
func (a *stageMember) departure() []Event {
	var out []Event
	if a.video {
		out = append(out, OnUserVideoAvailable{a.user.UserID, false})
	}
	if a.audio {
		out = append(out, OnUserAudioAvailable{a.user.UserID, false})
	}
	return append(out, OnAnchorExit{a.user})
}

// stageOf copies a snapshot's stage.
func stageOf(s *signaling.Snapshot) []*stageMember {
	var out []*stageMember
	for _, a := range s.Anchors {
		out = append(out, &stageMember{user: userOf(a.User), video: a.Video, audio: a.Audio})
	}
	return out
}

// catchUp takes a new stage over and returns the events that lead from the old
// one to it, for everybody but self.
func (v *visit) catchUp(stage []*stageMember, self string) []Event {
	var out []Event
	old := v.anchors
	v.anchors = stage
	for _, a := range old {
		if v.find(a.user.UserID) == nil && a.user.UserID != self {
			out = append(out, a.departure()...)
		}
	}
	for _, now := range stage {
		if now.user.UserID == self {
			continue
		}
		i := slices.IndexFunc(old, func(a *stageMember) bool { return a.user.UserID == now.user.UserID })
		if i < 0 {
			out = append(out, now.arrival()...)
			continue
		}
		if old[i].video != now.video {
			out = append(out, OnUserVideoAvailable{now.user.UserID, now.video})
		}
		if old[i].audio != now.audio {
			out = append(out, OnUserAudioAvailable{now.user.UserID, now.audio})
		}
	}
	return out
}

func usersOf(list []signaling.User) []UserInfo {
	var out []UserInfo
	for _, u := range list {
		out = append(out, userOf(u))
	}
	return out
}

func userOf(u signaling.User) UserInfo {
	return UserInfo{UserID: u.UserID, UserName: u.UserName, UserAvatar: u.AvatarURL}
}

// roomOf translates a room; relative cover addresses are the server's own.
func roomOf(r signaling.RoomInfo, server string) RoomInfo {
	cover := r.CoverURL
	if strings.HasPrefix(cover, "/") {
		cover = server + cover
	}
	return RoomInfo{
		RoomID: r.RoomID, RoomName: r.RoomName, CoverURL: cover,
		OwnerID: r.OwnerID, OwnerName: r.OwnerName, OwnerAvatar: r.OwnerAvatar, MemberCount: r.MemberCount,
		Live: r.Live, HostAway: r.HostAway, CreatedAt: r.CreatedAt, PKRooms: r.PKRooms, CoAnchors: r.CoAnchors,
		CommentsOff: r.CommentsOff, Private: r.Private,
	}
}

// takeStanding takes over what a snapshot says of the user's own place and of
// the PK.
func (v *visit) takeStanding(s *signaling.Snapshot) {
	v.role, v.admin, v.soundOnly, v.pk = roles.of(s.Self.Role), s.Self.Admin, false, nil
	v.seats = nil
	for _, seat := range s.Seats {
		v.seats = append(v.seats, Seat{Number: seat.Seat, UserID: seat.UserID, SoundOnly: seat.SoundOnly, Locked: seat.Locked, MutedAudio: seat.MutedAudio, MutedVideo: seat.MutedVideo})
		if seat.UserID == s.Self.UserID {
			v.soundOnly = seat.SoundOnly
		}
	}
	if s.PK != nil {
		pk := pkOf(*s.PK)
		v.pk = &pk
	}
}

// takePinned takes over what a snapshot says is pinned, and tells it when it is new.
func (v *visit) takePinned(s *signaling.Snapshot) []Event {
	before := v.pinned
	if v.pinned = 0; s.Pinned != nil {
		v.pinned = s.Pinned.MsgID
	}
	if v.pinned == before {
		return nil
	}
	return []Event{OnMessagePinned{Message: pinnedOf(s.Pinned)}}
}

// openMatters are the events of what was going on before the user entered: a PK,
// a closed chat, requests that wait for the user.
func (v *visit) openMatters(s *signaling.Snapshot) []Event {
	var out []Event
	if v.pk != nil {
		out = append(out, OnPKState{PK: *v.pk})
	}
	if s.ChatMuted {
		out = append(out, OnChatMute{Muted: true})
	}
	out = append(out, v.takePinned(s)...)
	if s.Likes > 0 {
		out = append(out, OnLikes{Total: s.Likes})
	}
	for _, c := range s.Calls {
		if c.Outgoing {
			continue
		}
		user, until := userOf(c.User), milli(c.Until)
		switch c.Kind {
		case signaling.CallJoin:
			out = append(out, OnRequestJoinAnchor{User: user, CallID: c.CallID, SoundOnly: c.SoundOnly, Until: until})
		case signaling.CallInvite:
			out = append(out, OnInviteJoinAnchor{User: user, CallID: c.CallID, SoundOnly: c.SoundOnly, Until: until})
		case signaling.CallPK:
			out = append(out, OnRequestRoomPK{User: user, RoomID: c.RoomID, CallID: c.CallID, CoHost: c.CoHost, Until: until, Join: c.Join, Rematch: c.Rematch, With: usersOf(c.With)})
		}
	}
	return out
}
