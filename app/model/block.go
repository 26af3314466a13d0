package model

import (
	"maps"
	"slices"
)

// NoticeLinkWhileLive: a link was opened while the user is live or on stage;
// Subject: the room.
const NoticeLinkWhileLive NoticeCode = "linkWhileLive"

// BlockActions are those against somebody the user does not want to hear of.
type BlockActions interface {
	// BlockUser hides what a user of this server writes, gives and asks for, from
	// this user alone, or shows it again. It is remembered.
	BlockUser(userID string, on bool)
}

// DesktopActions are those of the desktop's notifications.
type DesktopActions interface {
	// SetDesktop says whether the desktop tells of requests for the stage and of
	// followed hosts going live while the window has no focus; it is remembered.
	SetDesktop(on bool)
}

// TitleActions change the live that is on.
type TitleActions interface {
	// ChangeTitle gives the user's live another title; an empty one does nothing.
	ChangeTitle(title string)
}

// WithBlocked returns s with a user blocked or not: what they wrote, ask for and
// were shown for goes with it.
func (s State) WithBlocked(userID string, on bool) State {
	list := maps.Clone(s.Blocked)
	if list == nil {
		list = map[string]bool{}
	}
	if delete(list, userID); on {
		list[userID] = true
	}
	s.Blocked = list
	if !on {
		return s
	}
	chat := &s.Live.Chat
	chat.Lines = slices.DeleteFunc(slices.Clone(chat.Lines), func(l ChatLine) bool { return l.User.ID == userID })
	calls := &s.Live.CoAnchor
	calls.Requests = slices.DeleteFunc(slices.Clone(calls.Requests), func(r JoinRequest) bool { return r.User.ID == userID })
	if calls.Invitation != nil && calls.Invitation.User.ID == userID {
		calls.Invitation = nil
	}
	if r := s.Live.PK.Request; r != nil && r.User.ID == userID {
		s.Live.PK.Request = nil
	}
	return s
}
