package live

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
	"onair/views/kit"
)

func TestTheInvitationIsCopied(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenOnAir, func(s *model.State) {
		s.Live.Role = model.RoleAnchor
		s.Live.Private = model.Private{On: true, Passcode: "481516", Invitation: "onair://x/7?invite=ABC"}
	}))
	air := h.Screen().(*onAir)
	air.panel.Choose(2)
	h.Sees(kit.T("private.is", kit.Values{"Passcode": "481516"}))
	h.Acts.Calls = nil
	copied := kit.T("private.copy")
	viewtest.Walk(air.members.Private.Key, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == copied {
			b.Tapped(nil)
		}
	})
	h.Want("CopyLink")
	if fyne.CurrentApp().Clipboard().Content() != "onair://x/7?invite=ABC" {
		t.Errorf("copied: %q", fyne.CurrentApp().Clipboard().Content())
	}
	h.Set(func(s *model.State) { s.Live.Private = model.Private{} })
	h.SeesNot(kit.T("private.copy"))
}
