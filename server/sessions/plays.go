package sessions

// AddPlay notes a stream being watched; it returns the one it replaces.
func (s *Session) AddPlay(userID, stream string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.plays == nil {
		s.plays = make(map[string]string)
	}
	s.plays[userID] = stream
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
