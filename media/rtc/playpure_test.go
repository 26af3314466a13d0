package rtc

import (
	"context"
	"testing"
	"time"

	"onair/media"
	"onair/media/rtc/internal/arrivals"
	"onair/media/rtc/internal/clock"
)

func TestPicturesFollowTheSound(t *testing.T) {
	for _, c := range []struct {
		name                   string
		transit, sound, expect time.Duration
	}{
		{"quick pictures wait for sound", ms(20), ms(90), ms(65)},
		{"alike", ms(60), ms(70), ms(64)},
		{"slow pictures lag at most 10 ms", ms(150), ms(90), ms(100)},
		{"no sound", ms(30), 0, ms(34)},
	} {
		var s avSync
		now := t0
		for range 600 {
			now = now.Add(ms(33))
			s.decoded(c.transit, now)
			if c.sound > 0 {
				s.heard(now.Add(-c.sound), now)
			}
			s.due(now, now)
		}
		if d := s.due(now, now).Sub(now); d != c.expect {
			t.Errorf("%s: due %v after capture, want %v", c.name, d, c.expect)
		}
	}
}

func TestDelayMovesGently(t *testing.T) {
	var s avSync
	now := t0
	last := time.Duration(-1)
	for i := range 900 {
		now = now.Add(ms(33))
		tr := ms(20)
		if i > 300 && i < 600 && i%4 == 0 {
			tr = ms(100)
		}
		s.decoded(tr, now)
		d := s.due(now, now).Sub(now)
		if last >= 0 && (d-last > ms(12) || last-d > ms(4)) {
			t.Fatalf("picture %d: from %v to %v", i, last, d)
		}
		if last = d; i == 590 && d < ms(100) {
			t.Errorf("%v under jitter of 80 ms", d)
		}
	}
	if last > ms(40) {
		t.Errorf("still %v, ten seconds later", last)
	}
}

func TestSenderLine(t *testing.T) {
	l := senderLine{rate: 90000, wall: clock.NewWall(t0), offset: ms(500)}
	at, sure := l.captured(1000, t0)
	if sure || !at.Equal(t0) {
		t.Errorf("before a report: %v, %v", at, sure)
	}
	if at, _ = l.captured(1000+90000, t0.Add(ms(1300))); !at.Equal(t0.Add(time.Second)) {
		t.Errorf("second packet before a report: %v", at.Sub(t0))
	}
	l.report(0xffffff00, clock.ToNTP(t0.UnixNano()))
	at, sure = l.captured(0x100, t0) // 512 ticks later, across the edge
	want := t0.Add(ms(500) + 512*time.Second/90000)
	if d := at.Sub(want); !sure || d > time.Microsecond || d < -time.Microsecond {
		t.Errorf("after a report: %v off, %v", d, sure)
	}
}

func TestPresenterShowsTheNewestDue(t *testing.T) {
	shown := make(chan time.Time, 100)
	s := &avSync{}
	s.decoded(0, time.Now())
	p := newPresenter(func(f *media.Frame) { shown <- f.Time; f.Release() }, s, time.Now())
	base := time.Now().Add(-time.Second)
	for i := range 5 {
		f := media.NewFrame(2, 2)
		f.Time = base.Add(ms(i))
		p.put(f)
	}
	future := media.NewFrame(2, 2)
	future.Time = time.Now().Add(time.Hour)
	p.put(future)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { p.run(ctx); close(done) }()
	if at := <-shown; !at.Equal(base.Add(ms(4))) {
		t.Errorf("showed the picture of %v", at.Sub(base))
	}
	// A full queue shows the oldest before its time rather than growing.
	for range maxWaiting {
		f := media.NewFrame(2, 2)
		f.Time = time.Now().Add(2 * time.Hour)
		p.put(f)
	}
	if at := <-shown; !at.Equal(future.Time) {
		t.Errorf("showed %v", at)
	}
	cancel()
	<-done
	if len(p.waiting) != 0 {
		t.Error("pictures are left")
	}
}

func TestPayloadOfHostilePackets(t *testing.T) {
	for name, c := range map[string]struct {
		in []byte
		ok bool
		n  int
	}{
		"empty":             {nil, false, 0},
		"short":             {[]byte{0x80, 96, 0}, false, 0},
		"plain":             {append([]byte{0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1}, 1, 2, 3), true, 3},
		"padded":            {append([]byte{0xa0, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1}, 1, 2, 2), true, 1},
		"more padding":      {append([]byte{0xa0, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1}, 1, 2, 9), false, 0},
		"cut off extension": {[]byte{0x90, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xbe, 0xde, 0, 9}, false, 0},
	} {
		p, ok := arrivals.Payload(new(header), c.in)
		if ok != c.ok || len(p) != c.n {
			t.Errorf("%s: %v, %v", name, p, ok)
		}
	}
}

func FuzzPayloadOf(f *testing.F) {
	f.Add([]byte{0x90, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xbe, 0xde, 0, 1, 0x10, 1, 0, 0, 5})
	f.Fuzz(func(t *testing.T, in []byte) {
		if p, ok := arrivals.Payload(new(header), in); ok && len(p) > len(in) {
			t.Fatal("longer than the packet")
		}
	})
}
