package nodes

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"onair/internal/await"
	"onair/internal/natstest"
	"onair/internal/nodetest"
	"onair/internal/roomtest"
	"onair/liveroom"
)

// TestWithoutAMajority: two of three NATS servers die. Nobody is asked to leave, pictures
// go on, people are told and what they ask is refused with words; with a majority again all
// is as it was.
func TestWithoutAMajority(t *testing.T) {
	ns := natstest.StartCluster(t, nil)
	start := func(name string) *nodetest.Node {
		return nodetest.Start(t, nodetest.Config{Name: name, Args: []string{"--nats", ns.URLs()}})
	}
	a := start("a")
	a.Says("server ready")
	b := start("b")
	a.Says("takes part in the media\" node=a name=b")

	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	anna, _ := login(t, b, "anna")
	bob, bobs := login(t, b, "bob")
	var seeking atomic.Int32
	bob.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if s, ok := e.(liveroom.OnConnectionState); ok && s.State == liveroom.ConnectionSeeking {
			seeking.Add(1)
		}
	}))
	for _, err := range []error{
		anna.CreateRoom(ctx, 7, liveroom.RoomParam{RoomName: "without a majority"}), anna.StartCameraPreview(ctx, true, nil), anna.StartPublish(ctx, ""),
		bob.EnterRoom(ctx, 7), bob.StartPlay("anna", bobs.View("anna")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	await.True(t, "bob sees anna", func() bool { return bobs.Pictures("anna") > 10 })

	ns.Kill(1)
	ns.Kill(2)
	await.True(t, "bob is told", func() bool { return seeking.Load() > 0 })
	_, err := bob.SendRoomTextMsg(ctx, "is anybody there?")
	if err == nil || !strings.Contains(err.Error(), "30054") {
		t.Errorf("a message without a majority: %v", err)
	}
	if res, err := http.Get(b.URL() + "/healthz"); err != nil || res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("the node's health: %v, %v", res, err)
	} else {
		res.Body.Close()
	}
	before := bobs.Pictures("anna")
	await.True(t, "pictures go on", func() bool { return bobs.Pictures("anna") > before+30 })

	ns.Restart(1)
	ns.Restart(2)
	await.True(t, "the room takes messages again", func() bool { _, err := bob.SendRoomTextMsg(ctx, "there"); return err == nil })
	before = bobs.Pictures("anna")
	await.True(t, "pictures go on after that", func() bool { return bobs.Pictures("anna") > before+10 })
}
