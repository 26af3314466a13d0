package live

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// threeLives has the user watch the middle one of three.
func threeLives(s *model.State) {
	s.Lobby.Rooms = []model.Room{{ID: 7, Title: "Bread", Host: viewtest.Lin, Viewers: 12, Live: true}, {ID: 8, Title: "Rain", Host: viewtest.Lin, Viewers: 5, Live: true}, {ID: 9, Title: "Chess", Host: viewtest.Ben, Viewers: 3, Live: true}}
}

func TestSwitchingFromLiveToLive(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, threeLives))
	s := h.Screen().(*watching)
	h.Tap(s.switcher.down)
	h.Want("SwitchLive[true false]")
	h.Tap(s.switcher.up)
	h.Want("SwitchLive[false false]")
	h.Press(fyne.KeyPageDown)
	h.Press(fyne.KeyPageUp)
	h.Want("SwitchLive[true false]", "SwitchLive[false false]")
	drag := func(dy float32) {
		for range 10 {
			s.stage.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, dy/10)})
		}
	}
	drag(-60)
	h.Sees("Chess · Ben")
	s.stage.DragEnd()
	h.Want() // not far enough
	h.SeesNot("Chess · Ben")
	drag(-120)
	s.stage.DragEnd()
	h.Want("SwitchLive[true false]")
	drag(120)
	h.Sees("Bread · Lin")
	s.stage.DragEnd()
	h.Want("SwitchLive[false false]")
}

func TestSwitchingAtTheEnds(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, threeLives, func(s *model.State) { s.Watching.Room.ID = 9 }))
	s := h.Screen().(*watching)
	if s.switcher.down.Enabled() || s.switcher.down.TipText() != kit.T("notice.lastLive") || !s.switcher.up.Enabled() {
		t.Error("after the last live there is another")
	}
	h.Set(func(st *model.State) { st.Watching.Room.ID = 7 })
	if s.switcher.up.Enabled() || !s.switcher.down.Enabled() {
		t.Error("before the first live there is another")
	}
}

func TestTheWheelSwitchesOnceATurn(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, threeLives))
	s := h.Screen().(*watching)
	now := viewtest.FixedNow
	h.Now = func() time.Time { return now }
	roll := func(dy float32) { s.stage.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)}) }
	roll(-4)
	h.Want()
	roll(-7)
	for range 20 { // a touchpad rolls on
		now = now.Add(20 * time.Millisecond)
		roll(-10)
	}
	h.Want("SwitchLive[true false]")
	now = now.Add(time.Second)
	roll(10)
	h.Want("SwitchLive[false false]")
	now = now.Add(time.Second)
	h.Set(func(st *model.State) { st.Live.CoAnchor.Phase = model.JoinOnStage })
	roll(-20)
	h.Want()
	if h.Dialog() != nil {
		t.Error("the wheel asks a question")
	}
}

func TestSwitchingAsksFirst(t *testing.T) {
	for phase, text := range map[model.JoinPhase]string{
		model.JoinAsking: "switch.asking", model.JoinReady: "switch.stage", model.JoinGoing: "switch.stage",
		model.JoinOnStage: "switch.stage", model.JoinLeaving: "switch.stage",
	} {
		h := viewtest.New(t, viewtest.On(model.ScreenWatching, threeLives, func(s *model.State) { s.Live.CoAnchor.Phase = phase }))
		h.CloseDialog() // the card before going up
		h.Press(fyne.KeyPageDown)
		h.Want()
		if h.Dialog() == nil {
			t.Fatalf("phase %d: no question", phase)
		}
		found := false
		viewtest.Walk(h.Dialog().Content(), func(o fyne.CanvasObject) {
			p, ok := o.(*kit.Para)
			found = found || ok && p.Text() == kit.T(text)
		})
		if !found {
			t.Errorf("phase %d: the question does not say %q", phase, kit.T(text))
		}
		h.Press(fyne.KeyEscape)
		h.Want()
		h.Press(fyne.KeyPageDown)
		h.Tap(h.Dialog().Yes)
		h.Want("SwitchLive[true true]")
	}
}

func TestATypedTextIsKeptForItsRoom(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, threeLives))
	s := h.Screen().(*watching)
	s.chat.Entry.SetText("half a thou")
	h.Set(func(st *model.State) { st.Watching.Room = st.Lobby.Rooms[2] })
	h.Want("KeepDraft[8 half a thou]")
	if s.chat.Entry.Text != "" {
		t.Errorf("the next room's field has %q", s.chat.Entry.Text)
	}
	h.Set(func(st *model.State) {
		st.Drafts = model.WithDraft(nil, 8, "half a thou")
		st.Watching.Room = st.Lobby.Rooms[1]
	})
	if s.chat.Entry.Text != "half a thou" {
		t.Errorf("back in the room the field has %q", s.chat.Entry.Text)
	}
	h.Want()
	s.chat.Entry.SetText("half a thought")
	h.Set(func(st *model.State) { st.Screen = model.ScreenLobby })
	h.Want("KeepDraft[8 half a thought]")
}

func TestSwitchingPicture(t *testing.T) {
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenWatching, threeLives))
	h.Press("L")
	if !h.Screen().(*watching).folded {
		h.Press("L")
	}
	s := h.Screen().(*watching)
	h.Cable.Sinks["lin"][0].Render(viewtest.Frame(160, 90))
	h.Until("the picture", func() bool { return s.stage.Tiles[0].Tile.Showing() })
	s.stage.Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(0, -100)})
	test.AssertImageMatches(t, "switching.png", h.Canvas().Capture())
}
