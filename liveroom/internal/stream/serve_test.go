package stream

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"onair/media/audio"
	"onair/media/rtc"
)

// TestOnlyWhatDeliversTakesOver: with the camera off, HLS that is heard goes on until
// WebRTC is heard, however long that is open; HLS that stops is left for what works.
func TestOnlyWhatDeliversTakesOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		cfg := waiting(&shows{})
		var lost atomic.Bool
		cfg.Stage = func() (bool, bool, bool) { return true, false, lost.Load() }
		var choice Choice
		choice.Program(true, "")
		var mu sync.Mutex
		var taken []Way
		near := &fakePlayer{value: float32(Near), done: make(chan struct{}), state: rtc.Connecting}
		far := &fakePlayer{value: float32(Far), done: make(chan struct{}), sound: true}
		cfg.Wish = func() Wish { return choice.Wish(false) }
		cfg.Taken = func(w Way) { mu.Lock(); taken = append(taken, w); mu.Unlock() }
		var source audio.Source
		cfg.Begin = func(s audio.Source) func(bool) { source = s; return func(bool) {} }
		p, run := newPlaying(t.Context(), cfg)
		p.opens = func(_ context.Context, way Way) (*running, error) {
			f := map[Way]*fakePlayer{Near: near, Far: far}[way]
			f.mu.Lock()
			defer f.mu.Unlock()
			if f.over {
				f.over, f.done = false, make(chan struct{})
			}
			return &running{player: f, way: way}, nil
		}
		go run()
		synctest.Wait()
		listen := func(d time.Duration) (last float32) {
			block := make([]float32, 960)
			for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
				if source.ReadAudio(block) > 0 {
					last = block[0]
				}
			}
			return last
		}
		is := func(what string, want ...Way) {
			t.Helper()
			mu.Lock()
			defer mu.Unlock()
			if !slices.Equal(taken, want) {
				t.Errorf("%s: taken %v, want %v", what, taken, want)
			}
		}
		set := func(f *fakePlayer, state rtc.State, sound bool) {
			f.mu.Lock()
			f.state, f.sound = state, sound
			f.mu.Unlock()
		}
		listen(time.Second)
		choice.SetMode(LowLatency)
		p.Wake()
		if last := listen(time.Minute); last != float32(Far) {
			t.Errorf("heard is way %v", last)
		}
		is("WebRTC is not connected", Far)
		set(near, rtc.Connected, false)
		listen(time.Minute)
		is("it is connected, and silent", Far)
		set(near, rtc.Connected, true)
		listen(10 * time.Second)
		is("it is heard", Far, Near)
		choice.SetMode(Auto)
		p.Wake()
		listen(5 * time.Second)
		is("CDN first", Far, Near, Far)
		lost.Store(true)
		p.Wake()
		set(far, rtc.Disconnected, false)
		listen(10 * time.Second)
		is("what is sent does not reach the server", Far, Near, Far)
		lost.Store(false)
		p.Wake()
		if last := listen(8 * time.Second); last != float32(Near) {
			t.Errorf("after HLS has stopped, heard is way %v", last)
		}
		is("HLS has stopped", Far, Near, Far, Near)
		p.Stop()
	})
}
