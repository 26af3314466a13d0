package live

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// TestALinesMenuByKeyboard: from the empty field up to a line, into its menu, and back,
// on both screens of a room.
func TestALinesMenuByKeyboard(t *testing.T) {
	for name, sc := range map[string]model.Screen{"anchor": model.ScreenOnAir, "viewer": model.ScreenWatching} {
		t.Run(name, func(t *testing.T) {
			h := viewtest.New(t, viewtest.On(sc, func(s *model.State) {
				if sc == model.ScreenOnAir {
					s.Live.Role = model.RoleAnchor
				}
				lines := viewtest.Says(1, 40)
				for i := range lines {
					lines[i].Seq = lines[i].ID
				}
				s.Live.Chat = s.Live.Chat.With(lines...)
				s.Live.Chat = s.Live.Chat.With(model.ChatLine{ID: 41, Kind: model.ChatAllMuted}) // with which nothing can be done
			}))
			p := frameOf(h).chat
			keys, c := p.Log.Keys, h.Canvas()
			h.Press(fyne.KeyReturn)
			h.Hit(fyne.KeyUp)
			if c.Focused() != fyne.Focusable(keys) || keys.At == nil || keys.At.Line.ID != 40 || !keys.Marked() {
				t.Fatalf("up from the field: focus with %s, line %+v", viewtest.Describe(c.Focused()), keys.At)
			}
			for range 38 {
				h.Hit(fyne.KeyUp)
			}
			part, whole, _ := viewtest.Seen(h.Root(), keys.At)
			if keys.At.Line.ID != 2 || part.Height < whole.Height-1 {
				t.Errorf("line %d is chosen, of %v only %v is in view", keys.At.Line.ID, whole, part)
			}
			for _, open := range []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace, desktop.KeyMenu, fyne.KeyF10} {
				h.Hit(open)
				if b, ok := c.Focused().(*kit.Button); !ok || b.Text != kit.T("chat.copy") {
					t.Fatalf("%s: the focus is with %s", open, viewtest.Describe(c.Focused()))
				}
				h.Hit(fyne.KeyEscape)
				if c.Overlays().Top() != nil || c.Focused() != fyne.Focusable(keys) {
					t.Fatalf("%s, Esc: the focus is with %s", open, viewtest.Describe(c.Focused()))
				}
			}
			h.Hit(fyne.KeyReturn)
			h.Hit(fyne.KeyReturn)
			if got := fyne.CurrentApp().Clipboard().Content(); got != "line 2" || c.Overlays().Top() != nil {
				t.Errorf("copied %q", got)
			}
			if sc == model.ScreenOnAir {
				h.Acts.Calls = nil
				h.Hit(fyne.KeyReturn)
				h.Hit(fyne.KeyDown)
				h.Hit(fyne.KeyDown) // copy, pin, delete
				h.Hit(fyne.KeyReturn)
				h.Want("DeleteLine[2]")
				h.Set(func(s *model.State) { s.Live.Chat = s.Live.Chat.Without(2) })
				if keys.At == nil || keys.At.Line.ID != 3 || c.Focused() != fyne.Focusable(keys) {
					t.Errorf("after the line is gone: line %+v, focus with %s", keys.At, viewtest.Describe(c.Focused()))
				}
			}
			h.Hit(fyne.KeyEnd)
			h.Hit(fyne.KeyDown)
			if c.Focused() != fyne.Focusable(p.Entry) || keys.Marked() {
				t.Errorf("down from the last line: the focus is with %s", viewtest.Describe(c.Focused()))
			}
			p.Entry.SetText("half a")
			h.Hit(fyne.KeyUp)
			if c.Focused() != fyne.Focusable(p.Entry) {
				t.Error("what is typed is left behind")
			}
		})
	}
}

// TestLinesWithoutAField: who may not write reaches the lines by Tab; hot keys go on.
func TestLinesWithoutAField(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) {
		s.Live.Chat = s.Live.Chat.With(viewtest.Says(1, 3)...)
		s.Live.Chat.Blocked = model.ChatBlockedMuted
	}))
	keys, c := frameOf(h).chat.Log.Keys, h.Canvas()
	for range 60 {
		if c.FocusNext(); c.Focused() == fyne.Focusable(keys) {
			break
		}
	}
	if c.Focused() != fyne.Focusable(keys) || keys.At.Line.ID != 3 {
		t.Fatal("Tab does not reach the lines")
	}
	h.Hit(fyne.KeyM)
	h.Want("MuteSound[true]")
	h.Hit(fyne.KeyEscape)
	if c.Focused() != nil || keys.Marked() {
		t.Errorf("Esc: the focus is with %s", viewtest.Describe(c.Focused()))
	}
}

// frameOf is what the screen has of its room.
func frameOf(h *viewtest.Harness) *roomFrame {
	switch s := h.Screen().(type) {
	case *onAir:
		return s.roomFrame
	case *watching:
		return s.roomFrame
	}
	return nil
}
