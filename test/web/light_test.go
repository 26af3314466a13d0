package web

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"onair/liveroom"
)

// pale are the words on the page that are too close to what is behind them, as WCAG
// 2.1 has it: 4.5 to 1. What lies over pictures has no one colour behind it and is left out, as is what cannot be used.
const pale = `(() => {
  const colour = (text) => { const g = document.createElement('canvas').getContext('2d'); g.fillStyle = text; g.fillRect(0, 0, 1, 1); const d = g.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255]; };
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const found = new Set(), walker = document.createTreeWalker(document.querySelector('dialog[open]') ?? document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement, words = walker.currentNode.data.trim();
    if (!words || !el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || el.closest('.stage, .card-cover, .avatar, .sr, .gift-sign, option, script, style, [aria-disabled=true]')) continue;
    let behind = [0, 0, 0, 0];
    const layers = [];
    for (let e = el; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c[3] > 0) { layers.push(c); if (c[3] > 0.99) break; } }
    behind = layers.reverse().reduce((b, c) => over(c, b), [255, 255, 255, 1]);
    const front = over(colour(getComputedStyle(el).color), behind), [a, b] = [light(front), light(behind)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found.add(words.slice(0, 30) + ' ' + ratio.toFixed(1));
  }
  return [...found];
})()`

// TestThePageIsAsLightAsTheSystem: words can be read in both looks, and what lies over the
// picture stays dark.
func TestThePageIsAsLightAsTheSystem(t *testing.T) {
	s := studio(t)
	anna := goLive(t, s, "anna", 7, liveroom.RoomParam{RoomName: "Cooking"})
	if _, err := anna.SendRoomTextMsg(t.Context(), "welcome"); err != nil {
		t.Fatal(err)
	}
	for _, look := range []string{"dark", "light"} {
		t.Run(look, func(t *testing.T) {
			b := open(t, 1440, 900)
			if _, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: look}}}); err != nil {
				t.Fatal(err)
			}
			read := func(where string) {
				t.Helper()
				for _, size := range [][2]int64{{390, 844}, {1440, 900}} { // a phone has other colours, and a sheet stays open
					b.do(chromedp.EmulateViewport(size[0], size[1]))
					b.show(where)
					for _, words := range js[[]string](b, pale) {
						t.Errorf("%s, %d wide: %s to 1", where, size[0], words)
					}
				}
			}
			b.visit("http://" + s.Server().Addr() + "/")
			b.shown("welcome")
			read("welcome")
			b.write("name", "Vera "+look+"\r")
			b.says("card", "Cooking")
			read("lobby")
			b.press("card")
			b.sees("anna")
			b.says("chat-line", "welcome")
			read("room")
			for name, hex := range map[string]map[string]string{"body": {"dark": "rgb(13, 15, 20)", "light": "rgb(241, 243, 247)"}, ".stage": {"dark": "rgb(7, 8, 11)", "light": "rgb(7, 8, 11)"}} {
				if got := js[string](b, "getComputedStyle(document.querySelector('"+name+"')).backgroundColor"); got != hex[look] {
					t.Errorf("%s is %s", name, got)
				}
			}
			b.press("tab-viewers")
			read("viewers")
			b.press("gifts-button")
			b.shown("give")
			read("gifts")
			b.press("close")
			b.press("more")
			b.shown("more-sheet")
			read("more")
		})
	}
}
