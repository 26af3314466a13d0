package sfu_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

func TestTCPOnlyViewer(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	set := sfutest.Settings()
	sfutest.TCPOnly(&set)
	v := b.play("s", "v", sfutest.PlayConfig{Settings: &set}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 60 })
	if c := v.Count(); c.Missing() != 0 {
		t.Errorf("%d packets missing over TCP", c.Missing())
	}
}

func TestTCPOnlyPublisher(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	set := sfutest.Settings()
	sfutest.TCPOnly(&set)
	b.publish("s", sfutest.PublishConfig{Settings: &set}, sfu.PublishOptions{})
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 60 })
}

func TestLateJoinerStartsWithKeyframe(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	first := b.play("s", "first", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(first, func(c sfutest.Count) bool { return c.Packets > 60 }) // the first keyframe is long past
	keys := p.Keyframes()
	late := b.play("s", "late", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(late, func(c sfutest.Count) bool { return c.Keyframes > 0 })
	if c := late.Count(); !c.FirstIsKey {
		t.Errorf("the first packet is not of a keyframe: %+v", c)
	}
	b.await(late, func(sfutest.Count) bool { return p.Keyframes() > keys }) // it was asked for
	t.Logf("first picture after %v", late.Picture())
}

func TestPublisherIsReplaced(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	ev, vev := newEvents(), newEvents()
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{On: ev.on})
	old := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{On: vev.on})
	b.await(old, func(c sfutest.Count) bool { return c.Packets > 0 })

	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	if r := ev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonReplaced {
		t.Errorf("the old publisher is gone for %q", r)
	}
	if e := vev.wait(t, b.ctx, sfu.Gone); e.Reason != sfu.ReasonPublisherEnd || e.ViewerID != "v" || e.StreamID != "s" {
		t.Errorf("the old viewer: %+v", e)
	}
	again := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(again, func(c sfutest.Count) bool { return c.Packets > 30 })
	if st := b.sfu.Stats(); st.Streams != 1 || st.Viewers != 1 {
		t.Errorf("streams and viewers: %+v", st)
	}
}

func TestStopPublishCuts(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	ev, vev := newEvents(), newEvents()
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{On: ev.on})
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{On: vev.on})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 10 })
	b.sfu.StopPublish("s")
	out := b.sfu.Stats().PacketsOut
	if r := ev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonStopped {
		t.Errorf("gone for %q", r)
	}
	vev.wait(t, b.ctx, sfu.Gone)
	// A fan-out that was under way may end; nothing new begins.
	if more := b.sfu.Stats().PacketsOut - out; more > 20 {
		t.Errorf("%d packets relayed after StopPublish", more)
	}
	if _, err := b.sfu.Play(b.ctx, "s", "w", "", sfu.PlayOptions{}); !errors.Is(err, sfu.ErrNoStream) {
		t.Errorf("play after the end: %v", err)
	}
	b.sfu.StopPublish("s")
	b.sfu.StopPublish("never")
}

func TestStopPlay(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	aev := newEvents()
	a := b.play("s", "a", sfutest.PlayConfig{}, sfu.PlayOptions{On: aev.on})
	c := b.play("s", "c", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(a, func(n sfutest.Count) bool { return n.Packets > 5 })
	b.sfu.StopPlay("s", "a")
	if r := aev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonStopped {
		t.Errorf("gone for %q", r)
	}
	n := c.Count().Packets
	b.await(c, func(x sfutest.Count) bool { return x.Packets > n+30 })
	b.sfu.StopPlay("s", "a")
	b.sfu.StopPlay("none", "a")
}

func TestHangUp(t *testing.T) {
	t.Parallel()
	for name, tcp := range map[string]bool{"udp": false, "tcp": true} {
		t.Run(name, func(t *testing.T) {
			b := start(t, sfu.Config{})
			set := sfutest.Settings()
			if tcp {
				sfutest.TCPOnly(&set)
			}
			ev, vev := newEvents(), newEvents()
			p := b.publish("s", sfutest.PublishConfig{Settings: &set}, sfu.PublishOptions{On: ev.on})
			v := b.play("s", "v", sfutest.PlayConfig{Settings: &set}, sfu.PlayOptions{On: vev.on})
			b.await(v, func(c sfutest.Count) bool { return c.Packets > 0 })
			v.Close()
			if r := vev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonHungUp {
				t.Errorf("the viewer is gone for %q", r)
			}
			p.Close()
			if r := ev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonHungUp {
				t.Errorf("the publisher is gone for %q", r)
			}
		})
	}
}

func TestMuteAndReturn(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	ev := newEvents()
	p := b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{On: ev.on})
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 0 })
	p.Mute(true)
	ev.wait(t, b.ctx, sfu.VideoOff)
	ev.wait(t, b.ctx, sfu.AudioOff)
	n := v.Count().Packets
	p.Mute(false)
	b.await(v, func(c sfutest.Count) bool { return c.Packets > n+10 })
	if n := ev.count(sfu.VideoOn); n != 2 {
		t.Errorf("video came on %d times", n)
	}
}

