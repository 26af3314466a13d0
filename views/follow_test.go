package views

import (
	"testing"

	"onair/app/model"
	"onair/views/kit"
)

func (r *recorder) Follow(user string, on bool) { r.add(call("Follow", user, on)) }

// LookUpFans comes with each card; it is not noted.
func (r *recorder) LookUpFans(string) {}

func TestFollowingFromTheCard(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	h.showProfile(lin)
	h.tap(button(t, h.dialog.pop.Content, kit.T("follow.on")))
	h.want("Follow[lin true]")
	h.set(func(s *model.State) { s.Lobby.Follows = model.WithFollow(nil, "lin", true) })
	h.tap(button(t, h.dialog.pop.Content, kit.T("follow.off")))
	h.want("Follow[lin false]")
}

func TestFollowedHostsComeFirst(t *testing.T) {
	l := model.Lobby{Rooms: []model.Room{{ID: 1, Host: lin, Viewers: 9}, {ID: 2, Host: ben, Viewers: 1}}, Follows: map[string]bool{"ben": true}}
	if got := l.Visible(); got[0].ID != 2 {
		t.Errorf("the order is %v", got)
	}
}
