package app

import (
	"testing"

	"onair/app/model"
	"onair/beauty"
)

// TestThePanelKnowsEveryValueOfTheChain compares the panel's description with
// the filters' own.
func TestThePanelKnowsEveryValueOfTheChain(t *testing.T) {
	chain := beauty.NewChain()
	defer chain.Close()
	panel := map[string]model.Param{}
	for _, p := range model.DefaultBeauty().Params {
		panel[p.ID] = p
	}
	for _, f := range chain.Filters() {
		for _, p := range f.Params {
			if p.ID == "mirror" {
				continue // Settings has it
			}
			m, ok := panel[p.ID]
			delete(panel, p.ID)
			switch {
			case !ok:
				t.Errorf("the panel has no %q", p.ID)
			case float32(m.Min) != p.Min || float32(m.Max) != p.Max || len(m.Options) != len(p.Choices):
				t.Errorf("%q goes from %v to %v with %d choices in the panel, from %v to %v with %d in the chain", p.ID, m.Min, m.Max, len(m.Options), p.Min, p.Max, len(p.Choices))
			}
		}
	}
	for id := range panel {
		t.Errorf("the chain has no %q", id)
	}
}

func TestMakeupIsRemembered(t *testing.T) {
	for _, k := range beauty.MakeupKinds() {
		first := beauty.MakeupLooks(k)[0]
		for text, want := range map[string]beauty.Look{
			"":             first,
			"no such look": first,
			"#zzzzzz":      first,
			first.Name:     first,
			"#102030":      beauty.CustomLook(beauty.RGB{R: 16, G: 32, B: 48}, beauty.FormPlain),
		} {
			if got := lookFrom(k, text); got != want {
				t.Errorf("%s %q is read as %+v, want %+v", k, text, got, want)
			}
		}
	}
}

func TestAViewersCameraIsOnForGesturesAlone(t *testing.T) {
	s := model.State{Screen: model.ScreenWatching}
	s.Watching.Phase = model.WatchPlaying
	s.Beauty.Gestures = []model.GestureBinding{{ID: "heart", Action: model.GestureSticker}, {ID: "v", Action: model.GestureApplaud}}
	if wantsGestureCamera(&s) {
		t.Error("on for what a viewer's gesture cannot do")
	}
	s.Beauty.Gestures[1].Action = model.GestureRaise
	if !wantsGestureCamera(&s) {
		t.Error("off though a gesture asks for the stage")
	}
	s.Live.CoAnchor.Phase = model.JoinReady
	if wantsGestureCamera(&s) {
		t.Error("the card before the stage has the camera now")
	}
	s.Live.CoAnchor.Phase, s.Screen = model.JoinNone, model.ScreenLobby
	if wantsGestureCamera(&s) {
		t.Error("on outside of a room")
	}
}
