package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
)

func TestWhereAPageGoes(t *testing.T) {
	for _, c := range []struct {
		width  float32
		beside bool
	}{{960, false}, {1099, false}, {1100, false}, {1279.5, false}, {1280, true}, {1366, true}, {1600, true}, {3840, true}} {
		if got := pageBeside(c.width); got != c.beside {
			t.Errorf("at %v: beside the tabs %v, want %v", c.width, got, c.beside)
		}
	}
}

// area is where an object is in the window; empty where it is hidden.
func (h *harness) area(o fyne.CanvasObject) box {
	if part, _, found := seen(h.root(), o); !found || part.Width <= 0 || part.Height <= 0 {
		return box{}
	}
	at := h.app.Driver().AbsolutePositionForObject(o)
	return box{at.X, at.Y, o.Size().Width, o.Size().Height}
}

func (b box) empty() bool { return b.w <= 0 || b.h <= 0 }

func (b box) meets(c box) bool {
	return b.x < c.x+c.w-0.5 && c.x < b.x+b.w-0.5 && b.y < c.y+c.h-0.5 && c.y < b.y+b.h-0.5
}

// TestPagesLeaveTheChatInView of a wide window, and take nothing from bars and
// picture; a smaller window's page takes the chat's place.
func TestPagesLeaveTheChatInView(t *testing.T) {
	for name, sc := range map[string]model.Screen{"host": model.ScreenOnAir, "viewer": model.ScreenWatching} {
		t.Run(name, func(t *testing.T) {
			h := newStudio(t, onScreen(sc))
			var tg *together
			var bars []fyne.CanvasObject
			pages := map[string]func(){}
			switch s := h.screen.(type) {
			case *onAir:
				tg, bars = s.together, []fyne.CanvasObject{s.top, s.bar}
				pages["beauty"], pages["sound"] = s.toggleBeauty, s.toggleSound
			case *watching:
				tg, bars = s.together, []fyne.CanvasObject{s.top, s.bar}
				pages["beauty"], pages["sound"], pages["gifts"] = s.toggleBeauty, s.toggleSound, s.openGifts
			}
			for _, size := range []fyne.Size{{Width: 1280, Height: 720}, {Width: 1600, Height: 900}, {Width: 1100, Height: 700}, {Width: 960, Height: 600}} {
				h.win.Resize(size)
				wide := pageBeside(size.Width)
				for page, toggle := range pages {
					toggle()
					chat, beside := h.area(tg.panel.box), h.area(tg.panel.page)
					if chat.empty() == wide || beside.empty() {
						t.Errorf("%s at %v: the chat is at %v, the page at %v", page, size, chat, beside)
					}
					if wide && (chat.meets(beside) || h.area(tg.chat.entry).empty()) {
						t.Errorf("%s at %v: page %v and chat %v are one over the other", page, size, beside, chat)
					}
					for _, o := range append(bars, tg.stage) {
						if b := h.area(o); b.empty() || b.meets(chat) || b.meets(beside) {
							t.Errorf("%s at %v: %T at %v is under page %v or chat %v", page, size, o, b, beside, chat)
						}
					}
					toggle()
					if h.area(tg.panel.box).empty() || !h.area(tg.panel.page).empty() {
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
	h := newSizedHarness(t, 1280, 720, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	h.press(fyne.KeyB)
	s.panel.choose(s.pageViewers)
	if s.panel.current != s.pageBeauty || h.area(s.members.object()).empty() {
		t.Error("choosing a tab beside it closes the page, or does nothing")
	}
	h.win.Resize(fyne.NewSize(1000, 640))
	if !h.area(s.panel.box).empty() || h.area(s.panel.page).empty() {
		t.Error("in a narrow window the page is not in the place of the tabs")
	}
	s.panel.choose(s.pageChat)
	if s.panel.open() || h.area(s.panel.box).empty() {
		t.Error("there a tab does not take the page away")
	}
	h.press(fyne.KeyB)
	h.win.Resize(fyne.NewSize(1400, 800))
	if h.area(s.panel.box).empty() || h.area(s.panel.page).empty() || !s.beautyButton.On() {
		t.Error("in a wide one they are not both in view")
	}
}

// TestBeautySlidersAreInViewOfASmallWindow wherever the panel has any.
func TestBeautySlidersAreInViewOfASmallWindow(t *testing.T) {
	for name, sc := range map[string]model.Screen{"live": model.ScreenOnAir, "setup": model.ScreenSetup} {
		h := newStudio(t, func(s *model.State) {
			s.Screen = sc
			looks := s.Beauty.Makeup[0].Looks
			s.Beauty.Makeup = nil
			for _, m := range []string{"lips", "blush", "brows", "shadow", "liner", "lenses"} {
				s.Beauty.Makeup = append(s.Beauty.Makeup, model.Makeup{ID: "makeup." + m, Looks: append(looks, looks...)})
			}
		})
		h.win.Resize(fyne.NewSize(960, 600))
		var p *beautyPanel
		switch s := h.screen.(type) {
		case *onAir:
			h.press(fyne.KeyB)
			p = s.beauty
		case *setup:
			s.panel.choose(2)
			p = s.beauty
		}
		for _, tab := range []model.BeautyTab{model.TabSkin, model.TabShape, model.TabMakeup} {
			p.choose(tab)
			n := 0
			for _, r := range p.rows {
				if r.slider == nil {
					continue
				}
				if part, whole, found := seen(h.root(), r.slider); found && part.Height >= whole.Height-1 && part.Width > 0 {
					n++
				}
			}
			if n < 3 {
				t.Errorf("%s, %s: %d sliders are in view", name, tab, n)
			}
		}
	}
}
