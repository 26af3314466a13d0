package liveroom_test

import (
	"sync"
	"testing"

	"onair/liveroom"
	"onair/media"
)

// TestTheServerIsLostAndComesBack: everybody is told, keeps the room, and the
// picture comes back by itself; nobody enters a second time.
func TestTheServerIsLostAndComesBack(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.login("bob")
	anna.goLive(11)
	var seen counter
	bob.must(bob.StartPlay("anna", &seen))
	bob.must(bob.EnterRoom(bob.ctx(), 11))
	awaitEvent[liveroom.OnFirstVideoFrame](bob)

	anna.forget()
	bob.forget()
	h.stop()
	for _, p := range []*person{anna, bob} {
		p.await("the lost link", func(e liveroom.Event) bool {
			s, ok := e.(liveroom.OnConnectionState)
			return ok && (s.State == liveroom.ConnectionLost || s.State == liveroom.ConnectionReconnecting)
		})
	}
	h.start()
	for _, p := range []*person{anna, bob} {
		p.RetryNow()
		p.await("the link back", func(e liveroom.Event) bool {
			s, ok := e.(liveroom.OnConnectionState)
			return ok && s.State == liveroom.ConnectionConnected
		})
	}
	awaitEvent[liveroom.OnFirstVideoFrame](bob)
	if room, owner, in := anna.Room(); !in || !owner || room.RoomID != 11 {
		t.Errorf("anna is in room %+v, owner %v, %v", room, owner, in)
	}
	for _, p := range []*person{anna, bob} {
		if n := p.count(func(e liveroom.Event) bool { _, ok := e.(liveroom.OnEnterRoom); return ok }); n != 0 {
			t.Errorf("%s entered %d more times", p.name, n)
		}
	}
	if !seen.cleared() {
		t.Error("the last picture stayed on the screen while the stream was gone")
	}
	bob.must(bob.ExitRoom(bob.ctx()))
	anna.must(anna.DestroyRoom(anna.ctx()))
}

// TestEnterAndLeaveAgainAndAgain is what users of such apps complain about: the
// second entry that shows the last picture, or none.
func TestEnterAndLeaveAgainAndAgain(t *testing.T) {
	h := startHouse(t)
	anna, bob := h.login("anna"), h.login("bob")
	anna.goLive(12)
	for range 6 {
		var seen counter
		bob.forget()
		bob.must(bob.EnterRoom(bob.ctx(), 12))
		bob.must(bob.StartPlay("anna", &seen))
		awaitEvent[liveroom.OnFirstVideoFrame](bob)
		bob.StopPlay("anna")
		if !seen.empty() {
			t.Fatal("StopPlay left the last picture")
		}
		bob.forget()
		bob.must(bob.StartPlay("anna", &seen))
		awaitEvent[liveroom.OnFirstVideoFrame](bob)
		bob.must(bob.ExitRoom(bob.ctx()))
		if !seen.empty() {
			t.Fatal("ExitRoom left the last picture")
		}
	}
}

// counter is a view that knows whether a picture is on it, and whether it was
// ever cleared.
type counter struct {
	mu     sync.Mutex
	shown  bool
	clears int
}

func (c *counter) Render(f *media.Frame) {
	f.Release()
	c.mu.Lock()
	c.shown = true
	c.mu.Unlock()
}

func (c *counter) Clear() {
	c.mu.Lock()
	c.shown = false
	c.clears++
	c.mu.Unlock()
}

func (c *counter) empty() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.shown
}

func (c *counter) cleared() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.clears > 0
}
