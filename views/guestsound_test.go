package views

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel/sound"
)

// guest is a viewer in a phase of going on stage, whose controller offers sound.
func guest(t *testing.T, phase model.JoinPhase, soundOnly bool) *harness {
	t.Helper()
	return newStudio(t, onScreen(model.ScreenWatching, func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.SoundOnly = phase, soundOnly
		s.Live.CoAnchor.Preview = model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	}))
}

func TestGuestsOnStageHaveTheSoundPanel(t *testing.T) {
	for _, soundOnly := range []bool{false, true} {
		h := guest(t, model.JoinOnStage, soundOnly)
		s := h.screen.(*watching)
		if !s.soundButton.Visible() || s.beautyButton.Visible() == soundOnly {
			t.Fatalf("with sound only %v: the sound panel is offered %v, beauty %v", soundOnly, s.soundButton.Visible(), s.beautyButton.Visible())
		}
		h.tap(s.soundButton)
		if s.panel.Current != s.pageSound {
			t.Fatal("the button opens no sound panel")
		}
		h.press(fyne.KeyA)
		if s.panel.Current == s.pageSound {
			t.Error("A does not close it")
		}
		for key, want := range map[fyne.KeyName]string{
			fyne.KeyR: "SetVoiceReverb[1]", fyne.KeyC: "SetVoiceChanger[1]", fyne.KeyE: "SetEarMonitor[true]",
			fyne.KeySpace: "PauseMusic[true]", fyne.KeyX: "StopMusic", fyne.Key1: "PlayPad[applause]",
		} {
			h.acts.calls = nil
			h.press(key)
			h.want(want)
		}
		h.press(fyne.KeyA)
		h.set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{} })
		if s.soundButton.Visible() || s.panel.Current == s.pageSound {
			t.Error("off the stage the sound panel is still there")
		}
		h.acts.calls = nil
		for _, key := range []fyne.KeyName{fyne.KeyA, fyne.KeyR, fyne.KeyX, fyne.Key1, fyne.KeySpace} {
			h.press(key)
		}
		h.want()
	}
}

func TestAVoiceIsTriedBeforeGoingUp(t *testing.T) {
	for _, soundOnly := range []bool{false, true} {
		h := guest(t, model.JoinReady, soundOnly)
		var hall *sound.EffectTile
		find := func() {
			walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
				if e, ok := o.(*sound.EffectTile); ok && e.Tip == kit.T("voice.reverb.3") {
					hall = e
				}
			})
		}
		find()
		if (hall != nil) != soundOnly {
			t.Fatalf("with sound only %v the voice is shown at first: %v", soundOnly, hall != nil)
		}
		walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
			if s, ok := o.(*kit.Segmented); ok && hall == nil {
				s.Tap(1)
				find()
			}
		})
		if hall == nil {
			t.Fatal("no reverb to choose")
		}
		h.acts.calls = nil
		h.tap(hall)
		h.want("SetVoiceReverb[3]")
	}
}

// TestGuestPictures compares a guest's screen with pictures that a person has
// looked at; see TestStagePictures.
func TestGuestPictures(t *testing.T) {
	for name, show := range map[string]func(t *testing.T) *harness{
		"guest-sound": func(t *testing.T) *harness {
			h := guest(t, model.JoinOnStage, false)
			h.press(fyne.KeyA)
			return h
		},
		"guest-ready-sound": func(t *testing.T) *harness { return guest(t, model.JoinReady, true) },
	} {
		t.Run(name, func(t *testing.T) {
			test.AssertImageMatches(t, name+".png", show(t).win.Canvas().Capture())
		})
	}
}

func TestTheGuestsBarFits(t *testing.T) {
	wide := guest(t, model.JoinOnStage, false).screen.(*watching)
	if w := wide.bar.MinSize().Width; w > 1280-desk.PanelWidth {
		t.Errorf("beside the panel the bar is %v wide", w)
	}
	h := newHarnessWith(t, minWidth, minHeight, func(r *recorder) model.Actions { return studio{r} }, onScreen(model.ScreenWatching, func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.Likes.Total = model.JoinOnStage, 12_345
	}))
	if w := h.screen.(*watching).bar.MinSize().Width; w > minWidth {
		t.Errorf("the bar is %v wide, the window %v", w, minWidth)
	}
}
