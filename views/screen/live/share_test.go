package live

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

// pressTip presses the button with a tooltip in what is open over the screen.
func pressTip(t *testing.T, h *viewtest.Harness, tip string) {
	t.Helper()
	var found *kit.Button
	viewtest.Walk(h.Root(), func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.TipText() == tip {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q", tip)
	}
	h.Tap(found)
}

func TestARoomIsSharedForBrowsersAndForTheApp(t *testing.T) {
	share := model.Share{Page: "http://192.168.1.5:7880/r/7", App: "onair://192.168.1.5/7"}
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Watching.Share = share }))
	for _, c := range []struct{ tip, want string }{{"tip.share.page", share.Page}, {"tip.share.app", share.App}} {
		h.Acts.Calls = nil
		h.PressButton(kit.T("onair.share"))
		pressTip(t, h, kit.T(c.tip))
		h.Want("CopyLink")
		if got := fyne.CurrentApp().Clipboard().Content(); got != c.want {
			t.Errorf("%s copies %q", c.tip, got)
		}
		if h.Canvas().Overlays().Top() != nil {
			t.Error("the addresses stay open")
		}
	}
}

// TestAMenuGoesWithTheButtonItStandsOver: a window that gets wide has no More.
func TestAMenuGoesWithTheButtonItStandsOver(t *testing.T) {
	h := viewtest.NewSized(t, 960, 600, viewtest.On(model.ScreenWatching, func(*model.State) {}))
	s := h.Screen().(*watching)
	s.openMore()
	if h.Canvas().Overlays().Top() == nil {
		t.Fatal("nothing opens")
	}
	h.Win.Resize(fyne.NewSize(1280, 800))
	h.Set(func(*model.State) {})
	if h.Canvas().Overlays().Top() != nil {
		t.Error("the menu stands beside nothing")
	}
}

// TestTheAddressesStayBelowTheirButton in a window that gets another size.
func TestTheAddressesStayBelowTheirButton(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenWatching, func(s *model.State) { s.Watching.Share = model.Share{App: "onair://192.168.1.5/7"} }))
	h.PressButton(kit.T("onair.share"))
	s := h.Screen().(*watching)
	before := s.pop.Position()
	h.Win.Resize(fyne.NewSize(1400, 900))
	h.Drain()
	if now := s.pop.Position(); now.X <= before.X || !s.pop.Visible() {
		t.Errorf("they stand at %v, before at %v", now, before)
	}
}
