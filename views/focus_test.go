package views

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/scenes"
	"onair/views/kit"
	"onair/views/panel"
)

// everyScene opens each state of the gallery in the smallest window.
func everyScene(t *testing.T, do func(*testing.T, *harness)) {
	inScenes(t, fyne.NewSize(minWidth, minHeight), slices.Sorted(maps.Keys(scenes.All())), do)
}

// eachScreen opens one state of each screen in a window of the usual size.
func eachScreen(t *testing.T, do func(*testing.T, *harness)) {
	inScenes(t, fyne.NewSize(1280, 800), []string{"welcome", "lobby", "setup", "onair", "chat", "summary"}, do)
}

func inScenes(t *testing.T, size fyne.Size, names []string, do func(*testing.T, *harness)) {
	for _, name := range names {
		t.Run(fmt.Sprintf("%s/%vx%v", name, size.Width, size.Height), func(t *testing.T) {
			h := newSizedHarness(t, size.Width, size.Height, func(s *model.State) {
				*s = scenes.Base()
				s.Settings.Language = "en"
				scenes.All()[name](s)
			})
			h.settle()
			do(t, h)
		})
	}
}

// settle lays the window out anew, as the real driver does where something has
// become larger.
func (h *harness) settle() {
	content := h.Canvas().Content()
	size := content.Size()
	content.Resize(size.AddWidthHeight(0, 1))
	content.Resize(size)
}

// seen is the part of an object that can be seen in a tree: what scrollers and
// the window leave of it. found is false if it is not in the tree or hidden.
func seen(root, o fyne.CanvasObject) (part, whole fyne.Size, found bool) {
	type box struct{ x0, y0, x1, y1 float32 }
	cut := func(a, b box) box { return box{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)} }
	var visit func(c fyne.CanvasObject, at fyne.Position, clip box)
	visit = func(c fyne.CanvasObject, at fyne.Position, clip box) {
		if found || c == nil || !c.Visible() {
			return
		}
		at = at.Add(c.Position())
		own := box{at.X, at.Y, at.X + c.Size().Width, at.Y + c.Size().Height}
		if c == o {
			p := cut(own, clip)
			part, whole, found = fyne.NewSize(max(0, p.x1-p.x0), max(0, p.y1-p.y0)), c.Size(), true
			return
		}
		switch v := c.(type) {
		case *fyne.Container:
			for _, child := range v.Objects {
				visit(child, at, clip)
			}
		case fyne.Widget:
			if _, scroll := c.(*container.Scroll); scroll {
				clip = cut(clip, own)
			}
			for _, child := range test.WidgetRenderer(v).Objects() {
				visit(child, at, clip)
			}
		}
	}
	visit(root, fyne.Position{}, box{0, 0, root.Size().Width, root.Size().Height})
	return part, whole, found
}

// root is what takes the keys: the overlay on top, or the content.
func (h *harness) root() fyne.CanvasObject {
	if top := h.Canvas().Overlays().Top(); top != nil {
		return top
	}
	return h.Canvas().Content()
}

func describe(o any) string {
	switch v := o.(type) {
	case nil:
		return "nothing"
	case interface{ TipText() string }:
		return fmt.Sprintf("%T %q", v, v.TipText())
	}
	return fmt.Sprintf("%T", o)
}

func TestTabReachesOnlyWhatIsSeen(t *testing.T) {
	check := func(t *testing.T, h *harness) {
		c := h.Canvas()
		c.Focus(nil)
		reached := map[fyne.Focusable]bool{}
		for {
			c.FocusNext()
			f := c.Focused()
			if f == nil || reached[f] {
				break
			}
			reached[f] = true
			part, whole, found := seen(h.root(), f.(fyne.CanvasObject))
			switch {
			case !found:
				t.Errorf("%s has the focus and is not shown", describe(f))
			case part.Width < whole.Width-1 || part.Height < min(whole.Height-1, 200):
				t.Errorf("%s has the focus, of %v only %v can be seen", describe(f), whole, part)
			}
		}
		if len(reached) == 0 {
			t.Error("Tab reaches nothing")
		}
		walk(h.root(), func(o fyne.CanvasObject) {
			if f, ok := o.(fyne.Focusable); ok && !reached[f] {
				if d, ok := o.(fyne.Disableable); !ok || !d.Disabled() {
					t.Errorf("Tab does not reach %s", describe(o))
				}
			}
		})
	}
	everyScene(t, check)
	eachScreen(t, check)
}

// keys are typed at a window by somebody who does not look.
var blindKeys = []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeySpace, fyne.KeyRight, fyne.KeyUp, fyne.KeyDelete}

// TestSettingsGiveTheFocusBack: what is behind the settings gets no key while
// they are open, and nothing of theirs once they are closed.
func TestSettingsGiveTheFocusBack(t *testing.T) {
	eachScreen(t, func(t *testing.T, h *harness) {
		c := h.Canvas()
		c.FocusNext()
		first := c.Focused()
		h.set(func(s *model.State) { s.Settings.Open = true })
		if c.Focused() != nil {
			t.Errorf("%s has the focus behind the settings", describe(c.Focused()))
		}
		seenSelect := false
		for range 12 { // any of the first controls
			c.FocusNext()
			if _, ok := c.Focused().(*kit.Select); ok {
				seenSelect = true
				break
			}
		}
		if !seenSelect {
			t.Fatal("no chooser in the settings")
		}
		h.set(func(s *model.State) { s.Settings.Open = false })
		if c.Focused() != first {
			t.Errorf("the focus is with %s, it was with %s", describe(c.Focused()), describe(first))
		}
	})
}

