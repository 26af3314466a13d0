// Package light changes the light of a whole picture: exposure, contrast, saturation,
// warmth, lifted shadows, and light and the lamp's colour by itself as the picture needs it
// (Levels.Auto).
// What is done is one function of luma and one of chroma by luma, in one pass; white stays
// white, so nothing bright is lost.
//
// Nothing here starts a goroutine; a Stage belongs to the one that works on the frame.
package light

import (
	"time"

	"onair/beauty/face"
	"onair/beauty/pixel"
)

// Levels are what the sliders say.
type Levels struct {
	Exposure, Contrast, Saturation, Warmth float32 // -1 to 1
	Lift                                   float32 // 0 to 1
	Auto                                   bool
}

// On reports whether they change anything.
func (l *Levels) On() bool { return *l != Levels{} }

const (
	stops = 1.3 // of full exposure
	// Full warmth adds this to chroma at white: along the colours of hot bodies.
	warmCb, warmCr = -22, 14
)

// of is the look of levels by hand.
func (l *Levels) look() look {
	w := float64(l.Warmth)
	return look{
		exposure: stops * float64(l.Exposure), contrast: float64(l.Contrast),
		saturation: float64(l.Saturation), lift: float64(l.Lift),
		cb: -warmCb * w, cr: -warmCr * w,
	}
}

// Stage lights the frames of one camera. The zero value is ready.
type Stage struct {
	kernel func(*pixel.Frame, *tones, []uint8) // nil: in C

	auto  auto
	was   look
	ready bool // tones are those of was
	tones tones
	rows  []uint8
}

// Apply changes f's light. Faces are those of the frame or of the one before it, before its
// light was changed.
func (s *Stage) Apply(f *pixel.Frame, at time.Time, faces []face.Face, l *Levels) {
	now := l.look()
	if l.Auto {
		now = now.with(s.auto.wish(f, at, faces))
	} else {
		s.auto.known = false
	}
	if now == (look{}) {
		return
	}
	if !s.ready || s.was != now {
		s.tones, s.was, s.ready = now.tones(), now, true
	}
	if n := 3 * f.Cb.W; len(s.rows) < n {
		s.rows = make([]uint8, n)
	}
	if s.kernel != nil {
		s.kernel(f, &s.tones, s.rows)
		return
	}
	cApply(f, &s.tones, s.rows)
}

// with is a look by hand on top of what the picture needs.
func (l look) with(w wish) look {
	l.exposure += w.exposure
	l.black += w.black
	l.contrast = min(max(l.contrast+w.contrast, -1), 1)
	l.cb, l.cr = l.cb+w.cb, l.cr+w.cr
	return l
}
