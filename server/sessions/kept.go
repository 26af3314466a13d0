package sessions

import (
	"onair/room"
	"onair/server/hall"
)

// Kept is media that flows since before the server was started.
type Kept interface {
	// Claim takes over a stream, muted so; on is told what flows from now on. It returns
	// what flows, and false if there is no such stream.
	Claim(stream string, muted room.Media, on func(room.Media)) (room.Media, bool)
	// Watched are those who watch, by stream and viewer; ClaimPlay takes over one.
	Watched() [][2]string
	ClaimPlay(stream, viewer string) bool
	// Moves reports whether a stream, or who watches it, is at a node that goes away.
	Moves(stream, viewer string) bool
	// Settle ends what was not claimed.
	Settle()
}

// GoOn lets time go on in the rooms that were loaded, with the media that flow still, and
// notes whose they are.
func (r *Table) GoOn(rooms *hall.Hall, kept Kept) {
	defer kept.Settle()
	sends := make(map[string]bool)
	rooms.Restarted(func(stream string, muted room.Media, on func(room.Media)) (room.Media, bool) {
		flow, ok := kept.Claim(stream, muted, on)
		sends[stream] = ok
		return flow, ok
	})
	by := make(map[string]*Session)
	for _, sess := range r.All() {
		by[sess.User()] = sess
		if h := sess.Room(); h != nil && sends[h.Playable(sess.User())] && !kept.Moves(h.Playable(sess.User()), "") {
			sess.keepOwn()
		}
	}
	users := make(map[string]string) // by stream
	for _, st := range rooms.States() {
		for _, seat := range st.Stage() {
			users[seat.Stream] = seat.UserID
		}
	}
	for _, w := range kept.Watched() {
		stream, viewer := w[0], w[1]
		sess, user := by[viewer], users[stream]
		if sess == nil || !sends[stream] {
			continue
		}
		if h := sess.Room(); h != nil && h.Playable(user) == stream && kept.ClaimPlay(stream, viewer) {
			sess.keepPlay(user, stream, !kept.Moves(stream, viewer))
		}
	}
}

// movesLocked reports whether media of the client is at a node that goes away.
func (s *Session) movesLocked() bool {
	moves := s.in.cfg.Moves
	if moves == nil {
		return false
	}
	if own := s.room.Playable(s.user); own != "" && moves(own, "") {
		return true
	}
	for _, stream := range s.plays {
		if moves(stream, s.user) {
			return true
		}
	}
	return false
}
