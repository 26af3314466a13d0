package views

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/kit"
	"onair/views/panel/beauty"
	"onair/views/panel/sound"
)

// newStudio is a window whose controller offers beauty looks and sound.
func newStudio(t *testing.T, change func(*model.State)) *harness {
	t.Helper()
	return newHarnessWith(t, 1280, 800, func(r *recorder) model.Actions { return studio{r} }, func(s *model.State) {
		s.Sound = sampleSound()
		s.Beauty.Makeup = []model.Makeup{{ID: "makeup.lips", Look: "coral", Looks: []model.Look{{ID: "rose", Colour: 0xc04060}, {ID: "coral", Colour: 0xe06050}}}}
		s.Beauty.Stickers = []model.Choice{{}, {ID: "glasses", Name: "Glasses"}, {ID: "crown", Name: "Crown"}}
		s.Beauty.Backgrounds = []model.Choice{{}, {ID: "blur"}, {ID: "studio", Name: "Studio"}}
		s.Beauty.Greens = []model.Choice{{}, {ID: "studio", Name: "Studio"}}
		s.Beauty.Gestures = []model.GestureBinding{{ID: "heart", Action: model.GestureSticker}, {ID: "thumbUp", Action: model.GestureLike}}
		change(s)
	})
}

func sampleSound() model.Sound {
	s := model.DefaultSound()
	song := func(title string, length time.Duration) model.Song {
		return model.Song{Path: "/music/" + title + ".mp3", Title: title, Length: length}
	}
	peaks := make([]float32, 288)
	for i := range peaks {
		peaks[i] = float32(i%17) / 17
	}
	s.Music.Library = []model.Song{song("Blue Night", 3*time.Minute), song("Rain", 95*time.Second), song("雨", 0)}
	s.Music.Queue = []model.Song{song("Rain", 95*time.Second), song("雨", 0)}
	s.Music.Now = &model.Playing{Song: song("Blue Night", 3*time.Minute), Position: time.Minute, Peaks: peaks, Tracks: 2}
	s.Pads = []model.Pad{{ID: "applause"}, {ID: "/x/boing.wav", Name: "boing", Own: true, On: true}}
	return s
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func TestMusicIsPlayedByHand(t *testing.T) {
	h := newStudio(t, onScreen(model.ScreenOnAir, func(*model.State) {}))
	p := h.screen.(*onAir).sound
	h.press(fyne.KeyA)
	if h.screen.(*onAir).panel.Current != h.screen.(*onAir).pageSound {
		t.Fatal("A does not open the sound page")
	}
	m := p.Music
	h.tap(m.Now.Play)
	h.want("PauseMusic[true]")
	m.Now.Wave.Resize(fyne.NewSize(200, 56))
	m.Now.Wave.Tapped(&fyne.PointEvent{Position: fyne.NewPos(50, 10)})
	h.want("SeekMusic[45s]")
	m.Now.Wave.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, 10)}})
	m.Now.Wave.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(100, 10)}})
	h.want()
	m.Now.Wave.DragEnd()
	h.want("SeekMusic[1m30s]")
	m.Now.Tracks.Tap(1)
	h.want("SetMusicTrack[1]")
	m.Pitch.Slider.TypedKey(key(fyne.KeyRight))
	m.Speed.Slider.TypedKey(key(fyne.KeyLeft))
	m.Publish.Tapped(nil)
	h.want("SetMusicPitch[0.083333]", "SetMusicSpeed[0.95]", "SetMusicPublish[false]")
	h.tap(m.Library.Rows.Objects[1].(*sound.SongRow))
	h.want("PlayMusic[/music/Rain.mp3]")
	m.Library.Search.SetText("blue")
	if n := len(m.Library.Rows.Objects); n != 1 {
		t.Errorf("the search finds %d songs, want 1", n)
	}
	m.Library.Search.SetText("nothing of the kind")
	h.sees(kit.T("music.search.none"))
}

