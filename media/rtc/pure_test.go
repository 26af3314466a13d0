package rtc

import (
	"context"
	"math"
	"testing"
	"time"

	"onair/media"
	"onair/media/rtc/internal/clock"
)

var t0 = time.Unix(1_700_000_000, 0)

func ms(n int) time.Duration { return time.Duration(n) * time.Millisecond }

func TestRatePlan(t *testing.T) {
	hd := ratePlan{ceiling: 1_500_000, audio: 84_000, w: 1280, h: 720, fps: 30}
	for _, c := range []struct {
		name     string
		plan     ratePlan
		estimate int
		bitRate  int
		fps      float64
	}{
		{"ample", hd, 5_000_000, 1_500_000, 30},
		{"sound comes first", hd, 1_000_000, 866_000, 30},
		{"under 40 %", hd, 600_000, 486_000, 15},
		{"under 20 %", hd, 350_000, 248_500, 10},
		{"the floor", hd, 50_000, 150_000, 10},
		{"little is enough for a little picture", ratePlan{ceiling: 1_500_000, w: 320, h: 180, fps: 30}, 200_000, 190_000, 30},
		{"a low ceiling is no shortage", ratePlan{ceiling: 300_000, w: 1280, h: 720, fps: 30}, 900_000, 300_000, 30},
	} {
		if b, f := c.plan.next(c.estimate); b != c.bitRate || f != c.fps {
			t.Errorf("%s: %d at %v, want %d at %v", c.name, b, f, c.bitRate, c.fps)
		}
	}
}

func TestRatePlanDoesNotFlutter(t *testing.T) {
	p := ratePlan{ceiling: 1_500_000, w: 1280, h: 720, fps: 30}
	changes, last := 0, 30.0
	for i := range 100 {
		_, fps := p.next(620_000 + 40_000*(i%2)) // around 40 %
		if fps != last {
			changes, last = changes+1, fps
		}
	}
	if changes > 1 {
		t.Errorf("%d changes of frame rate", changes)
	}
	if _, fps := p.next(1_200_000); fps != 30 {
		t.Errorf("%v after recovery", fps)
	}
}

func TestFitKeepsProportions(t *testing.T) {
	for _, c := range [][6]int{
		{1280, 720, 1280, 720, 1280, 720}, {1920, 1080, 1280, 720, 1280, 720}, {640, 480, 1280, 720, 640, 480},
		{720, 1280, 1280, 720, 720, 1280}, {1600, 1200, 1280, 720, 960, 720}, {333, 333, 1280, 720, 334, 334}, {3, 2, 1280, 720, 16, 16},
	} {
		if w, h := fit(c[0], c[1], c[2], c[3]); w != c[4] || h != c[5] {
			t.Errorf("%dx%d within %dx%d: %dx%d", c[0], c[1], c[2], c[3], w, h)
		}
	}
}

func TestFrameGate(t *testing.T) {
	for _, c := range []struct {
		in, out float64
		want    int
	}{{30, 30, 300}, {30, 15, 150}, {30, 10, 100}, {25, 30, 250}, {60, 30, 300}} {
		var g frameGate
		n := 0
		for i := range int(c.in * 10) {
			tremble := ms((i*7)%5 - 2)
			if g.pass(t0.Add(time.Duration(float64(i)/c.in*1e9)+tremble), c.out) {
				n++
			}
		}
		if n < c.want-2 || n > c.want+2 {
			t.Errorf("%v to %v a second: %d pictures in 10 s", c.in, c.out, n)
		}
	}
}

func TestSoundLineGrowsBySamplesAndKnowsCapture(t *testing.T) {
	l := soundLine{ts: math.MaxUint32 - 1000}
	start := l.ts
	for i := range 1000 {
		want := t0.UnixNano() + int64(i)*int64(ms(20))
		ts, at := l.next(want + int64(ms(i%7-3)))
		if ts-start != uint32(i*960) {
			t.Fatalf("packet %d has timestamp +%d", i, ts-start)
		}
		if d := time.Duration(at - want); d > ms(5) || d < -ms(5) {
			t.Fatalf("packet %d is taken to be captured %v off", i, d)
		}
	}
	ts, at := l.next(t0.UnixNano() + int64(ms(21_000)))
	if d := int32(ts-start) - 21*48000; d > 300 || d < -300 {
		t.Errorf("after a hole of a second the timestamp is %d off", d)
	}
	if at != t0.UnixNano()+int64(ms(21_000)) {
		t.Errorf("after a hole capture is %v off", time.Duration(at-t0.UnixNano()-int64(ms(21_000))))
	}
}

func TestSoundLineFollowsADriftingClock(t *testing.T) {
	var l soundLine
	off := time.Duration(0)
	for i := range 50 * 600 { // ten minutes at 200 ppm
		want := t0.UnixNano() + int64(float64(i)*20e6*1.0002)
		_, at := l.next(want)
		off = time.Duration(at - want)
	}
	if off > ms(2) || off < -ms(2) {
		t.Errorf("capture is %v off after ten minutes", off)
	}
}

