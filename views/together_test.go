package views

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel"
)

var (
	ben  = model.User{ID: "ben", Name: "Ben"}
	lin  = model.User{ID: "lin", Name: "Lin"}
	soon = fixedNow.Add(20 * time.Second)
)

func TestToastsLeaveTheButtonsFree(t *testing.T) {
	h := newSizedHarness(t, minWidth, minHeight, onScreen(model.ScreenSetup, func(s *model.State) {
		s.Notices = []model.Notice{{ID: 1, Code: model.NoticeCoverTaken}, {ID: 2, Code: model.NoticeLinkCopied}}
	}))
	live := h.screen.(*setup).live
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(live)
	for _, o := range h.toasts.layer.Objects {
		if p, size := o.Position(), o.Size(); p.Y < 50 || p.Y+size.Height > at.Y && p.X+size.Width > at.X {
			t.Errorf("a toast of %v at %v; the button is at %v", size, p, at)
		}
	}
}

// button finds a visible button by its text under an object.
func button(t *testing.T, under fyne.CanvasObject, text string) *kit.Button {
	t.Helper()
	var found *kit.Button
	walk(under, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == text {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q", text)
	}
	return found
}

func TestProfileOffersWhatIsAllowed(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Role = model.RoleAnchor }))
	for text, want := range map[string]string{"mod.invite": "Invite[ben]", "mod.makeHelper": "SetHelper[ben true]"} {
		panel.ShowProfile(h.Desk, ben)
		h.tap(button(t, h.Dialog().Content(), kit.T(text)))
		h.want(want)
		h.CloseDialog()
	}
	for text, want := range map[string]string{"mod.remove": "Remove[ben false]", "mod.ban": "Remove[ben true]"} {
		panel.ShowProfile(h.Desk, ben)
		h.tap(button(t, h.Dialog().Content(), kit.T(text)))
		h.want()
		h.tap(h.Dialog().Yes)
		h.want(want)
	}
	panel.ShowProfile(h.Desk, ben)
	h.set(func(s *model.State) {
		s.Live.Standings = map[string]model.Standing{"ben": {ChatMuted: true, Helper: true}}
		s.Live.CoAnchor.InviteBlocked = model.BlockedStageFull
	})
	h.tap(button(t, h.Dialog().Content(), kit.T("mod.unmute")))
	h.want("MuteChat[ben false 0s]")
	if b := button(t, h.Dialog().Content(), kit.T("mod.invite")); b.Enabled() || b.TipText() != kit.T("blocked.stageFull") {
		t.Error("an invitation to a full stage gives no reason")
	}
	h.CloseDialog()
	h.set(func(s *model.State) { s.Live = model.Live{} })
	if p := panel.PowersOver(h.Desk, h.State, ben); p.Any() {
		t.Errorf("a viewer may %+v", p)
	}
}

func TestRemovedViewerIsTold(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchRemoved }))
	h.sees(kit.T("watch.removed.text"))
	s := h.screen.(*watching)
	for _, b := range []*kit.ToolButton{s.like, s.gift, s.join} {
		if b.Enabled() || b.TipText() != kit.T("chat.blocked.out") {
			t.Errorf("outside the room: enabled %v, reason %q", b.Enabled(), b.TipText())
		}
	}
	for _, k := range []fyne.KeyName{fyne.KeyH, fyne.KeyG, fyne.KeyJ} {
		h.press(k)
	}
	h.want()
	if !s.chat.Entry.Disabled() {
		t.Error("the chat can be written in outside the room")
	}
	h.set(func(s *model.State) { s.Watching.Removed.Banned = true })
	h.sees(kit.T("watch.banned.text"))
	h.tap(button(t, h.Canvas().Content(), kit.T("watch.toLobby")))
	h.want("LeaveRoom")
}

// bare hides everything but model.Actions.
type bare struct{ model.Actions }

func TestWithoutTheFunctionsTheyAreLeftOut(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	h.Can = desk.Can{}
	h.build()
	s := h.screen.(*watching)
	for name, o := range map[string]fyne.CanvasObject{"like": s.like, "gift": s.gift, "join": s.join, "danmaku": s.danmaku} {
		if o.Visible() {
			t.Errorf("%s is offered", name)
		}
	}
	h.seesNot(kit.T("panel.chat"))
	for _, k := range []fyne.KeyName{fyne.KeyJ, fyne.KeyH, fyne.KeyG, fyne.KeyD, fyne.KeyK, fyne.KeyReturn, fyne.KeyY, fyne.KeyN} {
		h.press(k)
	}
	h.set(func(st *model.State) { st.Screen = model.ScreenOnAir })
	for _, k := range []fyne.KeyName{fyne.KeyJ, fyne.KeyH, fyne.KeyG, fyne.KeyD, fyne.KeyK, fyne.KeyReturn} {
		h.press(k)
	}
	h.want()
	if h.screen.(*onAir).pkButton.Visible() {
		t.Error("PK is offered")
	}
}
