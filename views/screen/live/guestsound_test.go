package live

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel/sound"
	"onair/views/shell"
)

// guest is a viewer in a phase of going on stage, whose controller offers sound.
func guest(t *testing.T, phase model.JoinPhase, soundOnly bool) *viewtest.Harness {
	t.Helper()
	return viewtest.NewStudio(t, viewtest.On(model.ScreenWatching, func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.CoAnchor.SoundOnly = phase, soundOnly
		s.Live.CoAnchor.Preview = model.Tile{ID: model.LocalTile, User: s.Me, Live: true}
	}))
}

func TestGuestsOnStageHaveTheSoundPanel(t *testing.T) {
	for _, soundOnly := range []bool{false, true} {
		h := guest(t, model.JoinOnStage, soundOnly)
		s := h.Screen().(*watching)
		if !s.soundButton.Visible() || s.beautyButton.Visible() == soundOnly {
			t.Fatalf("with sound only %v: the sound panel is offered %v, beauty %v", soundOnly, s.soundButton.Visible(), s.beautyButton.Visible())
		}
		h.Tap(s.soundButton)
		if s.panel.Current != s.pageSound {
			t.Fatal("the button opens no sound panel")
		}
		h.Press(fyne.KeyA)
		if s.panel.Current == s.pageSound {
			t.Error("A does not close it")
		}
		for key, want := range map[fyne.KeyName]string{
			fyne.KeyR: "SetVoiceReverb[1]", fyne.KeyC: "SetVoiceChanger[1]", fyne.KeyE: "SetEarMonitor[true]",
			fyne.KeySpace: "PauseMusic[true]", fyne.KeyX: "StopMusic", fyne.Key1: "PlayPad[applause]",
		} {
			h.Acts.Calls = nil
			h.Press(key)
			h.Want(want)
		}
		h.Press(fyne.KeyA)
		h.Set(func(st *model.State) { st.Live.CoAnchor = model.CoAnchor{} })
		if s.soundButton.Visible() || s.panel.Current == s.pageSound {
			t.Error("off the stage the sound panel is still there")
		}
		h.Acts.Calls = nil
		for _, key := range []fyne.KeyName{fyne.KeyA, fyne.KeyR, fyne.KeyX, fyne.Key1, fyne.KeySpace} {
			h.Press(key)
		}
		h.Want()
	}
}

func TestAVoiceIsTriedBeforeGoingUp(t *testing.T) {
	for _, soundOnly := range []bool{false, true} {
		h := guest(t, model.JoinReady, soundOnly)
		var hall *sound.EffectTile
		find := func() {
			viewtest.Walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
				if e, ok := o.(*sound.EffectTile); ok && e.Tip == kit.T("voice.reverb.3") {
					hall = e
				}
			})
		}
		find()
		if (hall != nil) != soundOnly {
			t.Fatalf("with sound only %v the voice is shown at first: %v", soundOnly, hall != nil)
		}
		viewtest.Walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
			if s, ok := o.(*kit.Segmented); ok && hall == nil {
				s.Tap(1)
				find()
			}
		})
		if hall == nil {
			t.Fatal("no reverb to choose")
		}
		h.Acts.Calls = nil
		h.Tap(hall)
		h.Want("SetVoiceReverb[3]")
	}
}

// TestGuestPictures compares a guest's screen with pictures that a person has
// looked at; see TestStagePictures.
func TestGuestPictures(t *testing.T) {
	for name, show := range map[string]func(t *testing.T) *viewtest.Harness{
		"guest-sound": func(t *testing.T) *viewtest.Harness {
			h := guest(t, model.JoinOnStage, false)
			h.Press(fyne.KeyA)
			return h
		},
		"guest-ready-sound": func(t *testing.T) *viewtest.Harness { return guest(t, model.JoinReady, true) },
	} {
		t.Run(name, func(t *testing.T) {
			test.AssertImageMatches(t, name+".png", show(t).Win.Canvas().Capture())
		})
	}
}

func TestTheGuestsBarFits(t *testing.T) {
	wide := guest(t, model.JoinOnStage, false).Screen().(*watching)
	if w := wide.bar.MinSize().Width; w > 1280-desk.PanelWidth {
		t.Errorf("beside the panel the bar is %v wide", w)
	}
	h := viewtest.NewWith(t, shell.MinWidth, shell.MinHeight, func(r *viewtest.Recorder) model.Actions { return viewtest.Studio{Recorder: r} }, viewtest.On(model.ScreenWatching, func(s *model.State) {
		s.Live.CoAnchor.Phase, s.Live.Likes.Total = model.JoinOnStage, 12_345
	}))
	if w := h.Screen().(*watching).bar.MinSize().Width; w > shell.MinWidth {
		t.Errorf("the bar is %v wide, the window %v", w, shell.MinWidth)
	}
}
