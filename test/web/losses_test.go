package web

import (
	"fmt"
	"os"
	"testing"

	"onair/internal/await"
	"onair/liveroom"
	"onair/server"
)

// TestLostSoundIsAskedForAgain: where packets get lost on the way to Chromium, it asks for
// those of the sound, too, which it does not by itself.
func TestLostSoundIsAskedForAgain(t *testing.T) {
	if os.Getenv(inside) == "" {
		again(t)
		return
	}
	n := newLan(t)
	n.launch()
	s := studio(t, func(c *server.Config) { c.ListenAddr, c.MediaAddr = studioAddr+":0", studioAddr+":0" })
	goLive(t, s, "anna", 7, liveroom.RoomParam{RoomName: "Behind a bad line"})
	b := open(t, 820, 1180, kept)
	b.expected("Cross-Origin-Opener-Policy") // not by https
	b.visit(pageOf(t, s, 7, "bob"))
	b.sees("anna")
	n.wall(t, n.router, "forward", "ip daddr "+viewerAddr+" meta l4proto udp numgen random mod 5 == 0 drop")
	await.Good(t, func() string {
		got := js[map[string]int](b, `(async () => {
  for (const s of (await connections.at(-1).getStats()).values()) if (s.type === 'inbound-rtp' && s.kind === 'audio') return { came: s.packetsReceived, asked: s.nackCount ?? 0 };
  return {};
})()`)
		return await.Unless(got["asked"] > 0, fmt.Sprintf("%d packets of sound came, %d were asked for", got["came"], got["asked"]))
	})
}

// TestLinesThatLose: what comes is kept for longer on a line that loses packets, and a while after it no
// longer does; what gets lost in one second changes nothing.
func TestLinesThatLose(t *testing.T) {
	s := studio(t)
	b := open(t, 820, 1180)
	b.visit("http://" + s.Server().Addr() + "/")
	got := js[[]*float64](b, `(async () => {
  const { Losses } = await import(new URL('js/media/losses.js', document.querySelector('script[src*="main.js"]').src));
  const l = new Losses(), s = { packetsReceived: 0, nackCount: 0 };
  const second = (nacks) => l.keep(Object.assign(s, { packetsReceived: s.packetsReceived + 100, nackCount: s.nackCount + nacks }), 40);
  const calm = (n) => { let last; while (n--) last = second(1); return last; };
  return [second(9), calm(3), second(9), second(9), calm(19), calm(1), calm(5)];
})()`)
	want := []float64{0, 0, 0, 340, 340, 0, 0} // 0: the browser's own
	for i, v := range got {
		if v == nil {
			v = new(float64)
		}
		if len(got) != len(want) || *v != want[i] {
			t.Errorf("%d: kept for %v ms, not %v", i, *v, want[i])
		}
	}
}
