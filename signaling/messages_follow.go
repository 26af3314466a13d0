package signaling

// Request types of following hosts.
const (
	TypeFollow     = "follow"     // UserRequest -> FollowInfo; again: success
	TypeUnfollow   = "unfollow"   // UserRequest -> FollowInfo; not followed: success
	TypeGetFollow  = "getFollow"  // UserRequest -> FollowInfo
	TypeGetFollows = "getFollows" // FollowPage -> FollowList: whom the caller follows, by user ID
	TypeGetFans    = "getFans"    // FollowPage -> FollowList: who follows the caller, by user ID
)

// EventFollowLive tells of a host whom the receiver follows.
const EventFollowLive = "followLive" // FollowLiveEvent: went live, once a live; not of a private one

// Limits of following.
const (
	// MaxFollows is how many hosts a user may follow.
	MaxFollows = 1000
	// MaxFollowPage is the most users in a FollowList.
	MaxFollowPage = 100
)

// FollowInfo is how the caller stands to a host. Fans is how many follow the
// host; everybody may know that.
type FollowInfo struct {
	UserID    string `json:"userId"`
	Following bool   `json:"following"`
	Fans      int    `json:"fans"`
}

// FollowPage asks for a page of users after one; Limit 0 is the most.
type FollowPage struct {
	After string `json:"after,omitempty"`
	Limit int    `json:"limit,omitempty"`
}

// FollowList is a page; Next, if set, is the After of the next one.
type FollowList struct {
	Users []FollowUser `json:"users"`
	Total int          `json:"total"`
	Next  string       `json:"next,omitempty"`
}

// FollowUser is one of a list. RoomID is set while the user's public room is live.
type FollowUser struct {
	User
	Fans   int    `json:"fans"`
	RoomID uint32 `json:"roomId,omitempty"`
}

// FollowLiveEvent names a host and the live.
type FollowLiveEvent struct {
	User     User   `json:"user"`
	RoomID   uint32 `json:"roomId"`
	RoomName string `json:"roomName,omitempty"`
}