func TestTheQueueIsReorderedByDraggingAndByKeys(t *testing.T) {
	h := newStudio(t, onScreen(model.ScreenOnAir, func(*model.State) {}))
	q := h.screen.(*onAir).sound.Music.Queue
	first := q.Rows.Objects[0].(*sound.QueueRow)
	first.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, 30)})
	first.DragEnd()
	h.want("MoveInQueue[0 1]")
	first.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, 5)})
	first.DragEnd()
	h.want()
	q.Rows.Objects[1].(*sound.QueueRow).TypedKey(key(fyne.KeyUp))
	h.want("MoveInQueue[1 0]")
	first.TypedKey(key(fyne.KeyDelete))
	h.want("UnqueueMusic[0]")
}

func TestSoundKeys(t *testing.T) {
	h := newStudio(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Sound.Music.PlayoutVolume = 30 }))
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeySpace, "PauseMusic[true]"}, {fyne.KeyPeriod, "NextMusic"}, {fyne.KeyX, "StopMusic"}, {fyne.KeyT, "SetMusicRepeat[all]"},
		{fyne.KeyU, "SetMusicPublish[false]"}, {fyne.KeyRight, "SeekMusic[1m5s]"}, {fyne.KeyLeft, "SeekMusic[55s]"},
		{fyne.KeyR, "SetVoiceReverb[1]"}, {fyne.KeyC, "SetVoiceChanger[1]"}, {fyne.KeyE, "SetEarMonitor[true]"}, {fyne.KeyZ, "SetMusicMode[true]"},
		{fyne.KeyF8, "SetVoiceVolume[110]"}, {fyne.Key1, "PlayPad[applause]"}, {fyne.Key2, "PlayPad[/x/boing.wav]"},
	} {
		h.press(c.key)
		if len(h.acts.calls) == 0 || h.acts.calls[0] != c.want {
			t.Errorf("%s asks for %q, want %q", c.key, h.acts.calls, c.want)
		}
		h.acts.calls = nil
	}
	h.press(fyne.Key3)
	h.press(fyne.KeyRightBracket)
	h.want("SetMusicPublishVolume[70]", "SetMusicPlayoutVolume[40]")
	h.set(func(s *model.State) { s.Sound.Music.PlayoutVolume = 0 })
	h.press(fyne.KeyLeftBracket)
	h.want("SetMusicPublishVolume[50]", "SetMusicPlayoutVolume[-10]")
}

func TestVoicePanel(t *testing.T) {
	h := newStudio(t, onScreen(model.ScreenSetup, func(s *model.State) { s.Sound.Voice.Reverb, s.Sound.Voice.MusicMode = 3, true }))
	v := h.screen.(*setup).sound.Voice
	if !v.Reverbs[3].On || v.Reverbs[0].On {
		t.Error("the chosen reverb is not marked")
	}
	h.tap(v.Changers[11])
	h.want("SetVoiceChanger[11]")
	for c, s := range v.Clean {
		if s.Enabled() {
			t.Errorf("in music mode %s can be switched", c)
		}
	}
	h.set(func(s *model.State) { s.Sound.Voice.MusicMode = false })
	h.tap(v.Clean[model.CleanNoise])
	h.want("SetCleaning[noise false]")
}

