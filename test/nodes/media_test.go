package nodes

import (
	"sync/atomic"
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

	anew := playedAnew(bob)
	for _, senses := range watching {
		senses.Gap("anna")
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
	_, err := bob.SendRoomTextMsg(ctx, "I am still here") // to the new leader, to which the session has come back
	must(err)
	for name, senses := range watching {
		t.Logf("longest time between two of %s's pictures, over the kill of the leader: %v", name, senses.Gap("anna"))
	}
	if n := anew(); n != 0 {
		t.Errorf("bob and anna are at nodes that live, and he had to play her anew %d times", n)
	}
}

// playedAnew counts how often somebody begins to play from now on.
func playedAnew(room *liveroom.LiveRoom) func() int64 {
	var n atomic.Int64
	room.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if _, ok := e.(liveroom.OnPlayWay); ok {
			n.Add(1)
		}
	}))
	return n.Load
}
