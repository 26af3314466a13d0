package setup

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel/beauty"
)

// keys are typed at a window by somebody who does not look.
var blindKeys = []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeySpace, fyne.KeyRight, fyne.KeyUp, fyne.KeyDelete}

// TestNothingHiddenTakesAKey hides what has the focus in every way there is.
func TestNothingHiddenTakesAKey(t *testing.T) {
	ways := map[string]func(*viewtest.Harness, fyne.Focusable){
		"the settings are closed": func(h *viewtest.Harness, _ fyne.Focusable) {
			h.Canvas().Focus(nil)
			h.Set(func(s *model.State) { s.Settings.Open = true })
			for range 20 {
				h.Canvas().FocusNext()
				if _, ok := h.Canvas().Focused().(*kit.Select); ok {
					break
				}
			}
			h.Set(func(s *model.State) { s.Settings.Open = false })
		},
		"another screen comes": func(h *viewtest.Harness, _ fyne.Focusable) {
			h.Set(func(s *model.State) { s.Screen = model.ScreenWelcome })
		},
		"it is hidden without a word": func(_ *viewtest.Harness, f fyne.Focusable) { f.(fyne.CanvasObject).Hide() },
	}
	for name, hide := range ways {
		t.Run(name, func(t *testing.T) {
			h := viewtest.New(t, viewtest.On(model.ScreenSetup))
			s := h.Screen().(*setup)
			s.panel.Choose(1)
			c := h.Canvas()
			c.Focus(s.devices.Camera)
			hide(h, s.devices.Camera)
			had := s.devices.Camera.Selected
			h.Acts.Calls = nil
			for _, k := range blindKeys {
				if f := c.Focused(); f != nil && f != fyne.Focusable(s.devices.Camera) && k != fyne.KeyDown {
					continue // what the focus went to may be used
				}
				h.Hit(k)
			}
			if c.Overlays().Top() != nil {
				t.Error("an unseen chooser opened its menu")
			}
			if s.devices.Camera.Selected != had || slices.ContainsFunc(h.Acts.Calls, func(c string) bool { return strings.HasPrefix(c, "SetCamera") }) {
				t.Errorf("an unseen chooser chose %q: %q", s.devices.Camera.Selected, h.Acts.Calls)
			}
		})
	}
}

func TestSetupSendsChoices(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup))
	s := h.Screen().(*setup)
	s.title.SetText("Bread")
	h.Want("SetTitle[Bread]")
	s.number.SetText("42")
	h.Want("SetRoomNumber[42]")
	s.devices.Camera.SetSelectedIndex(2)
	h.Want("SetCamera[test:]")
	s.devices.Microphone.SetSelectedIndex(1)
	h.Want("SetMicrophone[none]")
	s.quality.Size.SetSelectedIndex(0)
	h.Want("SetSize[{640 360}]")
	s.quality.Bits.SetSelectedIndex(1)
	h.Want("SetBitRate[2500000]")
	h.Tap(s.take)
	h.Want("TakeCover")
	h.Tap(s.live)
	h.Want("GoLive")
	h.Press(desk.KeyGoLive)
	h.Want("GoLive")
}

func TestEscapeLeavesTheFieldThenTheScreen(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup))
	s := h.Screen().(*setup)
	h.Canvas().Focus(s.title)
	s.title.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	h.Want()
	if h.Canvas().Focused() != nil {
		t.Error("the field keeps the focus")
	}
	h.Press(fyne.KeyEscape)
	h.Want("LeaveSetup")
}

func TestSetupRefusesABadNumberAndSaysWhy(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup))
	s := h.Screen().(*setup)
	s.number.SetText("0")
	h.Set(func(*model.State) {})
	if s.live.Enabled() || s.live.TipText() != kit.T("setup.number.bad") {
		t.Errorf("enabled %v, reason %q", s.live.Enabled(), s.live.TipText())
	}
	h.Acts.Calls = nil
	h.Press(desk.KeyGoLive)
	h.Want()
}

