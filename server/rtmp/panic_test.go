package rtmp

import (
	"log/slog"
	"testing"
	"time"

	"onair/internal/await"
	"onair/server/ingest"
	"onair/server/survive"
)

// fragile is a converter that panics.
type fragile struct{}

func (fragile) AAC(_, _ []byte, _ time.Duration) error { panic("damaged") }
func (fragile) Close()                                 { panic("damaged") }

// TestAPanicEndsOneConnection: its place is freed, and the next program comes in.
func TestAPanicEndsOneConnection(t *testing.T) {
	panics := survive.New(slog.New(slog.DiscardHandler))
	h := newHall(t, func(c *Config) {
		c.Panics = panics
		c.Sound = func(func([]byte, time.Duration)) ingest.Sound { return fragile{} }
	})
	for i := range 2 {
		p := h.sends(h.url(goodKey), nil, avc, aac)
		if err := p.frame(0, true, 0); err != nil {
			t.Fatal(err)
		}
		await.True(t, "the end of it", func() bool { return h.live(i).how() == "lost" })
		await.True(t, "no stream", func() bool { return len(h.sfu.Streams()) == 0 })
	}
	if n := panics.Count(); n != 4 {
		t.Errorf("%d panics counted", n)
	}
}
