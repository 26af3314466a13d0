package liveroom_test

import (
	"sync/atomic"
	"testing"

	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/media/rtc"
)

// TestAnUnmuteWhilePublishingBeginsIsTold unmutes in the middle of StartPublish,
// when what the server is to be told is already written.
func TestAnUnmuteWhilePublishingBeginsIsTold(t *testing.T) {
	h := startHouse(t)
	var unmuting atomic.Pointer[person]
	anna := h.login("anna", func(o *liveroom.Options) {
		o.Camera, o.Microphone = roomtest.LookOf("anna").Camera(), roomtest.LookOf("anna").Microphone()
		o.TuneMedia = func(*rtc.Connection) {
			if p := unmuting.Swap(nil); p != nil {
				p.MuteLocalAudio(false)
				p.MuteLocalVideo(false)
			}
		}
	})
	bob := h.login("bob")
	anna.must(anna.CreateRoom(anna.ctx(), 431, liveroom.RoomParam{RoomName: "431"}))
	bob.must(bob.EnterRoom(bob.ctx(), 431))
	anna.must(anna.StartCameraPreview(anna.ctx(), true, nil))
	anna.MuteLocalAudio(true)
	anna.MuteLocalVideo(true)
	unmuting.Store(anna)
	anna.must(anna.StartPublish(anna.ctx(), ""))
	bob.await("that anna has sound", func(e liveroom.Event) bool {
		a, ok := e.(liveroom.OnUserAudioAvailable)
		return ok && a.UserID == "anna" && a.Available
	})
	bob.await("that anna has a picture", func(e liveroom.Event) bool {
		v, ok := e.(liveroom.OnUserVideoAvailable)
		return ok && v.UserID == "anna" && v.Available
	})
}
