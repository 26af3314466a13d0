package liveroom_test

import (
	"slices"
	"testing"
	"time"

	"onair/internal/roomtest"
	"onair/liveroom"
)

// goLive has somebody publish in a room.
func goLive(t *testing.T, studio *roomtest.Studio, name string, id uint32) *liveroom.LiveRoom {
	t.Helper()
	room, _ := studio.Login(name)
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	if err := room.StartCameraPreview(ctx, true, nil); err != nil {
		t.Fatal(err)
	}
	if err := room.CreateRoom(ctx, id, liveroom.RoomParam{RoomName: name}); err != nil {
		t.Fatal(err)
	}
	if err := room.StartPublish(ctx, ""); err != nil {
		t.Fatal(err)
	}
	return room
}

func TestSwitchingShowsTheOtherLiveAlone(t *testing.T) {
	studio := roomtest.Start(t)
	people := roomtest.People()
	a, b, v := people[0].Name, people[1].Name, people[2].Name
	anchor := goLive(t, studio, a, 1)
	goLive(t, studio, b, 2)
	viewer, senses := studio.Login(v)
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	var took []time.Duration
	for i := range 6 {
		id, host := uint32(1+i%2), []string{a, b}[i%2]
		began := time.Now()
		if err := viewer.SwitchRoom(ctx, id); err != nil {
			t.Fatal(err)
		}
		if err := viewer.StartPlay(host, senses.View(host)); err != nil {
			t.Fatal(err)
		}
		roomtest.Eventually(t, v, func() string { return senses.SeesOnly(host) })
		took = append(took, time.Since(began))
		if now, owner, in := viewer.Room(); !in || owner || now.RoomID != id {
			t.Fatalf("in room %d (%v), want %d", now.RoomID, in, id)
		}
	}
	slices.Sort(took)
	t.Logf("from one live to the next one's picture: %v", took)

	if err := viewer.SwitchRoom(ctx, 99); liveroom.CodeOf(err) != liveroom.CodeNoSuchRoom {
		t.Errorf("to a room that is not there: %v", err)
	}
	if _, _, in := viewer.Room(); in {
		t.Error("still in a room")
	}
	if err := viewer.SwitchRoom(ctx, 0); liveroom.CodeOf(err) != liveroom.CodeBadArgument {
		t.Errorf("to no room: %v", err)
	}
	if err := viewer.SwitchRoom(ctx, 2); err != nil {
		t.Errorf("after a failure: %v", err)
	}
	if err := anchor.SwitchRoom(ctx, 2); liveroom.CodeOf(err) != liveroom.CodeNoPermission {
		t.Errorf("an anchor switches: %v", err)
	}
	if now, owner, in := anchor.Room(); !in || !owner || now.RoomID != 1 {
		t.Error("the anchor's room was left")
	}
}
