package stay

import (
	"slices"

	"onair/signaling"
)

// ownStream notes that the user's stream comes from another program, so that it can be
// played like any other: the server does not tell publishers of themselves.
func ownStream(s *Stay, e *signaling.Envelope) (Heard, error) {
	in := new(signaling.OwnStream)
	if err := e.Decode(in); err != nil {
		return Heard{}, err
	}
	out := Heard{Told: []Told{{e.Type, in}}, Anywhere: true}
	if s == nil || s.Room.RoomID != in.RoomID {
		return out, nil
	}
	out.Stage, out.SeatLost = true, in.On // that program sends now
	s.takeOwn(in)
	return out, nil
}

func (s *Stay) takeOwn(in *signaling.OwnStream) {
	own := s.find(s.Self)
	switch {
	case in.On && own == nil:
		s.anchors = append(s.anchors, signaling.Anchor{User: signaling.User{UserID: s.Self}, Role: s.Role, Video: true, Audio: true})
	case in.On:
		own.Video, own.Audio = true, true
	case own != nil && in.Until != 0: // its place waits
		own.Video, own.Audio, s.lost[s.Self] = false, false, true
	default:
		s.anchors = slices.DeleteFunc(s.anchors, func(a signaling.Anchor) bool { return a.User.UserID == s.Self })
	}
}
