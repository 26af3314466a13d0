package liveroom

import (
	"context"

	"onair/media/audio"
)

// Speakers lists the loudspeakers, the default first. No loudspeaker is no
// error. A call of ours.
func Speakers(ctx context.Context) ([]audio.Device, error) { return audio.Devices(ctx) }

// SetSpeaker plays on the loudspeaker of this label (see Speakers), also while
// something plays; "" follows the system's default. While that loudspeaker is
// not there the default plays, with OnWarning 1205 and OnDeviceFallback. A call
// of ours.
func (r *LiveRoom) SetSpeaker(label string) {
	r.speaker.SetLabel(label)
}

// HasSpeaker reports whether a loudspeaker plays; false also while nothing is
// to be heard. A call of ours.
func (r *LiveRoom) HasSpeaker() bool {
	return r.speaker.Playing()
}

// Speaker is the label given to SetSpeaker. A call of ours.
func (r *LiveRoom) Speaker() string {
	return r.speaker.Label()
}
