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
