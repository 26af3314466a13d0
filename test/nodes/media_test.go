package nodes

import (
	"sync/atomic"
	"testing"
	"time"

	"onair/internal/natstest"
	"onair/internal/nodetest"
	"onair/internal/roomtest"
	"onair/liveroom"
)

// TestAnchorAndViewersAtThreeNodes: the anchor is at one node, viewers are at the two
// others, one of which leads. The leader is killed, and all see and hear the anchor again, also who was at the
// node that is gone.
func TestAnchorAndViewersAtThreeNodes(t *testing.T) {
	url := natstest.Start(t).URL()
	start := func(name string) *nodetest.Node {
		return nodetest.Start(t, nodetest.Config{Name: name, Args: []string{"--nats", url}})
	}
	a := start("a")
	a.Says("server ready")
	b, c := start("b"), start("c")
	a.Says("takes part in the media\" node=a name=b")
	a.Says("takes part in the media\" node=a name=c")

	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	anna, _ := login(t, b, "anna")
	bob, bobs := login(t, c, "bob")
	carol, carols := login(t, a, "carol")
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
	a.Kill()
	killed := time.Now()
	for name, senses := range watching { // carol has to go to another node
		before := senses.Pictures("anna")
		roomtest.Eventually(t, name+", after the leader was killed", func() string {
			if !b.Said("server ready") && !c.Said("server ready") {
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
