package liveroom

import "time"

// Event is one of the On... types below, named after TRTCLiveRoom's events.
type Event interface {
	// EventName is TRTC's name of the event, such as "onAnchorEnter".
	EventName() string
}

// OnError reports what the engine cannot go on without: show it.
type OnError struct {
	Code int
	Msg  string
	// Gone says that a device was unplugged or stopped while in use; the engine
	// takes it up again when it is back.
	Gone bool
	// Err is the cause, for errors.Is and errors.As; nil where Msg says it all.
	Err error
}

// OnWarning reports what is worse than it should be while the engine goes on.
type OnWarning struct {
	Code int
	Msg  string
}

// OnKickedOffline comes when the same user logs in elsewhere. The session has
// ended; a room of this user lives on for the newer login.
type OnKickedOffline struct{}

// OnEnterRoom comes first of all events of a room, to the one who entered.
type OnEnterRoom struct {
	// Result is the milliseconds that entering took, at least 1, or a negative error code.
	Result int
}

// OnCameraDidReady says that the own camera gave its first picture, also after
// it was unplugged and came back.
type OnCameraDidReady struct{}

// OnMicDidReady says that the own microphone gave its first sound.
type OnMicDidReady struct{}

// OnFirstVideoFrame says that the first picture of a played user was shown.
type OnFirstVideoFrame struct {
	UserID        string
	Width, Height int
}

// OnUserVideoAvailable says that a user's camera picture became playable or stopped.
type OnUserVideoAvailable struct {
	UserID    string
	Available bool
	// Lost, where it is not available: nobody switched it off. The server does not
	// get it, and the view keeps the last picture until it comes back; or the user
	// goes, and OnAnchorExit follows. A field of ours.
	Lost bool
}

// OnUserAudioAvailable says that a user's sound started or was muted.
type OnUserAudioAvailable struct {
	UserID    string
	Available bool
}

// OnRoomDestroy says that the room is gone. It comes to everybody but who destroyed it.
type OnRoomDestroy struct {
	// Reason is one of the Destroyed... words.
	Reason DestroyReason
	// Summary is what the room was; zero where it is not known.
	Summary Summary
}

// OnAnchorEnter says that somebody else started to publish in this room. On
// entering it comes once for each who already does.
type OnAnchorEnter struct{ User UserInfo }

// OnAnchorExit says that somebody else stopped publishing.
type OnAnchorExit struct{ User UserInfo }

// OnAudienceEnter says that somebody else entered the room: of the newest, if there are more than 1000.
type OnAudienceEnter struct{ User UserInfo }

// OnAudienceExit says that somebody else left the room.
type OnAudienceExit struct{ User UserInfo }

// OnRoomInfoChange says that the room's public data changed: title, cover,
// member count, or whether its host is away. A call of ours.
type OnRoomInfoChange struct{ Room RoomInfo }

// ConnectionState is the state of the link to the room server.
type ConnectionState string

// The states of OnConnectionState.
const (
	ConnectionConnecting   ConnectionState = "connecting"
	ConnectionConnected    ConnectionState = "connected"
	ConnectionLost         ConnectionState = "lost"
	ConnectionReconnecting ConnectionState = "reconnecting"
	ConnectionSeeking      ConnectionState = "seeking" // there, but the server's nodes look for each other: calls are refused, media go on
	ConnectionClosed       ConnectionState = "closed"
)

// OnConnectionState tells of the link to the server: lost, retrying, back.
type OnConnectionState struct {
	State ConnectionState
	// RetryIn is the wait before the next try, while reconnecting.
	RetryIn time.Duration
	// Reason says in words why the link went.
	Reason string
	// ShutDown says that the server told it is being shut down.
	ShutDown bool
}

// OnStatistics comes every two seconds while media flows.
type OnStatistics struct{ Statistics Statistics }

// OnRoomListChange tells which rooms of the lobby are new or different and
// which are gone, after WatchRoomList. A call of ours.
type OnRoomListChange struct {
	Changed []RoomInfo
	Removed []uint32
}

// OnUserProfileChange says that somebody in the room changed nickname or picture.
type OnUserProfileChange struct{ User UserInfo }

// OnDeviceChange comes when a camera or microphone was plugged in or out.
type OnDeviceChange struct{}

func (OnError) EventName() string              { return "onError" }
func (OnWarning) EventName() string            { return "onWarning" }
func (OnKickedOffline) EventName() string      { return "onKickedOffline" }
func (OnEnterRoom) EventName() string          { return "onEnterRoom" }
func (OnUserVideoAvailable) EventName() string { return "onUserVideoAvailable" }
func (OnCameraDidReady) EventName() string     { return "onCameraDidReady" }
func (OnMicDidReady) EventName() string        { return "onMicDidReady" }
func (OnFirstVideoFrame) EventName() string    { return "onFirstVideoFrame" }
func (OnUserAudioAvailable) EventName() string { return "onUserAudioAvailable" }
func (OnRoomDestroy) EventName() string        { return "onRoomDestroy" }
func (OnAnchorEnter) EventName() string        { return "onAnchorEnter" }
func (OnAnchorExit) EventName() string         { return "onAnchorExit" }
func (OnAudienceEnter) EventName() string      { return "onAudienceEnter" }
func (OnAudienceExit) EventName() string       { return "onAudienceExit" }
func (OnRoomInfoChange) EventName() string     { return "onRoomInfoChange" }
func (OnConnectionState) EventName() string    { return "onConnectionState" }
func (OnStatistics) EventName() string         { return "onStatistics" }
func (OnRoomListChange) EventName() string     { return "onRoomListChange" }
func (OnUserProfileChange) EventName() string  { return "onUserProfileChange" }
func (OnDeviceChange) EventName() string       { return "onDeviceChange" }
