package web

import (
	"context"
	"fmt"
	"net"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"onair/internal/await"
	"onair/liveroom"
	"onair/server"
	"onair/server/certs/certstest"
)

// TestTheLobbyByHTTPS: the list, in both languages and three sizes, from a name with a
// certificate: what browsers give their cameras to.
func TestTheLobbyByHTTPS(t *testing.T) {
	cert, key := certstest.NewAuthority(t).Write(t.TempDir(), "live.example.org")
	s := studio(t, func(c *server.Config) {
		c.TLS, c.PublicHosts = server.TLS{CertFile: cert, KeyFile: key}, []string{"live.example.org"}
	})
	_, port, err := net.SplitHostPort(s.Server().Addr())
	if err != nil {
		t.Fatal(err)
	}
	at := fmt.Sprintf("https://live.example.org:%s/", port)
	b := open(t, 1440, 900)
	b.visit(at)
	b.write("name", "Vera\r")
	b.shown("lobby")
	if !js[bool](b, "isSecureContext && !!navigator.mediaDevices") {
		t.Error("the page may not use cameras")
	}
	if got := js[string](b, "performance.getEntriesByType('navigation')[0].nextHopProtocol"); got != "h2" {
		t.Errorf("the page came by %s", got)
	}
	b.show("1440")
}

// TestTheLobbyListsWhoIsLive in both languages; a room is opened by a press.
func TestTheLobbyListsWhoIsLive(t *testing.T) {
	s := studio(t)
	goLive(t, s, "carol", 11, liveroom.RoomParam{RoomName: "Morning songs 早上好"})
	b := open(t, 820, 1180)
	b.visit("http://" + s.Server().Addr() + "/")
	b.shown("welcome")
	b.show("welcome")
	b.write("name", "Vera\r")
	b.says("card", "Morning songs")
	b.show("820")
	js[any](b, "localStorage.setItem('onair.language', '\"zh\"')")
	b.visit("http://" + s.Server().Addr() + "/")
	b.says("card", "Morning songs")
	b.until("not in Chinese", "document.documentElement.lang === 'zh-CN'")
	b.show("zh")
	b.press("card")
	b.sees("carol")
	b.until("the address is not the room's", "location.pathname === '/r/11'")
	b.show("room-zh")

	b.press("follow")
	b.until("not followed", "document.querySelector('[data-test=follow]').getAttribute('aria-pressed') === 'true'")
	goLive(t, s, "bob", 12, liveroom.RoomParam{RoomName: "Evening"})
	b.until("no way to the next live", "document.querySelector('[data-test=next-live]').getAttribute('aria-disabled') !== 'true'")
	b.press("numbers-button")
	b.says("numbers", " × ")
	b.show("numbers")
	b.do(chromedp.KeyEvent(kb.PageDown))
	b.sees("bob")
	b.until("the address is not the next room's", "location.pathname === '/r/12'")
	b.swipe(120)
	b.sees("carol")

	b.press("leave")
	b.press("follow-people")
	b.says("follows", "carol")
	b.show("follows")
	b.press("follow-row")
	b.until("still followed", "document.querySelector('[data-test=follow-row]').getAttribute('aria-pressed') === 'false'")
}

// swipe drags the stage by points with a finger, down where they are more than 0.
func (b *tab) swipe(by float64) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, await.Patience)
	defer cancel()
	for i, kind := range []input.DispatchTouchEventType{input.DispatchTouchEventTypeTouchStart, input.DispatchTouchEventTypeTouchMove, input.DispatchTouchEventTypeTouchMove, input.DispatchTouchEventTypeTouchMove, input.DispatchTouchEventTypeTouchEnd} {
		p := input.DispatchTouchEventParams{Type: kind, TouchPoints: []*input.TouchPoint{}}
		if kind != input.DispatchTouchEventTypeTouchEnd {
			p.TouchPoints = append(p.TouchPoints, &input.TouchPoint{X: 300, Y: 300 + by*float64(i)/3})
		}
		if _, err := chromedp.Call(ctx, input.DispatchTouchEvent, p); err != nil {
			b.t.Fatal(err)
		}
	}
}
