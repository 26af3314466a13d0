package sticker

import (
	"time"

	"onair/beauty/motion"
)

// forever is longer than any show.
const forever = 24 * 365 * time.Hour

// shown tells whether layer i is to be seen on the face at place k (or anyFace),
// and since when.
func (s *show) shown(i, k int, now time.Time) (since time.Time, ok bool) {
	l, st := &s.tmpl.Layers[i], &s.layers[i]
	if l.When.On == motion.Always {
		return s.start, true
	}
	if l.When.On == motion.Gesture {
		k = anyFace
	}
	return st.since[k], now.Before(st.until[k])
}

// span is when layer i's particles are born; false: none are on their way. Rain
// that always falls has begun before the first frame.
func (s *show) span(i int, now time.Time) (since, until time.Time, ok bool) {
	l, st := &s.tmpl.Layers[i], &s.layers[i]
	if l.When.On == motion.Always {
		return s.start.Add(-l.Particles.Life), now.Add(forever), true
	}
	since, until = st.since[anyFace], st.until[anyFace]
	return since, until, !until.IsZero() && now.Before(until.Add(l.Particles.Life))
}

// doer is the place of the face that set layer i off last; the largest face's if
// it was none of the n there are.
func (s *show) doer(i, n int) int {
	st, best := &s.layers[i], 0
	for k := range n {
		if st.since[k].After(st.since[best]) {
			best = k
		}
	}
	return best
}

func (s *show) visible(i int, now time.Time) bool {
	if s.tmpl.Layers[i].When.On == motion.Always {
		return true
	}
	return now.Before(s.layers[i].until[anyFace])
}

// sounds plays and stops what belongs to the layers.
func (s *show) sounds(f *func(motion.SoundEvent), mute bool) {
	for i := range s.tmpl.Layers {
		l, st := &s.tmpl.Layers[i], &s.layers[i]
		if l.Sound == nil {
			continue
		}
		switch {
		case mute || l.SoundLoop && !st.visible:
			s.stop(f, i)
		case st.began, l.SoundLoop && !st.playing:
			st.playing = true
			tell(f, motion.SoundEvent{Sound: l.Sound, Loop: l.SoundLoop})
		}
	}
}

// silence ends every sound.
func (s *show) silence(f *func(motion.SoundEvent)) {
	for i := range s.layers {
		s.stop(f, i)
	}
}

// stop ends a layer's sound, if it may still be playing.
func (s *show) stop(f *func(motion.SoundEvent), i int) {
	if s.layers[i].playing {
		s.layers[i].playing = false
		tell(f, motion.SoundEvent{Sound: s.tmpl.Layers[i].Sound, Stop: true})
	}
}

func tell(f *func(motion.SoundEvent), e motion.SoundEvent) {
	if f != nil && *f != nil {
		(*f)(e)
	}
}
