package hls

import "time"

// The muxer chooses the length of parts by the pictures of a run's first segment, for good: after a picture that
// stayed away there, parts are as long as it was away, up to five seconds.
const (
	unevenStep = 250 * time.Millisecond // a longer step spoils it, if others are a third of it
	unevenMost = 3                      // runs in a row that are begun anew for that; then the stream is like that
)

// settle watches the first segment of a run.
type settle struct {
	begun, over       bool
	from, last        time.Duration
	shortest, longest time.Duration
}

// picture notes one that is written.
func (s *settle) picture(at time.Duration) {
	if !s.begun {
		s.begun, s.from, s.last, s.shortest = true, at, at, time.Hour
	}
	d := at - s.last
	if s.over || d <= 0 {
		return
	}
	s.last, s.shortest, s.longest = at, min(s.shortest, d), max(s.longest, d)
}

// ends tells at a keyframe whether the first segment ends with it, and whether it spoilt the run.
func (s *settle) ends(at time.Duration) (ends, spoilt bool) {
	if s.over || !s.begun || at-s.from < segmentLeast {
		return false, false
	}
	s.over = true
	return true, s.longest > unevenStep && s.longest > 3*s.shortest
}
