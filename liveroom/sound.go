package liveroom

import "onair/liveroom/internal/callback"

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
