package rtc

import (
	"image"
	"math"
	"testing"
	"time"

	"onair/media"
	"onair/media/av"
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

// TestWhereAPictureOfAnotherShapeGoes: into the middle, with black edges.
func TestWhereAPictureOfAnotherShapeGoes(t *testing.T) {
	for _, x := range []struct {
		w, h, inW, inH int
		want           image.Rectangle
	}{
		{1280, 720, 640, 360, image.Rect(0, 0, 640, 360)},
		{640, 480, 1280, 720, image.Rect(160, 0, 1120, 720)},
		{720, 1280, 1280, 720, image.Rect(438, 0, 842, 720)},
		{1000, 100, 640, 360, image.Rect(0, 148, 640, 212)},
		{854, 480, 1280, 720, image.Rect(0, 0, 1280, 720)},
	} {
		if got := inside(x.w, x.h, x.inW, x.inH); got != x.want {
			t.Errorf("%dx%d in %dx%d: %v, want %v", x.w, x.h, x.inW, x.inH, got, x.want)
		}
	}
	l := &layer{scaler: av.NewScaler()}
	defer l.scaler.Close()
	src, dst := media.NewFrame(64, 64), media.NewFrame(128, 64)
	defer src.Release()
	defer dst.Release()
	for i := range src.Y {
		src.Y[i] = 200
	}
	if err := l.into(dst, src); err != nil {
		t.Fatal(err)
	}
	if l, m, r := dst.Y[32*dst.YStride+8], dst.Y[32*dst.YStride+64], dst.Y[32*dst.YStride+120]; l != 16 || m != 200 || r != 16 {
		t.Errorf("the line across is %d, %d, %d", l, m, r)
	}
}

func TestTheSizeIsHeld(t *testing.T) {
	enc, err := av.NewVideoEncoder(av.VideoEncoderConfig{Codec: av.H264, Width: 640, Height: 360, FrameRate: 30, BitRate: 300_000})
	if err != nil {
		t.Fatal(err)
	}
	v := &videoSend{cfg: VideoConfig{Width: 1280, Height: 720}}
	l := &layer{v: v}
	v.layers = []*layer{l}
	(&Publisher{video: v}).HoldSize(true)
	v.applySize(640, 360) // there is none yet
	l.enc = enc
	v.applySize(480, 480)
	if v.w != 640 || v.h != 360 {
		t.Errorf("%dx%d while the size is held", v.w, v.h)
	}
	(&Publisher{video: v}).HoldSize(false)
	v.applySize(480, 480)
	if v.w != 480 || v.h != 480 || l.enc != nil {
		t.Errorf("%dx%d afterwards", v.w, v.h)
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
	v := videoSend{wall: clock.NewWall(t0), path: &path{epoch: t0}}
	at := func(n int) int64 { return t0.UnixNano() + int64(ms(n)) }
	stamp := func(n int) uint32 { ts, _ := v.stamp(at(n)); return ts }
	first := stamp(100)
	if d := stamp(133) - first; d != 2970 {
		t.Errorf("33 ms are %d ticks", d)
	}
	if d := stamp(130) - first; d != 2971 {
		t.Errorf("a trembling capture clock: %d", d)
	}
	if d := int32(stamp(-60_000) - first); d < 2971 || d > 10_000 {
		t.Errorf("after the capture clock was set back: %d", d)
	}
	mark := stamp(-59_900)
	if d := stamp(-59_800) - mark; d != 9000 {
		t.Errorf("100 ms later: %d ticks", d)
	}
	ts, exact := v.stamp(at(-59_700))
	if d := exact - at(-59_700); ts != mark+18_000 || d > int64(ms(1)) || d < -int64(ms(1)) {
		t.Errorf("200 ms later: %d ticks, captured %v off", ts-mark, time.Duration(d))
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
