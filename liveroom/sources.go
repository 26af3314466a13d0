package liveroom

import (
	"context"
	"errors"

	"onair/liveroom/internal/device"
	"onair/media/audio"
	"onair/media/capture"
)

// Devices lists what can be opened now: cameras, microphones and screens.
func Devices(ctx context.Context) ([]capture.Device, error) { return capture.Devices(ctx) }

// WatchDevices calls f at once and whenever a device was plugged in or out,
// until ctx ends.
func WatchDevices(ctx context.Context, f func()) { capture.Watch(ctx, func([]capture.Device) { f() }) }

// StartCameraPreview starts the chosen camera and shows it, with beauty, in
// view; nil shows it nowhere. front asks for a camera facing the user; desktops
// have one kind, so it only counts together with SwitchCamera. Without a camera
// it fails (CodeCamera, CodeCameraDenied, CodeCameraBusy), and going live with
// sound only is still possible.
func (r *LiveRoom) StartCameraPreview(ctx context.Context, front bool, view View) error {
	const op = "StartCameraPreview"
	if err := r.acquire(ctx, op); err != nil {
		return err
	}
	defer r.camera.Screen.Flush()
	defer r.turn.Give()
	r.camera.Screen.Change(view)
	err := r.sources.StartCamera()
	if err == nil {
		return nil
	}
	e := sourceError(op, err)
	r.events.Post(0, OnError{Code: e.Code, Msg: e.Desc, Err: e.Err})
	return e
}

// sourceError names a source that cannot be opened.
func sourceError(op string, err error) *Error {
	var f *device.Failure
	if errors.As(err, &f) {
		return deviceError(op, f.Microphone, f.Err)
	}
	return deviceError(op, false, err)
}

// sourceTold returns nil for nil, and else names the source.
func sourceTold(op string, err error) error {
	if err == nil {
		return nil
	}
	return sourceError(op, err)
}

// UpdateLocalView moves the preview into another view without a restart.
func (r *LiveRoom) UpdateLocalView(view View) {
	r.camera.Screen.Change(view)
	r.camera.Screen.Flush()
}

// StopCameraPreview stops the camera; viewers get OnUserVideoAvailable(false).
func (r *LiveRoom) StopCameraPreview() {
	if r.acquire(r.ctx, "StopCameraPreview") != nil {
		return // closing, which stops it
	}
	defer r.camera.Screen.Flush()
	defer r.turn.Give()
	r.sources.StopCamera()
	r.effects.tracks.StopStickers()
	r.own.Wake()
}

// SetCamera chooses the source of pictures: "", "camera:LABEL", "screen:N",
// "file:PATH", "picture:PATH", "test:", "none" (see package media/capture). A
// running preview or live goes on with the new one, with no new publish; if it
// cannot be opened, the old one goes on.
func (r *LiveRoom) SetCamera(ctx context.Context, spec string) error {
	return r.inTurn(ctx, "SetCamera", func(op string) error { return sourceTold(op, r.sources.SetCamera(spec)) })
}

// Camera and Microphone return the chosen sources.
func (r *LiveRoom) Camera() string     { return r.sources.CameraSpec() }
func (r *LiveRoom) Microphone() string { return r.sources.MicrophoneSpec() }

// SwitchCamera goes on to the next camera of the system and returns its spec,
// with no new publish. With one camera it changes nothing.
func (r *LiveRoom) SwitchCamera(ctx context.Context) (next string, err error) {
	err = r.inTurn(ctx, "SwitchCamera", func(op string) (err error) {
		if next, err = device.NextCamera(ctx, r.Camera()); err != nil {
			return deviceError(op, false, err)
		} else if next == "" {
			return fail(op, CodeCamera, "there is no camera; connect one, or choose a file or the test picture")
		}
		return sourceTold(op, r.sources.SetCamera(next))
	})
	return next, err
}

// SetMirror mirrors the preview; viewers see the picture as it is.
func (r *LiveRoom) SetMirror(on bool) { r.camera.SetMirror(on) }

// SetEncoderMirror mirrors what viewers see. A call of ours.
func (r *LiveRoom) SetEncoderMirror(on bool) { r.camera.Chain.SetMirror(on) }

