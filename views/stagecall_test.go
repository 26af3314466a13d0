package views

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// TestARequestForTheStageIsSeenEverywhere: with any page open, in full screen and
// over the settings, and answered by keyboard.
func TestARequestForTheStageIsSeenEverywhere(t *testing.T) {
	bob, cleo := model.User{ID: "bob", Name: "Bob"}, model.User{ID: "cleo", Name: "Cleo"}
	title := func() string { return kit.T("call.stage", kit.Values{"Name": "Bob"}) }
	for name, do := range map[string]func(*harness, *onAir){
		"chat":        func(*harness, *onAir) {},
		"beauty":      func(_ *harness, s *onAir) { s.open(s.pageBeauty) },
		"sound":       func(_ *harness, s *onAir) { s.open(s.pageSound) },
		"folded":      func(_ *harness, s *onAir) { s.fold(true) },
		"full screen": func(h *harness, _ *onAir) { h.SetFullScreen(true) },
		"settings":    func(h *harness, _ *onAir) { h.set(func(s *model.State) { s.Settings.Open = true }) },
	} {
		t.Run(name, func(t *testing.T) {
			h := newHarnessWith(t, 1280, 800, func(r *recorder) model.Actions { return studio{r} }, onScreen(model.ScreenOnAir))
			s := h.screen.(*onAir)
			do(h, s)
			h.seesNot(title())
			h.set(func(s *model.State) {
				s.Live.CoAnchor.Requests = []model.JoinRequest{{User: bob, Until: fixedNow.Add(20 * time.Second)}, {User: cleo, Until: fixedNow.Add(25 * time.Second)}}
			})
			h.sees(title())
			h.sees(kit.T("requests.video") + " · " + kit.N("call.stage.more", 1))
			h.sees(desk.Seconds(20))
		})
	}
	h := newHarness(t, onScreen(model.ScreenOnAir, func(s *model.State) {
		s.Live.CoAnchor.Requests = []model.JoinRequest{{User: bob, Until: fixedNow.Add(20 * time.Second)}}
	}))
	h.acts.calls = nil
	h.press(fyne.KeyY)
	h.want("AnswerJoin[bob true]")
	h.press(fyne.KeyN)
	h.want("AnswerJoin[bob false]")
	// A PK that ends earlier is asked first.
	h.set(func(s *model.State) {
		s.Live.PK.Request = &model.PKRequest{User: cleo, RoomID: 9, Until: fixedNow.Add(10 * time.Second)}
	})
	h.sees(kit.T("call.pk", kit.Values{"Name": "Cleo"}))
}

// TestTheSeatCountsDown: who was given a seat sees how long it is kept.
func TestTheSeatCountsDown(t *testing.T) {
	h := newHarness(t, onScreen(model.ScreenWatching, func(s *model.State) {
		s.Live.CoAnchor = model.CoAnchor{Phase: model.JoinReady, Until: fixedNow.Add(27 * time.Second)}
	}))
	if h.Dialog() == nil {
		t.Fatal("no card")
	}
	seen := false
	want := kit.T("ready.left", kit.Values{"Time": desk.Seconds(27)})
	walk(h.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if l, ok := o.(*kit.Line); ok && l.Text() == want {
			seen = true
		}
	})
	if !seen {
		t.Errorf("%q is not to be seen", want)
	}
}
