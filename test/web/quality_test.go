package web

import (
	"fmt"

	"onair/internal/await"
)

// soundAlone waits until the newest connection gets sound for a second and no picture.
func (b *tab) soundAlone(when string) {
	b.t.Helper()
	await.Good(b.t, func() string {
		n := js[[]int](b, `(async () => {
  const n = { audio: 0, video: 0 }, stats = await connections.at(-1).getStats();
  for (const s of stats.values()) if (s.type === 'inbound-rtp') n[s.kind] += s.packetsReceived;
  if (window.still?.video !== n.video) window.still = n;
  return [n.audio - still.audio, n.video];
})()`)
		return await.Unless(n[0] >= 50, fmt.Sprintf("%s: %d packets of sound after the last of %d of the picture", when, n[0], n[1]))
	})
}

// choosesQuality watches anna by sound alone, which this browser remembers, and with a
// picture that is out of sight, then with all there is. page is where she is.
func (b *tab) choosesQuality(page string) {
	b.t.Helper()
	b.press("quality")
	b.press("quality-180") // more than one encoding a busy machine may take away: rules.js
	b.says("quality-now", "Now: 180p")
	b.press("quality--1")
	b.says("quality-now", "Now: Sound only (your choice)")
	b.show("quality")
	b.press("close")
	b.says("tile", "Sound only")

	b.visit(page)
	b.until("no page again", "document.querySelector('[data-test=tap-sound]')?.checkVisibility()")
	b.says("tile", "Sound only")
	b.press("tap-sound")
	b.until("what has no picture does not play", "tests.video('anna').readyState > 2 && !tests.video('anna').paused && tests.video('anna').currentTime > 0.2")
	b.hears("anna")
	b.soundAlone("sound only after a reload")
	b.press("quality")
	b.press("quality-0")
	b.press("close")
	b.sees("anna")

	for _, away := range []struct{ what, go_, back string }{
		{"in a hidden tab", "tests.other = window.open('about:blank')", "tests.other.close()"},
		{"scrolled out of sight", "document.querySelector('[data-user=anna]').style.translate = '0 3000px'", "document.querySelector('[data-user=anna]').style.translate = ''"},
	} {
		js[any](b, "(() => {"+away.go_+"})()")
		b.soundAlone(away.what)
		js[any](b, "(() => { tests.frames = tests.video('anna').getVideoPlaybackQuality().totalVideoFrames; tests.since = performance.now();"+away.back+"})()")
		b.until("no picture after it was "+away.what, "tests.video('anna').getVideoPlaybackQuality().totalVideoFrames > tests.frames")
		b.t.Logf("%s: a picture within %.0f ms of being seen again", away.what, js[float64](b, "performance.now() - tests.since"))
	}
	if n := js[int](b, "connections.length"); n != 1 {
		b.t.Errorf("%d connections to one stream", n)
	}
}