// SetMicrophone chooses the source of sound: "", "mic:LABEL", "file:PATH",
// "tone:HZ", "silence:", "none". The camera's own file gives its sound in sync.
// While a microphone chosen by label is not there, the system's default takes its
// place (OnDeviceFallback).
func (r *LiveRoom) SetMicrophone(ctx context.Context, spec string) error {
	return r.inTurn(ctx, "SetMicrophone", func(op string) error { return sourceTold(op, r.sources.SetMicrophone(spec)) })
}

// StartMicrophone opens the microphone before publishing, for a level meter.
// StartPublish does it by itself. A call of ours.
func (r *LiveRoom) StartMicrophone(ctx context.Context) error {
	return r.inTurn(ctx, "StartMicrophone", func(op string) error { return sourceTold(op, r.sources.StartSound()) })
}

// StopMicrophone closes it again, unless the live needs it. It waits for the
// calls made before, such as StartPublish. A call of ours.
func (r *LiveRoom) StopMicrophone() {
	if r.acquire(r.ctx, "StopMicrophone") != nil {
		return // closing, which stops it
	}
	defer r.turn.Give()
	if r.own.Now() == nil {
		r.sources.StopSound()
	}
}

// MicrophoneLevel is how loud the microphone is, 0..100.
func (r *LiveRoom) MicrophoneLevel() int { return r.voice.Level() }

// MuteLocalAudio sends silence while muted; the seat and the stream stay.
func (r *LiveRoom) MuteLocalAudio(muted bool) {
	r.voice.Mute(muted)
	r.own.Wake()
}

// MuteLocalVideo sends no picture while muted; the preview goes on. Viewers get
// OnUserVideoAvailable. A call of ours.
func (r *LiveRoom) MuteLocalVideo(muted bool) {
	r.mu.Lock()
	r.videoMuted = muted
	r.mu.Unlock()
	r.own.Wake()
}

// sourcesConfig joins the camera and the microphone to the events.
func (r *LiveRoom) sourcesConfig() device.Config {
	return device.Config{
		Camera: r.opt.Camera, Microphone: r.opt.Microphone,
		Callers: &r.callers, Log: r.log, Voice: r.voice,
		Size: func() capture.VideoOptions {
			p := r.VideoEncoderParam()
			return capture.VideoOptions{Width: p.Width, Height: p.Height, FrameRate: float64(p.FPS)}
		},
		State: r.sourceState,
		NoMicrophone: func(err error) {
			r.events.Post(0, OnWarning{Code: WarnNoMicrophone, Msg: err.Error()})
		},
		Fallback: func(chosen, inUse string) {
			r.events.Post(0, OnDeviceFallback{Kind: DeviceMicrophone, Chosen: chosen, InUse: inUse})
		},
		Changed: r.own.Wake, Gesture: r.gestureSeen, NoFaces: r.facesFailed,
		StickerSound: r.effects.tracks.StickerSound,
	}
}

// sourceState reports a device that failed or works again.
func (r *LiveRoom) sourceState(microphone bool, err error, ended bool) {
	switch {
	case ended:
	case err == nil && microphone:
		r.events.Post(0, OnMicDidReady{})
	case err == nil:
		r.events.Post(0, OnCameraDidReady{})
	default:
		e := deviceError("", microphone, err)
		var c *capture.Error
		gone := errors.As(err, &c) && c.Code == capture.Unplugged
		r.events.Post(0, OnError{Code: e.Code, Msg: e.Desc, Gone: gone, Err: err})
		r.log.Warn("source failed", "microphone", microphone, "err", err)
	}
}

// speakerConfig joins the loudspeaker to the events.
func (r *LiveRoom) speakerConfig() device.SpeakerConfig {
	return device.SpeakerConfig{
		NoDevice: r.opt.NoPlayout, Log: r.log,
		Warn:   func(code int, msg string) { r.events.Post(0, OnWarning{Code: code, Msg: msg}) },
		Failed: func(err error) { r.events.Post(0, OnWarning{Code: WarnNoSpeaker, Msg: err.Error()}) },
		Outlet: r.speakerChanged,
	}
}

// speakerChanged tells which loudspeaker plays now.
func (r *LiveRoom) speakerChanged(wanted string, now audio.Outlet) {
	e := OnDeviceFallback{Kind: DeviceSpeaker, Chosen: wanted, InUse: "default"}
	switch {
	case now == audio.OutletNone:
		e.InUse = ""
	case now == audio.OutletWanted && wanted != "":
		e.InUse = wanted
	}
	r.events.Post(0, e)
}
