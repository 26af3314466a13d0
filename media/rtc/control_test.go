package rtc_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"onair/internal/await"
	"onair/media"
	"onair/media/rtc"
	"onair/media/rtc/lossy"
	"onair/server/sfu"
)

func TestTheEncoderFollowsTheBandwidth(t *testing.T) {
	t.Parallel()
	n := badNet(t)
	cam := newCamera(640, 360, 30)
	cam.noise = 12
	s := newStudio(t, rtc.PublishConfig{
		Connection: rtc.Connection{Net: n}, Video: &rtc.VideoConfig{BitRate: 1_500_000}, Audio: &rtc.AudioConfig{},
		StartBitRate: 1_500_000,
	}, cam)
	v := s.play(rtc.PlayConfig{}, "viewer")
	<-v.first
	rate := func(lo, hi int) func() string {
		return func() string {
			st := s.pub.Stats()
			total := st.BitRate + st.AudioBitRate
			return await.Unless(st.TargetBitRate >= lo && total <= hi && st.FPS > 3, fmt.Sprintf("sends %d bit/s, may %d", total, st.TargetBitRate))
		}
	}
	await.Good(t, rate(900_000, 2_500_000))
	n.Set(lossy.Up, lossy.Link{BitRate: 500_000, Queue: 200 * time.Millisecond})
	await.Good(t, rate(100_000, 500_000))
	// It stays there, and pictures keep coming.
	v.watch(t, 60)
	st := s.pub.Stats()
	t.Logf("capped %+v", st)
	t.Logf("viewer %+v", v.Stats())
	if st.TargetBitRate > 650_000 {
		t.Errorf("the estimate is %d with 500 kbit/s of room", st.TargetBitRate)
	}
	n.Set(lossy.Up, lossy.Link{})
	await.Good(t, rate(900_000, 2_500_000))
	t.Logf("freed %+v", s.pub.Stats())
}

func TestMutingPicturesAndSound(t *testing.T) {
	t.Parallel()
	cam := newCamera(320, 180, 30)
	s := newStudio(t, rtc.PublishConfig{Video: &rtc.VideoConfig{}, Audio: &rtc.AudioConfig{}}, cam)
	v := s.play(rtc.PlayConfig{}, "viewer")
	v.watch(t, 60)
	s.pub.MuteAudio(true)
	await.Good(t, func() string {
		_, sound := v.snapshot()
		for _, b := range sound[max(len(sound)-130, 0):] { // longer than a beep's second
			for _, x := range b.pcm {
				if x > 0.01 || x < -0.01 {
					return "sound is heard"
				}
			}
		}
		return ""
	})
	packets := v.Stats().AudioPackets
	s.pub.MuteVideo(true)
	await.Good(t, func() string {
		st := v.Stats()
		return await.Unless(st.FPS == 0 && st.AudioPackets > packets+50, fmt.Sprintf("%v pictures a second, %d packets of sound", st.FPS, st.AudioPackets))
	})
	frames := v.Stats().Frames
	s.pub.MuteVideo(false)
	s.pub.MuteAudio(false)
	await.Good(t, func() string {
		_, sound := v.snapshot()
		loud := false
		for _, x := range sound[len(sound)-1].pcm {
			loud = loud || x > 0.05
		}
		return await.Unless(loud && v.Stats().Frames > frames+20, "no sound or no pictures")
	})
	shots, _ := v.snapshot()
	pause := time.Duration(0)
	for i := 1; i < len(shots); i++ {
		pause = max(pause, shots[i].at.Sub(shots[i-1].at))
	}
	if d := v.Stats().LongestGap; d > pause-pause/10 {
		t.Errorf("a pause the sender made counts as freeze: %v of %v", d, pause)
	}
}

func TestTheServerEndsIt(t *testing.T) {
	t.Parallel()
	cam := newCamera(320, 180, 30)
	s := newStudio(t, rtc.PublishConfig{Video: &rtc.VideoConfig{}}, cam)
	v := s.play(rtc.PlayConfig{}, "viewer")
	v.watch(t, 5)
	s.sfu.StopPlay("stream", "viewer")
	s.sfu.StopPublish("stream")
	for name, p := range map[string]interface {
		Done() <-chan struct{}
		Err() error
	}{"player": v, "publisher": s.pub} {
		select {
		case <-p.Done():
			if !errors.Is(p.Err(), rtc.ErrHungUp) {
				t.Errorf("%s: %v", name, p.Err())
			}
		case <-time.After(await.Patience):
			t.Errorf("%s does not notice", name)
		}
	}
}

