package views

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
	"onair/views/panel"
)

func TestTheWindowsTitleSaysLive(t *testing.T) {
	live := model.State{Screen: model.ScreenOnAir, OnAir: model.OnAir{Since: time.Unix(1, 0)}}
	ended := live
	ended.OnAir.Summary = &model.Summary{}
	for name, c := range map[string]struct {
		s    model.State
		want string
	}{
		"lobby": {model.State{Screen: model.ScreenLobby}, "OnAir"}, "watching": {model.State{Screen: model.ScreenWatching}, "OnAir"},
		"starting": {model.State{Screen: model.ScreenOnAir}, "OnAir"}, "live": {live, "LIVE - OnAir"}, "ended": {ended, "OnAir"},
	} {
		if got := titleOf("OnAir", c.s); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// titler is a recorder that also changes titles and blocks.
type titler struct{ *recorder }

func (d titler) ChangeTitle(title string)         { d.add(call("ChangeTitle", title)) }
func (d titler) BlockUser(userID string, on bool) { d.add(call("BlockUser", userID, on)) }

// TestTheHeaderOfALive: private or not, another title, F1, a chat line's menu.
func TestTheHeaderOfALive(t *testing.T) {
	h := newHarnessWith(t, 1280, 800, func(r *recorder) model.Actions { return titler{r} }, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	if s.private.Container.Visible() {
		t.Error("a public live is marked private")
	}
	h.set(func(s *model.State) { s.OnAir.Room.Private = true })
	if !s.private.Container.Visible() {
		t.Error("a private live is not marked")
	}
	askTitle(h.Desk, "Morning")
	entry := h.Canvas().Focused().(*kit.Entry)
	entry.SetText("  ")
	if h.Dialog().Yes.Enabled() {
		t.Error("an empty title can be taken")
	}
	entry.SetText("Evening")
	h.Dialog().Enter()
	h.want("ChangeTitle[Evening]")

	line := model.ChatLine{Kind: model.ChatText, User: model.User{ID: "troll"}, Text: "buy now", At: fixedNow}
	keys := map[string]func(){}
	for _, a := range panel.LineActions(h.Desk, line, func(model.User) {}) {
		keys[a.Key] = a.Do
	}
	if len(keys) != 3 || panel.SaidAt(line) == "" || panel.SaidAt(model.ChatLine{}) != "" {
		t.Errorf("%d actions, %q", len(keys), panel.SaidAt(line))
	}
	keys["chat.copy"]()
	if got := h.app.Clipboard().Content(); got != "buy now" {
		t.Errorf("copied %q", got)
	}
	keys["mod.block"]()
	h.Dialog().Enter()
	h.want("BlockUser[troll true]")
	if n := len(panel.LineActions(h.Desk, model.ChatLine{Kind: model.ChatText, User: h.State.Me, Text: "mine"}, nil)); n != 2 {
		t.Errorf("%d actions on the own line", n)
	}

	h.set(func(s *model.State) { s.Raised++ })
	if h.raised != 1 {
		t.Error("the window was not raised")
	}
	h.press(fyne.KeyF1)
	h.want("OpenSettings")
	h.set(func(s *model.State) { s.Settings.Open = true })
	if got := h.settings.pages[h.settings.current].name; got != kit.T("settings.keys") {
		t.Errorf("F1 opens %q", got)
	}
	h.settings.choose(0)
	h.press(fyne.KeyF1)
	if got := h.settings.pages[h.settings.current].name; got != kit.T("settings.keys") {
		t.Errorf("F1 in the settings opens %q", got)
	}
}
