package liveroom_test

import (
	"testing"

	"onair/liveroom"
)

func TestVolumesAndNetworkQualityAreTold(t *testing.T) {
	h := startHouse(t)
	anna := h.login("anna", func(o *liveroom.Options) { o.Microphone = "tone:440" })
	bob := h.login("bob")
	anna.EnableVolumeEvaluation(true)
	bob.EnableVolumeEvaluation(true)
	anna.goLive(95)
	bob.must(bob.StartPlay("anna", nil))
	bob.must(bob.EnterRoom(bob.ctx(), 95))
	for _, p := range []*person{anna, bob} {
		p.await("anna's voice", func(e liveroom.Event) bool {
			v, ok := e.(liveroom.OnUserVolumeUpdate)
			return ok && len(v.UserVolumes) > 0 && v.UserVolumes[0].UserID == "anna" && v.UserVolumes[0].Volume > 30
		})
	}
	bob.await("a good network", func(e liveroom.Event) bool {
		q, ok := e.(liveroom.OnNetworkQuality)
		return ok && len(q.Remote) == 1 && q.Remote[0].UserID == "anna" && q.Remote[0].Quality <= liveroom.QualityGood
	})
	bob.await("anna speaking", func(e liveroom.Event) bool {
		v, ok := e.(liveroom.OnUserVolumeUpdate)
		return ok && len(v.Speaking) == 1 && v.Speaking[0] == "anna"
	})
	bob.EnableVolumeEvaluation(false)
}
