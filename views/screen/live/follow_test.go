package live

import (
	"image"
	"image/draw"
	"testing"

	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel"
)

func TestFollowingFromTheCard(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	panel.ShowProfile(h.Desk, viewtest.Lin)
	h.Tap(viewtest.Button(t, h.Dialog().Content(), kit.T("follow.on")))
	h.Want("Follow[lin true]")
	h.Set(func(s *model.State) { s.Lobby.Follows = model.WithFollow(nil, "lin", true) })
	h.Tap(viewtest.Button(t, h.Dialog().Content(), kit.T("follow.off")))
	h.Want("Follow[lin false]")
}

func TestFollowingTheHostWhoIsWatched(t *testing.T) {
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	h.Tap(s.followed.button)
	h.Want("Follow[lin true]")
	h.Set(func(st *model.State) { st.Lobby.Follows = model.WithFollow(nil, "lin", true) })
	h.Tap(s.followed.button)
	h.Want("Follow[lin false]")
	if b := s.followed.button; b.Text != kit.T("follow.off") || b.TipText() != kit.T("tip.unfollow", kit.Values{"Name": "Lin"}) {
		t.Errorf("the button says %q, %q", b.Text, b.TipText())
	}
	h.Set(func(st *model.State) {
		st.Watching.Room.Title = "A title that is by far longer than the place there is for it beside a button and all the other things"
	})
	h.Press("L") // lays everything out anew
	bar, b := s.followed.box.Size().Width, s.followed.button
	if end := b.Position().X + b.Size().Width; end > bar || end < bar-1 {
		t.Errorf("the button ends at %v of %v", end, bar)
	}
	cut := image.NewNRGBA(image.Rect(0, 0, 960, 58))
	draw.Draw(cut, cut.Bounds(), h.Canvas().Capture(), image.Point{}, draw.Src)
	test.AssertImageMatches(t, "follow-host.png", cut)
	h.Set(func(st *model.State) { st.Watching.Room.Host = st.Me })
	if s.followed.button.Visible() {
		t.Error("one can follow oneself")
	}
}
