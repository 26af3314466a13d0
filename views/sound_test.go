package views

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
	"onair/views/panel/beauty"
	"onair/views/panel/sound"
)

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestMusicIsPlayedByHand(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenOnAir, func(*model.State) {}))
	p := h.Screen().(*onAir).sound
	h.Press(fyne.KeyA)
	if h.Screen().(*onAir).panel.Current != h.Screen().(*onAir).pageSound {
		t.Fatal("A does not open the sound page")
	}
	m := p.Music
	h.Tap(m.Now.Play)
	h.Want("PauseMusic[true]")
	m.Now.Wave.Resize(fyne.NewSize(200, 56))
	m.Now.Wave.Tapped(&fyne.PointEvent{Position: fyne.NewPos(50, 10)})
	h.Want("SeekMusic[45s]")
	m.Now.Wave.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, 10)}})
	m.Now.Wave.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 10)}})
	h.Want()
	m.Now.Wave.DragEnd()
	h.Want("SeekMusic[1m30s]")
	m.Now.Tracks.Tap(1)
	h.Want("SetMusicTrack[1]")
	m.Pitch.Slider.TypedKey(key(fyne.KeyRight))
	m.Speed.Slider.TypedKey(key(fyne.KeyLeft))
	m.Publish.Tapped(nil)
	h.Want("SetMusicPitch[0.083333]", "SetMusicSpeed[0.95]", "SetMusicPublish[false]")
	h.Tap(m.Library.Rows.Objects[1].(*sound.SongRow))
	h.Want("PlayMusic[/music/Rain.mp3]")
	m.Library.Search.SetText("blue")
	if n := len(m.Library.Rows.Objects); n != 1 {
		t.Errorf("the search finds %d songs, want 1", n)
	}
	m.Library.Search.SetText("nothing of the kind")
	h.Sees(kit.T("music.search.none"))
}

func TestTheQueueIsReorderedByDraggingAndByKeys(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenOnAir, func(*model.State) {}))
	q := h.Screen().(*onAir).sound.Music.Queue
	first := q.Rows.Objects[0].(*sound.QueueRow)
	first.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, 30)})
	first.DragEnd()
	h.Want("MoveInQueue[0 1]")
	first.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, 5)})
	first.DragEnd()
	h.Want()
	q.Rows.Objects[1].(*sound.QueueRow).TypedKey(key(fyne.KeyUp))
	h.Want("MoveInQueue[1 0]")
	first.TypedKey(key(fyne.KeyDelete))
	h.Want("UnqueueMusic[0]")
}

func TestSoundKeys(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenOnAir, func(s *model.State) { s.Sound.Music.PlayoutVolume = 30 }))
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeySpace, "PauseMusic[true]"}, {fyne.KeyPeriod, "NextMusic"}, {fyne.KeyX, "StopMusic"}, {fyne.KeyT, "SetMusicRepeat[all]"},
		{fyne.KeyU, "SetMusicPublish[false]"}, {fyne.KeyRight, "SeekMusic[1m5s]"}, {fyne.KeyLeft, "SeekMusic[55s]"},
		{fyne.KeyR, "SetVoiceReverb[1]"}, {fyne.KeyC, "SetVoiceChanger[1]"}, {fyne.KeyE, "SetEarMonitor[true]"}, {fyne.KeyZ, "SetMusicMode[true]"},
		{fyne.KeyF8, "SetVoiceVolume[110]"}, {fyne.Key1, "PlayPad[applause]"}, {fyne.Key2, "PlayPad[/x/boing.wav]"},
	} {
		h.Press(c.key)
		if len(h.Acts.Calls) == 0 || h.Acts.Calls[0] != c.want {
			t.Errorf("%s asks for %q, want %q", c.key, h.Acts.Calls, c.want)
		}
		h.Acts.Calls = nil
	}
	h.Press(fyne.Key3)
	h.Press(fyne.KeyRightBracket)
	h.Want("SetMusicPublishVolume[70]", "SetMusicPlayoutVolume[40]")
	h.Set(func(s *model.State) { s.Sound.Music.PlayoutVolume = 0 })
	h.Press(fyne.KeyLeftBracket)
	h.Want("SetMusicPublishVolume[50]", "SetMusicPlayoutVolume[-10]")
}

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
	p.Tabs.Tap(5)
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
		"panel-shape":      func(s *setup) { s.panel.Choose(2); s.beauty.Tabs.Tap(1) },
		"panel-makeup":     func(s *setup) { s.panel.Choose(2); s.beauty.Tabs.Tap(2) },
		"panel-stickers":   func(s *setup) { s.panel.Choose(2); s.beauty.Tabs.Tap(3) },
		"panel-background": func(s *setup) { s.panel.Choose(2); s.beauty.Tabs.Tap(4) },
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
		"camera": func() { pickFile(h.Desk) },
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

// TestKeysStopAtAnOverlay presses hot keys while a file is chosen.
func TestKeysStopAtAnOverlay(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenOnAir, func(*model.State) {}))
	h.Window.PickFile(model.FileSound, func(string) {})
	for _, k := range []fyne.KeyName{fyne.Key1, fyne.KeyX, fyne.KeyM, fyne.KeyEscape} {
		h.Press(k)
	}
	h.Want()
	if h.Canvas().Overlays().Top() != nil {
		t.Error("Esc leaves the file chooser open")
	}
	h.Press(fyne.KeyX)
	h.Want("StopMusic")
}

func TestWhatWaitsCanBePlayedAfterAStop(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenOnAir, func(s *model.State) { s.Sound.Music.Now = nil }))
	h.Press(fyne.KeyA)
	h.Tap(h.Screen().(*onAir).sound.Music.Now.Next)
	h.Want("NextMusic")
}

func TestComparingEndsWithThePanel(t *testing.T) {
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenOnAir, func(*model.State) {}))
	h.Press(fyne.KeyB)
	h.Acts.Calls = nil
	h.Screen().(*onAir).beauty.Compare.MouseDown(nil)
	h.Want("CompareBeauty[true]")
	h.Press(fyne.KeyB)
	if !slices.Contains(h.Acts.Calls, "CompareBeauty[false]") {
		t.Errorf("the panel went while comparing; asked for is %q", h.Acts.Calls)
	}
}
