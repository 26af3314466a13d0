package live

import (
	"image"
	"image/draw"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel"
)

func TestCommentsOffTakesTheFieldsPlace(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Live.Chat.Blocked = model.ChatBlockedComments }))
	chat := h.Screen().(*watching).chat
	h.Sees(kit.T("chat.blocked.comments"))
	if chat.Row.Visible() || !chat.Closed.Visible() {
		t.Error("the field is still there")
	}
	foot := image.NewNRGBA(image.Rect(0, 0, 327, 100)) // of the panel
	draw.Draw(foot, foot.Bounds(), h.Canvas().Capture(), image.Pt(953, 700), draw.Src)
	test.AssertImageMatches(t, "comments-off.png", foot)
	h.Set(func(s *model.State) { s.Live.Chat.Blocked = "" })
	h.SeesNot(kit.T("chat.blocked.comments"))
	if !chat.Row.Visible() {
		t.Error("the field does not come back")
	}
}

func TestTheAnchorSwitchesCommentsDuringTheLive(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role, s.Live.CommentsOff = model.RoleAnchor, true
	}))
	tools := h.Screen().(*onAir).members.Comments
	if !tools.Box.Visible() || !tools.Off.On() {
		t.Error("the switch does not show that comments are off")
	}
	h.Tap(tools.Off)
	h.Want("SetCommentsOff[false]")
	h.Set(func(s *model.State) { s.Live.Role, s.Live.Helper = model.RoleAudience, true })
	if tools.Box.Visible() {
		t.Error("a helper is offered the switch")
	}
}

func TestBlockedWordsAreEdited(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(*model.State) {}))
	panel.ShowWords(h.Desk)
	h.Want("OpenBlockedWords")
	if tip := h.Dialog().Yes.TipText(); tip != kit.T("words.loading") {
		t.Errorf("saving is refused for %q", tip)
	}
	save := h.Dialog().Yes
	if save.Enabled() {
		t.Error("nothing is read, and yet it can be saved")
	}
	h.Set(func(s *model.State) { s.Words.Words, s.Words.Loaded = []string{"spam", "bad word"}, true })
	entry := h.Canvas().Focused().(*kit.Entry)
	if entry.Text != "spam\nbad word" {
		t.Errorf("shown: %q", entry.Text)
	}
	entry.SetText(strings.Repeat("x\n", 201))
	if save.Enabled() {
		t.Error("201 words")
	}
	entry.SetText("spam\n\n  eggs \n" + strings.Repeat("x", 65))
	if save.Enabled() {
		t.Error("a word that is too long")
	}
	entry.SetText("spam\n\n  eggs \n")
	if got := panel.LinesOf(entry.Text); !slices.Equal(got, []string{"spam", "eggs"}) {
		t.Errorf("%q", got)
	}
	h.Tap(save)
	h.Want("SaveBlockedWords[2]")
	h.Set(func(s *model.State) { s.Words.Saved++ })
	if h.Dialog() != nil {
		t.Error("the card stays after it was saved")
	}
}
