package sticker

import (
	"time"

	"onair/beauty/face"
	"onair/beauty/motion"
)

// An expression has to pass the first number to count, and the second on the way back, so
// that it does not flutter in between.
const (
	mouthOpens, mouthCloses = 0.3, 0.2
	eyesClose, eyesOpen     = 0.28, 0.42
	smiles, isSober         = 0.55, 0.4
	// Of a wink: how far the other eye is open at least, for how long, and how far the
	// head may be turned, which hides one eye.
	winkOther  = 0.5
	winkLasts  = 70 * time.Millisecond
	winkAside  = 0.5
	browsRise  = 0.07 // above where they rest
	browsFall  = 0.04
	browsLow   = 0.28
	browsHigh  = 0.46
	browsSteps = 0.006 // of the way to a new rest, a picture
)

// deeds are what a face is doing.
type deeds struct {
	mouth, blink, smile, wink, brows bool
	shut                             time.Time // since when one eye alone is
	rest                             float32   // of the brows
	seen                             time.Time
}

// does reports whether the face does what sets off a layer.
func (d *deeds) does(k motion.TriggerKind) bool {
	switch k {
	case motion.MouthOpen:
		return d.mouth
	case motion.Blink:
		return d.blink
	case motion.Smile:
		return d.smile
	case motion.Wink:
		return d.wink
	case motion.BrowsUp:
		return d.brows
	}
	return false
}

// watch brings what is known of a face up to date.
func (s *show) watch(f *face.Face, now time.Time) deeds {
	d := s.done[f.ID]
	left, right := f.EyeOpen(true), f.EyeOpen(false)
	mouth, eyes, smile := f.MouthOpen(), max(left, right), f.Smile()
	d.mouth = mouth > mouthOpens || d.mouth && mouth > mouthCloses
	d.blink = eyes < eyesClose || d.blink && eyes < eyesOpen
	d.smile = smile > smiles || d.smile && smile > isSober
	d.winks(min(left, right), eyes, f.Yaw(), now)
	d.raises(f.BrowHeight())
	d.seen = now
	s.done[f.ID] = d
	return d
}

// winks notes one eye that is shut for longer than the lids of a blink are apart.
func (d *deeds) winks(one, other, yaw float32, now time.Time) {
	if one > eyesOpen || other < winkOther || max(yaw, -yaw) > winkAside || one > eyesClose && d.shut.IsZero() {
		d.shut, d.wink = time.Time{}, false
		return
	}
	if d.shut.IsZero() {
		d.shut = now
	}
	d.wink = d.wink || now.Sub(d.shut) >= winkLasts
}

// raises notes brows above where they rest, which is learned while they are not.
func (d *deeds) raises(high float32) {
	if !(high > 0 && high < 2) { // no face's, nor a number
		d.brows = false
		return
	}
	if d.rest == 0 {
		d.rest = min(max(high, browsLow), browsHigh)
	}
	d.brows = high > d.rest+browsRise || d.brows && high > d.rest+browsFall
	if !d.brows {
		d.rest += browsSteps * (min(max(high, browsLow), browsHigh) - d.rest)
	}
}
