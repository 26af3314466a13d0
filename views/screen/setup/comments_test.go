package setup

import (
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

func TestTheAnchorSwitchesCommentsBeforeTheLive(t *testing.T) {
	h := viewtest.New(t, viewtest.On(model.ScreenSetup, func(*model.State) {}))
	before := h.Screen().(*setup).comments
	if o := before.Box.Objects; o[1] != fyne.CanvasObject(before.Off) {
		t.Errorf("%T stands between the switch and its words", o[1])
	}
	h.Tap(before.Off)
	h.Want("SetCommentsOff[true]")
}
