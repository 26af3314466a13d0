package views

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
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
	if p.send.Enabled() || p.send.TipText() != kit.T("chat.empty") {
		t.Error("nothing can be sent")
	}
	h.press(fyne.KeyReturn)
	if h.win.Canvas().Focused() != p.entry {
		t.Fatal("Enter does not go to the field")
	}
	p.entry.SetText(" hello ")
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want("SendChat[hello]")
	h.set(func(s *model.State) { s.Live.Chat.Sending = true })
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want()
	for _, r := range model.ChatRefusals() {
		h.set(func(s *model.State) { s.Live.Chat.Sending = true })
		h.set(func(s *model.State) { s.Live.Chat.Sending, s.Live.Chat.Refused = false, r })
		h.sees(kit.T("chat.refused." + string(r)))
	}
	if p.entry.Text != " hello " {
		t.Errorf("the refusal left %q", p.entry.Text)
	}
	p.entry.SetText("hello")
	h.seesNot(kit.T("chat.refused.failed"))
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want("SendChat[hello]")
	h.set(func(s *model.State) { s.Live.Chat = model.Chat{Sent: 1} })
	if p.entry.Text != "" {
		t.Errorf("%q stays after it was sent", p.entry.Text)
	}
}

func TestWhatWasTypedSinceIsKeptWhenATextIsTaken(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	p.entry.SetText("one")
	h.tap(p.send)
	p.entry.SetText("two")
	h.set(func(s *model.State) { s.Live.Chat.Sent++ })
	if p.entry.Text != "two" {
		t.Errorf("the field has %q", p.entry.Text)
	}
}

func TestTooLongATextIsRefusedBeforeItIsSent(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Limits.Message = model.TextLimit{Chars: 700, Bytes: 2100} }))
	p := h.screen.(*watching).chat
	p.entry.SetText(strings.Repeat("长", 701))
	h.sees(kit.T("count.tooLong", kit.Values{"Most": 700}))
	h.sees("701 / 700")
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.want()
}

func TestMutedChatSaysWhy(t *testing.T) {
	for _, b := range model.ChatBlocks() {
		h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Live.Chat.Blocked = b }))
		h.sees(kit.T("chat.blocked." + string(b)))
		if p := h.screen.(*watching).chat; !p.entry.Disabled() || p.send.Enabled() || p.smile.Enabled() {
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
	l := h.screen.(*onAir).chat.log
	if !l.atEnd() || l.scroll.Offset.Y == 0 {
		t.Fatalf("it begins at %v of %v", l.scroll.Offset.Y, l.height)
	}
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(201, 5)...) })
	if !l.atEnd() || l.chip.Visible() {
		t.Error("it does not follow at its end")
	}
	l.scroll.Offset.Y = 1000
	l.scrolled()
	reading := l.inView()[3].(*chatRow)
	at := reading.Position().Y - l.scroll.Offset.Y
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(206, 400)...) }) // the oldest lines go
	if now := reading.Position().Y - l.scroll.Offset.Y; reading.line.ID > 106 && now != at {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
	h.sees(kit.N("chat.new", 400))
	h.tap(l.chip)
	if !l.atEnd() || l.chip.Visible() {
		t.Error("the chip does not lead to the end")
	}
	if len(l.rows) != model.MaxChatLines {
		t.Errorf("%d rows", len(l.rows))
	}
	if n := len(l.inView()); n > 100 {
		t.Errorf("%d rows are drawn", n)
	}
}

func TestReadingStaysWhileOldLinesGo(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(1, 500)...) }))
	l := h.screen.(*onAir).chat.log
	l.scroll.Offset.Y = l.height / 2
	l.scrolled()
	reading := l.inView()[2].(*chatRow)
	at := reading.Position().Y - l.scroll.Offset.Y
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(says(501, 50)...) })
	if now := reading.Position().Y - l.scroll.Offset.Y; now < at-1 || now > at+1 {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
}

func TestEmojiGoesIntoTheField(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	p := h.screen.(*watching).chat
	h.tap(p.smile)
	var first *emojiButton
	walk(p.emoji, func(o fyne.CanvasObject) {
		if b, ok := o.(*emojiButton); ok && first == nil {
			first = b
		}
	})
	h.tap(first)
	if p.entry.Text != emojis()[0] {
		t.Errorf("the field has %q", p.entry.Text)
	}
	h.tap(p.smile)
	if len(p.emoji.Objects) != 0 {
		t.Error("the picker stays")
	}
}
