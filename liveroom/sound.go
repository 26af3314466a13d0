package liveroom

import (
	"math"
	"sync/atomic"

	"onair/liveroom/internal/callback"
	"onair/media"
	"onair/media/audio"
)

// MuteRemoteAudio silences one user here; nobody is told.
func (r *LiveRoom) MuteRemoteAudio(userID string, muted bool) {
	r.mu.Lock()
	r.muted.remote[userID] = muted
	r.mu.Unlock()
	r.mixer.Mute(userID, muted)
}

// MuteAllRemoteAudio silences everybody here, also who comes later.
func (r *LiveRoom) MuteAllRemoteAudio(muted bool) {
	r.mu.Lock()
	r.muted.allRemote = muted
	r.mu.Unlock()
	r.mixer.MuteAll(muted)
}

// SetRemoteVolume sets how loud one user is here, 0..150 percent.
func (r *LiveRoom) SetRemoteVolume(userID string, percent int) {
	v := float64(min(max(percent, 0), 150)) / 100
	r.mu.Lock()
	r.muted.volume[userID] = v
	r.mu.Unlock()
	r.mixer.SetVolume(userID, v)
}

// SetPlayoutVolume sets how loud everybody is here, 0..150 percent.
func (r *LiveRoom) SetPlayoutVolume(percent int) {
	r.mixer.SetMasterVolume(float64(min(max(percent, 0), 150)) / 100)
}

func (r *LiveRoom) volumeOf(userID string) float64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if v, ok := r.muted.volume[userID]; ok {
		return v
	}
	return 1
}

func (r *LiveRoom) isMuted(userID string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.muted.remote[userID]
}

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

// testTone is the ID of the tone in the mix.
const testTone = "test tone"

// PlayTestTone plays a soft 440 Hz tone on the loudspeaker until stop is called.
func (r *LiveRoom) PlayTestTone() (stop func()) {
	r.speaker.Open()
	var at atomic.Int64
	r.mixer.Add(testTone, audio.SourceFunc(func(dst []float32) int {
		n := at.Load()
		for i := 0; i+1 < len(dst); i += 2 {
			v := float32(0.2 * math.Sin(2*math.Pi*440*float64(n)/media.SampleRate))
			dst[i], dst[i+1] = v, v
			n++
		}
		at.Store(n)
		return len(dst)
	}), 1)
	return func() { r.mixer.Remove(testTone) }
}
