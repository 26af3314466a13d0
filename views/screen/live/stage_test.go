package live

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

func TestOnAirBar(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	h.Tap(s.mic)
	h.Want("MuteMicrophone[true]")
	h.Press(fyne.KeyV)
	h.Want("MuteCamera[true]")
	h.Set(func(st *model.State) { st.OnAir.MicMuted = true })
	if !s.mic.Off() || s.mic.TipText() != kit.T("tip.micOff") {
		t.Error("a muted microphone is not marked")
	}
	h.Press(fyne.KeyM)
	h.Want("MuteMicrophone[false]")
	if s.next.Visible() {
		t.Error("switching cameras is offered with one camera")
	}
	if got := s.clock.Text(); got != kit.T("live")+"  1:01" {
		t.Errorf("the clock shows %q", got)
	}
}

func TestOnAirPanelsAndNumbers(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	h.Press(fyne.KeyS)
	h.Sees("1280 × 720")
	h.Sees("30.0")
	h.Set(func(st *model.State) { st.OnAir.Stats.FPS = 12 })
	h.Sees("12.0")
	h.Press(fyne.KeyS)
	h.SeesNot("12.0")
	h.Press(fyne.KeyB)
	if s.panel.Current != s.pageBeauty || s.folded {
		t.Error("B does not open the beauty panel")
	}
	h.Press(fyne.KeyB)
	if s.panel.Current == s.pageBeauty || s.folded {
		t.Error("B does not go back to the tabs")
	}
	h.Press(fyne.KeyL)
	if !s.folded {
		t.Error("L does not fold the panel")
	}
}

func TestEndingAsksOnceThenSumsUp(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir))
	s := h.Screen().(*onAir)
	h.Tap(s.end)
	h.Want()
	h.Press(fyne.KeyEscape)
	h.Want()
	h.Tap(s.end)
	h.Tap(h.Dialog().Yes)
	h.Want("EndLive")
	h.Set(func(st *model.State) { st.OnAir.Ending = true })
	if s.end.Enabled() {
		t.Error("the end can be asked for again")
	}
	h.Set(func(st *model.State) {
		st.OnAir.Summary = &model.Summary{Title: "Bread", Length: 3661 * time.Second, MostAtOnce: 1200, Entered: 3}
	})
	h.Sees("1:01:01")
	h.Sees("1.2k")
	if h.Cable.Attached != h.Cable.Detached {
		t.Error("the summary still takes video")
	}
	h.Press(fyne.KeyReturn)
	h.Want("CloseSummary")
}

func TestWatchingPhasesAreToldOnTheStage(t *testing.T) {
	for _, c := range []struct {
		phase model.WatchPhase
		sees  string
	}{
		{model.WatchJoining, "watch.joining"}, {model.WatchWaiting, "watch.waiting"}, {model.WatchBuffering, "watch.buffering"},
		{model.WatchHostAway, "watch.away"}, {model.WatchEnded, "watch.ended"}, {model.WatchFailed, "failure.mediaBlocked.what"},
	} {
		h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) {
			s.Watching.Phase = c.phase
			s.Watching.Failure = &model.Failure{Code: model.FailureMediaBlocked}
		}))
		h.Sees(kit.T(c.sees))
		h.Set(func(s *model.State) { s.Watching.Phase = model.WatchPlaying })
		h.SeesNot(kit.T(c.sees))
	}
}

// TestALastPictureSaysThatItComesBack: the host of an interrupted stream does not get ready; that is said where there was nothing yet.
func TestALastPictureSaysThatItComesBack(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	h.Cable.Sinks["lin"][0].Render(viewtest.Frame(160, 90))
	tile := h.Screen().(*watching).stage.Tiles[0].Tile
	h.Until("a picture", tile.Showing)
	h.Set(func(s *model.State) {
		s.Watching.Phase, s.Watching.Tiles[0].Live, s.Watching.Tiles[0].Slate = model.WatchWaiting, false, true
	})
	h.Sees(kit.T("tile.slate"))
	h.Sees(kit.T("watch.comesBack"))
	h.SeesNot(kit.T("watch.waiting"))
	h.Set(func(s *model.State) { s.Watching.Tiles[0].Slate = false })
	h.Sees(kit.T("watch.waiting"))
}

func TestWatchingSound(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	s.volume.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	h.Want("SetVolume[75]")
	h.Press(fyne.KeyUp)
	h.Want("SetVolume[85]")
	h.Press(fyne.KeyM)
	h.Want("MuteSound[true]")
	h.Set(func(st *model.State) { st.Watching.NoSpeaker = true })
	if s.loud.Enabled() || s.loud.TipText() != kit.T("sound.noSpeaker") {
		t.Error("without a loudspeaker the sound button gives no reason")
	}
	h.Press(fyne.KeyM)
	h.Want()
	h.Tap(s.leave)
	h.Want("LeaveRoom")
}

func TestFullScreenShowsTheStageAlone(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching))
	s := h.Screen().(*watching)
	s.stage.DoubleTapped(&fyne.PointEvent{})
	if !h.FullScreen() || s.content.Objects[0] != s.stage {
		t.Error("double click does not give the stage the display")
	}
	if s.hidden.Box.Visible() {
		t.Error("the bar is there before the mouse moves")
	}
	s.stage.MouseMoved(&desktop.MouseEvent{})
	if !s.hidden.Box.Visible() {
		t.Error("the bar does not come when the mouse moves")
	}
	h.Now = func() time.Time { return viewtest.FixedNow.Add(time.Hour) }
	h.Until("the bar to go", func() bool { return !s.hidden.Box.Visible() })
	h.Press(fyne.KeyEscape)
	if h.FullScreen() || s.content.Objects[0] == s.stage {
		t.Error("Esc does not give it back")
	}
	h.Press(fyne.KeyF11)
	h.Set(func(st *model.State) { st.Screen = model.ScreenLobby })
	if h.FullScreen() {
		t.Error("the lobby took over the full display")
	}
}
