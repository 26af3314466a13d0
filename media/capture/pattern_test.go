package capture

import (
	"context"
	"testing"
	"time"

	"onair/media"
	"onair/media/av"
)

func openTestFake(t testing.TB, spec string, o VideoOptions, c *fakeClock) *testSource {
	t.Helper()
	s, err := OpenVideo(spec, o)
	if err != nil {
		t.Fatal(err)
	}
	src := s.(*testSource)
	src.newClock = c.use
	return src
}

func TestPatternIsOnTimeAndReadable(t *testing.T) {
	for _, spec := range []string{"test:", "test:color=2060a0", "test:320x180@25", "test:101x75@10"} {
		c := newFakeClock()
		s := openTestFake(t, spec, VideoOptions{}, c)
		n := int(3 * s.test.rate)
		r := record(t, s, n, 300)
		if r.err != nil {
			t.Fatal(r.err)
		}
		evenly(t, spec+" picture", r.frames, time.Duration(float64(time.Second)/s.test.rate), time.Microsecond)
		evenly(t, spec+" block", r.blocks, blockTime, 0)
		if r.clocks != len(r.frames) {
			t.Errorf("%s: the clock of %d pictures of %d could be read", spec, r.clocks, len(r.frames))
		}
		if first := r.frames[0].Sub(epoch); first < 0 || first > time.Second {
			t.Errorf("%s: began after %v", spec, first)
		}
	}
}

func TestClockReadsTheCaptureTime(t *testing.T) {
	p := newPattern(testSpec{width: 640, height: 360, rate: 30})
	f := media.NewFrame(640, 360)
	for _, at := range []time.Time{
		epoch, epoch.Add(-6 * 24 * time.Hour), epoch.Add(6 * 24 * time.Hour), epoch.Add(33_367 * time.Microsecond),
	} {
		p.draw(f, at, 0)
		if got, ok := readClock(f, epoch); !ok || !got.Equal(at) {
			t.Errorf("read %v %v, want %v", got, ok, at)
		}
	}
	now := time.Now()
	p.draw(f, now, 0)
	// The system may nudge its wall clock against the monotonic one meanwhile.
	if got, ok := ReadClock(f); !ok || now.Sub(got).Abs() > 20*time.Microsecond {
		t.Errorf("read %v, %v late", ok, now.Sub(got))
	}
}

func TestNoClockInOtherPictures(t *testing.T) {
	f := media.NewFrame(640, 360)
	p := newPattern(testSpec{width: 640, height: 360, rate: 30})
	for name, spoil := range map[string]func(){
		"black":    func() { fill(f.Y, 16) },
		"upside":   func() { p.draw(f, epoch, 0); copy(f.Y[240*640:], f.Y[120*640:240*640]) },
		"a bit":    func() { p.draw(f, epoch, 0); flipBlock(f, 1, 7) },
		"too dim":  func() { p.draw(f, epoch, 0); dim(f.Y) },
		"a stripe": func() { fill(f.Y, 16); fill(f.Y[300*640:], 200) },
	} {
		spoil()
		if at, ok := ReadClock(f); ok {
			t.Errorf("%s: read %v", name, at)
		}
	}
	if _, ok := ReadClock(media.NewFrame(16, 16)); ok {
		t.Error("read a clock in a tiny picture")
	}
}

func flipBlock(f *media.Frame, row, col int) {
	x0, y0, x1, y1 := block(f.Width(), f.Height(), row, col)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			f.Y[y*f.YStride+x] = codeLight + codeDark - f.Y[y*f.YStride+x]
		}
	}
}

func dim(b []byte) {
	for i := range b {
		b[i] /= 8
	}
}

// TestClockSurvivesTheWire sends the pattern through H.264 at 300 kbit/s and
// makes it half and a quarter as large.
func TestClockSurvivesTheWire(t *testing.T) {
	const w, h, n = 1280, 720, 60
	enc, err := av.NewVideoEncoder(av.VideoEncoderConfig{Codec: av.H264, Width: w, Height: h, FrameRate: 30, BitRate: 300_000})
	if err != nil {
		t.Fatal(err)
	}
	defer enc.Close()
	dec, err := av.NewVideoDecoder(av.H264)
	if err != nil {
		t.Fatal(err)
	}
	defer dec.Close()
	scaler := av.NewScaler()
	defer scaler.Close()
	p := newPattern(testSpec{width: w, height: h, rate: 30})
	src, bytes := media.NewFrame(w, h), 0
	for i := range n {
		at := epoch.Add(time.Duration(i) * time.Second / 30)
		p.draw(src, at, int64(i))
		packet, err := enc.Encode(src, i == 0)
		if err != nil {
			t.Fatal(err)
		}
		bytes += len(packet.Data)
		got, err := dec.Decode(packet.Data, nil)
		if err != nil || got == nil {
			t.Fatalf("picture %d: %v, %v", i, got, err)
		}
		for _, part := range []int{1, 2, 4} {
			small := media.NewFrame(w/part, h/part)
			if err := scaler.I420(small, got); err != nil {
				t.Fatal(err)
			}
			if read, ok := readClock(small, epoch); !ok || read.Sub(at.Truncate(time.Microsecond)) != 0 {
				t.Errorf("picture %d at 1/%d: read %v, %v off", i, part, ok, read.Sub(at))
			}
			if FlashDetected(small) != flashing(at) {
				t.Errorf("picture %d at 1/%d: flash %v", i, part, FlashDetected(small))
			}
		}
		got.Release()
	}
	t.Logf("%d kbit/s", bytes*8*30/n/1000)
}

