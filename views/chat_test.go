package views

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
	"onair/views/panel"
)

// says makes n lines of chat from an ID on.
func says(first uint64, n int) []model.ChatLine {
	lines := make([]model.ChatLine, n)
	for i := range lines {
		lines[i] = model.ChatLine{ID: first + uint64(i), Kind: model.ChatText, User: ben, Text: fmt.Sprint("line ", first+uint64(i))}
	}
	return lines
}

func TestChatSendsAndKeepsWhatIsRefused(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	if p.Send.Enabled() || p.Send.TipText() != kit.T("chat.empty") {
		t.Error("nothing can be sent")
	}
	h.press(fyne.KeyReturn)
	if h.Canvas().Focused() != p.Entry {
		t.Fatal("Enter does not go to the field")
	}
	p.Entry.SetText(" hello ")
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want("SendChat[hello]")
	h.set(func(s *model.State) { s.Live.Chat.Sending = true })
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want()
	for _, r := range model.ChatRefusals() {
		h.set(func(s *model.State) { s.Live.Chat.Sending = true })
		h.set(func(s *model.State) { s.Live.Chat.Sending, s.Live.Chat.Refused = false, r })
		h.sees(kit.T("chat.refused." + string(r)))
	}
	if p.Entry.Text != " hello " {
		t.Errorf("the refusal left %q", p.Entry.Text)
	}
	p.Entry.SetText("hello")
	h.seesNot(kit.T("chat.refused.failed"))
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want("SendChat[hello]")
	h.set(func(s *model.State) { s.Live.Chat = model.Chat{Sent: 1} })
	if p.Entry.Text != "" {
		t.Errorf("%q stays after it was sent", p.Entry.Text)
	}
}

func TestWhatWasTypedSinceIsKeptWhenATextIsTaken(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	p.Entry.SetText("one")
	h.tap(p.Send)
	p.Entry.SetText("two")
	h.set(func(s *model.State) { s.Live.Chat.Sent++ })
	if p.Entry.Text != "two" {
		t.Errorf("the field has %q", p.Entry.Text)
	}
}

func TestTooLongATextIsRefusedBeforeItIsSent(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Limits.Message = model.TextLimit{Chars: 700, Bytes: 2100} }))
	p := h.screen.(*watching).chat
	p.Entry.SetText(strings.Repeat("长", 701))
	h.sees(kit.T("count.tooLong", kit.Values{"Most": 700}))
	h.sees("701 / 700")
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want()
}

func TestMutedChatSaysWhy(t *testing.T) {
	for _, b := range model.ChatBlocks() {
		h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Live.Chat.Blocked = b }))
		h.sees(kit.T("chat.blocked." + string(b)))
		if p := h.screen.(*watching).chat; !p.Entry.Disabled() || p.Send.Enabled() || p.Smile.Enabled() {
			t.Errorf("%s: something can be written", b)
		}
		if b == model.ChatBlockedComments {
			continue // no end is known
		}
		h.set(func(s *model.State) { s.Live.Chat.Until = soon })
		h.sees(kit.T("chat.blocked.until", kit.Values{"Time": "20 s"}))
	}
}

func TestChatFollowsOnlyAtItsEnd(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(1, 200)...) }))
	l := h.screen.(*onAir).chat.Log
	if !l.AtEnd() || l.Scroll.Offset.Y == 0 {
		t.Fatalf("it begins at %v of %v", l.Scroll.Offset.Y, l.Height)
	}
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(201, 5)...) })
	if !l.AtEnd() || l.Chip.Visible() {
		t.Error("it does not follow at its end")
	}
	l.Scroll.Offset.Y = 1000
	l.Scrolled()
	reading := l.InView()[3].(*panel.ChatRow)
	at := reading.Position().Y - l.Scroll.Offset.Y
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(206, 400)...) }) // the oldest lines go
	if now := reading.Position().Y - l.Scroll.Offset.Y; reading.Line.ID > 106 && now != at {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
	h.sees(kit.N("chat.new", 400))
	h.tap(l.Chip)
	if !l.AtEnd() || l.Chip.Visible() {
		t.Error("the chip does not lead to the end")
	}
	if len(l.Rows) != model.MaxChatLines {
		t.Errorf("%d rows", len(l.Rows))
	}
	if n := len(l.InView()); n > 100 {
		t.Errorf("%d rows are drawn", n)
	}
}

func TestReadingStaysWhileOldLinesGo(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(1, 500)...) }))
	l := h.screen.(*onAir).chat.Log
	l.Scroll.Offset.Y = l.Height / 2
	l.Scrolled()
	reading := l.InView()[2].(*panel.ChatRow)
	at := reading.Position().Y - l.Scroll.Offset.Y
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(501, 50)...) })
	if now := reading.Position().Y - l.Scroll.Offset.Y; now < at-1 || now > at+1 {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
}

func TestEmojiGoesIntoTheField(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	h.tap(p.Smile)
	var first *panel.EmojiButton
	walk(p.Emoji, func(o fyne.CanvasObject) {
		if b, ok := o.(*panel.EmojiButton); ok && first == nil {
			first = b
		}
	})
	h.tap(first)
	if p.Entry.Text != panel.Emojis()[0] {
		t.Errorf("the field has %q", p.Entry.Text)
	}
	h.tap(p.Smile)
	if len(p.Emoji.Objects) != 0 {
		t.Error("the picker stays")
	}
}
