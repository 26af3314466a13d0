package liveroom

// UserInfo is how people are shown to each other.
type UserInfo struct {
	// UserID is the login name: letters, digits, - and _, at most 32 bytes, case matters.
	UserID string `json:"userId"`
	// UserName is the nickname, possibly empty.
	UserName string `json:"userName"`
	// UserAvatar is the URL of a picture, possibly empty.
	UserAvatar string `json:"userAvatar"`
}

// Name is the nickname, or the user ID where there is none.
func (u UserInfo) Name() string {
	if u.UserName != "" {
		return u.UserName
	}
	return u.UserID
}

// RoomInfo describes a live room as the lobby shows it.
type RoomInfo struct {
	// RoomID is 1..4294967294.
	RoomID   uint32 `json:"roomId"`
	RoomName string `json:"roomName"`
	CoverURL string `json:"coverUrl"`
	OwnerID  string `json:"ownerId"`
	// OwnerName and OwnerAvatar are the anchor's nickname and picture.
	OwnerName   string `json:"ownerName"`
	OwnerAvatar string `json:"ownerAvatar"`
	// MemberCount counts everybody in the room, the anchor too.
	MemberCount int `json:"memberCount"`
	// Live says that the anchor is publishing right now.
	Live bool `json:"live"`
	// HostAway says that the anchor left without closing the room.
	HostAway bool `json:"hostAway"`
	// CreatedAt is when the room was made, in Unix milliseconds.
	CreatedAt int64 `json:"createdAt"`
	// PKRooms is how many rooms are joined in the PK or co-host that this one is
	// in, 0 without one.
	PKRooms int `json:"pkRooms"`
	// CoAnchors is how many are on stage beside the anchor.
	CoAnchors int `json:"coAnchors"`
	// CommentsOff says that only the anchor and helpers may write.
	CommentsOff bool `json:"commentsOff"`
	// Private says that it takes a key to enter; of a live that does not let the
	// user in this and RoomID are all that is told.
	Private bool `json:"private"`
}

// AudioQuality is TRTC's choice of sound for a room.
type AudioQuality int

// The audio qualities of TRTCLiveRoom's RoomParam.
const (
	AudioQualitySpeech  AudioQuality = 1
	AudioQualityDefault AudioQuality = 2
	AudioQualityMusic   AudioQuality = 3
)

// RoomParam is what CreateRoom stores with a new room.
type RoomParam struct {
	// RoomName is the title, at most 100 characters.
	RoomName string
	// CoverURL is a picture for the lobby; a small data: URL works too.
	CoverURL string
	// Quality is the sound quality; 0 means AudioQualityDefault.
	Quality AudioQuality
	// PKWithCoAnchors lets co-anchors stay on stage during a PK; it takes both
	// anchors. Off by default, as TRTC has it.
	PKWithCoAnchors bool
	// CommentsOff lets only the anchor and helpers write; see LiveRoom.SetComments.
	CommentsOff bool
	// Private keeps the live out of the list and asks for a key; Passcode is one of
	// its own choice, or empty. See LiveRoom.SetPrivate.
	Private  bool
	Passcode string
}

// Config is fixed from Login to Logout (TRTCLiveRoomConfig).
type Config struct {
	// Server is the room server's address, such as "studio.local" (port 7880) or
	// "https://live.example.com/onair"; empty means Options.Server.
	Server string
	// UseCDNFirst plays streams as HLS where the server offers that; who goes on stage
	// plays with low latency meanwhile. See SetPlayMode.
	UseCDNFirst bool
	// CDNPlayDomain is where HLS comes from in place of the server: "cdn.example.org",
	// which is https, or an address with its scheme and perhaps a folder. SetPlayMode's
	// CDN uses it, too.
	CDNPlayDomain string
}
