package beauty

import (
	"image/color"
	"time"

	"onair/media"
)

// Backdrop is what is shown in place of the wall behind a person: a still
// picture (Still) or a film.
//
// Frame returns the picture for a moment, with one reference for the caller, who
// only reads it. It is called by Chain.Process for every frame while the backdrop
// is in use, so it must not wait. The picture may be of any size up to 32767 each
// way; one of the frame's own size saves scaling it, and the same *media.Frame as
// the time before saves doing so again. nil means that there is none yet.
//
// A backdrop may serve several chains. The chain does not close it; after the
// setter that replaced it has returned, one more Frame call may still be on its
// way. A chain keeps its reference to the newest picture until another one, or a
// frame of another size, comes.
type Backdrop interface {
	Frame(at time.Time) *media.Frame
}

// BackgroundMode says what becomes of everything that is not a person.
type BackgroundMode int

const (
	// BackgroundNone leaves the picture as it is.
	BackgroundNone BackgroundMode = iota
	// BackgroundBlur blurs it.
	BackgroundBlur
	// BackgroundPicture puts a Backdrop there.
	BackgroundPicture
)

// backs is the part of the settings that says what goes behind a person.
type backs struct {
	mode     BackgroundMode
	backdrop Backdrop // of BackgroundPicture
	screen   Backdrop // behind a keyed wall; nil: no keying
	key      chromaKey
}

// chromaKey is the colour of the wall as set; auto until then.
type chromaKey struct {
	set    bool
	cb, cr float32
}

// SetBackground replaces or blurs what is not a person, by the person mask of
// the chain's Finder. Where there is no mask (no Finder, or none yet) the picture
// passes unchanged. b counts with BackgroundPicture alone; while it is nil or has
// no picture yet, the background is blurred, so that the room is not shown.
// It returns the mode applied: a mode there is not becomes BackgroundNone.
//
// A green screen (SetGreenScreen) goes first: while it is on, this rests.
func (c *Chain) SetBackground(mode BackgroundMode, b Backdrop) BackgroundMode {
	if mode < BackgroundNone || mode > BackgroundPicture {
		mode = BackgroundNone
	}
	if mode != BackgroundPicture {
		b = nil
	}
	c.change(func(s *settings) { s.back.mode, s.back.backdrop = mode, b })
	return mode
}

// SetBackgroundBlur sets how strong BackgroundBlur is, 0 (hardly) to 1 (shapes
// only), 0.5 by default, and returns the strength applied.
func (c *Chain) SetBackgroundBlur(strength float32) float32 {
	return c.set(slotBackBlur, strength)
}

// SetGreenScreen puts b in place of a wall or cloth of one strong colour
// (setGreenScreenFile); nil switches it off. Until b has a picture the frame
// passes unchanged. The colour is looked for in the picture unless
// SetGreenScreenKey named one.
func (c *Chain) SetGreenScreen(b Backdrop) {
	c.change(func(s *settings) { s.back.screen = b })
}

// SetGreenScreenKey names the colour of the wall; nil, or a colour without any
// hue, has the chain look for a dominant green or blue by itself.
func (c *Chain) SetGreenScreenKey(key color.Color) {
	k := keyOf(key)
	c.change(func(s *settings) { s.back.key = k })
}

// keyOf takes a colour's hue and strength.
func keyOf(key color.Color) chromaKey {
	if key == nil {
		return chromaKey{}
	}
	n := color.NRGBA64Model.Convert(key).(color.NRGBA64)
	ycc := toYCC([3]float32{float32(n.R) / 65535, float32(n.G) / 65535, float32(n.B) / 65535})
	k := chromaKey{set: true, cb: ycc[1] - 128, cr: ycc[2] - 128}
	if k.cb*k.cb+k.cr*k.cr < keyFaintest*keyFaintest {
		return chromaKey{}
	}
	return k
}

// keyFaintest is the least distance from grey a wall's colour must have.
const keyFaintest = 14
