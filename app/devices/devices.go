// Package devices is the user's camera, microphone and loudspeaker: what they are
// needed for, what is chosen, what the check list says of them, and their tests in
// the settings. Opening one may take seconds: all of it happens on a lane of its own,
// in order, and nobody else waits unless they want to.
package devices

import (
	"context"
	"sync/atomic"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
)

// Engine is what the live room does with devices.
type Engine interface {
	Sources
	Own
	NetworkTest(ctx context.Context, server string) (liveroom.NetworkReport, error)
	Server() string
}

// Sources are camera, microphone and loudspeaker.
type Sources interface {
	StartCameraPreview(ctx context.Context, front bool, view liveroom.View) error
	StopCameraPreview()
	SetCamera(ctx context.Context, spec string) error
	SwitchCamera(ctx context.Context) (spec string, err error)
	StartMicrophone(ctx context.Context) error
	StopMicrophone()
	SetMicrophone(ctx context.Context, spec string) error
	SetSpeaker(label string)
	PlayTestTone() (stop func())
}

// Own is how the own picture and sound are sent.
type Own interface {
	SetVideoEncoderParam(liveroom.VideoEncoderParam) error
	SetMirror(on bool)
	SetEncoderMirror(on bool)
	MuteLocalAudio(muted bool)
	MuteLocalVideo(muted bool)
}

// Preview is where the own picture goes.
type Preview interface {
	View() liveroom.View
	// KeepLast says whether the newest picture is kept for a cover.
	KeepLast(on bool)
}

// Devices is the one owner of camera and microphone. Whoever needs one says what for.
// Its methods may be called from any goroutine, except within Store.Update.
type Devices struct {
	desk    *desk.Desk
	engine  Engine
	preview Preview
	lane    *desk.Lane

	cam, mic Source // of the lane
	speaker  func() // ends the test tone; of the lane
	wanted   atomic.Bool
	hearing  atomic.Bool
}

// New returns devices that nobody needs.
func New(d *desk.Desk, engine Engine, preview Preview) *Devices {
	return &Devices{desk: d, engine: engine, preview: preview, lane: d.NewLane()}
}

// Run looks for devices that come and go, until the program ends.
func (c *Devices) Run() { c.desk.Go(c.watch) }

// Apply tells the engine what is remembered.
func (c *Devices) Apply(s model.State) {
	c.engine.SetMirror(s.Settings.Mirrored)
	c.engine.SetEncoderMirror(s.Settings.MirrorSent)
	c.engine.SetSpeaker(s.Devices.Speaker)
	c.ApplyQuality(s.Quality, s.Settings)
}
