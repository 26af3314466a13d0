package hls

import (
	"fmt"
	"testing"
	"time"

	"onair/internal/await"
	"onair/server/hls/hlstest"
	"onair/server/sfu"
)

// TestAStallAtTheBeginningDoesNotLast: pictures stay away in a run's first seconds, where the muxer learns how long parts are; from
// the next keyframe on they are short. A stream that is like that has a run for good in the end.
func TestAStallAtTheBeginningDoesNotLast(t *testing.T) {
	for name, c := range map[string]struct {
		hole    func(sink sfu.Sink, turn int)
		longest float64
		jumps   int
	}{
		"once": {func(sink sfu.Sink, turn int) {
			from := time.Duration(turn) * 2 * time.Second
			to := from + 500*time.Millisecond
			if turn == 0 {
				_ = hlstest.Play(sink, from, to, true)
				from = to + time.Second
			}
			_ = hlstest.Play(sink, from, time.Duration(turn+1)*2*time.Second, true)
		}, 0.25, 1},
		"always": {func(sink sfu.Sink, turn int) {
			from := time.Duration(turn) * 2 * time.Second
			_ = hlstest.Play(sink, from, from+500*time.Millisecond, true)
			_ = hlstest.Play(sink, from+1500*time.Millisecond, from+2*time.Second, true)
		}, 2, unevenMost},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t, nil)
			s.relay.Has.Audio = false
			got := make(chan string, 1)
			go func() { got <- s.do("GET", base+"index.m3u8").Body.String() }()
			sink := s.relay.Sink("a", s.ctx.Done())
			for turn := range 8 {
				c.hole(sink, turn)
			}
			<-got
			await.Good(t, func() string { // the playlists follow the muxer
				all := s.list("video.m3u8").Segments
				if len(all) < 2 {
					return "no segments yet"
				}
				longest := 0.0
				for _, part := range all[len(all)-1].Parts {
					longest = max(longest, part.Duration)
				}
				return await.Unless(longest > 0 && longest <= c.longest, fmt.Sprintf("parts of %.2f s, at most %.2f", longest, c.longest))
			})
			s.o.mu.Lock()
			show := s.o.shows["a"]
			s.o.mu.Unlock()
			show.mu.Lock()
			jumps := show.broken
			show.mu.Unlock()
			if jumps != c.jumps {
				t.Errorf("%d new runs, not %d", jumps, c.jumps)
			}
		})
	}
}
