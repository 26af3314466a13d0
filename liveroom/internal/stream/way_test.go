package stream

import (
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"context"

	"onair/media"
	"onair/media/audio"
	"onair/media/rtc"
)

func TestWhichWayIsTaken(t *testing.T) {
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, x := range []struct {
		name      string
		wish      Wish
		near, far int // failures
		after     time.Duration
		want      Way
	}{
		{"by itself", Wish{}, 0, 0, 0, Near},
		{"WebRTC does not get through", Wish{}, 1, 0, time.Second, Far},
		{"it is tried again", Wish{}, 1, 0, nearAgain, Near},
		{"later the second time", Wish{}, 2, 0, nearAgain, Far},
		{"neither gets through", Wish{}, 1, 1, time.Second, Near},
		{"CDN first", Wish{CDNFirst: true}, 0, 0, 0, Far},
		{"CDN first, and there is none", Wish{CDNFirst: true}, 0, 1, time.Second, Near},
		{"CDN first, on stage", Wish{CDNFirst: true, OnStage: true}, 0, 0, 0, Near},
		{"low latency", Wish{Mode: LowLatency, CDNFirst: true}, 0, 0, 0, Near},
		{"low latency does not get through", Wish{Mode: LowLatency}, 1, 0, time.Second, Near},
		{"CDN", Wish{Mode: CDN}, 0, 0, 0, Far},
		{"CDN, and there is none", Wish{Mode: CDN}, 0, 1, time.Second, Near},
		{"it is asked again", Wish{Mode: CDN}, 0, 1, farAgain, Far},
		{"CDN, on stage", Wish{Mode: CDN, OnStage: true}, 0, 0, 0, Near},
	} {
		var w ways
		for range x.near {
			w.failed(Near, rtc.ErrNoPath, noon)
		}
		for range x.far {
			w.failed(Far, errNoNetwork, noon)
		}
		if got := w.of(x.wish, noon.Add(x.after)); got != x.want {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
	}
	var w ways
	w.failed(Near, rtc.ErrLost, noon)
	if w.of(Wish{}, noon) != Near {
		t.Error("a stream that was lost is taken for a way that is blocked")
	}
}

func TestWhereHLSIsAskedFor(t *testing.T) {
	for _, x := range []struct{ address, domain, want string }{
		{"/hls/7/anna/index.m3u8?sig=1", "", "http://studio.local:7880/hls/7/anna/index.m3u8?sig=1"},
		{"https://live.example.org/hls/7/anna/index.m3u8?sig=1", "cdn.example.org", "https://cdn.example.org/hls/7/anna/index.m3u8?sig=1"},
		{"/hls/7/anna/index.m3u8", "cdn.example.org:8443", "https://cdn.example.org:8443/hls/7/anna/index.m3u8"},
		{"/hls/7/anna/index.m3u8", "http://127.0.0.1:8080/base/", "http://127.0.0.1:8080/base/hls/7/anna/index.m3u8"},
		{"://", "", ""}, {"/hls", "http://", ""},
	} {
		got, err := at(x.address, "http://studio.local:7880", x.domain)
		if got != x.want || (err != nil) != (x.want == "") {
			t.Errorf("%s at %q: %s, %v", x.address, x.domain, got, err)
		}
	}
	_, err := Address(t.Context(), func(context.Context, string, any, any) error { return nil }, "anna", "http://h:1", "")
	if !errors.Is(err, errNoCDN) {
		t.Errorf("without an address: %v", err)
	}
}

// fakePlayer plays a value as sound, and a picture every 30 ms after a while.
type fakePlayer struct {
	value float32
	mu    sync.Mutex
	sound bool
	over  bool
	state rtc.State // 0: connected
	done  chan struct{}
	err   error
}

func (f *fakePlayer) ReadAudio(dst []float32) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.sound || f.over {
		return 0
	}
	for i := range dst {
		dst[i] = f.value
	}
	return len(dst)
}
func (f *fakePlayer) SetPlayoutLatency(time.Duration) {}
func (f *fakePlayer) Done() <-chan struct{}           { return f.done }
func (f *fakePlayer) Err() error                      { return f.err }
func (f *fakePlayer) Stats() rtc.Stats {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.state == 0 || f.state == rtc.Connected {
		return rtc.Stats{State: rtc.Connected.String(), ConnectedTime: time.Millisecond}
	}
	return rtc.Stats{State: f.state.String()}
}
func (f *fakePlayer) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.over {
		f.over = true
		close(f.done)
	}
	return nil
}

