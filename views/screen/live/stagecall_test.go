package live

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// TestARequestForTheStageIsSeenEverywhere: with any page open, in full screen and
// over the settings, and answered by keyboard.
func TestARequestForTheStageIsSeenEverywhere(t *testing.T) {
	bob, cleo := model.User{ID: "bob", Name: "Bob"}, model.User{ID: "cleo", Name: "Cleo"}
	title := func() string { return kit.T("call.stage", kit.Values{"Name": "Bob"}) }
	for name, do := range map[string]func(*viewtest.Harness, *onAir){
		"chat":        func(*viewtest.Harness, *onAir) {},
		"beauty":      func(_ *viewtest.Harness, s *onAir) { s.open(s.pageBeauty) },
		"sound":       func(_ *viewtest.Harness, s *onAir) { s.open(s.pageSound) },
		"folded":      func(_ *viewtest.Harness, s *onAir) { s.fold(true) },
		"full screen": func(h *viewtest.Harness, _ *onAir) { h.SetFullScreen(true) },
		"settings":    func(h *viewtest.Harness, _ *onAir) { h.Set(func(s *model.State) { s.Settings.Open = true }) },
	} {
		t.Run(name, func(t *testing.T) {
			h := viewtest.NewWith(t, 1280, 800, func(r *viewtest.Recorder) model.Actions { return viewtest.Studio{Recorder: r} }, viewtest.On(model.ScreenOnAir))
			s := h.Screen().(*onAir)
			do(h, s)
			h.SeesNot(title())
			h.Set(func(s *model.State) {
				s.Live.CoAnchor.Requests = []model.JoinRequest{{User: bob, Until: viewtest.FixedNow.Add(20 * time.Second)}, {User: cleo, Until: viewtest.FixedNow.Add(25 * time.Second)}}
			})
			h.Sees(title())
			h.Sees(kit.T("requests.video") + " · " + kit.N("call.stage.more", 1))
			h.Sees(desk.Seconds(20))
		})
	}
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.CoAnchor.Requests = []model.JoinRequest{{User: bob, Until: viewtest.FixedNow.Add(20 * time.Second)}}
	}))
	h.Acts.Calls = nil
	h.Press(fyne.KeyY)
	h.Want("AnswerJoin[bob true]")
	h.Press(fyne.KeyN)
	h.Want("AnswerJoin[bob false]")
	// A PK that ends earlier is asked first.
	h.Set(func(s *model.State) {
		s.Live.PK.Request = &model.PKRequest{User: cleo, RoomID: 9, Until: viewtest.FixedNow.Add(10 * time.Second)}
	})
	h.Sees(kit.T("call.pk", kit.Values{"Name": "Cleo"}))
}

// TestTheSeatCountsDown: who was given a seat sees how long it is kept.
func TestTheSeatCountsDown(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) {
		s.Live.CoAnchor = model.CoAnchor{Phase: model.JoinReady, Until: viewtest.FixedNow.Add(27 * time.Second)}
	}))
	if h.Dialog() == nil {
		t.Fatal("no card")
	}
	seen := false
	want := kit.T("ready.left", kit.Values{"Time": desk.Seconds(27)})
	viewtest.Walk(h.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if l, ok := o.(*kit.Line); ok && l.Text() == want {
			seen = true
		}
	})
	if !seen {
		t.Errorf("%q is not to be seen", want)
	}
}