func TestFlashAndBeepBeginTogether(t *testing.T) {
	c := newFakeClock()
	r := record(t, openTestFake(t, "test:320x180@25", VideoOptions{}, c), 75, 300)
	if len(r.flash) == 0 || len(r.beep) == 0 {
		t.Fatalf("%d flashes, %d beeps", len(r.flash), len(r.beep))
	}
	flash, beeps := starts(r.flash), starts(r.beep)
	for _, f := range flash {
		near := false
		for _, b := range beeps {
			near = near || f.Sub(b).Abs() < 2*time.Millisecond
		}
		if !near {
			t.Errorf("no beep with the flash at %v; beeps %v", f, beeps)
		}
		if f.Nanosecond() != 0 {
			t.Errorf("a flash began at %v, not on the second", f)
		}
	}
}

// starts keeps the times that come more than 300 ms after the one before.
func starts(times []time.Time) []time.Time {
	var s []time.Time
	for i, t := range times {
		if i == 0 || t.Sub(times[i-1]) > 300*time.Millisecond {
			s = append(s, t)
		}
	}
	return s
}

func TestLateWakeUpsDoNotAddUp(t *testing.T) {
	c := newFakeClock()
	c.late = func(n int) time.Duration { return time.Duration(n%8) * time.Millisecond }
	r := record(t, openTestFake(t, "test:320x180@50", VideoOptions{}, c), 500, 0)
	evenly(t, "picture", r.frames, 20*time.Millisecond, time.Microsecond)
	if d := c.Now().Sub(r.frames[len(r.frames)-1]); d > 50*time.Millisecond {
		t.Errorf("after 10 s the clock is %v ahead of the pictures", d)
	}
}

func TestPicturesMissedInSleepAreSkipped(t *testing.T) {
	c := newFakeClock()
	c.late = func(n int) time.Duration {
		if n == 10 {
			return 10 * time.Second
		}
		return 0
	}
	r := record(t, openTestFake(t, "test:320x180@50", VideoOptions{}, c), 50, 0)
	if span := r.frames[49].Sub(r.frames[0]); span < 10*time.Second || span > 12*time.Second {
		t.Errorf("50 pictures with a sleep of 10 s cover %v", span)
	}
}

func TestPatternDoesNotAllocate(t *testing.T) {
	p := newPattern(testSpec{width: 640, height: 360, rate: 30})
	var pool media.FramePool
	at := epoch
	draw := func() {
		f := pool.Get(640, 360)
		p.draw(f, at, 12345)
		f.Release()
		at = at.Add(33 * time.Millisecond)
	}
	draw()
	if n := testing.AllocsPerRun(100, draw); n > 0 {
		t.Errorf("%v allocations a picture", n)
	}
}

func TestSourcesEndWithTheirContext(t *testing.T) {
	for _, spec := range []string{"test:", "none", "picture:testdata/bars.png", "file:testdata/clip.mkv"} {
		s, err := OpenVideo(spec, VideoOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, sink := range []Sink{{}, {Video: func(f *media.Frame) { f.Release() }}} {
			ctx, cancel := context.WithCancel(context.Background())
			done := make(chan error, 1)
			go func() { done <- s.Run(ctx, sink) }()
			cancel()
			select {
			case err := <-done:
				if err != nil {
					t.Errorf("%s: %v", spec, err)
				}
			case <-time.After(20 * time.Second):
				t.Fatalf("%s goes on", spec)
			}
		}
	}
}

func BenchmarkPattern720p(b *testing.B) {
	p := newPattern(testSpec{width: 1280, height: 720, rate: 30})
	f := media.NewFrame(1280, 720)
	b.ReportAllocs()
	for i := range b.N {
		p.draw(f, epoch.Add(time.Duration(i)*33*time.Millisecond), int64(i))
	}
}

func BenchmarkReadClock720p(b *testing.B) {
	p := newPattern(testSpec{width: 1280, height: 720, rate: 30})
	f := media.NewFrame(1280, 720)
	p.draw(f, epoch, 0)
	for b.Loop() {
		if _, ok := readClock(f, epoch); !ok {
			b.Fatal("no clock")
		}
	}
}
