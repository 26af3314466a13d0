package account

import (
	"strings"

	"onair/app/model"
	"onair/signaling/address"
)

// LinkTo is the address of a room for others, on the server signed in to: that of its
// page, where the server has pages that others can use.
func LinkTo(s model.Settings, room uint32) string {
	if page, err := address.Parse(s.PageURL); err == nil && s.PageURL != "" {
		return address.Link{Server: page, Room: room}.Page()
	}
	host := s.Server
	if host == model.ThisComputer {
		host = s.ServerURL
	}
	at, _ := address.Parse(host)
	return address.Link{Server: at, Room: room}.String()
}

// ShareOf is a room's link, or its page, as others can use it; what cannot be read is
// passed on as it is.
func ShareOf(link string) model.Share {
	l, err := address.ParseLink(link)
	if err != nil {
		return model.Share{App: link}
	}
	return model.Share{Page: l.Page(), App: l.String()}
}

// InvitationOf is a room's link, or its page, with the code of an invitation; "" where
// link is none.
func InvitationOf(link, code string) string {
	l, err := address.ParseLink(link)
	if err != nil {
		return ""
	}
	l.Invite = code
	if strings.HasPrefix(link, "http") {
		return l.Page()
	}
	return l.String()
}
