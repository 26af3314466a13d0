package hls

import (
	"sync/atomic"
	"time"
)

// Rules of steadying.
const (
	steadyPull = 16                     // how slowly a picture is pulled to where it came
	steadyMost = 100 * time.Millisecond // further off it is taken as it came
)

// steady evens out the times of pictures: parts are cut after a number of pictures, and players want parts of one length. Pictures
// out of order pass as they are. One goroutine uses it.
type steady struct {
	begun   bool
	raw     bool // the stream has pictures out of order
	in, out time.Duration
	step    time.Duration
	pace    atomic.Int64 // step, for others to read
}

// next returns the time of a picture.
func (s *steady) next(pts time.Duration) time.Duration {
	d := pts - s.in
	s.in = pts
	if !s.begun || s.raw || d <= 0 {
		if s.begun && d < 0 {
			s.raw = true
			s.pace.Store(0) // steps tell nothing
		}
		s.begun, s.out = true, pts
		return pts
	}
	if d < steadyMost {
		if s.step == 0 {
			s.step = d
		}
		s.step += (d - s.step) / steadyPull
		s.pace.Store(int64(s.step))
	}
	want := s.out + s.step
	off := pts - want
	if s.step == 0 || off > steadyMost || off < -steadyMost {
		want, off = max(pts, s.out+time.Millisecond), 0
	}
	s.out = max(want+off/steadyPull, s.out+time.Millisecond)
	return s.out
}

// restart takes the next picture as it comes.
func (s *steady) restart() { s.begun = false }
