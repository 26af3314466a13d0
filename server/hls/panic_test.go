package hls

import (
	"log/slog"
	"testing"
	"time"

	"onair/internal/await"
	"onair/server/hls/hlstest"
	"onair/server/survive"
)

// TestAPanicEndsARunAlone: a picture with an empty unit has the muxer panic; the next keyframe begins another run.
func TestAPanicEndsARunAlone(t *testing.T) {
	panics := survive.New(slog.New(slog.DiscardHandler))
	s := newStand(t, func(c *Config) { c.Panics = panics })
	sink := s.begin(base+"index.m3u8", 4*time.Second)
	sink.H264([][]byte{{}}, false, 4*time.Second, 4*time.Second)
	if panics.Count() != 1 {
		t.Fatalf("%d panics caught", panics.Count())
	}
	had := s.list("video.m3u8").Open.Number
	if err := hlstest.Play(sink, 6*time.Second, 12*time.Second, true); err != nil {
		t.Fatal(err)
	}
	await.True(t, "a playlist that goes on", func() bool { return s.list("video.m3u8").Open.Number > had+1 })
}
