package liveroom_test

import (
	"testing"

	"onair/liveroom"
)

// TestDeletingAndPinning: told to all, also to who comes later; deleting unpins.
func TestDeletingAndPinning(t *testing.T) {
	h := startHouse(t)
	anna, ben := h.login("anna"), h.login("ben")
	anna.must(anna.CreateRoom(anna.ctx(), 7, liveroom.RoomParam{}))
	ben.must(ben.EnterRoom(ben.ctx(), 7))
	bad, err := ben.SendRoomTextMsg(ben.ctx(), "bad")
	ben.must(err)
	rules, err := anna.SendRoomTextMsg(anna.ctx(), "rules")
	anna.must(err)
	code(t, "a viewer pins", ben.PinMessage(ben.ctx(), bad.ID), liveroom.CodeNoPermission)
	code(t, "a viewer deletes", ben.DeleteMessage(ben.ctx(), rules.ID), liveroom.CodeNoPermission)
	code(t, "no such", anna.DeleteMessage(anna.ctx(), 99), liveroom.CodeNoSuchMessage)
	anna.must(anna.DeleteMessage(anna.ctx(), bad.ID))
	anna.must(anna.PinMessage(anna.ctx(), rules.ID))
	for _, p := range []*person{anna, ben} {
		if e := awaitEvent[liveroom.OnMessageDeleted](p); e.ID != bad.ID || e.UserID != "anna" {
			t.Errorf("%+v", e)
		}
		if e := awaitEvent[liveroom.OnMessagePinned](p); e.Message == nil || e.Message.Text != "rules" || e.Message.User.UserID != "anna" || e.UserID != "anna" {
			t.Errorf("%+v", e)
		}
	}
	late := h.login("late")
	late.must(late.EnterRoom(late.ctx(), 7))
	if e := awaitEvent[liveroom.OnMessagePinned](late); e.Message == nil || e.Message.ID != rules.ID || e.UserID != "" {
		t.Errorf("who comes later sees %+v", e)
	}
	list, err := late.History(late.ctx(), 0)
	if err != nil || len(list) != 1 || list[0].ID != rules.ID {
		t.Errorf("the history has %+v, %v", list, err)
	}
	anna.must(anna.DeleteMessage(anna.ctx(), rules.ID))
	late.await("nothing pinned", func(e liveroom.Event) bool {
		p, ok := e.(liveroom.OnMessagePinned)
		return ok && p.Message == nil
	})
}
