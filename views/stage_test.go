package views

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"onair/app/model"
	"onair/views/kit"
)

func TestOnAirBar(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	h.tap(s.mic)
	h.want("MuteMicrophone[true]")
	h.press(fyne.KeyV)
	h.want("MuteCamera[true]")
	h.set(func(st *model.State) { st.OnAir.MicMuted = true })
	if !s.mic.Off() || s.mic.TipText() != kit.T("tip.micOff") {
		t.Error("a muted microphone is not marked")
	}
	h.press(fyne.KeyM)
	h.want("MuteMicrophone[false]")
	if s.next.Visible() {
		t.Error("switching cameras is offered with one camera")
	}
	if got := s.clock.Text(); got != kit.T("live")+"  1:01" {
		t.Errorf("the clock shows %q", got)
	}
}

func TestOnAirPanelsAndNumbers(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	h.press(fyne.KeyS)
	h.sees("1280 × 720")
	h.sees("30.0")
	h.set(func(st *model.State) { st.OnAir.Stats.FPS = 12 })
	h.sees("12.0")
	h.press(fyne.KeyS)
	h.seesNot("12.0")
	h.press(fyne.KeyB)
	if s.panel.Current != s.pageBeauty || s.folded {
		t.Error("B does not open the beauty panel")
	}
	h.press(fyne.KeyB)
	if s.panel.Current == s.pageBeauty || s.folded {
		t.Error("B does not go back to the tabs")
	}
	h.press(fyne.KeyL)
	if !s.folded {
		t.Error("L does not fold the panel")
	}
}

func TestEndingAsksOnceThenSumsUp(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	s := h.screen.(*onAir)
	h.tap(s.end)
	h.want()
	h.press(fyne.KeyEscape)
	h.want()
	h.tap(s.end)
	h.tap(h.Dialog().Yes)
	h.want("EndLive")
	h.set(func(st *model.State) { st.OnAir.Ending = true })
	if s.end.Enabled() {
		t.Error("the end can be asked for again")
	}
	h.set(func(st *model.State) {
		st.OnAir.Summary = &model.Summary{Title: "Bread", Length: 3661 * time.Second, MostAtOnce: 1200, Entered: 3}
	})
	h.sees("1:01:01")
	h.sees("1.2k")
	if h.video.attached != h.video.detached {
		t.Error("the summary still takes video")
	}
	h.press(fyne.KeyReturn)
	h.want("CloseSummary")
}

func TestClosingTheWindowOnAirAsks(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenOnAir))
	h.quit()
	h.want()
	if h.Dialog() == nil {
		t.Fatal("no question")
	}
	h.tap(h.Dialog().Yes)
	h.want("Quit")
}

func TestWatchingPhasesAreToldOnTheStage(t *testing.T) {
	for _, c := range []struct {
		phase model.WatchPhase
		sees  string
	}{
		{model.WatchJoining, "watch.joining"}, {model.WatchWaiting, "watch.waiting"}, {model.WatchBuffering, "watch.buffering"},
		{model.WatchHostAway, "watch.away"}, {model.WatchEnded, "watch.ended"}, {model.WatchFailed, "failure.mediaBlocked.what"},
	} {
		h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) {
			s.Watching.Phase = c.phase
			s.Watching.Failure = &model.Failure{Code: model.FailureMediaBlocked}
		}))
		h.sees(kit.T(c.sees))
		h.set(func(s *model.State) { s.Watching.Phase = model.WatchPlaying })
		h.seesNot(kit.T(c.sees))
	}
}

func TestWatchingSound(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
	s.volume.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	h.want("SetVolume[75]")
	h.press(fyne.KeyUp)
	h.want("SetVolume[85]")
	h.press(fyne.KeyM)
	h.want("MuteSound[true]")
	h.set(func(st *model.State) { st.Watching.NoSpeaker = true })
	if s.loud.Enabled() || s.loud.TipText() != kit.T("sound.noSpeaker") {
		t.Error("without a loudspeaker the sound button gives no reason")
	}
	h.press(fyne.KeyM)
	h.want()
	h.tap(s.leave)
	h.want("LeaveRoom")
}

func TestFullScreenShowsTheStageAlone(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching))
	s := h.screen.(*watching)
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
	h.Now = func() time.Time { return fixedNow.Add(time.Hour) }
	h.until("the bar to go", func() bool { return !s.hidden.Box.Visible() })
	h.press(fyne.KeyEscape)
	if h.FullScreen() || s.content.Objects[0] == s.stage {
		t.Error("Esc does not give it back")
	}
	h.press(fyne.KeyF11)
	h.set(func(st *model.State) { st.Screen = model.ScreenLobby })
	if h.FullScreen() {
		t.Error("the lobby took over the full display")
	}
}
