package model

// Screen names the screen in the window.
type Screen int

// The screens. Settings lie over any of them (Settings.Open).
const (
	ScreenWelcome Screen = iota + 1
	ScreenLobby
	ScreenSetup
	ScreenOnAir
	ScreenWatching
)

// State is everything the window shows. Parts of screens that are not shown
// keep their values, so coming back loses nothing.
type State struct {
	// Version grows by one with each change; the Store sets it.
	Version uint64

	Screen Screen
	// Me is the signed-in user; the zero value before signing in.
	Me User

	Welcome  Welcome
	Lobby    Lobby
	Setup    Setup
	OnAir    OnAir
	Watching Watching
	// Live is shared by OnAir and Watching.
	Live Live
	// Words are those the user blocks in lives of their own.
	Words    BlockedWords
	Program  Program
	Settings Settings

	// Devices, Quality and Beauty are shared by Setup, OnAir and Settings.
	Devices Devices
	Quality Quality
	Beauty  Beauty
	Sound   Sound

	// Drafts are texts that were not sent, by room. The map is replaced, never
	// written to.
	Drafts map[uint32]string

	// Limits are how long names, titles and messages may be.
	Limits TextLimits

	Memory Memory
	// Profile is the change of Me.
	Profile Profile

	// Raised grows when the window is to come to the front.
	Raised int

	// Blocked are users of this server whom the user does not want to hear of, by ID.
	// The map is replaced, never written to.
	Blocked map[string]bool

	Connection Connection
	// Notices are the toasts in view, oldest first. The controller adds them
	// and takes them away (after a while, or on Actions.DismissNotice).
	Notices []Notice
}

// User is a person as others see them.
type User struct {
	ID   string
	Name string // nickname; may be empty, then ID is shown
	// Avatar is "avatar:1" to "avatar:8" for a drawn one; anything else (also
	// empty or a URL) is shown as the initial on a colour made from ID.
	Avatar string
}

// DisplayName is the nickname, or the ID where there is none.
func (u User) DisplayName() string {
	if u.Name != "" {
		return u.Name
	}
	return u.ID
}

// Picture is an encoded PNG or JPEG. It is never written to, and screens
// compare pictures by pointer: a new picture is a new *Picture.
type Picture struct {
	Data []byte
}

// Room is a live room.
type Room struct {
	ID      uint32 // 1..4294967294; 0 = not known yet
	Title   string
	Host    User
	Cover   *Picture // nil: a colour gradient made from ID
	Viewers int
	// Started is the order for "newest first", in Unix seconds; 0 = unknown.
	Started int64
	// PKRooms is how many rooms are joined in a PK or co-host, 0 without one.
	PKRooms int
	// CoAnchors is how many are on stage beside the host.
	CoAnchors int
	// Live: its host sends.
	Live bool
	// Mine marks the user's own room: opening it goes on with the live.
	Mine bool
	// Private: it takes a key to enter, and only those let in see it in the lobby.
	Private bool
}

// Connection is the state of the link to the server, shown as a banner.
type Connection struct {
	Phase ConnectionPhase
	// ServerGone: whoever runs the server shut it down, and it is not back.
	ServerGone bool
	// RetryIn is the number of whole seconds until the next try while waiting.
	RetryIn int
}

// ConnectionPhase is one of the phases of the link to the server.
type ConnectionPhase int

// The phases of the link. Only Lost and Retrying show the banner.
const (
	ConnectionNone ConnectionPhase = iota // not signed in
	ConnectionUp
	ConnectionLost     // waiting for the next try
	ConnectionRetrying // trying now
	ConnectionSeeking  // the server is there, but its nodes look for each other
)

// Notice is a short message that passes (a toast).
type Notice struct {
	ID   uint64 // unique in the process
	Code NoticeCode
	// Subject fills the text's {{.Subject}}: a name, a file, a device.
	Subject string
	// Failure, when not nil, is shown instead of Code's text.
	Failure *Failure
}

// NoticeCode names a notice; the text's key is "notice.<code>".
type NoticeCode string

// The notices.
const (
	NoticeReconnected     NoticeCode = "reconnected"
	NoticeDeviceAdded     NoticeCode = "deviceAdded"     // Subject: device
	NoticeDeviceRemoved   NoticeCode = "deviceRemoved"   // Subject: device
	NoticeDeviceSwitch    NoticeCode = "deviceSwitch"    // Subject: device now in use
	NoticeMicFallback     NoticeCode = "micFallback"     // the chosen microphone is gone, the default takes its place; Subject: the chosen
	NoticeMicBack         NoticeCode = "micBack"         // a microphone is used again; Subject: which
	NoticeSpeakerFallback NoticeCode = "speakerFallback" // as micFallback
	NoticeSpeakerBack     NoticeCode = "speakerBack"     // as micBack
	NoticeSpeakerHere     NoticeCode = "speakerHere"     // there is a loudspeaker again
	NoticeLinkCopied      NoticeCode = "linkCopied"
	NoticeSettingsSaved   NoticeCode = "settingsSaved"
	NoticeCoverTaken      NoticeCode = "coverTaken"

	NoticeJoinRejected   NoticeCode = "joinRejected"   // the anchor said no; Subject: anchor
	NoticeJoinTimeout    NoticeCode = "joinTimeout"    // the anchor did not answer
	NoticeJoinFailed     NoticeCode = "joinFailed"     // no seat any more, or a PK began
	NoticeSeatUnused     NoticeCode = "seatUnused"     // the user did not go up in time
	NoticeStageKicked    NoticeCode = "stageKicked"    // the anchor took the user off the stage
	NoticeInviteOver     NoticeCode = "inviteOver"     // the anchor's invitation is over or withdrawn
	NoticeInviteRejected NoticeCode = "inviteRejected" // Subject: viewer
	NoticeInviteTimeout  NoticeCode = "inviteTimeout"  // Subject: viewer
	NoticePKRejected     NoticeCode = "pkRejected"     // Subject: the other anchor
	NoticePKTimeout      NoticeCode = "pkTimeout"      // Subject: the other anchor
	NoticePKFailed       NoticeCode = "pkFailed"       // the other room is gone or busy; Subject: its anchor
	NoticePKWithdrawn    NoticeCode = "pkWithdrawn"    // the request is over; Subject: the other anchor
	NoticePKLeft         NoticeCode = "pkLeft"         // one of several rooms left; Subject: its anchor
	NoticeMicBlocked     NoticeCode = "micBlocked"     // the anchor switched the user's microphone off
	NoticeCamBlocked     NoticeCode = "camBlocked"     // and the camera
	NoticeMediaFree      NoticeCode = "mediaFree"      // and lets the user switch it on again
	NoticePKQuit         NoticeCode = "pkQuit"         // the other side ended it; Subject: its anchor
	NoticeChatMuted      NoticeCode = "chatMuted"      // the user may not write
	NoticeChatUnmuted    NoticeCode = "chatUnmuted"
	NoticeHelper         NoticeCode = "helper"   // the user is a helper now
	NoticeNoHelper       NoticeCode = "noHelper" // and not any more
	NoticeNotDone        NoticeCode = "notDone"  // the server refused what was asked; Subject: whom it was about
)
