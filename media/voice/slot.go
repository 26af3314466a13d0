package voice

import "sync/atomic"

// fadeFrames is how long one type takes to give way to another: 20 ms.
const fadeFrames = rate / 50

// effect is what a slot holds. latency is in frames.
type effect struct {
	part    part // nil: nothing is changed
	latency int
}

// slot holds one effect and fades to another when it is asked to. wanted is
// written by anyone, the rest belongs to the goroutine of Process.
type slot struct {
	wanted atomic.Pointer[effect]

	now, next *effect
	warm      int // frames until next has something to give
	fading    int // frames left of the fade
	other     [chunk]float32
}

// chunk is the longest piece that is processed in one go.
const chunk = 2 * rate / 100

func (s *slot) init() {
	none := &effect{}
	s.now = none
	s.wanted.Store(none)
}

// process changes at most chunk samples in place. A new effect hears the sound
// for as long as its latency before it is heard itself.
func (s *slot) process(block []float32) {
	if s.next == nil {
		if w := s.wanted.Load(); w != s.now {
			s.next, s.warm, s.fading = w, w.latency, fadeFrames
		}
	}
	if s.next == nil {
		if s.now.part != nil {
			s.now.part.process(block)
		}
		return
	}
	other := s.other[:copy(s.other[:], block)]
	if s.now.part != nil {
		s.now.part.process(block)
	}
	if s.next.part != nil {
		s.next.part.process(other)
	}
	for i := 0; i+1 < len(block); i += 2 {
		if s.warm > 0 {
			s.warm--
			continue
		}
		w := 1 - float32(max(s.fading, 0))/fadeFrames
		s.fading--
		block[i] += (other[i] - block[i]) * w
		block[i+1] += (other[i+1] - block[i+1]) * w
	}
	if s.warm == 0 && s.fading <= 0 {
		s.now, s.next = s.next, nil
	}
}
