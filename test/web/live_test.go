package web

import (
	"fmt"
	"net/url"
	"sync"
	"testing"

	"onair/internal/await"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/server"
)

// studio is a server that takes guests.
func studio(t *testing.T, edit ...func(*server.Config)) *roomtest.Studio {
	t.Helper()
	return roomtest.Start(t, append([]func(*server.Config){func(c *server.Config) { c.AllowGuests, c.Name = true, "Studio" }}, edit...)...)
}

// host is somebody live with the SDK, who takes what happens.
type host struct {
	*liveroom.LiveRoom
	*roomtest.Senses
	mu     sync.Mutex
	events []liveroom.Event
}

// goLive has a person open a room and send.
func goLive(t *testing.T, s *roomtest.Studio, name string, id uint32, param liveroom.RoomParam) *host {
	t.Helper()
	room, senses := s.Login(name)
	h := &host{LiveRoom: room, Senses: senses}
	room.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		h.mu.Lock()
		h.events = append(h.events, e)
		h.mu.Unlock()
	}))
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	if err := room.StartCameraPreview(ctx, true, nil); err != nil {
		t.Fatal(err)
	}
	if err := room.CreateRoom(ctx, id, param); err != nil {
		t.Fatal(err)
	}
	if err := room.StartPublish(ctx, ""); err != nil {
		t.Fatal(err)
	}
	return h
}

// told waits for an event that fits.
func told[E liveroom.Event](t *testing.T, h *host, what string, fits func(E) bool) (found E) {
	t.Helper()
	await.True(t, what, func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		for _, e := range h.events {
			if e, ok := e.(E); ok && fits(e) {
				found = e
				return true
			}
		}
		return false
	})
	return found
}

// pageOf is the address of a room's page, where somebody signs in by a UserSig; "" for a
// guest.
func pageOf(t *testing.T, s *roomtest.Studio, id uint32, user string) string {
	t.Helper()
	at := fmt.Sprintf("http://%s/r/%d", s.Server().Addr(), id)
	if user == "" {
		return at
	}
	sig, err := s.Server().SignUserSig(user)
	if err != nil {
		t.Fatal(err)
	}
	return at + "#user=" + user + "&sig=" + url.QueryEscape(sig)
}

// TestAGuestWatchesAndTalks: a name is enough; picture, sound after one press, the quality, chat both
// ways, a gift, and the server's restart in between.
func TestAGuestWatchesAndTalks(t *testing.T) {
	s := studio(t)
	anna := goLive(t, s, "anna", 7, liveroom.RoomParam{RoomName: "Cooking"})
	b := open(t, 1440, 900, kept)
	b.visit(pageOf(t, s, 7, ""))
	b.write("name", "Guest of a test")
	b.press("sign-in")
	b.sees("anna")
	if !js[bool](b, "tests.video('anna').muted") {
		t.Error("the page sounds before anybody has pressed anything for it")
	}
	b.press("tap-sound")
	b.until("still muted", "!tests.video('anna').muted")
	b.hears("anna")

	b.choosesQuality(pageOf(t, s, 7, ""))

	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	b.write("chat-input", "hello from a browser\r")
	told(t, anna, "the browser's line", func(e liveroom.OnRecvRoomTextMsg) bool { return e.Message.Text == "hello from a browser" })
	if _, err := anna.SendRoomTextMsg(ctx, "你好 browser 👋"); err != nil {
		t.Fatal(err)
	}
	b.says("chat-line", "你好 browser 👋")

	b.press("gifts-button")
	b.press("give")
	gift := told(t, anna, "the gift", func(e liveroom.OnGift) bool { return true })
	if gift.RoomCoins < 1 {
		t.Errorf("a gift of nothing: %+v", gift)
	}
	b.press("close")
	b.show("desktop")

	b.expected("ERR_CONNECTION_REFUSED")
	s.Restart()
	b.sees("anna")
	b.write("chat-input", "still here\r")
	told(t, anna, "the line after the restart", func(e liveroom.OnRecvRoomTextMsg) bool { return e.Message.Text == "still here" })
}
