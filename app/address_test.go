package app

import (
	"context"
	"testing"

	"onair/app/account"
	"onair/app/model"
	"onair/signaling/address"
)

// TestAPageIsPassedOnForTheAppToo: where a room is kept by its page's address.
func TestAPageIsPassedOnForTheAppToo(t *testing.T) {
	share := account.ShareOf("https://live.example.com/r/77")
	if share.Page != "https://live.example.com/r/77" {
		t.Errorf("the page is %q", share.Page)
	}
	page, err := address.ParseLink(share.Page)
	app, err2 := address.ParseLink(share.App)
	if err != nil || err2 != nil || page != app || share.App == share.Page {
		t.Errorf("%+v: %v, %v", share, err, err2)
	}
	if share := account.ShareOf(""); share != (model.Share{}) {
		t.Errorf("no link is passed on as %+v", share)
	}
}

// TestTheLinkOfEachServerLeadsBackToIt: what is shared is opened at the same place.
func TestTheLinkOfEachServerLeadsBackToIt(t *testing.T) {
	offline, cancel := context.WithCancel(t.Context())
	cancel()
	for _, typed := range []string{"studio.local", "192.168.1.5：7880", "http://h:80", "https://live.example.com", "https://h:8443/onair", "ws://h/ws", "::1", "fe80::1%eth0", "h/onair"} {
		at, err := account.Find(offline, typed)
		if err != nil {
			t.Fatal(err)
		}
		text := account.LinkTo(model.Settings{Server: typed}, 77)
		link, err := address.ParseLink(text)
		if err != nil || link.Server != at || link.Room != 77 {
			t.Errorf("%q is shared as %q, which is %+v, %v", typed, text, link, err)
		}
		if again, err := account.Find(offline, link.Server.Short()); err != nil || again != at {
			t.Errorf("%q signs in at %v, %v", text, again, err)
		}
		if share := account.ShareOf(text); share.App != text || share.Page != at.URL("/r/77") {
			t.Errorf("%q is passed on as %+v", text, share)
		}
		cmd, err := ParseCommand([]string{account.InvitationOf(text, "ABC234")}, t.Output())
		if err != nil || cmd.Room != 77 || cmd.Invite != "ABC234" || cmd.Server != link.Server.Short() {
			t.Errorf("%q as an argument: %+v, %v", text, cmd.Options, err)
		}
	}
}
