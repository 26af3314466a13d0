package live

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
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
