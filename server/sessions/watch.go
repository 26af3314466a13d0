package sessions

import "onair/signaling"

// PostList sends a list event to a session that watches.
func (s *Session) PostList(ev *signaling.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.watches && !s.ended {
		s.postLocked(ev)
	}
}

func (s *Session) Watch(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watches = on
}

// Watching reports whether a session is told of changes in the room list.
func (s *Session) Watching() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.watches && !s.ended
}
