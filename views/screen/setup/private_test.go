package setup

import (
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

func TestThePrivateSwitchBeforeTheLive(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(*model.State) {}))
	s := h.Screen().(*setup)
	if s.private.Ask.Visible() {
		t.Error("a passcode is asked for though the live is public")
	}
	h.Tap(s.private.On)
	h.Want("SetPrivate[true]")
	h.Set(func(st *model.State) { st.Setup.Private = true })
	s.private.Code.SetText("123")
	h.Want("SetPasscode[123]")
	for code, ok := range map[string]bool{"": true, "123": false, "1234": true, "123456789012345678901234567890123": false} {
		h.Set(func(st *model.State) { st.Setup.Passcode = code })
		if s.live.Enabled() != ok {
			t.Errorf("with %q one can go live: %v", code, !ok)
		}
	}
}