func TestLooksAreChosen(t *testing.T) {
	h := newStudio(t, onScreen(model.ScreenSetup, func(*model.State) {}))
	h.screen.(*setup).panel.Choose(2)
	h.want("WatchBeautyTab[skin]")
	p := h.screen.(*setup).beauty
	part := func(i int) beauty.BeautyPart { return p.Parts[i] }
	var grids []*beauty.ChoiceGrid
	for i := range p.Parts {
		switch v := part(i).(type) {
		case *beauty.ChoiceGrid:
			grids = append(grids, v)
		case *beauty.PresetRow:
			v.Words.Tap(1)
			h.want("ApplyBeautyPreset[sweet]")
		case *beauty.MakeupRow:
			if !v.Dots[1].On || v.Own.On {
				t.Error("the chosen look is not marked")
			}
			h.tap(v.Dots[0])
			h.want("SetMakeupLook[makeup.lips rose]")
		case *beauty.GestureList:
			v.Selects[0].SetSelectedIndex(2)
			h.want("BindGesture[heart like]")
		}
	}
	if len(grids) != 3 {
		t.Fatalf("%d grids of choices, want stickers, backgrounds and green walls", len(grids))
	}
	h.tap(grids[0].Items[1])
	h.tap(grids[0].Items[1])
	h.want("SetSticker[glasses]")
	h.tap(grids[1].Items[1])
	h.want("SetBackground[blur]")
	h.tap(grids[2].Items[0])
	h.want("SetGreenScreen[]")
	p.Tabs.Tap(5)
	h.want("WatchBeautyTab[filters]")
	h.screen.(*setup).panel.Choose(0)
	h.want("WatchBeautyTab[]")
	h.screen.(*setup).panel.Choose(2)
	h.set(func(s *model.State) { s.Beauty.NoFace = true })
	h.sees(kit.T("beauty.noFace"))
	h.set(func(s *model.State) { s.Beauty.Faces = &model.Failure{Code: model.FailureFaces} })
	h.seesNot(kit.T("beauty.noFace"))
	h.sees(kit.T("failure.faces.do"))
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
			h := newStudio(t, onScreen(model.ScreenSetup, func(s *model.State) { s.Beauty = s.Beauty.With("chin", -4).With("makeup.lips", 0.5) }))
			open(h.screen.(*setup))
			test.AssertImageMatches(t, name+".png", h.Canvas().Capture())
		})
	}
}

func TestEveryChooserOpens(t *testing.T) {
	h := newStudio(t, onScreen(model.ScreenSetup, func(s *model.State) {
		s.Memory.Folders = map[model.FileKind]string{model.FileSound: t.TempDir(), model.FileCamera: "/gone/long/ago"}
	}))
	for name, open := range map[string]func(){
		"file":   func() { h.window.PickFile(model.FileSound, func(string) {}) },
		"folder": func() { h.window.PickFolder(model.FileSticker, func(string) {}) },
		"camera": func() { pickFile(h.Desk) },
		"save":   func() { h.window.SaveFile(model.FileBeauty, "x.json", func(string) {}) },
		"colour": func() { beauty.PickColour(h.Desk, "makeup.lips") },
	} {
		open()
		if h.Canvas().Overlays().Top() == nil {
			t.Errorf("nothing lies over the screen to choose a %s", name)
		}
		h.press(fyne.KeyEscape)
		if h.Canvas().Overlays().Top() != nil {
			t.Fatalf("Esc leaves the choice of a %s open", name)
		}
	}
	h.want()
}

// TestKeysStopAtAnOverlay presses hot keys while a file is chosen.
func TestKeysStopAtAnOverlay(t *testing.T) {
	h := newStudio(t, onScreen(model.ScreenOnAir, func(*model.State) {}))
	h.window.PickFile(model.FileSound, func(string) {})
	for _, k := range []fyne.KeyName{fyne.Key1, fyne.KeyX, fyne.KeyM, fyne.KeyEscape} {
		h.press(k)
	}
	h.want()
	if h.Canvas().Overlays().Top() != nil {
		t.Error("Esc leaves the file chooser open")
	}
	h.press(fyne.KeyX)
	h.want("StopMusic")
}

func TestWhatWaitsCanBePlayedAfterAStop(t *testing.T) {
	h := newStudio(t, onScreen(model.ScreenOnAir, func(s *model.State) { s.Sound.Music.Now = nil }))
	h.press(fyne.KeyA)
	h.tap(h.screen.(*onAir).sound.Music.Now.Next)
	h.want("NextMusic")
}

func TestComparingEndsWithThePanel(t *testing.T) {
	h := newStudio(t, onScreen(model.ScreenOnAir, func(*model.State) {}))
	h.press(fyne.KeyB)
	h.acts.calls = nil
	h.screen.(*onAir).beauty.Compare.MouseDown(nil)
	h.want("CompareBeauty[true]")
	h.press(fyne.KeyB)
	if !slices.Contains(h.acts.calls, "CompareBeauty[false]") {
		t.Errorf("the panel went while comparing; asked for is %q", h.acts.calls)
	}
}
