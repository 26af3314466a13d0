package srt

import (
	"log/slog"
	"slices"
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

// TestAPanicEndsOneConnection: its place is freed.
func TestAPanicEndsOneConnection(t *testing.T) {
	e, panics := newEnd(), survive.New(slog.New(slog.DiscardHandler))
	s := serve(t, e, "", func(c *Config) {
		c.Panics = panics
		c.Sound = func(func([]byte, time.Duration)) ingest.Sound { return fragile{} }
	})
	conn, err := dial(s, goodKey, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for part := range slices.Chunk(program(t), 7*tsPacket) {
		if _, err := conn.Write(part); err != nil {
			break // it is over already
		}
	}
	await.True(t, "the end", func() bool { _, _, closed := e.count(); return closed == 2 && s.Lives() == 0 })
	if n := panics.Count(); n != 2 {
		t.Errorf("%d panics counted", n)
	}
}
