package web

import (
	"testing"

	"onair/internal/roomtest"
	"onair/liveroom"
)

// TestGoingOnStage: asked for in the browser, granted with the SDK; the host sees the
// browser's camera and hears its microphone, mutes it and takes it off.
func TestGoingOnStage(t *testing.T) {
	s := studio(t)
	anna := goLive(t, s, "anna", 7, liveroom.RoomParam{RoomName: "Guests"})
	b := open(t, 1440, 900)
	b.visit(pageOf(t, s, 7, fake))
	b.sees("anna")
	b.press("join")
	b.press("join-video")
	asked := told(t, anna, "the request", func(liveroom.OnRequestJoinAnchor) bool { return true })
	if asked.User.UserID != fake {
		t.Errorf("asked by %+v", asked.User)
	}
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	if err := anna.ResponseJoinAnchor(ctx, fake, true, asked.CallID); err != nil {
		t.Fatal(err)
	}
	b.shown("preview")
	b.until("the preview shows nothing", "document.querySelector('[data-test=preview]').videoWidth > 0")
	b.show("ready")
	b.press("go-up")
	told(t, anna, "the co-anchor", func(e liveroom.OnAnchorEnter) bool { return e.User.UserID == fake })
	if err := anna.StartPlay(fake, anna.View(fake)); err != nil {
		t.Fatal(err)
	}
	roomtest.Eventually(t, "anna sees", func() string { return anna.Sees(fake) })
	roomtest.Eventually(t, "anna hears", func() string { return anna.Hears(fake) })
	b.show("on-stage")
	if err := anna.MuteAnchor(ctx, fake, true, true); err != nil {
		t.Fatal(err)
	}
	roomtest.Eventually(t, "after muting", func() string { return anna.Hears() })
	b.until("the microphone is not said to be blocked", "document.querySelector('[data-test=mic]').getAttribute('aria-disabled') === 'true'")
	if err := anna.KickoutJoinAnchor(ctx, fake); err != nil {
		t.Fatal(err)
	}
	b.until("still on stage", "document.querySelector('[data-test=join]').dataset.phase === 'none'")
	b.sees("anna")
}
