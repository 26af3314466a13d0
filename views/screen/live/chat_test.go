package live

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel"
)

func TestChatSendsAndKeepsWhatIsRefused(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	p := h.Screen().(*watching).chat
	if p.Send.Enabled() || p.Send.TipText() != kit.T("chat.empty") {
		t.Error("nothing can be sent")
	}
	h.Press(fyne.KeyReturn)
	if h.Canvas().Focused() != p.Entry {
		t.Fatal("Enter does not go to the field")
	}
	p.Entry.SetText(" hello ")
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.Want("SendChat[hello]")
	h.Set(func(s *model.State) { s.Live.Chat.Sending = true })
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.Want()
	for _, r := range model.ChatRefusals() {
		h.Set(func(s *model.State) { s.Live.Chat.Sending = true })
		h.Set(func(s *model.State) { s.Live.Chat.Sending, s.Live.Chat.Refused = false, r })
		h.Sees(kit.T("chat.refused." + string(r)))
	}
	if p.Entry.Text != " hello " {
		t.Errorf("the refusal left %q", p.Entry.Text)
	}
	p.Entry.SetText("hello")
	h.SeesNot(kit.T("chat.refused.failed"))
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.Want("SendChat[hello]")
	h.Set(func(s *model.State) { s.Live.Chat = model.Chat{Sent: 1} })
	if p.Entry.Text != "" {
		t.Errorf("%q stays after it was sent", p.Entry.Text)
	}
}

func TestWhatWasTypedSinceIsKeptWhenATextIsTaken(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	p := h.Screen().(*watching).chat
	p.Entry.SetText("one")
	h.Tap(p.Send)
	p.Entry.SetText("two")
	h.Set(func(s *model.State) { s.Live.Chat.Sent++ })
	if p.Entry.Text != "two" {
		t.Errorf("the field has %q", p.Entry.Text)
	}
}

func TestTooLongATextIsRefusedBeforeItIsSent(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Limits.Message = model.TextLimit{Chars: 700, Bytes: 2100} }))
	p := h.Screen().(*watching).chat
	p.Entry.SetText(strings.Repeat("长", 701))
	h.Sees(kit.T("count.tooLong", kit.Values{"Most": 700}))
	h.Sees("701 / 700")
	p.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	h.Want()
}

func TestMutedChatSaysWhy(t *testing.T) {
	for _, b := range model.ChatBlocks() {
		h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Live.Chat.Blocked = b }))
		h.Sees(kit.T("chat.blocked." + string(b)))
		if p := h.Screen().(*watching).chat; !p.Entry.Disabled() || p.Send.Enabled() || p.Smile.Enabled() {
			t.Errorf("%s: something can be written", b)
		}
		if b == model.ChatBlockedComments {
			continue // no end is known
		}
		h.Set(func(s *model.State) { s.Live.Chat.Until = viewtest.Soon })
		h.Sees(kit.T("chat.blocked.until", kit.Values{"Time": "20 s"}))
	}
}

func TestChatFollowsOnlyAtItsEnd(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) { s.Live.Chat = s.Live.Chat.With(viewtest.Says(1, 200)...) }))
	l := h.Screen().(*onAir).chat.Log
	if !l.AtEnd() || l.Scroll.Offset.Y == 0 {
		t.Fatalf("it begins at %v of %v", l.Scroll.Offset.Y, l.Height)
	}
	h.Set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(viewtest.Says(201, 5)...) })
	if !l.AtEnd() || l.Chip.Visible() {
		t.Error("it does not follow at its end")
	}
	l.Scroll.Offset.Y = 1000
	l.Scrolled()
	reading := l.InView()[3].(*panel.ChatRow)
	at := reading.Position().Y - l.Scroll.Offset.Y
	h.Set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(viewtest.Says(206, 400)...) }) // the oldest lines go
	if now := reading.Position().Y - l.Scroll.Offset.Y; reading.Line.ID > 106 && now != at {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
	h.Sees(kit.N("chat.new", 400))
	h.Tap(l.Chip)
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
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) { s.Live.Chat = s.Live.Chat.With(viewtest.Says(1, 500)...) }))
	l := h.Screen().(*onAir).chat.Log
	l.Scroll.Offset.Y = l.Height / 2
	l.Scrolled()
	reading := l.InView()[2].(*panel.ChatRow)
	at := reading.Position().Y - l.Scroll.Offset.Y
	h.Set(func(s *model.State) { s.Live.Chat = s.Live.Chat.With(viewtest.Says(501, 50)...) })
	if now := reading.Position().Y - l.Scroll.Offset.Y; now < at-1 || now > at+1 {
		t.Errorf("what is read moved from %v to %v", at, now)
	}
}

