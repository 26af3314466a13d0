package main

import (
	"errors"
	"testing"

	"onair/internal/roomtest"
	"onair/liveroom"
)

// TestNineStepsWithFiveClientsInTwoRooms runs the example's own steps against a
// real server: anna has bob and carol on stage in one room, dora has erin in
// another. Everybody sees and hears exactly those of the own room.
func TestNineStepsWithFiveClientsInTwoRooms(t *testing.T) {
	studio := roomtest.Start(t)
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	type client struct {
		room   *liveroom.LiveRoom
		senses *roomtest.Senses
	}
	clients := map[string]client{}
	for _, p := range roomtest.People() {
		room, senses := studio.Login(p.Name)
		playEverybody(room, senses.View)
		clients[p.Name] = client{room, senses}
	}
	check := func(name string, sees ...string) {
		t.Helper()
		s := clients[name].senses
		roomtest.Eventually(t, name+" sees", func() string { return s.SeesOnly(sees...) })
		roomtest.Eventually(t, name+" hears", func() string { return s.Hears(sees...) })
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, number := range map[string]uint32{"anna": 1, "dora": 2} {
		answerRequests(ctx, clients[name].room, func(u liveroom.UserInfo) bool { return u.UserID != "erin" || number == 2 })
		must(goLive(ctx, clients[name].room, number))
	}
	guests := map[string]uint32{"bob": 1, "carol": 1, "erin": 2}
	for name, number := range guests {
		must(clients[name].room.EnterRoom(ctx, number))
	}
	check("bob", "anna")
	check("erin", "dora")
	for name := range guests {
		must(joinStage(ctx, clients[name].room))
	}
	check("anna", "bob", "carol")
	check("bob", "anna", "carol")
	check("carol", "anna", "bob")
	check("dora", "erin")
	check("erin", "dora")

	must(leaveStage(ctx, clients["bob"].room))
	check("anna", "carol")
	check("carol", "anna")
	check("bob", "anna", "carol")
	check("dora", "erin")
}

// TestTheAnchorSaysNo: the guest is told, stays a viewer and may ask again.
func TestTheAnchorSaysNo(t *testing.T) {
	studio := roomtest.Start(t)
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	anna, _ := studio.Login("anna")
	bob, _ := studio.Login("bob")
	asked := 0
	answerRequests(ctx, anna, func(liveroom.UserInfo) bool { asked++; return asked > 1 })
	if err := errors.Join(goLive(ctx, anna, 1), bob.EnterRoom(ctx, 1)); err != nil {
		t.Fatal(err)
	}
	if err := joinStage(ctx, bob); !errors.Is(err, errRefused) {
		t.Fatalf("refused as %v", err)
	}
	if err := joinStage(ctx, bob); err != nil {
		t.Fatal(err)
	}
	if role, _ := bob.Role(); role != "coanchor" {
		t.Errorf("bob is %q", role)
	}
}
