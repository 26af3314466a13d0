package live

import (
	"testing"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

// TestAFileDroppedOnThePictureIsAskedFor while viewers see it.
func TestAFileDroppedOnThePictureIsAskedFor(t *testing.T) {
	photo, clip := viewtest.File(t, "me.png"), viewtest.File(t, "clip.mp4")
	h := viewtest.NewStudio(t, viewtest.On(model.ScreenOnAir))
	h.Drop(h.Screen().(*onAir).stage, photo)
	h.Want() // asked first
	if h.Dialog() == nil {
		t.Fatal("a picture goes to the viewers unasked")
	}
	h.Drop(h.Screen().(*onAir).stage, clip) // under the question
	h.Want("RefuseFile[" + clip + "]")
	h.Acts.Calls = nil
	h.Tap(h.Dialog().Yes)
	h.Want("UseFile[" + photo + "]")
}
