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

// keepOwn notes that the client's own stream goes on since before the server was started;
// a client that resumes is told.
func (s *Session) keepOwn() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keptLocked().Own = true
}

// keepPlay is keepOwn of a stream that is watched; where it does not stay the client is
// not told, and asks anew.
func (s *Session) keepPlay(userID, stream string, stays bool) {
	s.AddPlay(userID, stream)
	if !stays {
		return
	}
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

// Plays is the stream being watched of a user, "" if there is none.
func (s *Session) Plays(userID string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.plays[userID]
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