// Some clients leave no choice of who begins DTLS.
func TestSetupRoles(t *testing.T) {
	for _, role := range []string{"active", "passive"} {
		t.Run(role, func(t *testing.T) {
			t.Parallel()
			b := start(t, sfu.Config{})
			b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
			v, err := sfutest.Play(b.ctx, sfutest.PlayConfig{}, func(ctx context.Context, offer string) (string, error) {
				return b.sfu.Play(ctx, "s", "v", strings.ReplaceAll(offer, "setup:actpass", "setup:"+role), sfu.PlayOptions{})
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(v.Close)
			b.await(v, func(c sfutest.Count) bool { return c.Packets > 0 })
		})
	}
}

func TestViewerIsReplaced(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	ev := newEvents()
	old := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{On: ev.on})
	b.await(old, func(c sfutest.Count) bool { return c.Packets > 0 })
	again := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	if r := ev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonReplaced {
		t.Errorf("gone for %q", r)
	}
	b.await(again, func(c sfutest.Count) bool { return c.Packets > 30 })
	if st := b.sfu.Stats(); st.Viewers != 1 {
		t.Errorf("%d viewers", st.Viewers)
	}
}

func TestSenderReportsSurvive(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{FPS: 25}, sfu.PublishOptions{})
	v := b.play("s", "v", sfutest.PlayConfig{NoAudio: true}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.Reports > 0 })
	// The publisher's clock is this machine's: the report must say so in NTP time (RFC 3550 section 4).
	c := v.Count()
	secs := int64(c.LastNTP>>32) - 2208988800
	if d := time.Now().Unix() - secs; d < 0 || d > 30 {
		t.Errorf("the report's time is %d s off", d)
	}
	b.await(v, func(sfutest.Count) bool {
		all := b.sfu.Viewers("s")
		return len(all) == 1 && all[0].Connected && all[0].RoundTrip > 0 && all[0].Packets > 0
	})
}

