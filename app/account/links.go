package account

import (
	"onair/app/model"
	"onair/signaling/address"
)

// LinkTo is the address of a room for others, on the server signed in to.
func LinkTo(s model.Settings, room uint32) string {
	host := s.Server
	if host == model.ThisComputer {
		host = s.ServerURL
	}
	at, _ := address.Parse(host)
	return address.Link{Server: at, Room: room}.String()
}

// InvitationOf is a room's link with the code of an invitation; "" where link is none.
func InvitationOf(link, code string) string {
	l, err := address.ParseLink(link)
	if err != nil {
		return ""
	}
	l.Invite = code
	return l.String()
}
