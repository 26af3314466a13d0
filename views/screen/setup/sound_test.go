package setup

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel/beauty"
	"onair/views/screen/device"
)

func TestVoicePanel(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenSetup, func(s *model.State) { s.Sound.Voice.Reverb, s.Sound.Voice.MusicMode = 3, true }))
	v := h.Screen().(*setup).sound.Voice
	if !v.Reverbs[3].On || v.Reverbs[0].On {
		t.Error("the chosen reverb is not marked")
	}
	h.Tap(v.Changers[11])
	h.Want("SetVoiceChanger[11]")
	for c, s := range v.Clean {
		if s.Enabled() {
			t.Errorf("in music mode %s can be switched", c)
		}
	}
	h.Set(func(s *model.State) { s.Sound.Voice.MusicMode = false })
	h.Tap(v.Clean[model.CleanNoise])
	h.Want("SetCleaning[noise false]")
}

func TestLooksAreChosen(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenSetup, func(*model.State) {}))
	h.Screen().(*setup).panel.Choose(2)
	h.Want("WatchBeautyTab[skin]")
	p := h.Screen().(*setup).beauty
	part := func(i int) beauty.BeautyPart { return p.Parts[i] }
	var grids []*beauty.ChoiceGrid
	for i := range p.Parts {
		switch v := part(i).(type) {
		case *beauty.ChoiceGrid:
			grids = append(grids, v)
		case *beauty.PresetRow:
			v.Words.Tap(1)
			h.Want("ApplyBeautyPreset[sweet]")
		case *beauty.MakeupRow:
			if !v.Dots[1].On || v.Own.On {
				t.Error("the chosen look is not marked")
			}
			h.Tap(v.Dots[0])
			h.Want("SetMakeupLook[makeup.lips rose]")
		case *beauty.GestureList:
			v.Selects[0].SetSelectedIndex(2)
			h.Want("BindGesture[heart like]")
		}
	}
	if len(grids) != 3 {
		t.Fatalf("%d grids of choices, want stickers, backgrounds and green walls", len(grids))
	}
	h.Tap(grids[0].Items[1])
	h.Tap(grids[0].Items[1])
	h.Want("SetSticker[glasses]")
	h.Tap(grids[1].Items[1])
	h.Want("SetBackground[blur]")
	h.Tap(grids[2].Items[0])
	h.Want("SetGreenScreen[]")
	p.Tabs.Tap(6)
	h.Want("WatchBeautyTab[filters]")
	h.Screen().(*setup).panel.Choose(0)
	h.Want("WatchBeautyTab[]")
	h.Screen().(*setup).panel.Choose(2)
	h.Set(func(s *model.State) { s.Beauty.NoFace = true })
	h.Sees(kit.T("beauty.noFace"))
	h.Set(func(s *model.State) { s.Beauty.Faces = &model.Failure{Code: model.FailureFaces} })
	h.SeesNot(kit.T("beauty.noFace"))
	h.Sees(kit.T("failure.faces.do"))
}

// TestPanelPictures compares the panels with pictures that a person has looked
// at; see TestStagePictures.
func TestPanelPictures(t *testing.T) {
	for name, open := range map[string]func(*setup){
		"panel-skin":       func(s *setup) { s.panel.Choose(2) },
		"panel-shape":      func(s *setup) { s.panel.Choose(2); s.beauty.Tabs.Tap(2) },
		"panel-makeup":     func(s *setup) { s.panel.Choose(2); s.beauty.Tabs.Tap(3) },
		"panel-stickers":   func(s *setup) { s.panel.Choose(2); s.beauty.Tabs.Tap(4) },
		"panel-background": func(s *setup) { s.panel.Choose(2); s.beauty.Tabs.Tap(5) },
		"panel-music":      func(s *setup) { s.panel.Choose(3) },
		"panel-voice":      func(s *setup) { s.panel.Choose(3); s.sound.Tabs.Tap(1) },
		"panel-board":      func(s *setup) { s.panel.Choose(3); s.sound.Tabs.Tap(2) },
	} {
		t.Run(name, func(t *testing.T) {
			h := viewtest.NewStudio(t, viewtest.On(model.ScreenSetup, func(s *model.State) { s.Beauty = s.Beauty.With("chin", -4).With("makeup.lips", 0.5) }))
			open(h.Screen().(*setup))
			test.AssertImageMatches(t, name+".png", h.Canvas().Capture())
		})
	}
}

func TestEveryChooserOpens(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenSetup, func(s *model.State) {
		s.Memory.Folders = map[model.FileKind]string{model.FileSound: t.TempDir(), model.FileCamera: "/gone/long/ago"}
	}))
	for name, open := range map[string]func(){
		"file":   func() { h.Window.PickFile(model.FileSound, func(string) {}) },
		"folder": func() { h.Window.PickFolder(model.FileSticker, func(string) {}) },
		"camera": func() { device.PickFile(h.Desk) },
		"save":   func() { h.Window.SaveFile(model.FileBeauty, "x.json", func(string) {}) },
		"colour": func() { beauty.PickColour(h.Desk, "makeup.lips") },
	} {
		open()
		if h.Canvas().Overlays().Top() == nil {
			t.Errorf("nothing lies over the screen to choose a %s", name)
		}
		h.Press(fyne.KeyEscape)
		if h.Canvas().Overlays().Top() != nil {
			t.Fatalf("Esc leaves the choice of a %s open", name)
		}
	}
	h.Want()
}