// shows is a view that notes when it got pictures and was cleared.
type shows struct {
	mu     sync.Mutex
	last   time.Time
	gap    time.Duration
	clears int
}

func (s *shows) Render(f *media.Frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.last.IsZero() {
		s.gap = max(s.gap, time.Since(s.last))
	}
	s.last = time.Now()
	f.Release()
}
func (s *shows) Clear() { s.mu.Lock(); s.clears++; s.mu.Unlock() }

// TestOverToTheOtherWay: pictures and sound go on while another player is made ready,
// and while one is that never gets there.
func TestOverToTheOtherWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &shows{}
		cfg := waiting(v)
		cfg.Stage = func() (bool, bool, bool) { return true, true, false }
		var choice Choice
		var taken []Way
		var mu sync.Mutex
		cfg.Wish = func() Wish { return choice.Wish(false) }
		cfg.Taken = func(w Way) { mu.Lock(); taken = append(taken, w); mu.Unlock() }
		cfg.Shown = func(int, int) {}
		var source audio.Source
		cfg.Begin = func(s audio.Source) func(bool) { source = s; return func(bool) {} }
		var fail error
		p, run := newPlaying(t.Context(), cfg)
		p.opens = func(ctx context.Context, way Way) (*running, error) {
			time.Sleep(300 * time.Millisecond) // asking takes its time
			mu.Lock()
			defer mu.Unlock()
			if fail != nil {
				return nil, fail
			}
			f := &fakePlayer{value: float32(way), done: make(chan struct{})}
			r := &running{player: f, way: way}
			go func() {
				time.Sleep(time.Second) // and the first picture, too
				for {
					select {
					case <-f.done:
						return
					case <-time.After(30 * time.Millisecond):
						f.mu.Lock()
						f.sound = true
						f.mu.Unlock()
						r.video(media.NewFrame(16, 16), p.onVideo, p.Wake)
					}
				}
			}()
			return r, nil
		}
		go run()
		time.Sleep(2 * time.Second)
		synctest.Wait() // source is there
		var silent, most time.Duration
		var last float32
		listen := func(d time.Duration) {
			block := make([]float32, 960)
			for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
				if source.ReadAudio(block) == 0 {
					silent += 10 * time.Millisecond
					most = max(most, silent)
					continue
				}
				silent, last = 0, block[len(block)-1]
			}
		}
		listen(time.Second)
		for _, step := range []struct {
			mode Mode
			want Way
		}{{CDN, Far}, {LowLatency, Near}, {CDN, Far}, {Auto, Near}} {
			choice.SetMode(step.mode)
			p.Wake()
			listen(3 * time.Second)
			if last != float32(step.want) {
				t.Errorf("mode %v: the sound is that of way %v", step.mode, last)
			}
		}
		mu.Lock()
		fail = errNoNetwork
		mu.Unlock()
		choice.SetMode(CDN)
		p.Wake()
		listen(20 * time.Second)
		v.mu.Lock()
		if v.gap > 500*time.Millisecond || v.clears > 0 || most > 200*time.Millisecond || last != float32(Near) {
			t.Errorf("no picture for %v, cleared %d times, no sound for %v", v.gap, v.clears, most)
		}
		v.mu.Unlock()
		p.Stop()
		mu.Lock()
		defer mu.Unlock()
		if want := []Way{Near, Far, Near, Far, Near}; len(taken) != len(want) {
			t.Errorf("taken %v, want %v", taken, want)
		}
	})
}
