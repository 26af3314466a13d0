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
	r.mu.Lock()
	defer r.mu.Unlock()
	r.devices.speaker = label
	if r.playout != nil {
		r.playout.SetDevice(label)
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
	r.events.post(0, e)
}

// HasSpeaker reports whether a loudspeaker plays; false also while nothing is
// to be heard. A call of ours.
func (r *LiveRoom) HasSpeaker() bool {
	r.mu.Lock()
	p := r.playout
	r.mu.Unlock()
	return p != nil && p.Playing()
}

// Speaker is the label given to SetSpeaker. A call of ours.
func (r *LiveRoom) Speaker() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.devices.speaker
}
