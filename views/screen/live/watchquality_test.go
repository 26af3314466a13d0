package live

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// chooser can change how streams are watched.
type chooser struct{ *viewtest.Recorder }

func (c chooser) SetPlayMode(m model.PlayMode) { c.Add(viewtest.Call("SetPlayMode", m)) }

// says reports whether what lies on top has a text.
func says(h *viewtest.Harness, text string) bool {
	var all []string
	viewtest.Walk(h.Root(), func(o fyne.CanvasObject) {
		if p, is := o.(*kit.Para); is {
			all = append(all, p.Text())
		}
	})
	return slices.Contains(all, text)
}

func TestTheQualityIsChosen(t *testing.T) {
	h := viewtest.NewWith(t, 1280, 800, func(r *viewtest.Recorder) model.Actions { return chooser{r} }, func(s *model.State) {
		s.Screen, s.Settings.PlayMode = model.ScreenWatching, model.PlayCDN
	})
	s := h.Screen().(*watching)
	h.Tap(s.quality)
	if !says(h, kit.T("quality.now.noCDN")) {
		t.Error("it is not said that there is no CDN")
	}
	viewtest.Button(t, h.Root(), kit.T("quality.lowLatency")).Tapped(nil)
	h.Want("SetPlayMode[lowLatency]")
	h.Set(func(s *model.State) { s.Watching.ByCDN = true })
	h.Tap(s.quality)
	if !says(h, kit.T("quality.now.cdn")) {
		t.Error("it is not said that the CDN plays")
	}
	h.Canvas().Overlays().Remove(h.Canvas().Overlays().Top())
	h.Set(func(s *model.State) { s.Live.CoAnchor.Phase = model.JoinOnStage })
	if s.quality.Visible() {
		t.Error("on stage it can be chosen in the bar")
	}
}

func (c chooser) WantPicture(lines int) { c.Add(viewtest.Call("WantPicture", lines)) }

// TestThePicturesSizeIsChosen among the encodings that there are, and what comes is said.
func TestThePicturesSizeIsChosen(t *testing.T) {
	h := viewtest.NewWith(t, 1280, 800, func(r *viewtest.Recorder) model.Actions { return chooser{r} }, func(s *model.State) {
		s.Screen = model.ScreenWatching
	})
	s := h.Screen().(*watching)
	h.Tap(s.quality)
	if says(h, kit.T("quality.picture")) {
		t.Error("there is a choice of one")
	}
	h.Canvas().Overlays().Remove(h.Canvas().Overlays().Top())
	h.Set(func(s *model.State) {
		s.Watching.Picture = model.HostPicture{Lines: 360, Layers: []int{720, 360, 180}, Why: "line"}
	})
	h.Tap(s.quality)
	if want := kit.T("quality.now", kit.Values{"Now": kit.T("quality.because", kit.Values{"Now": "360p", "Why": kit.T("quality.why.line")})}); !says(h, want) {
		t.Errorf("it is not said: %s", want)
	}
	viewtest.Button(t, h.Root(), "180p").Tapped(nil)
	h.Want("WantPicture[180]")
	h.Set(func(s *model.State) {
		s.Watching.Picture = model.HostPicture{Want: -1, Layers: []int{720, 360}, Why: "chosen", Sound: true}
	})
	h.Tap(s.quality)
	viewtest.Button(t, h.Root(), kit.T("quality.sound"))
	viewtest.Button(t, h.Root(), "360p").Tapped(nil)
	h.Want("WantPicture[360]")
}

func TestWithoutAChoiceThereIsNoButton(t *testing.T) {
	h := viewtest.New(t, func(s *model.State) { s.Screen = model.ScreenWatching })
	if h.Screen().(*watching).quality.Visible() {
		t.Error("the button is there, and nothing to choose")
	}
}
