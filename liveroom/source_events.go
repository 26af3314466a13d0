package liveroom

import (
	"errors"

	"onair/liveroom/internal/device"
	"onair/media/audio"
	"onair/media/capture"
)

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
