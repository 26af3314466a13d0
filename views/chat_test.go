package views

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

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

func TestAPinnedLineStandsAboveTheChat(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	pin := &model.ChatLine{Kind: model.ChatText, User: ben, Text: "be kind", Seq: 7}
	h.set(func(s *model.State) { s.Live.Chat.Pinned = pin })
	h.sees("be kind")
	if b := buttonOf(h.win.Content(), kit.T("chat.unpin")); b != nil {
		t.Error("a viewer may take it down")
	}
	h.set(func(s *model.State) { s.Live.Helper = true })
	b := buttonOf(h.win.Content(), kit.T("chat.unpin"))
	if b == nil {
		t.Fatal("a helper cannot take it down")
	}
	b.Tapped(nil)
	h.want("PinLine[0]")
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.Without(7) })
	h.seesNot("be kind")
}

func TestADeletedLineGoesFromChatAndSky(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	w := h.screen.(*watching)
	h.set(func(s *model.State) { s.Live.Danmaku = model.Danmaku{On: true, Opacity: 100} })
	h.set(func(s *model.State) {
		lines := says(1000, 3)
		for i := range lines {
			lines[i].Seq = 10 + uint64(i)
		}
		s.Live.Chat = s.Live.Chat.With(lines...)
	})
	if n := len(w.stage.Sky.Things); n != 3 {
		t.Fatalf("%d lines fly", n)
	}
	rows := len(w.chat.Log.Rows)
	h.set(func(s *model.State) { s.Live.Chat = s.Live.Chat.Without(11) })
	if n := len(w.stage.Sky.Things); n != 2 || len(w.stage.Sky.Layer.Objects) != 4 {
		t.Errorf("%d lines fly on", n)
	}
	if n := len(w.chat.Log.Rows); n != rows-1 {
		t.Errorf("%d rows of %d are left", n, rows)
	}
	h.seesNot("line 1001")
}

func TestTheMenuOfALineHasWhatTheUserMay(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	line := model.ChatLine{Kind: model.ChatText, User: ben, Text: "hi", Seq: 9}
	has := func(key string) func() {
		for _, a := range panel.LineActions(h.Desk, line, func(model.User) {}) {
			if a.Key == key {
				return a.Do
			}
		}
		return nil
	}
	if has("chat.delete") != nil || has("chat.pin") != nil {
		t.Error("a viewer may delete and pin")
	}
	h.set(func(s *model.State) { s.Live.Helper = true })
	has("chat.delete")()
	has("chat.pin")()
	h.want("DeleteLine[9]", "PinLine[9]")
	h.set(func(s *model.State) { s.Live.Chat.Pinned = &line })
	has("chat.unpin")()
	h.want("PinLine[0]")
}

// buttonOf finds the button with that tip, nil if there is none.
func buttonOf(o fyne.CanvasObject, tip string) *kit.Button {
	if b, ok := o.(*kit.Button); ok && b.TipText() == tip {
		return b
	}
	var below []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		below = o.Objects
	case fyne.Widget:
		below = test.WidgetRenderer(o).Objects()
	}
	for _, c := range below {
		if b := buttonOf(c, tip); b != nil && c.Visible() {
			return b
		}
	}
	return nil
}

// TestALateLineStandsAboveLaterOnes: its place is the server's, and it flies though
// a later one has flown.
func TestALateLineStandsAboveLaterOnes(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	first, late, last := says(1, 1)[0], says(3, 1)[0], says(2, 1)[0]
	h.set(func(s *model.State) {
		s.Live.Danmaku = model.Danmaku{On: true, Opacity: 80}
		s.Live.Chat.Lines = []model.ChatLine{first}
	})
	w := h.screen.(*watching)
	flown := len(w.stage.Sky.Things)
	h.set(func(s *model.State) { s.Live.Chat.Lines = []model.ChatLine{first, late, last} })
	var ids []uint64
	for _, r := range w.chat.Log.Rows {
		ids = append(ids, r.Line.ID)
	}
	if fmt.Sprint(ids) != "[1 3 2]" {
		t.Errorf("rows %v", ids)
	}
	if n := len(w.stage.Sky.Things) - flown; n != 2 {
		t.Errorf("%d lines flew, want 2", n)
	}
}
