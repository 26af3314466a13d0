package liveroom

import (
	"context"

	"onair/liveroom/internal/callback"
	"onair/media/audio"
)

// MuteRemoteAudio silences one user here; nobody is told.
func (r *LiveRoom) MuteRemoteAudio(userID string, muted bool) { r.others.Mute(userID, muted) }

// MuteAllRemoteAudio silences everybody here, also who comes later.
func (r *LiveRoom) MuteAllRemoteAudio(muted bool) { r.mixer.MuteAll(muted) }

// SetRemoteVolume sets how loud one user is here, 0..150 percent.
func (r *LiveRoom) SetRemoteVolume(userID string, percent int) {
	r.others.SetVolume(userID, volumeShare(percent))
}

// SetPlayoutVolume sets how loud everybody is here, 0..150 percent.
func (r *LiveRoom) SetPlayoutVolume(percent int) { r.mixer.SetMasterVolume(volumeShare(percent)) }

// RemoteLevel is how loud a played user is, 0..100.
func (r *LiveRoom) RemoteLevel(userID string) int { return int(r.mixer.Level(userID)) }

// TapPlayout has f called with every 10 ms of what is played (48 kHz stereo),
// on a goroutine of the tap's, one call at a time; f copies what it keeps, and may
// call everything. Of a second that it is behind the oldest is lost. remove ends it.
func (r *LiveRoom) TapPlayout(f func(block []float32)) (remove func()) {
	t := callback.NewTap(f)
	untap := r.mixer.Tap(t.Put)
	return func() {
		t.End()
		untap()
	}
}

// PlayTestTone plays a soft 440 Hz tone on the loudspeaker until stop is called.
func (r *LiveRoom) PlayTestTone() (stop func()) {
	r.speaker.Open()
	return r.others.PlayTestTone()
}

// Speakers lists the loudspeakers, the default first. No loudspeaker is no
// error. A call of ours.
func Speakers(ctx context.Context) ([]audio.Device, error) { return audio.Devices(ctx) }

// SetSpeaker plays on the loudspeaker of this label (see Speakers), also while
// something plays; "" follows the system's default. While that loudspeaker is
// not there the default plays, with OnWarning 1205 and OnDeviceFallback. A call
// of ours.
func (r *LiveRoom) SetSpeaker(label string) { r.speaker.SetLabel(label) }

// HasSpeaker reports whether a loudspeaker plays; false also while nothing is
// to be heard. A call of ours.
func (r *LiveRoom) HasSpeaker() bool { return r.speaker.Playing() }

// Speaker is the label given to SetSpeaker. A call of ours.
func (r *LiveRoom) Speaker() string { return r.speaker.Label() }

// DeviceKind is what a device is for.
type DeviceKind string

// The kinds of OnDeviceFallback.
const (
	DeviceMicrophone DeviceKind = "microphone"
	DeviceSpeaker    DeviceKind = "speaker"
)

// OnDeviceFallback says that another device than the chosen one is used from now
// on, because that was unplugged, or that the chosen one is back. What was chosen
// stays chosen. A call of ours.
type OnDeviceFallback struct {
	Kind DeviceKind
	// Chosen is the label of the device chosen; "" is the system's default.
	Chosen string
	// InUse is the label of the device used now, equal to Chosen when that is
	// back; "default" where the system tells no name, "" when none is left.
	InUse string
}

// EventName implements Event.
func (OnDeviceFallback) EventName() string { return "onDeviceFallback" }

// Back reports whether the chosen device is used again.
func (e OnDeviceFallback) Back() bool {
	return e.InUse != "" && (e.Chosen == "" || e.InUse == e.Chosen)
}
