package stay

import (
	"slices"

	"onair/signaling"
)

func (s *Stay) accepted(kind string, in *signaling.AnswerEvent) Heard {
	s.SoundOnly = in.SoundOnly
	return Heard{Told: []Told{{kind, in}}}
}

// seatLost: the anchor took the user's seat away.
func (s *Stay) seatLost(kind string, in *signaling.UserEvent) Heard {
	return Heard{Told: []Told{{kind, in}}, SeatLost: true}
}

// role follows everybody's standing; without a seat nothing is sent.
func (s *Stay) role(kind string, in *signaling.RoleEvent) Heard {
	s.seat(in.User.UserID, in.Seat, in.SoundOnly)
	out := Heard{Told: []Told{{kind, in}}}
	if in.User.UserID == s.Self {
		s.Role, s.SoundOnly, s.Admin = in.Role, in.SoundOnly, in.Admin
		out.SeatLost = in.Role == signaling.RoleAudience
	}
	return out
}

// seat notes who sits where after a member's standing changed.
func (s *Stay) seat(userID string, number int, soundOnly bool) {
	s.changeSeats(func(c *signaling.SeatInfo) {
		switch {
		case number != 0 && c.Seat == number:
			if c.UserID != userID {
				c.MutedAudio, c.MutedVideo = false, false
			}
			c.UserID, c.SoundOnly = userID, soundOnly
		case c.UserID == userID:
			c.UserID, c.SoundOnly, c.MutedAudio, c.MutedVideo = "", false, false, false
		}
	})
}

// changeSeats leaves the list that was handed out as it was.
func (s *Stay) changeSeats(change func(*signaling.SeatInfo)) {
	s.Seats = slices.Clone(s.Seats)
	for i := range s.Seats {
		change(&s.Seats[i])
	}
}

func (s *Stay) seatLock(kind string, in *signaling.SeatEvent) Heard {
	s.changeSeats(func(c *signaling.SeatInfo) {
		if c.Seat == in.Seat {
			c.Locked = in.Locked
		}
	})
	return Heard{Told: []Told{{kind, in}}}
}

// anchorMuted notes what the anchor has switched off. It is the server that keeps it
// from being heard or seen.
func (s *Stay) anchorMuted(kind string, in *signaling.StageMutedEvent) Heard {
	s.changeSeats(func(c *signaling.SeatInfo) {
		if c.UserID == in.UserID {
			c.MutedAudio, c.MutedVideo = in.Audio, in.Video
		}
	})
	return Heard{Told: []Told{{kind, in}}}
}

func (s *Stay) deleted(kind string, in *signaling.MessageDeletedEvent) Heard {
	var out []Told
	if s.pinned == in.MsgID { // what is deleted is not pinned any more
		s.pinned = 0
		out = append(out, Told{signaling.EventMessagePinned, &signaling.MessagePinnedEvent{UserID: in.UserID}})
	}
	return Heard{Told: append(out, Told{kind, in})}
}

func (s *Stay) pinnedNow(kind string, in *signaling.MessagePinnedEvent) Heard {
	if s.pinned = 0; in.Message != nil {
		s.pinned = in.Message.MsgID
	}
	return Heard{Told: []Told{{kind, in}}}
}
