package capture

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"onair/media"
)

func ramp(from, n int) []float32 {
	pcm := make([]float32, 0, n*media.Channels)
	for i := range n {
		pcm = append(pcm, float32(from+i), float32(from+i))
	}
	return pcm
}

func TestQueueGivesSoundByPosition(t *testing.T) {
	q := newFileQueue(false, true)
	q.putSound(ramp(0, 700), 0)
	q.putSound(ramp(1000, 1000), 1000) // 700 to 999 is silence
	block := make([]float32, blockFrames*media.Channels)
	for at := int64(0); at < 1920; at += blockFrames {
		if s := q.look(at); !s.hasSound {
			t.Fatalf("no sound at %d", at)
		}
		q.takeBlock(block, at)
		for i := range blockFrames {
			pos := int(at) + i
			want := float32(pos)
			if pos >= 700 && pos < 1000 {
				want = 0
			}
			if block[2*i] != want || block[2*i+1] != want {
				t.Fatalf("sample %d is %v", pos, block[2*i])
			}
		}
	}
	if s := q.look(1920); s.hasSound {
		t.Error("a part of a block counts as sound before the end")
	}
	q.finish(errPlayed)
	if s := q.look(1920); !s.hasSound || !s.ended {
		t.Error("the last part of a block was forgotten")
	}
	q.takeBlock(block, 1920)
	if block[0] != 1920 || block[2*79] != 1999 || block[2*80] != 0 {
		t.Errorf("the last block is %v, %v, %v", block[0], block[2*79], block[2*80])
	}
	if s := q.look(2400); s.hasSound {
		t.Error("sound after the end")
	}
}

func TestQueuePassesOverLateSound(t *testing.T) {
	q := newFileQueue(true, true)
	block := make([]float32, blockFrames*media.Channels)
	q.takeBlock(block, 0) // nothing is there: silence
	q.putSound(ramp(100, 1000), 100)
	q.takeBlock(block, blockFrames)
	if block[0] != blockFrames {
		t.Errorf("the block at 480 begins with sample %v", block[0])
	}
	q.takeBlock(block, 96_000)
	if block[0] != 0 || q.look(0).hasSound && len(q.pcm) > 0 {
		t.Errorf("%d samples left after a leap", len(q.pcm))
	}
}

func TestFullQueueOfPicturesDoesNotWaitForSound(t *testing.T) {
	// The sound that is due is missing and the queue is full of later pictures.
	q := newFileQueue(true, true)
	for i := range mostFrames {
		q.putFrame(media.NewFrame(2, 2), time.Duration(i)*40*time.Millisecond)
	}
	p := &filePlayer{queue: q, video: true, audio: true}
	for range 3 {
		s := q.look(p.next)
		at, ok := p.due(s)
		if !ok {
			t.Fatalf("waits for sound at %v for ever", span(p.next))
		}
		if s.hasFrame && s.frameAt == at {
			q.takeFrame().Release()
			q.putFrame(media.NewFrame(2, 2), time.Hour)
		} else {
			p.next += blockFrames
		}
	}
	q.drain()
}

func TestLateDataMovesTheSchedule(t *testing.T) {
	q := newFileQueue(true, false)
	c := newFakeClock()
	var times []time.Time
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	p := &filePlayer{queue: q, clk: c, video: true, sink: Sink{Video: func(f *media.Frame) {
		times = append(times, f.Time)
		f.Release()
		switch len(times) {
		case 2: // the network stands still for three seconds
			c.now = c.now.Add(3 * time.Second)
			q.putFrame(media.NewFrame(2, 2), 80*time.Millisecond)
			q.putFrame(media.NewFrame(2, 2), 120*time.Millisecond)
		case 4:
			cancel()
		}
	}}}
	q.putFrame(media.NewFrame(2, 2), 0)
	q.putFrame(media.NewFrame(2, 2), 40*time.Millisecond)
	p.base = c.now // it has begun
	_ = p.play(ctx)
	if len(times) != 4 {
		t.Fatalf("%d pictures", len(times))
	}
	if d := times[2].Sub(times[1]); d < 3*time.Second-50*time.Millisecond {
		t.Errorf("the picture after the pause came after %v", d)
	}
	if d := times[3].Sub(times[2]); d != 40*time.Millisecond {
		t.Errorf("afterwards pictures are %v apart", d)
	}
}

func TestURLsPlay(t *testing.T) {
	server := httptest.NewServer(http.FileServer(http.Dir("testdata")))
	defer server.Close()
	url := server.URL + "/beeps.mkv"
	s, err := OpenVideo("file:"+url, VideoOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Label() != "beeps.mkv" || !s.HasVideo() || !s.HasAudio() {
		t.Errorf("%q %v %v", s.Label(), s.HasVideo(), s.HasAudio())
	}
	s.(*fileSource).newClock = newFakeClock().useFor
	if r := record(t, s, 110, 440); r.err != nil {
		t.Error(r.err)
	}
	_, err = OpenVideo("file:"+server.URL+"/missing.mkv", VideoOptions{})
	wantCode(t, err, BadFile)
}

func TestLabelsOfURLsKeepSecrets(t *testing.T) {
	for in, want := range map[string]string{
		"https://user:secret@example.org/live/cam.m3u8?token=x": "cam.m3u8",
		"rtsp://user:secret@example.org/":                       "example.org",
		"/home/me/a:b.mp4":                                      "a:b.mp4",
		"clip.mp4":                                              "clip.mp4",
	} {
		f := &fileSource{path: in}
		if got := f.Label(); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	f := &fileSource{path: "https://user:secret@example.org/x"}
	if got := f.redacted(); got != "https://user:xxxxx@example.org/x" {
		t.Error(got)
	}
}

func BenchmarkLookForDevices(b *testing.B) {
	for b.Loop() {
		fingerprint()
	}
}

func TestALongSilenceDoesNotFillTheMemory(t *testing.T) {
	d := newFileDecoder(&fileSource{options: VideoOptions{}.withDefaults()}, false, true)
	ctx, cancel := context.WithCancel(context.Background())
	if err := d.sound(ctx, ramp(0, 100), 0); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- d.sound(ctx, ramp(0, 100), time.Hour) }()
	block := make([]float32, blockFrames*media.Channels)
	most := 0
	for at := int64(0); at < 10*media.SampleRate; at += blockFrames {
		for !d.queue.look(at).hasSound {
			<-d.queue.ready
		}
		d.queue.mu.Lock()
		most = max(most, len(d.queue.pcm)/media.Channels)
		d.queue.mu.Unlock()
		d.queue.takeBlock(block, at)
	}
	cancel()
	if err := <-done; err != nil && ctx.Err() == nil {
		t.Error(err)
	}
	if most > 2*media.SampleRate {
		t.Errorf("%d samples wait", most)
	}
}
