package hls

import (
	"testing"
	"time"

	"onair/server/hls/hlstest"
)

// BenchmarkASecondOfAStream is what making a second of a stream into HLS costs: two ways of sound, parts, playlists. The picture
// itself is small here; it is copied, not coded.
func BenchmarkASecondOfAStream(b *testing.B) {
	s := newStand(b, nil)
	sink := s.begin(base+"index.m3u8", 3*time.Second)
	at := 3 * time.Second
	for b.Loop() {
		if err := hlstest.Play(sink, at, at+time.Second, true); err != nil {
			b.Fatal(err)
		}
		at += time.Second
	}
}
