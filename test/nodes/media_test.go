package nodes

import (
	"syscall"
	"testing"
	"time"

	"onair/internal/roomtest"
	"onair/liveroom"
)

// TestAnchorAndViewersAtThreeNodes: the anchor is at one node, viewers are at the two
// others, one of which leads. The leader is killed, and all see and hear the anchor again, also who was at the
// node that is gone.
func TestAnchorAndViewersAtThreeNodes(t *testing.T) {
	url := startNATS(t)
	a := start(t, "a", "--nats", url)
	a.says("server ready")
	b, c := start(t, "b", "--nats", url), start(t, "c", "--nats", url)
	a.says("takes part in the media\" node=a name=b")
	a.says("takes part in the media\" node=a name=c")

	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	anna, _ := b.login("anna")
	bob, bobs := c.login("bob")
	carol, carols := a.login("carol")
	must(anna.CreateRoom(ctx, 7, liveroom.RoomParam{RoomName: "over three nodes"}))
	must(anna.StartCameraPreview(ctx, true, nil))
	must(anna.StartPublish(ctx, ""))
	for who, senses := range map[*liveroom.LiveRoom]*roomtest.Senses{bob: bobs, carol: carols} {
		must(who.EnterRoom(ctx, 7))
		must(who.StartPlay("anna", senses.View("anna")))
	}
	watching := map[string]*roomtest.Senses{"bob": bobs, "carol": carols}
	for name, senses := range watching {
		roomtest.Eventually(t, name, func() string { return senses.Sees("anna") })
		roomtest.Eventually(t, name, func() string { return senses.Hears("anna") })
	}

	a.signal(syscall.SIGKILL)
	killed := time.Now()
	for name, senses := range watching { // carol has to go to another node
		before := senses.Pictures("anna")
		roomtest.Eventually(t, name+", after the leader was killed", func() string {
			led, _ := b.said("server ready")
			if ledC, _ := c.said("server ready"); !led && !ledC {
				before = senses.Pictures("anna")
				return "nobody leads"
			}
			if senses.Pictures("anna") < before+15 {
				return "a second of pictures has not come"
			}
			return senses.Sees("anna")
		})
		t.Logf("%s has seen a second of pictures %v after the leader was killed", name, time.Since(killed))
		roomtest.Eventually(t, name, func() string { return senses.Hears("anna") })
	}
}
