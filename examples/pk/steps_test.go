package main

import (
	"errors"
	"testing"

	"onair/internal/roomtest"
	"onair/liveroom"
)

// hall is five clients of a real server: anna's room with bob and carol as
// viewers, dora's with erin.
type hall struct {
	t      *testing.T
	rooms  map[string]*liveroom.LiveRoom
	senses map[string]*roomtest.Senses
}

func (h *hall) check(name string, sees ...string) {
	h.t.Helper()
	s := h.senses[name]
	roomtest.Eventually(h.t, name+" sees", func() string { return s.SeesOnly(sees...) })
	roomtest.Eventually(h.t, name+" hears", func() string { return s.Hears(sees...) })
}

func newHall(t *testing.T) *hall {
	h := &hall{t: t, rooms: map[string]*liveroom.LiveRoom{}, senses: map[string]*roomtest.Senses{}}
	studio := roomtest.Start(t)
	for _, p := range roomtest.People() {
		h.rooms[p.Name], h.senses[p.Name] = studio.Login(p.Name)
		playEverybody(h.rooms[p.Name], h.senses[p.Name].View)
	}
	return h
}

// TestSixStepsWithFiveClientsInTwoRooms runs the example's own steps: each sees
// and hears the own anchor, during the PK both, and the own one again after it.
func TestSixStepsWithFiveClientsInTwoRooms(t *testing.T) {
	h := newHall(t)
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	agree := true
	answerPK(ctx, h.rooms["dora"], func(r liveroom.OnRequestRoomPK) bool { return agree && r.User.UserID == "anna" })
	if err := errors.Join(
		goLive(ctx, h.rooms["anna"], 1), goLive(ctx, h.rooms["dora"], 2),
		h.rooms["bob"].EnterRoom(ctx, 1), h.rooms["carol"].EnterRoom(ctx, 1), h.rooms["erin"].EnterRoom(ctx, 2),
	); err != nil {
		t.Fatal(err)
	}
	apart := func() {
		t.Helper()
		h.check("bob", "anna")
		h.check("carol", "anna")
		h.check("erin", "dora")
		h.check("anna")
		h.check("dora")
	}
	apart()
	if err := startPK(ctx, h.rooms["anna"], 2, "dora", liveroom.PKOptions{}); err != nil {
		t.Fatal(err)
	}
	h.check("bob", "anna", "dora")
	h.check("carol", "anna", "dora")
	h.check("erin", "anna", "dora")
	h.check("anna", "dora")
	h.check("dora", "anna")
	if err := endPK(ctx, h.rooms["dora"]); err != nil {
		t.Fatal(err)
	}
	apart()
}

// TestAThirdRoomJoins: bob, live in a room of his own, is asked into the PK of
// anna and dora. All see all; dora leaves, and the others go on.
func TestAThirdRoomJoins(t *testing.T) {
	h := newHall(t)
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	for i, name := range []string{"anna", "dora", "bob"} {
		answerPK(ctx, h.rooms[name], func(liveroom.OnRequestRoomPK) bool { return true })
		if err := goLive(ctx, h.rooms[name], uint32(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(h.rooms["carol"].EnterRoom(ctx, 1), h.rooms["erin"].EnterRoom(ctx, 3),
		startPK(ctx, h.rooms["anna"], 2, "dora", liveroom.PKOptions{}),
		startPK(ctx, h.rooms["anna"], 3, "bob", liveroom.PKOptions{Join: true})); err != nil {
		t.Fatal(err)
	}
	h.check("anna", "dora", "bob")
	h.check("dora", "anna", "bob")
	h.check("bob", "anna", "dora")
	h.check("carol", "anna", "bob", "dora")
	h.check("erin", "anna", "bob", "dora")
	if err := endPK(ctx, h.rooms["dora"]); err != nil {
		t.Fatal(err)
	}
	h.check("dora")
	h.check("anna", "bob")
	h.check("carol", "anna", "bob")
	h.check("erin", "anna", "bob")
}