func TestSetupBlockedTellsTheReason(t *testing.T) {
	for _, r := range model.BlockReasons() {
		h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) { s.Setup.Blocked = r }))
		s := h.Screen().(*setup)
		if s.live.Enabled() || s.live.TipText() != kit.T("blocked."+string(r)) {
			t.Errorf("%s: enabled %v, reason %q", r, s.live.Enabled(), s.live.TipText())
		}
	}
}

func TestCheckListTurnsGreen(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckNetwork, State: model.CheckRunning}}
	}))
	h.Sees(kit.T("check.network.running"))
	h.Set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckNetwork, State: model.CheckBad, Failure: &model.Failure{Code: model.FailureMediaBlocked}}}
	})
	h.Sees(kit.T("failure.mediaBlocked.why") + " " + kit.T("failure.mediaBlocked.do"))
	h.Set(func(s *model.State) {
		s.Setup.Checks = []model.Check{{Kind: model.CheckNetwork, State: model.CheckGood}}
	})
	h.Sees(kit.T("check.network.good"))
}

func TestBeautyPanelIsDrawnFromTheDescription(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) {
		s.Beauty = s.Beauty.With("chin", 3)
	}))
	p := h.Screen().(*setup).beauty
	if len(p.Rows) != len(h.State.Beauty.Params) {
		t.Fatalf("%d rows for %d parameters", len(p.Rows), len(h.State.Beauty.Params))
	}
	if got := p.Rows["chin"].Value.Text(); got != "+3" {
		t.Errorf("a signed value is written %q", got)
	}
	if got := p.Rows[model.BeautyStrength].Value.Text(); got != "50 %" {
		t.Errorf("a share is written %q", got)
	}
	p.Rows[model.BeautySmooth].Slider.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	h.Want("SetBeauty[smooth 7]")
	p.Rows[model.BeautyStyle].Choice.Tap(2)
	h.Want("SetBeauty[style 2]")
	h.Tap(p.Rows[model.BeautySharpness].Toggle)
	h.Want("SetBeauty[sharpness 0]")
	h.Tap(p.Strip.Items[1])
	h.Want("SetColourFilter[warm]")
	if got := p.Strip.Items[2].Name.Text(); got != "My own" {
		t.Errorf("a filter of one's own is called %q", got)
	}
	if p.Reset.Enabled() {
		// The chin's 3 differs from its default 0.
		h.Tap(p.Reset)
		h.Want("ResetAllBeauty")
	} else {
		t.Error("reset is disabled though a value differs")
	}
	h.Tap(p.Rows["chin"].Reset)
	h.Want("ResetBeauty[chin]")
}

func TestCompareWhileHeld(t *testing.T) {
	kit.Use(viewtest.Program, kit.LookDark)
	var got []bool
	b := beauty.NewHoldButton(&kit.Env{Tips: kit.NewTips(func(func()) {})}, "x", "", func(on bool) { got = append(got, on) })
	b.MouseDown(&desktop.MouseEvent{})
	b.MouseUp(&desktop.MouseEvent{})
	b.MouseDown(&desktop.MouseEvent{})
	b.MouseOut()
	b.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.KeyDown(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.FocusLost()
	if !slices.Equal(got, []bool{true, false, true, false, true, false}) {
		t.Errorf("held: %v", got)
	}
}

func TestRoomNumber(t *testing.T) {
	viewtest.New(t, func(*model.State) {})
	for text, ok := range map[string]bool{"": true, " 7 ": true, "4294967294": true, "0": false, "4294967295": false, "-1": false, "x": false, "99999999999": false} {
		if err := checkNumber(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestTheTitleIsCounted: the counter stands beside the label, beyond the
// limit it says why the button is disabled.
func TestTheTitleIsCounted(t *testing.T) {
	limits := model.TextLimits{Title: model.TextLimit{Chars: 50, Bytes: 200}, Name: model.TextLimit{Chars: 5, Bytes: 60}, Message: model.TextLimit{Chars: 20, Bytes: 60}}
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) { s.Limits, s.Setup.Blocked = limits, "" }))
	s := h.Screen().(*setup)
	s.title.SetText(strings.Repeat("你", 44))
	h.Set(func(*model.State) {})
	if got := "44 / 50"; !slices.Contains(h.Texts(), got) || !s.live.Enabled() {
		t.Errorf("44 Chinese characters: not %q, can go live: %v", got, s.live.Enabled())
	}
	s.title.SetText(strings.Repeat("你", 51))
	h.Set(func(*model.State) {})
	if got := "51 / 50"; !slices.Contains(h.Texts(), got) || s.live.Enabled() {
		t.Errorf("51: not %q, can go live: %v", got, s.live.Enabled())
	}
}

// TestAResetOfBeautyCanBeUndone until the next change.
func TestAResetOfBeautyCanBeUndone(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) {
		s.Beauty = s.Beauty.Reset()
		s.Beauty.CanUndo = true
	}))
	p := h.Screen().(*setup).beauty
	h.Acts.Calls = nil
	h.Tap(p.Reset)
	h.Want("UndoResetBeauty")
	h.Set(func(s *model.State) { s.Beauty = s.Beauty.With("chin", 3) })
	if got := p.Reset.Text; got != kit.T("beauty.resetAll") {
		t.Errorf("after a change the button says %q", got)
	}
	h.Tap(p.Reset)
	h.Want("ResetAllBeauty")
}