// TestNothingHiddenTakesAKey hides what has the focus in every way there is.
func TestNothingHiddenTakesAKey(t *testing.T) {
	ways := map[string]func(*harness, fyne.Focusable){
		"the settings are closed": func(h *harness, _ fyne.Focusable) {
			h.Canvas().Focus(nil)
			h.set(func(s *model.State) { s.Settings.Open = true })
			for range 20 {
				h.Canvas().FocusNext()
				if _, ok := h.Canvas().Focused().(*kit.Select); ok {
					break
				}
			}
			h.set(func(s *model.State) { s.Settings.Open = false })
		},
		"another screen comes": func(h *harness, _ fyne.Focusable) {
			h.set(func(s *model.State) { s.Screen = model.ScreenWelcome })
		},
		"it is hidden without a word": func(_ *harness, f fyne.Focusable) { f.(fyne.CanvasObject).Hide() },
	}
	for name, hide := range ways {
		t.Run(name, func(t *testing.T) {
			h := newHarness(t, onScreen(model.ScreenSetup))
			s := h.screen.(*setup)
			s.panel.Choose(1)
			c := h.Canvas()
			c.Focus(s.devices.camera)
			hide(h, s.devices.camera)
			had := s.devices.camera.Selected
			h.acts.calls = nil
			for _, k := range blindKeys {
				if f := c.Focused(); f != nil && f != fyne.Focusable(s.devices.camera) && k != fyne.KeyDown {
					continue // what the focus went to may be used
				}
				h.hit(k)
			}
			if c.Overlays().Top() != nil {
				t.Error("an unseen chooser opened its menu")
			}
			if s.devices.camera.Selected != had || slices.ContainsFunc(h.acts.calls, func(c string) bool { return strings.HasPrefix(c, "SetCamera") }) {
				t.Errorf("an unseen chooser chose %q: %q", s.devices.camera.Selected, h.acts.calls)
			}
		})
	}
}

// hit types a key as the window's driver does.
func (h *harness) hit(k fyne.KeyName) {
	e := &fyne.KeyEvent{Name: k}
	if f := h.Canvas().Focused(); f != nil {
		f.TypedKey(e)
		return
	}
	h.typedKey(e)
}

func TestPanelsAndPagesGiveTheFocusBack(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	c := h.Canvas()
	c.Focus(s.beautyButton)
	h.hit(fyne.KeySpace)
	c.Focus(s.beauty.Reset)
	s.panel.Back()
	if c.Focused() != fyne.Focusable(s.beautyButton) {
		t.Errorf("the page is closed, the focus is with %s", describe(c.Focused()))
	}
	c.Focus(s.panel.Heads.First())
	s.fold(true)
	if c.Focused() != fyne.Focusable(s.panelButton) {
		t.Errorf("the panel is folded, the focus is with %s", describe(c.Focused()))
	}
}

// TestEnterAnswersEveryQuestion: each card over the window has an answer for
// Enter, and shows which.
func TestEnterAnswersEveryQuestion(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage }))
	s := h.screen.(*watching)
	s.askLeave()
	if f := h.Canvas().Focused(); f != fyne.Focusable(h.Dialog().Yes) {
		t.Errorf("the focus is with %s", describe(f))
	}
	h.acts.calls = nil
	h.hit(fyne.KeyReturn)
	h.want("LeaveRoom")
	for name, ask := range map[string]func(){
		"join": s.askJoin, "leave the stage": s.askLeaveStage, "mute": func() { panel.AskMute(h.Desk, ben) }, "remove": func() { panel.AskRemove(h.Desk, ben, true) },
	} {
		ask()
		h.Canvas().Focus(nil)
		h.hit(fyne.KeyEnter)
		if h.Dialog() != nil {
			t.Errorf("%s: Enter does nothing", name)
		}
	}
}

// TestTileToolsByKeyboard takes a guest off the stage without a mouse.
func TestTileToolsByKeyboard(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Standings = map[string]model.Standing{"nora": {Role: model.RoleAnchor}, "ben": {Role: model.RoleCoAnchor}, "lin": {Role: model.RoleCoAnchor}}
		s.OnAir.Tiles = append(s.OnAir.Tiles, model.Tile{ID: "lin", User: lin}, model.Tile{ID: "ben", User: ben})
	}))
	s := h.screen.(*onAir)
	c := h.Canvas()
	for range 60 {
		if c.FocusNext(); c.Focused() == fyne.Focusable(s.stage) {
			break
		}
	}
	if c.Focused() != fyne.Focusable(s.stage) {
		t.Fatal("Tab does not reach the stage")
	}
	h.hit(fyne.KeyRight)
	h.hit(fyne.KeyReturn)
	ben := s.stage.Tiles[2].Tools
	if c.Focused() != fyne.Focusable(ben.Down) {
		t.Fatalf("the focus is with %s", describe(c.Focused()))
	}
	s.stage.Pointer.Check()
	h.hit(fyne.KeySpace)
	if h.Dialog() == nil {
		t.Fatal("nothing is asked")
	}
	h.acts.calls = nil
	h.hit(fyne.KeyReturn)
	h.want("KickFromStage[ben]")
}
