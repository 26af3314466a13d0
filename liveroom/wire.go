package liveroom

import (
	"strings"
	"time"

	"onair/signaling"
)

// Seat is a co-anchor's place on stage. A call of ours.
type Seat struct {
	Number    int    // 1, 2, ...
	UserID    string // empty: free
	SoundOnly bool
	Locked    bool
	// MutedAudio, MutedVideo: the anchor has switched it off (MuteAnchor).
	MutedAudio, MutedVideo bool
}

// each is what f makes of each, nil of an empty list.
func each[W, O any](list []W, f func(W) O) (out []O) {
	for _, in := range list {
		out = append(out, f(in))
	}
	return out
}

func usersOf(list []signaling.User) []UserInfo { return each(list, userOf) }

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

func roomsOf(list []signaling.RoomInfo, server string) []RoomInfo {
	out := make([]RoomInfo, 0, len(list))
	for _, r := range list {
		out = append(out, roomOf(r, server))
	}
	return out
}

// milli is a time on the wire; 0 stands for none.
func milli(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

func pkOf(in signaling.PKInfo) PK {
	out := PK{ID: in.PKID, CoHost: in.CoHost, Started: milli(in.StartedAt), Deadline: milli(in.Deadline), Over: in.Over, Winner: in.Winner, Round: in.Round}
	for _, s := range in.Sides {
		out.Sides = append(out.Sides, PKSide{RoomID: s.RoomID, User: userOf(s.User), Score: s.Score})
	}
	return out
}

func pkStateOf(in *signaling.PKStateEvent) OnPKState {
	out := OnPKState{PK: pkOf(in.PK), Ended: pkEndReasons.of(in.Ended)}
	for _, l := range in.Left {
		out.Left = append(out.Left, PKLeft{RoomID: l.RoomID, User: userOf(l.User), Reason: pkEndReasons.of(l.Reason)})
	}
	return out
}