func TestTCPWhereUDPIsBlocked(t *testing.T) {
	t.Parallel()
	n := badNet(t)
	n.Set(lossy.Up, lossy.Link{Loss: 1})
	cam := newCamera(320, 180, 30)
	s := newStudio(t, rtc.PublishConfig{Video: &rtc.VideoConfig{}, Audio: &rtc.AudioConfig{}}, cam)
	v := s.play(rtc.PlayConfig{Connection: rtc.Connection{Net: n}}, "viewer")
	v.watch(t, 30)
	if st := v.Stats(); st.Transport != "tcp" {
		t.Errorf("plays over %q", st.Transport)
	}
}

func TestNoServerIsAnError(t *testing.T) {
	t.Parallel()
	n := badNet(t)
	n.Set(lossy.Up, lossy.Link{Loss: 1})
	relay, err := sfu.New(sfu.Config{UDPAddr: "127.0.0.1:0", TCPAddr: "off"})
	if err != nil {
		t.Fatal(err)
	}
	defer relay.Close()
	var states []rtc.State
	told := make(chan struct{})
	p, err := rtc.Publish(context.Background(), rtc.PublishConfig{
		Video: &rtc.VideoConfig{},
		Connection: rtc.Connection{Net: n, Timeout: 500 * time.Millisecond, OnState: func(s rtc.State, err error) {
			if states = append(states, s); s == rtc.Ended {
				close(told)
			}
		}},
	}, func(ctx context.Context, offer string) (string, error) {
		return relay.Publish(ctx, "x", offer, sfu.PublishOptions{})
	})
	if err != nil {
		t.Fatal(err)
	}
	p.Video(media.NewFrame(64, 64))
	<-told
	<-p.Done()
	if !errors.Is(p.Err(), rtc.ErrNoPath) || len(states) != 2 || states[0] != rtc.Connecting {
		t.Errorf("%v after %v", p.Err(), states)
	}
	if err := p.Close(); !errors.Is(err, rtc.ErrNoPath) {
		t.Errorf("Close: %v", err)
	}
}

func TestExchangeErrorsComeBack(t *testing.T) {
	refused := errors.New("refused")
	const head = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
	for name, c := range map[string]struct {
		answer string
		err    error
		want   error
	}{
		"refused":  {err: refused, want: refused},
		"nothing":  {answer: "", want: rtc.ErrBadAnswer},
		"no codec": {answer: head + "m=audio 0 UDP/TLS/RTP/SAVPF 0\r\n", want: rtc.ErrNoCodec},
		"broken":   {answer: head + "m=video", want: rtc.ErrBadAnswer},
		"no head":  {answer: "v=0\r\nm=audio 0 UDP/TLS/RTP/SAVPF 0\r\n", want: rtc.ErrBadAnswer},
	} {
		ex := func(context.Context, string) (string, error) { return c.answer, c.err }
		if _, err := rtc.Publish(context.Background(), rtc.PublishConfig{Audio: &rtc.AudioConfig{}}, ex); !errors.Is(err, c.want) {
			t.Errorf("publish, %s: %v", name, err)
		}
		if _, err := rtc.Play(context.Background(), rtc.PlayConfig{OnVideo: func(*media.Frame) {}}, ex); !errors.Is(err, c.want) {
			t.Errorf("play, %s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := rtc.Publish(ctx, rtc.PublishConfig{Audio: &rtc.AudioConfig{}}, func(ctx context.Context, _ string) (string, error) {
		return "", ctx.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestSoundAlone(t *testing.T) {
	t.Parallel()
	s := newStudio(t, rtc.PublishConfig{Audio: &rtc.AudioConfig{Music: true}}, newCamera(64, 64, 5))
	v := s.play(rtc.PlayConfig{}, "viewer")
	await.Good(t, func() string {
		_, sound := v.snapshot()
		m := soundMatches(sound[max(len(sound)-200, 0):])
		return await.Unless(m > 0.9, fmt.Sprintf("the sound heard correlates %.2f with what was sent", m))
	})
	if st := v.Stats(); st.Frames != 0 || st.AudioDelay == 0 {
		t.Errorf("%+v", st)
	}
}
