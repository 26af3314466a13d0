package model

import "time"

// LocalTile is the ID of the tile with the user's own camera.
const LocalTile = "local"

// CameraTestTile is the ID of the tile of the camera test in Settings.
const CameraTestTile = "camera-test"

// Tile is one picture on the stage. Its frames do not go through the State:
// the screen attaches a sink for the tile's ID (views.Config.AttachVideo).
type Tile struct {
	ID   string // LocalTile, CameraTestTile or the publishing user's ID
	User User
	// Live: frames are coming. When false the tile shows the avatar, never the
	// last frame.
	Live bool
	// Waiting: frames are expected; the tile shows that it waits.
	Waiting bool
	// Mirrored: shown mirrored (the user's own camera), already done in the frames.
	Mirrored bool
	MicMuted bool
	CamMuted bool
	Level    int // of the voice, 0..100
	// SoundOnly: no picture is expected, the avatar stands for it.
	SoundOnly bool
	// MutedHere: this user alone does not hear it.
	MutedHere bool
	// Slate: the stream is interrupted; the last picture, if there is one, is shown
	// dimmed until the next one comes.
	Slate bool
	// SoundAlone: the viewer wants no picture of it.
	SoundAlone bool
	// MicBlocked, CamBlocked: the anchor switched it off.
	MicBlocked, CamBlocked bool
}

// Health is a one-word judgement of the stream, shown as a coloured dot.
type Health int

// The healths.
const (
	HealthUnknown Health = iota
	HealthGood
	HealthFair // it works, with losses
	HealthBad
)

// HealthCause names what a Health that is not good comes from; the texts' keys are
// "health.cause.<cause>" and "health.do.<cause>".
type HealthCause string

// The causes.
const (
	CauseEncoder HealthCause = "encoder" // the sending computer does not keep up
	CauseUplink  HealthCause = "uplink"  // the sender's way to the server
	CauseServer  HealthCause = "server"  // it answers late, to everything
	CauseLine    HealthCause = "line"    // the viewer's way from the server
	CauseDecoder HealthCause = "decoder" // the viewer's computer does not keep up
	CauseHost    HealthCause = "host"    // nothing comes from the host, and the way is free
	CauseMask    HealthCause = "mask"    // the own outline is found too late for the background
)

// HealthCauses is every cause, for tests that look for missing words.
func HealthCauses() []HealthCause {
	return []HealthCause{CauseEncoder, CauseUplink, CauseServer, CauseLine, CauseDecoder, CauseHost, CauseMask}
}

// Stats are the numbers behind the health dot. Zero values of what is not
// known are shown as a dash.
type Stats struct {
	FPS       float64
	BitRate   int     // bits a second
	Loss      float64 // 0..1
	RoundTrip time.Duration
	Jitter    time.Duration
	Freezes   int           // since the start
	Delay     time.Duration // capture to screen
	Encoder   string        // such as "libx264 H.264"; for viewers the decoder
	Width     int
	Height    int
	Dropped   int // frames not shown or not sent
	// Layers are the encodings that are sent, or that come to choose from, in lines, the
	// largest first; Why tells why no more, or no larger one.
	Layers []int
	Lines  int // of them, the one that comes
	Why    PictureWhy
	// Resting are the encodings that could be sent and are not, the largest first.
	Resting []RestingPicture
	// MaskAge is how old the outline is that the own background goes by, 0 without one;
	// MaskCarried the share of pictures, 0..1, for which the one before had to do.
	MaskAge     time.Duration
	MaskCarried float64
	// Cause is what the health comes from; empty while it is good.
	Cause HealthCause
}

// Share are the addresses of a room for others; empty: there is none.
type Share struct {
	Page string // for browsers
	App  string // onair:// or onairs://
}

// OnAir is the anchor's live screen.
type OnAir struct {
	Room      Room
	Link      string // onair:// link of the room, or its page, as it is kept
	Share     Share
	Since     time.Time // going live; zero while starting
	Tiles     []Tile    // the first one is the anchor's
	MicMuted  bool
	CamMuted  bool
	Mirrored  bool
	MicLevel  int    // 0..100
	Members   []User // viewers, newest first; may be fewer than Room.Viewers
	Health    Health
	Stats     Stats
	Failure   *Failure // shown on the stage; the live goes on as far as it can
	CanSwitch bool     // there is another camera to switch to
	// Control: the own picture comes from another program; this window is the control room.
	Control bool
	Ending  bool     // the end is under way
	Summary *Summary // after the end; Actions.CloseSummary leaves
}

// Summary is what is shown after a live.
type Summary struct {
	Title      string
	Length     time.Duration
	MostAtOnce int // viewers
	Entered    int // viewers who came at all
	Likes      int64
	Coins      int64   // gifts
	Givers     []Giver // most generous first
	Likers     []Liker // most likes first
	Messages   int     // lines said in the chat
}

// WatchPhase is what happens on the stage of a watched room.
type WatchPhase int

// The phases of watching.
const (
	WatchJoining   WatchPhase = iota + 1 // entering the room
	WatchWaiting                         // in the room, the anchor sends nothing yet
	WatchPlaying                         //
	WatchBuffering                       // frames stopped coming, waiting for more
	WatchHostAway                        // the anchor left or lost the link; may come back
	WatchEnded                           // the room is gone
	WatchFailed                          // see Failure
	WatchCamOff                          // the anchor's camera is off, sound goes on
	WatchRemoved                         // the user was taken out, see Removed
)

// InRoom reports whether the user is in the room, so that things can be done
// there.
func (p WatchPhase) InRoom() bool {
	switch p {
	case WatchWaiting, WatchPlaying, WatchBuffering, WatchHostAway, WatchCamOff:
		return true
	}
	return false
}

// Watching is a viewer's screen.
type Watching struct {
	Room    Room
	Link    string
	Share   Share
	Phase   WatchPhase
	Failure *Failure
	Tiles   []Tile // the first one is the anchor's
	Volume  int    // 0..100
	Muted   bool
	// NoSpeaker: there is no loudspeaker; the volume is disabled and says why.
	NoSpeaker bool
	Members   []User
	Health    Health
	Stats     Stats
	Length    time.Duration // of the live, when ended; 0 = unknown
	// ByCDN: the host's stream comes by the CDN.
	ByCDN   bool
	Picture HostPicture // the host's
	Removed Removal     // with WatchRemoved
}
