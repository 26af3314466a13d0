package web

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"onair/internal/await"
	"onair/liveroom"
)

// TestARoomInAFrameOfAnotherSite: nobody enters before a press; then picture, sound,
// viewers and the chat are there. A page that is not for frames is refused in one.
func TestARoomInAFrameOfAnotherSite(t *testing.T) {
	s := studio(t)
	anna := goLive(t, s, "anna", 7, liveroom.RoomParam{RoomName: "Cooking"})
	here := "http://" + s.Server().Addr()
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><title>another site</title><link rel="icon" href="data:,"><body style="margin:0"><iframe src="%s/embed/7" style="border:0" width="640" height="360" allow="autoplay; fullscreen; screen-wake-lock"></iframe>
<iframe src="%s/r/7" width="300" height="100"></iframe>`, here, here)
	}))
	defer other.Close()
	b := open(t, 900, 500)
	b.expected("asks "+here, "frame-ancestors", "asks ws://"+s.Server().Addr())
	b.visit(other.URL)
	pressed := func() string { // the frame's files may not all be there yet
		b.do(chromedp.MouseClickXY(320, 180))
		anna.mu.Lock()
		defer anna.mu.Unlock()
		for _, e := range anna.events {
			if _, ok := e.(liveroom.OnAudienceEnter); ok {
				return ""
			}
		}
		return "nobody enters after a press"
	}
	await.Good(t, pressed)
	await.Good(t, func() string {
		rgb := b.pixel(500, 200)
		return await.Unless(nearest(rgb) == "anna" && rgb[0] > 100, fmt.Sprintf("the frame has %v where anna should be", rgb))
	})
	b.show("frame")

	c := open(t, 820, 400)
	c.visit(here + "/embed/7?chat=1")
	c.says("title", "Cooking")
	if js[bool](c, "!!document.querySelector('[data-user=anna]')") {
		t.Error("somebody watches who has not pressed")
	}
	c.press("play")
	c.sees("anna")
	c.until("still muted after the press", "!tests.video('anna').muted")
	c.hears("anna")
	c.says("viewer-count", "2")
	c.write("chat-input", "from a frame\r")
	told(t, anna, "the frame's line", func(e liveroom.OnRecvRoomTextMsg) bool { return e.Message.Text == "from a frame" })
	c.show("chat")
}

// pixel is a colour of the window as it is seen.
func (b *tab) pixel(x, y int) []int {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, await.Patience)
	defer cancel()
	shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		b.t.Fatal(err)
	}
	r, g, bl, _ := img.At(x, y).RGBA()
	return []int{int(r >> 8), int(g >> 8), int(bl >> 8)}
}
