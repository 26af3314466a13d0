package sessions

import "onair/signaling"

// AddPlay notes a stream being watched; it returns the one it replaces.
func (s *Session) AddPlay(userID, stream string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.plays == nil {
		s.plays = make(map[string]string)
	}
	s.plays[userID] = stream
}

// KeepOwn notes that the client's own stream goes on since before the server was started;
// a client that resumes is told.
func (s *Session) KeepOwn() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keptLocked().Own = true
}

// KeepPlay is KeepOwn of a stream that is watched.
func (s *Session) KeepPlay(userID, stream string) {
	s.AddPlay(userID, stream)
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.keptLocked()
	k.Plays = append(k.Plays, userID)
}

func (s *Session) keptLocked() *signaling.KeptMedia {
	if s.kept == nil {
		s.kept = new(signaling.KeptMedia)
	}
	return s.kept
}

// TakePlay forgets one stream being watched; "" if there is none.
func (s *Session) TakePlay(userID string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	stream := s.plays[userID]
	delete(s.plays, userID)
	return stream
}

// TakePlays forgets all streams being watched.
func (s *Session) TakePlays() map[string]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.plays
	s.plays = nil
	return p
}
