package web

import (
	"context"
	"errors"
	"testing"

	allowing "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"onair/internal/await"
	"onair/internal/chrometest"
	"onair/internal/roomtest"
	"onair/liveroom"
)

// kept keeps the connections that a page makes, so that what they send can be asked.
const kept = `{
  const Real = RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Real { constructor(c) { super(c); connections.push(this); } };
  window.sent = (kind) => connections.flatMap((c) => c.getSenders()).map((s) => s.track).filter((t) => t?.kind === kind && t.readyState === 'live').map((t) => t.label).join();
}`

// TestDevicesOfTheBrowser has a Chromium with four cameras (the second and the third send what no
// encoder takes) that asks before it gives them:
// it says no first, then yes, and takes them away again while they are sent.
func TestDevicesOfTheBrowser(t *testing.T) {
	ctx, stop, err := launch(chromedp.Flag("use-fake-device-for-media-stream", "device-count=4"), chromedp.Flag("use-file-for-fake-video-capture", false), chromedp.Flag("use-fake-ui-for-media-stream", false))
	if errors.Is(err, chrometest.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	s := studio(t)
	anna := goLive(t, s, "anna", 7, liveroom.RoomParam{RoomName: "Guests"})
	b := openIn(t, ctx, 1440, 900, kept)
	at := "http://" + s.Server().Addr()
	b.allow(at, allowing.PermissionSettingDenied)
	b.visit(pageOf(t, s, 7, fake))
	b.sees("anna")
	b.goesUp(anna)
	b.says("ready-failure", "does not let this page use the camera or microphone. Allow it beside the address")
	b.show("denied")
	b.allow(at, allowing.PermissionSettingGranted)
	b.press("again")
	b.until("the preview shows nothing", "document.querySelector('[data-test=preview]').videoWidth > 0")
	b.press("go-up")
	told(t, anna, "the co-anchor", func(e liveroom.OnAnchorEnter) bool { return e.User.UserID == fake })
	if err := anna.StartPlay(fake, anna.View(fake)); err != nil {
		t.Fatal(err)
	}
	comes := func(what string) {
		t.Helper()
		n := anna.Pictures(fake)
		await.True(t, what, func() bool { return anna.Pictures(fake) > n+5 })
	}
	comes("no picture")

	first := js[string](b, "sent('video')")
	b.press("more")
	b.until("there are not four cameras to choose from", "document.querySelectorAll('[data-test=camera] option').length === 4")
	b.show("cameras")
	js[any](b, `(() => { const s = document.querySelector('[data-test=camera]'); s.value = s.options[3].value; s.dispatchEvent(new Event('change')); })()`)
	b.until("the other camera is not sent", "sent('video') && sent('video') !== '"+first+"'")
	b.until("the list does not show the other camera", "document.querySelector('[data-test=camera]').selectedOptions[0].textContent === sent('video')")
	comes("no picture of the other camera")
	b.press("close")

	b.allow(at, allowing.PermissionSettingDenied) // tracks end, as when a cable is pulled out
	b.says("toasts", "Allow it beside the address")
	b.show("taken")
	b.until("the camera's button does not say that there is none", "document.querySelector('[data-test=cam]').getAttribute('aria-disabled') === 'true'")
	b.allow(at, allowing.PermissionSettingGranted)
	b.press("more")
	b.press("devices-again")
	b.until("nothing is sent again", "sent('video') && sent('audio')")
	comes("no picture any more")
}

// allow says whether pages of an address may have camera and microphone.
func (b *tab) allow(origin string, setting allowing.PermissionSetting) {
	b.t.Helper()
	b.do() // the window has to be there
	for _, name := range []string{"camera", "microphone"} {
		ctx, cancel := context.WithTimeout(b.ctx, await.Patience)
		_, err := chromedp.Call(ctx, allowing.SetPermission, allowing.SetPermissionParams{Permission: &allowing.PermissionDescriptor{Name: name}, Setting: setting, Origin: origin, BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID})
		if cancel(); err != nil {
			b.t.Fatal(err)
		}
	}
}

// goesUp asks for a seat and gets it.
func (b *tab) goesUp(host *host) {
	b.t.Helper()
	b.press("join")
	b.press("join-video")
	asked := told(b.t, host, "the request", func(liveroom.OnRequestJoinAnchor) bool { return true })
	ctx, cancel := roomtest.Patience(b.t)
	defer cancel()
	if err := host.ResponseJoinAnchor(ctx, asked.User.UserID, true, asked.CallID); err != nil {
		b.t.Fatal(err)
	}
	b.shown("ready")
}
