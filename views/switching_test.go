package views

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/kit"
)

func (r *recorder) SwitchLive(next, leaveStage bool) { r.add(call("SwitchLive", next, leaveStage)) }
func (r *recorder) KeepDraft(room uint32, text string) {
	r.add(call("KeepDraft", room, text))
}

// threeLives has the user watch the middle one of three.
func threeLives(s *model.State) {
	s.Lobby.Rooms = []model.Room{{ID: 7, Title: "Bread", Host: lin, Viewers: 12, Live: true}, {ID: 8, Title: "Rain", Host: lin, Viewers: 5, Live: true}, {ID: 9, Title: "Chess", Host: ben, Viewers: 3, Live: true}}
}

func TestSwitchingFromLiveToLive(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, threeLives))
	s := h.screen.(*watching)
	h.tap(s.switcher.down)
	h.want("SwitchLive[true false]")
	h.tap(s.switcher.up)
	h.want("SwitchLive[false false]")
	h.press(fyne.KeyPageDown)
	h.press(fyne.KeyPageUp)
	h.want("SwitchLive[true false]", "SwitchLive[false false]")
	drag := func(dy float32) {
		for range 10 {
			s.stage.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, dy/10)})
		}
	}
	drag(-60)
	h.sees("Chess · Ben")
	s.stage.DragEnd()
	h.want() // not far enough
	h.seesNot("Chess · Ben")
	drag(-120)
	s.stage.DragEnd()
	h.want("SwitchLive[true false]")
	drag(120)
	h.sees("Bread · Lin")
	s.stage.DragEnd()
	h.want("SwitchLive[false false]")
}

func TestSwitchingAtTheEnds(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, threeLives, func(s *model.State) { s.Watching.Room.ID = 9 }))
	s := h.screen.(*watching)
	if s.switcher.down.Enabled() || s.switcher.down.TipText() != kit.T("notice.lastLive") || !s.switcher.up.Enabled() {
		t.Error("after the last live there is another")
	}
	h.set(func(st *model.State) { st.Watching.Room.ID = 7 })
	if s.switcher.up.Enabled() || !s.switcher.down.Enabled() {
		t.Error("before the first live there is another")
	}
}

func TestTheWheelSwitchesOnceATurn(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, threeLives))
	s := h.screen.(*watching)
	now := fixedNow
	h.Now = func() time.Time { return now }
	roll := func(dy float32) { s.stage.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)}) }
	roll(-4)
	h.want()
	roll(-7)
	for range 20 { // a touchpad rolls on
		now = now.Add(20 * time.Millisecond)
		roll(-10)
	}
	h.want("SwitchLive[true false]")
	now = now.Add(time.Second)
	roll(10)
	h.want("SwitchLive[false false]")
	now = now.Add(time.Second)
	h.set(func(st *model.State) { st.Live.CoAnchor.Phase = model.JoinOnStage })
	roll(-20)
	h.want()
	if h.Dialog() != nil {
		t.Error("the wheel asks a question")
	}
}

func TestSwitchingAsksFirst(t *testing.T) {
	for phase, text := range map[model.JoinPhase]string{
		model.JoinAsking: "switch.asking", model.JoinReady: "switch.stage", model.JoinGoing: "switch.stage",
		model.JoinOnStage: "switch.stage", model.JoinLeaving: "switch.stage",
	} {
		h := newHarness(t, onScreen(model.ScreenWatching, threeLives, func(s *model.State) { s.Live.CoAnchor.Phase = phase }))
		h.CloseDialog() // the card before going up
		h.press(fyne.KeyPageDown)
		h.want()
		if h.Dialog() == nil {
			t.Fatalf("phase %d: no question", phase)
		}
		found := false
		walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
			p, ok := o.(*kit.Para)
			found = found || ok && p.Text() == kit.T(text)
		})
		if !found {
			t.Errorf("phase %d: the question does not say %q", phase, kit.T(text))
		}
		h.press(fyne.KeyEscape)
		h.want()
		h.press(fyne.KeyPageDown)
		h.tap(h.Dialog().Yes)
		h.want("SwitchLive[true true]")
	}
}

func TestATypedTextIsKeptForItsRoom(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, threeLives))
	s := h.screen.(*watching)
	s.chat.Entry.SetText("half a thou")
	h.set(func(st *model.State) { st.Watching.Room = st.Lobby.Rooms[2] })
	h.want("KeepDraft[8 half a thou]")
	if s.chat.Entry.Text != "" {
		t.Errorf("the next room's field has %q", s.chat.Entry.Text)
	}
	h.set(func(st *model.State) {
		st.Drafts = model.WithDraft(nil, 8, "half a thou")
		st.Watching.Room = st.Lobby.Rooms[1]
	})
	if s.chat.Entry.Text != "half a thou" {
		t.Errorf("back in the room the field has %q", s.chat.Entry.Text)
	}
	h.want()
	s.chat.Entry.SetText("half a thought")
	h.set(func(st *model.State) { st.Screen = model.ScreenLobby })
	h.want("KeepDraft[8 half a thought]")
}

func TestSwitchingPicture(t *testing.T) {
	h := newSizedHarness(t, 960, 600, onScreen(model.ScreenWatching, threeLives))
	h.press("L")
	if !h.screen.(*watching).folded {
		h.press("L")
	}
	s := h.screen.(*watching)
	h.video.sinks["lin"][0].Render(frame(160, 90))
	h.until("the picture", func() bool { return s.stage.Tiles[0].Tile.Showing() })
	s.stage.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, -100)})
	test.AssertImageMatches(t, "switching.png", h.Canvas().Capture())
}