func TestEmojiGoesIntoTheField(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	p := h.Screen().(*watching).chat
	h.Tap(p.Smile)
	var first *panel.EmojiButton
	viewtest.Walk(p.Emoji, func(o fyne.CanvasObject) {
		if b, ok := o.(*panel.EmojiButton); ok && first == nil {
			first = b
		}
	})
	h.Tap(first)
	if p.Entry.Text != panel.Emojis()[0] {
		t.Errorf("the field has %q", p.Entry.Text)
	}
	h.Tap(p.Smile)
	if len(p.Emoji.Objects) != 0 {
		t.Error("the picker stays")
	}
}

func TestAPinnedLineStandsAboveTheChat(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	pin := &model.ChatLine{Kind: model.ChatText, User: viewtest.Ben, Text: "be kind", Seq: 7}
	h.Set(func(s *model.State) { s.Live.Chat.Pinned = pin })
	h.Sees("be kind")
	if b := buttonOf(h.Win.Content(), kit.T("chat.unpin")); b != nil {
		t.Error("a viewer may take it down")
	}
	h.Set(func(s *model.State) { s.Live.Helper = true })
	b := buttonOf(h.Win.Content(), kit.T("chat.unpin"))
	if b == nil {
		t.Fatal("a helper cannot take it down")
	}
	b.Tapped(nil)
	h.Want("PinLine[0]")
	h.Set(func(s *model.State) { s.Live.Chat = s.Live.Chat.Without(7) })
	h.SeesNot("be kind")
}

func TestADeletedLineGoesFromChatAndSky(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	w := h.Screen().(*watching)
	h.Set(func(s *model.State) { s.Live.Danmaku = model.Danmaku{On: true, Opacity: 100} })
	h.Set(func(s *model.State) {
		lines := viewtest.Says(1000, 3)
		for i := range lines {
			lines[i].Seq = 10 + uint64(i)
		}
		s.Live.Chat = s.Live.Chat.With(lines...)
	})
	if n := len(w.stage.Sky.Things); n != 3 {
		t.Fatalf("%d lines fly", n)
	}
	rows := len(w.chat.Log.Rows)
	h.Set(func(s *model.State) { s.Live.Chat = s.Live.Chat.Without(11) })
	if n := len(w.stage.Sky.Things); n != 2 || len(w.stage.Sky.Layer.Objects) != 4 {
		t.Errorf("%d lines fly on", n)
	}
	if n := len(w.chat.Log.Rows); n != rows-1 {
		t.Errorf("%d rows of %d are left", n, rows)
	}
	h.SeesNot("line 1001")
}

func TestTheMenuOfALineHasWhatTheUserMay(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	line := model.ChatLine{Kind: model.ChatText, User: viewtest.Ben, Text: "hi", Seq: 9}
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
	h.Set(func(s *model.State) { s.Live.Helper = true })
	has("chat.delete")()
	has("chat.pin")()
	h.Want("DeleteLine[9]", "PinLine[9]")
	h.Set(func(s *model.State) { s.Live.Chat.Pinned = &line })
	has("chat.unpin")()
	h.Want("PinLine[0]")
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
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	first, late, last := viewtest.Says(1, 1)[0], viewtest.Says(3, 1)[0], viewtest.Says(2, 1)[0]
	h.Set(func(s *model.State) {
		s.Live.Danmaku = model.Danmaku{On: true, Opacity: 80}
		s.Live.Chat.Lines = []model.ChatLine{first}
	})
	w := h.Screen().(*watching)
	flown := len(w.stage.Sky.Things)
	h.Set(func(s *model.State) { s.Live.Chat.Lines = []model.ChatLine{first, late, last} })
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
