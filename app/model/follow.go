package model

// FollowActions follow hosts.
type FollowActions interface {
	// Follow follows a user or stops following.
	Follow(userID string, on bool)
	// LookUpFans asks for Lobby.Fans of a user.
	LookUpFans(userID string)
	// SetOnlyFollowed leaves only lives of hosts the user follows in the lobby.
	SetOnlyFollowed(on bool)
	// LookUpFollows reads Lobby.Followed anew.
	LookUpFollows()
	// SetFollowLive says whether NoticeFollowLive is shown; it is remembered.
	SetFollowLive(on bool)
}

// Followed is somebody whom the user follows. Live: their public live is on.
type Followed struct {
	User User
	Fans int
	Live bool
}

// NoticeFollowLive: somebody the user follows went live; Subject: who.
const NoticeFollowLive NoticeCode = "followLive"

// WithFollow returns whom the user follows with one changed; the map given is not.
func WithFollow(follows map[string]bool, userID string, on bool) map[string]bool {
	out := map[string]bool{}
	for id := range follows {
		out[id] = true
	}
	if out[userID] = on; !on {
		delete(out, userID)
	}
	return out
}
