package live

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel"
)

// titler is a recorder that also changes titles and blocks.
type titler struct{ *viewtest.Recorder }

func (d titler) ChangeTitle(title string)         { d.Add(viewtest.Call("ChangeTitle", title)) }
func (d titler) BlockUser(userID string, on bool) { d.Add(viewtest.Call("BlockUser", userID, on)) }

// TestTheHeaderOfALive: private or not, another title, a chat line's menu.
func TestTheHeaderOfALive(t *testing.T) {
	h := viewtest.NewWith(t, 1280, 800, func(r *viewtest.Recorder) model.Actions { return titler{r} }, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	if s.private.Container.Visible() {
		t.Error("a public live is marked private")
	}
	h.Set(func(s *model.State) { s.OnAir.Room.Private = true })
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
	h.Want("ChangeTitle[Evening]")

	line := model.ChatLine{Kind: model.ChatText, User: model.User{ID: "troll"}, Text: "buy now", At: viewtest.FixedNow}
	keys := map[string]func(){}
	for _, a := range panel.LineActions(h.Desk, line, func(model.User) {}) {
		keys[a.Key] = a.Do
	}
	if len(keys) != 3 || panel.SaidAt(line) == "" || panel.SaidAt(model.ChatLine{}) != "" {
		t.Errorf("%d actions, %q", len(keys), panel.SaidAt(line))
	}
	keys["chat.copy"]()
	if got := fyne.CurrentApp().Clipboard().Content(); got != "buy now" {
		t.Errorf("copied %q", got)
	}
	keys["mod.block"]()
	h.Dialog().Enter()
	h.Want("BlockUser[troll true]")
	if n := len(panel.LineActions(h.Desk, model.ChatLine{Kind: model.ChatText, User: h.State.Me, Text: "mine"}, nil)); n != 2 {
		t.Errorf("%d actions on the own line", n)
	}
}
