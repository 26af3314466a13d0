package server

import "onair/room"

// Occupancy is a room with people in it.
type Occupancy struct {
	Room  uint32
	Title string
	Owner room.User
	// Live: its owner sends.
	Live bool
	// People are who is in it, the owner too, without those left out; at most 1,000.
	People []room.User
}

// Occupied is every room with somebody in it besides one user, newest first: whom
// the end of this server would concern. Safe from any goroutine.
func (s *Server) Occupied(besides string) []Occupancy {
	var out []Occupancy
	for _, st := range s.rooms.States() {
		o := Occupancy{Room: st.ID(), Title: st.Info().Name, Owner: st.Owner(), Live: st.Live()}
		for m := range st.Members(0) {
			if m.ID != besides && len(o.People) < 1000 {
				o.People = append(o.People, m.User)
			}
		}
		if len(o.People) > 0 {
			out = append(out, o)
		}
	}
	return out
}

// owners are the users who have a room.
func (s *Server) owners() map[string]bool {
	out := make(map[string]bool)
	for _, st := range s.rooms.States() {
		out[st.Owner().ID] = true
	}
	return out
}

// loggedIn reports whether a user has a session.
func (s *Server) loggedIn(user string) bool { return s.sessions.Get(user) != nil }

// tokenUser is who holds a session's token.
func (s *Server) tokenUser(token string) (string, error) {
	sess, err := s.sessions.Find(token)
	if err != nil {
		return "", err
	}
	return sess.User(), nil
}
