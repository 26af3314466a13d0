package settings

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// maker can make stream keys.
type maker struct{ *viewtest.Recorder }

func (m maker) LookUpKeys()         { m.Add(viewtest.Call("LookUpKeys")) }
func (m maker) MakeKey()            { m.Add(viewtest.Call("MakeKey")) }
func (m maker) HideKey()            { m.Add(viewtest.Call("HideKey")) }
func (m maker) RevokeKey(id string) { m.Add(viewtest.Call("RevokeKey", id)) }

func TestStreamingFromAnotherProgram(t *testing.T) {
	h := viewtest.NewWith(t, 1280, 900, func(r *viewtest.Recorder) model.Actions { return maker{r} }, func(s *model.State) {
		s.Screen, s.Settings.Open = model.ScreenLobby, true
	})
	h.PressButton(kit.T("program.title"))
	h.Want("LookUpKeys")
	h.Set(func(s *model.State) { s.Screen = model.ScreenWelcome })
	h.Sees(kit.T("program.signedOut"))
	h.SeesNot(kit.T("program.loading"))
	h.Set(func(s *model.State) { s.Screen = model.ScreenLobby })
	h.Sees(kit.T("program.off"))
	h.Sees(kit.T("program.loading"))
	h.Set(func(s *model.State) { s.Program.Loaded, s.Program.Max = true, 1 })
	h.Sees(kit.T("program.none"))
	h.PressButton(kit.T("program.make"))
	h.Want("MakeKey")
	h.Set(func(s *model.State) {
		s.Program.Addresses = model.StreamAddresses{RTMP: "rtmp://live.example.org/live", SRT: "srt://live.example.org:9000?streamid="}
		s.Program.Made = &model.MadeKey{ID: "k1", Key: "k1.secret"}
		s.Program.Keys = []model.StreamKey{{ID: "k1", Made: time.Date(2026, 3, 1, 12, 0, 0, 0, time.Local)}}
		s.Program.On, s.Program.Via = true, "rtmp"
		s.Program.Hints = []model.ProgramHint{{Code: "keyframes", Args: []string{"12"}}}
	})
	for _, text := range []string{
		"rtmp://live.example.org/live", "k1.secret", "srt://live.example.org:9000?streamid=k1.secret", kit.T("program.on", kit.Values{"Via": "RTMP"}),
		kit.T("program.hint.keyframes", kit.Values{"A": "12", "B": ""}), kit.T("program.hint.keyframes.do"),
	} {
		h.Sees(text)
	}
	if viewtest.Button(t, h.Canvas().Content(), kit.T("program.make")).Enabled() {
		t.Error("more keys than there may be can be made")
	}
	h.PressButton(kit.T("program.revoke"))
	viewtest.Button(t, h.Root(), kit.T("program.revoke")).Tapped(nil)
	h.Want("RevokeKey[k1]")
	h.PressButton(kit.T("settings.about")) // who leaves the page does not see the key again
	h.Want("HideKey")
}

// doorkeeper can open doors, too.
type doorkeeper struct{ maker }

func (d doorkeeper) SetDoors(rtmp, srt model.Door) {
	d.Add(viewtest.Call("SetDoors", rtmp.Open(), srt.Open()))
}

func TestTheOwnServersDoors(t *testing.T) {
	h := viewtest.NewWith(t, 1280, 900, func(r *viewtest.Recorder) model.Actions { return doorkeeper{maker{r}} }, func(s *model.State) {
		s.Screen, s.Settings.Open, s.Settings.Server = model.ScreenLobby, true, model.ThisComputer
		s.Settings.Doors = model.Doors{RTMP: model.Door{At: ":1940"}, SRT: model.Door{On: true, At: model.SRTDoor}}
	})
	h.PressButton(kit.T("program.title"))
	h.Sees(kit.T("program.doors"))
	h.Want("LookUpKeys")
	var switches []*kit.Switch
	var entries []*kit.Entry
	viewtest.Walk(h.Root(), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *kit.Switch:
			switches = append(switches, o)
		case *kit.Entry:
			entries = append(entries, o)
		}
	})
	if len(switches) != 2 || len(entries) != 2 || entries[0].Text != ":1940" || entries[0].Disabled() || !entries[1].Disabled() {
		t.Fatalf("%d switches, %d entries", len(switches), len(entries))
	}
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject(switches[1])
	switches[0].Tapped(nil)
	h.Want("SetDoors[:1940 127.0.0.1:8890]")
	h.Set(func(s *model.State) {
		s.Settings.Doors.RTMP.On = true
		s.Program.Addresses = model.StreamAddresses{WHIP: "http://127.0.0.1/whip", RTMP: "rtmp://127.0.0.1/live"}
	})
	if now := fyne.CurrentApp().Driver().AbsolutePositionForObject(switches[1]); now != place {
		t.Errorf("the switches moved away from the hand, from %v to %v", place, now)
	}
	switches[1].Tapped(nil)
	h.Want("SetDoors[:1940 ]")
	entries[1].SetText(" ")
	switches[1].Tapped(nil)
	h.Want("SetDoors[:1940 127.0.0.1:8890]")
	h.Set(func(s *model.State) {
		s.Settings.Doors.Failure = &model.Failure{Code: model.FailureProgramPort, Subject: "RTMP :1940"}
	})
	h.Sees(kit.T("failure.programPort.what", kit.Values{"Subject": "RTMP :1940"}))
	h.Set(func(s *model.State) { s.Settings.Server = "live.example.org" })
	h.SeesNot(kit.T("program.doors"))
}

// TestAPageThatGrowsIsLaidOutAnew: what comes below a list moves down when the list grows, and every page's name has its place.
func TestAPageThatGrowsIsLaidOutAnew(t *testing.T) {
	h := viewtest.NewWith(t, 1280, 900, func(r *viewtest.Recorder) model.Actions { return maker{r} }, func(s *model.State) {
		s.Screen, s.Settings.Open = model.ScreenLobby, true
	})
	h.PressButton(kit.T("program.title"))
	h.Set(func(s *model.State) {
		s.Program.Loaded = true
		s.Program.Addresses = model.StreamAddresses{RTMP: "rtmp://live.example.org/live", WHIP: "https://live.example.org/whip", SRT: "srt://live.example.org:9000?streamid="}
	})
	page := h.Settings().(*settings)
	below := float32(0)
	for i, o := range page.pages[page.current].object.(*fyne.Container).Objects {
		if !o.Visible() {
			continue
		}
		if o.Position().Y < below || o.Size().Height < o.MinSize().Height {
			t.Errorf("part %d is at %v with %v and needs %v; the one above ends at %v", i, o.Position(), o.Size(), o.MinSize(), below)
		}
		below = o.Position().Y + o.Size().Height
	}
	for _, l := range page.links {
		if l.MinSize().Width > l.Size().Width {
			t.Errorf("a page's name is %v wide and has %v", l.MinSize(), l.Size())
		}
	}
}

func TestEveryHintHasWords(t *testing.T) {
	viewtest.New(t, func(*model.State) {}) // loads the words
	for _, code := range model.HintCodes() {
		for _, key := range []string{"program.hint." + code, "program.hint." + code + ".do"} {
			if kit.T(key) == key {
				t.Errorf("no text %q", key)
			}
		}
	}
}
