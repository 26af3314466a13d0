package liveroom

import "onair/liveroom/internal/stay"

// visit is a stay in a room with what its owner asked for, to make the room anew.
// LiveRoom.mu guards it.
type visit struct {
	*stay.Stay
	param RoomParam
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
