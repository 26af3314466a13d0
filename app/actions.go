package app

import (
	"context"

	"onair/app/devices"
	"onair/app/journey"
	"onair/app/lobby"
	"onair/app/model"
	"onair/app/program"
	"onair/app/sound"
	"onair/app/stage"
	"onair/liveroom"
)

// liveRoom is what the program asks of the SDK: *liveroom.LiveRoom.
type liveRoom interface {
	stage.Room
	lobby.Calls
	journey.Calls
	devices.Engine
	sound.Quality
	program.Calls
	Watching
	AddListener(liveroom.Listener)
	RetryNow()
	NetworkTest(ctx context.Context, server string) (liveroom.NetworkReport, error)
	Close() error
}

// Watching is what tick and the settings read and set.
type Watching interface {
	SetPlayoutVolume(percent int)
	SetPlayMode(m liveroom.PlayMode) error
	SetRemoteVideoQuality(userID string, quality int) error
	MuteAllRemoteAudio(muted bool)
	MicrophoneLevel() int
	RemoteLevel(userID string) int
	HasSpeaker() bool
	Statistics() liveroom.Statistics
	VideoEncoderParam() liveroom.VideoEncoderParam
}

// stageActions are what the screens ask of what people do together.
type stageActions interface {
	model.CoAnchorActions
	model.PKActions
	model.ModerationActions
	model.GuestActions
	model.ChatActions
	model.GiftActions
	model.CommentActions
	model.TitleActions
	model.BlockActions
	model.ControlActions
	SetPrivate(on bool)
	SetPasscode(text string)
	RenewInvitation()
}

// listActions are what the lobby's list asks for.
type listActions interface {
	Refresh()
	SetSearch(text string)
	SetSort(by model.RoomSort)
}

// journeyActions are what leads from screen to screen.
type journeyActions interface {
	model.SignInActions
	model.SwitchActions
	OpenRoom(id uint32)
	OpenLink(text string)
	OpenNearby(address string)
	OpenWithPasscode(room uint32, passcode string)
	RetryWatch()
	LeaveRoom()
	PrepareLive()
	LeaveSetup()
	GoLive()
	EndLive()
	CloseSummary()
	SetTitle(title string)
	SetRoomNumber(id uint32)
}

// sourceActions are what the screens ask of camera, microphone and loudspeaker.
type sourceActions interface {
	SetCamera(spec string)
	SetMicrophone(spec string)
	SetSpeaker(spec string)
	UseFile(path string)
	SetSize(s model.Size)
	SetFrameRate(fps int)
	SetBitRate(bits int)
	SwitchCamera()
	MuteMicrophone(muted bool)
	MuteCamera(muted bool)
	SetMirror(on bool)
	SetMirrorSent(on bool)
	SetHardware(on bool)
	SetOneEncoding(on bool)
	TestCamera(on bool)
	TestMicrophone(on bool)
	TestSpeaker(on bool)
}
