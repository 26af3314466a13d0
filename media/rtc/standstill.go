package rtc

import "time"

// longestStandstill is how long this program may stand still, suspended or with the
// machine asleep, and still count on its connection: the server gives a silent one
// up after 8 s.
const longestStandstill = 7 * time.Second

// standstill notices that the program stood still, by the time between two looks.
type standstill struct{ last time.Time }

// look reports whether it stood still for too long since the look before. The wall
// clock is asked, too: the monotonic one stops while a machine sleeps.
func (s *standstill) look(now time.Time) bool {
	last := s.last
	s.last = now
	return !last.IsZero() && max(now.Sub(last), now.Round(0).Sub(last.Round(0))) > longestStandstill
}
