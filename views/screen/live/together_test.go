package live

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel"
)

func TestProfileOffersWhatIsAllowed(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) { s.Live.Role = model.RoleAnchor }))
	for text, want := range map[string]string{"mod.invite": "Invite[ben]", "mod.makeHelper": "SetHelper[ben true]"} {
		panel.ShowProfile(h.Desk, viewtest.Ben)
		h.Tap(viewtest.Button(t, h.Dialog().Content(), kit.T(text)))
		h.Want(want)
		h.CloseDialog()
	}
	for text, want := range map[string]string{"mod.remove": "Remove[ben false]", "mod.ban": "Remove[ben true]"} {
		panel.ShowProfile(h.Desk, viewtest.Ben)
		h.Tap(viewtest.Button(t, h.Dialog().Content(), kit.T(text)))
		h.Want()
		h.Tap(h.Dialog().Yes)
		h.Want(want)
	}
	panel.ShowProfile(h.Desk, viewtest.Ben)
	h.Set(func(s *model.State) {
		s.Live.Standings = map[string]model.Standing{"ben": {ChatMuted: true, Helper: true}}
		s.Live.CoAnchor.InviteBlocked = model.BlockedStageFull
	})
	h.Tap(viewtest.Button(t, h.Dialog().Content(), kit.T("mod.unmute")))
	h.Want("MuteChat[ben false 0s]")
	if b := viewtest.Button(t, h.Dialog().Content(), kit.T("mod.invite")); b.Enabled() || b.TipText() != kit.T("blocked.stageFull") {
		t.Error("an invitation to a full stage gives no reason")
	}
	h.CloseDialog()
	h.Set(func(s *model.State) { s.Live = model.Live{} })
	if p := panel.PowersOver(h.Desk, h.State, viewtest.Ben); p.Any() {
		t.Errorf("a viewer may %+v", p)
	}
}

func TestRemovedViewerIsTold(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchRemoved }))
	h.Sees(kit.T("watch.removed.text"))
	s := h.Screen().(*watching)
	for _, b := range []*kit.ToolButton{s.like, s.gift, s.join} {
		if b.Enabled() || b.TipText() != kit.T("chat.blocked.out") {
			t.Errorf("outside the room: enabled %v, reason %q", b.Enabled(), b.TipText())
		}
	}
	for _, k := range []fyne.KeyName{fyne.KeyH, fyne.KeyG, fyne.KeyJ} {
		h.Press(k)
	}
	h.Want()
	if !s.chat.Entry.Disabled() {
		t.Error("the chat can be written in outside the room")
	}
	h.Set(func(s *model.State) { s.Watching.Removed.Banned = true })
	h.Sees(kit.T("watch.banned.text"))
	h.Tap(viewtest.Button(t, h.Canvas().Content(), kit.T("watch.toLobby")))
	h.Want("LeaveRoom")
}

// bare hides everything but model.Actions.
type bare struct{ model.Actions }

func TestWithoutTheFunctionsTheyAreLeftOut(t *testing.T) {
	h := viewtest.NewWith(t, 1280, 800, func(r *viewtest.Recorder) model.Actions { return bare{r} }, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	for name, o := range map[string]fyne.CanvasObject{"like": s.like, "gift": s.gift, "join": s.join, "danmaku": s.danmaku} {
		if o.Visible() {
			t.Errorf("%s is offered", name)
		}
	}
	h.SeesNot(kit.T("panel.chat"))
	for _, k := range []fyne.KeyName{fyne.KeyJ, fyne.KeyH, fyne.KeyG, fyne.KeyD, fyne.KeyK, fyne.KeyReturn, fyne.KeyY, fyne.KeyN} {
		h.Press(k)
	}
	h.Set(func(st *model.State) { st.Screen = model.ScreenOnAir })
	for _, k := range []fyne.KeyName{fyne.KeyJ, fyne.KeyH, fyne.KeyG, fyne.KeyD, fyne.KeyK, fyne.KeyReturn} {
		h.Press(k)
	}
	h.Want()
	if h.Screen().(*onAir).pkButton.Visible() {
		t.Error("PK is offered")
	}
}
