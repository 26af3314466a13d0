package sfu_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// tapped notes what a tap brings.
type tapped struct {
	mu              sync.Mutex
	pictures, sound int
	keys            int
	size            int // of the newest picture
	least           int // of the smallest
	firstKey        bool
	last            time.Duration
	back            int // times that went backwards
	over            sfu.Reason
	changed         chan struct{}
	block           chan struct{} // calls wait for it, if there is one
}

func newTapped() *tapped { return &tapped{changed: make(chan struct{}, 1)} }

func (s *tapped) note(f func()) {
	s.mu.Lock()
	f()
	block := s.block
	s.mu.Unlock()
	select {
	case s.changed <- struct{}{}:
	default:
	}
	if block != nil {
		<-block
	}
}

func (s *tapped) H264(au [][]byte, key bool, pts, _ time.Duration) {
	s.note(func() {
		if s.pictures == 0 {
			s.firstKey = key
		}
		if pts < s.last {
			s.back++
		}
		s.pictures, s.last, s.size = s.pictures+1, pts, 0
		for _, u := range au {
			s.size += len(u)
		}
		if s.pictures == 1 || s.size < s.least {
			s.least = s.size
		}
		if key {
			s.keys++
		}
	})
}

func (s *tapped) Opus([]byte, time.Duration) { s.note(func() { s.sound++ }) }

func (s *tapped) Over(r sfu.Reason) { s.note(func() { s.over = r }) }

func (s *tapped) await(b *bench, ok func() bool) {
	b.t.Helper()
	for {
		s.mu.Lock()
		done := ok()
		s.mu.Unlock()
		if done {
			return
		}
		select {
		case <-s.changed:
		case <-b.ctx.Done():
			b.t.Fatalf("seen %d pictures, %d keyframes, %d packets of sound", s.pictures, s.keys, s.sound)
		}
	}
}

func TestTap(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	ev := newEvents()
	p := b.publish("s", sfutest.PublishConfig{Mime: webrtc.MimeTypeH264}, sfu.PublishOptions{On: ev.on})
	ev.wait(t, b.ctx, sfu.AudioOn)
	s := newTapped()
	has, stop, err := b.sfu.Tap("s", s)
	if err != nil || has != (sfu.Kinds{Video: true, Audio: true}) {
		t.Fatal(has, err)
	}
	// keyframes come without a viewer who asks
	s.await(b, func() bool { return s.pictures > 60 && s.keys > 2 && s.sound > 20 })
	if !s.firstKey || s.back > 0 {
		t.Errorf("begins with a keyframe: %v; %d pictures go back", s.firstKey, s.back)
	}
	b.sfu.Mute("s", true, false)
	sent := p.Frames()
	s.await(b, func() bool { return p.Frames() > sent+10 })
	b.sfu.Mute("s", false, false)
	keys := s.keys
	s.await(b, func() bool { return s.keys > keys })
	stop()
	stop()
	s.mu.Lock()
	n, over := s.pictures, s.over
	s.mu.Unlock()
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 60 })
	if s.pictures != n || over != "" {
		t.Errorf("%d pictures after stop, over %q", s.pictures-n, over)
	}
}

// TestASlowTapHoldsNobodyUp: viewers go on, and so does the tap, with a keyframe, when its sink is back.
func TestASlowTapHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{Mime: webrtc.MimeTypeH264, FPS: 100, BitRate: 60_000_000}, sfu.PublishOptions{MaxBitRate: 100_000_000})
	s := newTapped()
	s.block = make(chan struct{})
	_, stop, err := b.sfu.Tap("s", s)
	if err != nil {
		t.Fatal(err)
	}
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 10000 })
	s.mu.Lock()
	keys := s.keys
	close(s.block)
	s.block = nil
	s.mu.Unlock()
	s.await(b, func() bool { return s.keys > keys+1 })
	stop()
}

func TestATapEndsWithItsStream(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	ev := newEvents()
	b.publish("s", sfutest.PublishConfig{Mime: webrtc.MimeTypeH264}, sfu.PublishOptions{On: ev.on})
	ev.wait(t, b.ctx, sfu.VideoOn)
	s := newTapped()
	_, stop, err := b.sfu.Tap("s", s)
	if err != nil {
		t.Fatal(err)
	}
	b.sfu.StopPublish("s")
	s.await(b, func() bool { return s.over == sfu.ReasonPublisherEnd })
	stop()
}

func TestWhatCannotBeTapped(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	if _, _, err := b.sfu.Tap("nobody", newTapped()); !errors.Is(err, sfu.ErrNoStream) {
		t.Errorf("no stream: %v", err)
	}
	b.publish("v", sfutest.PublishConfig{Mime: webrtc.MimeTypeVP8}, sfu.PublishOptions{})
	if _, _, err := b.sfu.Tap("v", newTapped()); !errors.Is(err, sfu.ErrCodec) {
		t.Errorf("VP8: %v", err)
	}
}