func TestFeedbackReachesPublisher(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	p := b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	v := b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(v, func(sfutest.Count) bool { return p.Feedback() > 3 && p.Reports() > 0 })
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{MaxStreams: 1, MaxViewers: 1})
	pc := quietPeer(t)
	if _, err := pc.CreateDataChannel("x", nil); err != nil {
		t.Fatal(err)
	}
	o, err := pc.CreateOffer(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, offer := range map[string]string{
		"data channel": o.SDP, "empty": "", "nonsense": "v=0\r\nwhat", "huge": strings.Repeat("a=x\r\n", 20000),
	} {
		if _, err := b.sfu.Publish(b.ctx, "x", offer, sfu.PublishOptions{}); !errors.Is(err, sfu.ErrBadOffer) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b.publish("s", sfutest.PublishConfig{Mime: webrtc.MimeTypeH264}, sfu.PublishOptions{})
	_, err = sfutest.Publish(b.ctx, sfutest.PublishConfig{}, func(ctx context.Context, offer string) (string, error) {
		return b.sfu.Publish(ctx, "other", offer, sfu.PublishOptions{})
	})
	if !errors.Is(err, sfu.ErrFull) {
		t.Errorf("a second stream: %v", err)
	}
	b.play("s", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	_, err = sfutest.Play(b.ctx, sfutest.PlayConfig{}, func(ctx context.Context, offer string) (string, error) {
		return b.sfu.Play(ctx, "s", "w", offer, sfu.PlayOptions{})
	})
	if !errors.Is(err, sfu.ErrFull) {
		t.Errorf("a second viewer: %v", err)
	}
	_, err = sfutest.Play(b.ctx, sfutest.PlayConfig{}, func(ctx context.Context, offer string) (string, error) {
		return b.sfu.Play(ctx, "s", "v", strings.ReplaceAll(offer, "H264", "H265"), sfu.PlayOptions{})
	})
	if !errors.Is(err, sfu.ErrCodec) {
		t.Errorf("a viewer without the codec: %v", err)
	}
}

func TestAudioOnly(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	var answer string
	_, err := sfutest.Publish(b.ctx, sfutest.PublishConfig{}, func(ctx context.Context, offer string) (a string, err error) {
		answer, err = b.sfu.Publish(ctx, "sound", offer, sfu.PublishOptions{AudioOnly: true})
		return answer, errors.Join(err, errors.New("this client cannot go on without video"))
	})
	if err == nil || !strings.Contains(answer, "m=video 0 ") || strings.Contains(answer, "m=audio 0 ") {
		t.Errorf("video was not refused: %v\n%s", err, answer)
	}
	b.publish("sound", sfutest.PublishConfig{Mime: "none"}, sfu.PublishOptions{AudioOnly: true})
	v := b.play("sound", "v", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(v, func(c sfutest.Count) bool { return c.AudioPackets > 20 })
	if n := v.Count().Packets; n != 0 {
		t.Errorf("%d video packets of an audio stream", n)
	}
	b.publish("both", sfutest.PublishConfig{}, sfu.PublishOptions{})
	w := b.play("both", "w", sfutest.PlayConfig{NoVideo: true}, sfu.PlayOptions{})
	b.await(w, func(c sfutest.Count) bool { return c.AudioPackets > 20 })
}

func TestPublicAddressIsOffered(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{PublicIPs: []string{"203.0.113.7"}})
	var answer string
	p, err := sfutest.Publish(b.ctx, sfutest.PublishConfig{}, func(ctx context.Context, offer string) (a string, err error) {
		answer, err = b.sfu.Publish(ctx, "s", offer, sfu.PublishOptions{})
		return onLoopback(answer), err
	})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, want := range []string{" 203.0.113.7 ", " 127.0.0.1 ", "a=ice-lite", "useinbandfec=1", "transport-wide-cc"} {
		if !strings.Contains(answer, want) {
			t.Errorf("no %q in the answer:\n%s", want, answer)
		}
	}
	if strings.Contains(answer, "192.0.2.1") || strings.Count(answer, "m=") != 2 {
		t.Errorf("answer:\n%s", answer)
	}
	if _, err := sfu.New(sfu.Config{PublicIPs: []string{"example.org"}}); err == nil {
		t.Error("a name was taken for an address")
	}
}

func TestBitRateLimit(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{BitRate: 2_000_000}, sfu.PublishOptions{MaxBitRate: 200_000})
	v := b.play("s", "v", sfutest.PlayConfig{NoNACK: true}, sfu.PlayOptions{})
	b.await(v, func(sfutest.Count) bool { return b.sfu.Stats().OverLimit > 50 })
}

// A viewer over TCP that reads nothing must not hold up one that does.
func TestSlowViewer(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{BitRate: 4_000_000}, sfu.PublishOptions{})
	_, tcp := b.sfu.Addrs()
	proxy, err := sfutest.NewProxy(tcp.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(proxy.Close)
	set := sfutest.Settings()
	sfutest.TCPOnly(&set)
	slow, err := sfutest.Play(b.ctx, sfutest.PlayConfig{Settings: &set, NoNACK: true},
		func(ctx context.Context, offer string) (string, error) {
			answer, err := b.sfu.Play(ctx, "s", "slow", offer, sfu.PlayOptions{})
			return proxy.Redirect(answer), err
		})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(slow.Close)
	good := b.play("s", "good", sfutest.PlayConfig{}, sfu.PlayOptions{})
	b.await(slow, func(c sfutest.Count) bool { return c.Packets > 50 })
	proxy.Hold(true)
	n := good.Count().Distinct
	b.await(good, func(c sfutest.Count) bool { return c.Distinct > n+1500 && c.Missing() < 20 })
}

func TestRunEndsWithContext(t *testing.T) {
	t.Parallel()
	s, err := sfu.New(sfu.Config{UDPAddr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	udp, tcp := s.Addrs()
	if udp.Port == 0 || tcp == nil || tcp.Port != udp.Port {
		t.Errorf("addresses %v, %v", udp, tcp)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
