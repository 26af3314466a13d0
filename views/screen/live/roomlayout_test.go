package live

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/panel"
)

// spot is a place in the window.
type spot struct{ x, y, w, h float32 }

// area is where an object is in the window; empty where it is hidden.
func area(h *viewtest.Harness, o fyne.CanvasObject) spot {
	if part, _, found := viewtest.Seen(h.Root(), o); !found || part.Width <= 0 || part.Height <= 0 {
		return spot{}
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return spot{at.X, at.Y, o.Size().Width, o.Size().Height}
}

func (b spot) empty() bool { return b.w <= 0 || b.h <= 0 }

func (b spot) meets(c spot) bool {
	return b.x < c.x+c.w-0.5 && c.x < b.x+b.w-0.5 && b.y < c.y+c.h-0.5 && c.y < b.y+b.h-0.5
}

// TestPagesLeaveTheChatInView of a wide window, and take nothing from bars and
// picture; a smaller window's page takes the chat's place.
func TestPagesLeaveTheChatInView(t *testing.T) {
	for name, sc := range map[string]model.Screen{"host": model.ScreenOnAir, "viewer": model.ScreenWatching} {
		t.Run(name, func(t *testing.T) {
			h := viewtest.NewStudio(t, viewtest.On(sc))
			var tg *together
			var bars []fyne.CanvasObject
			pages := map[string]func(){}
			switch s := h.Screen().(type) {
			case *onAir:
				tg, bars = s.together, []fyne.CanvasObject{s.top, s.bar}
				pages["beauty"], pages["sound"] = s.toggleBeauty, s.toggleSound
			case *watching:
				tg, bars = s.together, []fyne.CanvasObject{s.top, s.bar}
				pages["beauty"], pages["sound"], pages["gifts"] = s.toggleBeauty, s.toggleSound, s.openGifts
			}
			for _, size := range []fyne.Size{{Width: 1280, Height: 720}, {Width: 1600, Height: 900}, {Width: 1100, Height: 700}, {Width: 960, Height: 600}} {
				h.Win.Resize(size)
				wide := panel.PageBeside(size.Width)
				for page, toggle := range pages {
					toggle()
					chat, beside := area(h, tg.panel.Box), area(h, tg.panel.Page)
					if chat.empty() == wide || beside.empty() {
						t.Errorf("%s at %v: the chat is at %v, the page at %v", page, size, chat, beside)
					}
					if wide && (chat.meets(beside) || area(h, tg.chat.Entry).empty()) {
						t.Errorf("%s at %v: page %v and chat %v are one over the other", page, size, beside, chat)
					}
					for _, o := range append(bars, tg.stage) {
						if b := area(h, o); b.empty() || b.meets(chat) || b.meets(beside) {
							t.Errorf("%s at %v: %T at %v is under page %v or chat %v", page, size, o, b, beside, chat)
						}
					}
					toggle()
					if area(h, tg.panel.Box).empty() || !area(h, tg.panel.Page).empty() {
						t.Errorf("%s at %v does not close", page, size)
					}
				}
			}
		})
	}
}

// TestAPageFollowsTheWindow: it goes beside the chat and back into its place as the
// window grows and shrinks, and stays where another tab is chosen beside it.
func TestAPageFollowsTheWindow(t *testing.T) {
	h := viewtest.NewSized(t, 1280, 720, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	h.Press(fyne.KeyB)
	s.panel.Choose(s.pageViewers)
	if s.panel.Current != s.pageBeauty || area(h, s.members.Object()).empty() {
		t.Error("choosing a tab beside it closes the page, or does nothing")
	}
	h.Win.Resize(fyne.NewSize(1000, 640))
	if !area(h, s.panel.Box).empty() || area(h, s.panel.Page).empty() {
		t.Error("in a narrow window the page is not in the place of the tabs")
	}
	s.panel.Choose(s.pageChat)
	if s.panel.Open() || area(h, s.panel.Box).empty() {
		t.Error("there a tab does not take the page away")
	}
	h.Press(fyne.KeyB)
	h.Win.Resize(fyne.NewSize(1400, 800))
	if area(h, s.panel.Box).empty() || area(h, s.panel.Page).empty() || !s.beautyButton.On() {
		t.Error("in a wide one they are not both in view")
	}
}

// TestBeautySlidersAreInViewOfASmallWindow wherever the panel has any.
func TestBeautySlidersAreInViewOfASmallWindow(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenOnAir, viewtest.ManyLooks))
	h.Win.Resize(fyne.NewSize(960, 600))
	h.Press(fyne.KeyB)
	h.SlidersInView(h.Screen().(*onAir).beauty)
}
