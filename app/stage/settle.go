package stage

import (
	"onair/app/model"
)

// settle works out what follows from the rest of the state: seats, and who is
// kept from what, and why.
func (s *State) settle() {
	l := &s.Live
	var seats []model.Seat
	free, taken := 0, 0
	for _, seat := range s.Memo.Seats {
		m := model.Seat{Number: seat.Number, SoundOnly: seat.SoundOnly, Locked: seat.Locked}
		if seat.UserID != "" {
			m.User = s.person(seat.UserID)
			taken++
		} else if !seat.Locked {
			free++
		}
		seats = append(seats, m)
	}
	l.CoAnchor.Seats = seats
	s.markBlocked()
	offline := when(s.Connection.Phase != model.ConnectionUp, model.BlockedOffline)
	joined, full := when(l.PK.Joined(), model.BlockedInPK), when(free == 0, model.BlockedStageFull)
	asked := when(l.PK.Asking() || l.PK.Request != nil, model.BlockedPKAsked)
	l.CoAnchor.Blocked = first(offline, when(s.Watching.Phase == model.WatchHostAway, model.BlockedHostAway), joined, full)
	l.CoAnchor.InviteBlocked = first(offline, joined, full)
	l.PK.Blocked = first(offline, asked, when(taken > 0, model.BlockedOnStage))
	l.PK.AddBlocked = first(offline, when(len(l.PK.Sides) >= model.MaxPKRooms, model.BlockedPKFull), asked)
	l.Chat.Blocked = s.chatBlocked()
}

func (s *State) chatBlocked() model.ChatBlock {
	l := &s.Live
	trusted := l.Role == model.RoleAnchor || l.Helper
	switch {
	case s.Connection.Phase != model.ConnectionUp:
		return model.ChatBlockedOffline
	case l.Standings[s.Me.ID].ChatMuted:
		return model.ChatBlockedMuted
	case l.CommentsOff && !trusted:
		return model.ChatBlockedComments
	case l.AllMuted && !trusted:
		return model.ChatBlockedAll
	}
	return ""
}

// first is the reason that counts.
func first(reasons ...model.BlockReason) model.BlockReason {
	for _, r := range reasons {
		if r != "" {
			return r
		}
	}
	return ""
}

func when(on bool, r model.BlockReason) model.BlockReason {
	if on {
		return r
	}
	return ""
}

// markBlocked shows on the tiles what the anchor switched off.
func (s *State) markBlocked() {
	off := func(user string) (mic, cam bool) {
		for _, seat := range s.Memo.Seats {
			if seat.UserID == user && user != "" {
				return seat.MutedAudio, seat.MutedVideo
			}
		}
		return false, false
	}
	s.Live.CoAnchor.MicBlocked, s.Live.CoAnchor.CamBlocked = off(s.Me.ID)
	s.eachTile(func(t *model.Tile) { t.MicBlocked, t.CamBlocked = off(t.User.ID) })
}