func TestPictureTimestampsGrow(t *testing.T) {
	v := videoSend{wall: clock.NewWall(t0), path: &path{epoch: t0}, out: &outlet{}}
	at := func(n int) int64 { return t0.UnixNano() + int64(ms(n)) }
	first := v.stamp(at(100))
	if d := v.stamp(at(133)) - first; d != 2970 {
		t.Errorf("33 ms are %d ticks", d)
	}
	if d := v.stamp(at(130)) - first; d != 2971 {
		t.Errorf("a trembling capture clock: %d", d)
	}
	if d := int32(v.stamp(at(-60_000)) - first); d < 2971 || d > 10_000 {
		t.Errorf("after the capture clock was set back: %d", d)
	}
	mark := v.stamp(at(-59_900))
	if d := v.stamp(at(-59_800)) - mark; d != 9000 {
		t.Errorf("100 ms later: %d ticks", d)
	}
	if r := v.out.line.RTP(at(-59_800)); uint32(r) != mark+9000 {
		t.Errorf("the line says %d", uint32(r)-mark)
	}
}

func TestKeyframesOnRequestAreLimited(t *testing.T) {
	for _, c := range []struct {
		name     string
		room     room
		seconds  int
		min, max int
	}{{"at first", roomAmple, 1, 3, 4}, {"for long", roomAmple, 30, 55, 64}, {"full", roomNone, 30, 29, 31}} {
		var k keyLimit
		n := 0
		for i := range c.seconds * 30 { // somebody asks all the time
			if now := t0.Add(ms(i * 33)); k.allows(now, c.room) {
				k.made(now)
				n++
			}
		}
		if n < c.min || n > c.max {
			t.Errorf("%s: %d keyframes in %d s", c.name, n, c.seconds)
		}
	}
}

func TestSoundInbox(t *testing.T) {
	b := newSoundInbox()
	block := make([]float32, 960)
	dst := make([]float32, 1920)
	b.put(media.Samples{Data: block, Time: t0})
	if _, ok := b.take(dst); ok {
		t.Error("half a packet was taken")
	}
	b.put(media.Samples{Data: block, Time: t0.Add(ms(10))})
	if at, ok := b.take(dst); !ok || !at.Equal(t0) {
		t.Errorf("captured %v, %v", at, ok)
	}
	for i := range 100 {
		b.put(media.Samples{Data: block, Time: t0.Add(ms(20 + 10*i))})
	}
	if at, _ := b.take(dst); at.Sub(t0) != ms(20+1000-200) {
		t.Errorf("the oldest kept is from %v", at.Sub(t0))
	}
	b.put(media.Samples{Data: block, Time: t0.Add(time.Hour)})
	b.put(media.Samples{Data: block, Time: t0.Add(time.Hour + ms(10))})
	if at, ok := b.take(dst); !ok || at.Sub(t0) != time.Hour {
		t.Errorf("after a hole: %v, %v", at.Sub(t0), ok)
	}
}

func TestBucketPaces(t *testing.T) {
	b := bucket{tokens: paceBurst, last: t0}
	now, sent := t0, 0
	for now.Before(t0.Add(time.Second)) {
		if wait := b.take(1200, 2_000_000, paceBurst, now); wait > 0 {
			now = now.Add(wait)
			continue
		}
		sent += 1200
	}
	if sent < 250_000 || sent > 250_000+paceBurst+2400 {
		t.Errorf("%d bytes in a second of 2 Mbit/s", sent)
	}
}

func TestPicturesFollowTheSound(t *testing.T) {
	for _, c := range []struct {
		name                   string
		transit, sound, expect time.Duration
	}{
		{"quick pictures wait for sound", ms(20), ms(90), ms(70)},
		{"alike", ms(60), ms(70), ms(64)},
		{"slow pictures lag at most 20 ms", ms(150), ms(90), ms(110)},
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
		p, ok := payloadOf(new(header), c.in)
		if ok != c.ok || len(p) != c.n {
			t.Errorf("%s: %v, %v", name, p, ok)
		}
	}
}

func FuzzPayloadOf(f *testing.F) {
	f.Add([]byte{0x90, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xbe, 0xde, 0, 1, 0x10, 1, 0, 0, 5})
	f.Fuzz(func(t *testing.T, in []byte) {
		if p, ok := payloadOf(new(header), in); ok && len(p) > len(in) {
			t.Fatal("longer than the packet")
		}
	})
}

func TestTCPIsHeldBack(t *testing.T) {
	in := "v=0\r\na=candidate:1 1 udp 9 127.0.0.1 5 typ host\r\na=candidate:2 1 tcp 8 127.0.0.1 5 typ host tcptype passive\r\na=mid:0\r\n"
	rest, udp, tcp := holdBackTCP(in)
	if rest != "v=0\r\na=candidate:1 1 udp 9 127.0.0.1 5 typ host\r\na=mid:0\r\n" ||
		udp != "candidate:1 1 udp 9 127.0.0.1 5 typ host" || len(tcp) != 1 || tcp[0] != "candidate:2 1 tcp 8 127.0.0.1 5 typ host tcptype passive" {
		t.Errorf("%q, %q, %q", rest, udp, tcp)
	}
}

func FuzzHoldBackTCP(f *testing.F) {
	f.Add("a=candidate:1 1 udp 1 127.0.0.1 5 typ host\r\na=candidate:2 1 tcp 1 ::1 5 typ host")
	f.Fuzz(func(t *testing.T, s string) { holdBackTCP(s) })
}