// TestFilesAreDroppedBeforeTheLive where each is of use, and where none is.
func TestFilesAreDroppedBeforeTheLive(t *testing.T) {
	photo, clip, song, other, table := viewtest.File(t, "me.png"), viewtest.File(t, "clip.mp4"), viewtest.File(t, "song.mp3"), viewtest.File(t, "other.mp3"), viewtest.File(t, "warm.cube")
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenSetup))
	s := h.Screen().(*setup)
	h.Drop(s.stage, photo)
	h.Want("UseFile[" + photo + "]")
	h.Drop(s.stage, song, clip, other)
	h.Want("UseFile["+clip+"]", "AddMusic[["+song+" "+other+"]]")
	h.Drop(s.panel.Box, photo)
	h.Want("UseCover[" + photo + "]")
	h.Drop(s.panel.Box, clip)
	h.Want("RefuseFile[" + clip + "]")
	s.panel.Choose(2)
	s.beauty.Choose(model.TabFilters)
	h.Drop(s.panel.Box, table)
	h.Want("SetColourFilter[file:" + table + "]")
	s.beauty.Choose(model.TabBackground)
	h.Drop(s.panel.Box, photo)
	h.Want("SetBackground[file:" + photo + "]")
	s.beauty.Choose(model.TabStickers)
	h.Drop(s.panel.Box, photo)
	h.Want("RefuseFile[" + photo + "]")
	s.panel.Choose(3)
	h.Drop(s.panel.Box, song)
	h.Want("AddMusic[[" + song + "]]")
	s.sound.Tabs.Tap(2)
	h.Drop(s.panel.Box, song)
	h.Want("AddPad[" + song + "]")
}

// TestBeautySlidersAreInViewBeforeTheLive wherever the panel has any.
func TestBeautySlidersAreInViewBeforeTheLive(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenSetup, viewtest.ManyLooks))
	h.Win.Resize(fyne.NewSize(960, 600))
	s := h.Screen().(*setup)
	s.panel.Choose(2)
	h.SlidersInView(s.beauty)
}

func TestTooltipAppearsAndGivesTheReason(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(s *model.State) { s.Setup.Blocked = model.BlockedNoNetwork }))
	s := h.Screen().(*setup)
	s.live.MouseIn(&desktop.MouseEvent{})
	h.Until("the tooltip", func() bool { return h.Env.Tips.Text() != "" })
	if got := h.Env.Tips.Text(); got != kit.T("blocked.noNetwork") {
		t.Errorf("the tooltip says %q", got)
	}
	s.live.MouseOut()
	if h.Env.Tips.Text() != "" {
		t.Error("the tooltip stays")
	}
}
