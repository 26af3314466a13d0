package sfu_test

import (
	"context"
	"errors"
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

func TestVanishedClientsAreLost(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	var gone atomic.Bool
	set, vset := sfutest.Settings(), sfutest.Settings()
	for _, s := range []*webrtc.SettingEngine{&set, &vset} {
		if err := sfutest.Vanishing(s, &gone); err != nil {
			t.Fatal(err)
		}
	}
	ev, vev := newEvents(), newEvents()
	b.publish("p", sfutest.PublishConfig{Settings: &set}, sfu.PublishOptions{On: ev.on})
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	v := b.play("s", "v", sfutest.PlayConfig{Settings: &vset}, sfu.PlayOptions{On: vev.on})
	b.await(v, func(c sfutest.Count) bool { return c.Packets > 0 })
	gone.Store(true)
	if r := ev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonLost {
		t.Errorf("the publisher is gone for %q", r)
	}
	if r := vev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonLost {
		t.Errorf("the viewer is gone for %q", r)
	}
	if st := b.sfu.Stats(); st.Streams != 1 || st.Viewers != 0 {
		t.Errorf("%+v", st)
	}
}

// offerOnly makes an offer whose maker never connects.
func offerOnly(t *testing.T, dir webrtc.RTPTransceiverDirection) string {
	t.Helper()
	pc := quietPeer(t)
	for _, k := range []webrtc.RTPCodecType{webrtc.RTPCodecTypeVideo, webrtc.RTPCodecTypeAudio} {
		if _, err := pc.AddTransceiverFromKind(k, webrtc.RTPTransceiverInit{Direction: dir}); err != nil {
			t.Fatal(err)
		}
	}
	o, err := pc.CreateOffer(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := pc.SetLocalDescription(o); err != nil {
		t.Fatal(err)
	}
	return pc.LocalDescription().SDP
}

func TestWhoNeverComesIsLetGo(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{ConnectTimeout: 2 * time.Second})
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	ev, vev := newEvents(), newEvents()
	if _, err := b.sfu.Publish(b.ctx, "x", offerOnly(t, webrtc.RTPTransceiverDirectionSendrecv), sfu.PublishOptions{On: ev.on}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.sfu.Play(b.ctx, "s", "v", offerOnly(t, webrtc.RTPTransceiverDirectionRecvonly), sfu.PlayOptions{On: vev.on}); err != nil {
		t.Fatal(err)
	}
	if r := ev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonNeverCame {
		t.Errorf("the publisher is gone for %q", r)
	}
	if r := vev.wait(t, b.ctx, sfu.Gone).Reason; r != sfu.ReasonNeverCame {
		t.Errorf("the viewer is gone for %q", r)
	}
}

func TestCloseInTheMiddle(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	ev, vev := newEvents(), newEvents()
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{On: ev.on})
	if _, err := b.sfu.Publish(b.ctx, "x", offerOnly(t, webrtc.RTPTransceiverDirectionSendrecv), sfu.PublishOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"a", "b", "c"} {
		b.play("s", id, sfutest.PlayConfig{}, sfu.PlayOptions{On: vev.on}) // not waited for: anywhere in their handshakes
	}
	if err := b.sfu.Close(); err != nil {
		t.Error(err)
	}
	ev.wait(t, b.ctx, sfu.Gone)
	vev.wait(t, b.ctx, sfu.Gone)
	if _, err := b.sfu.Publish(b.ctx, "y", offerOnly(t, webrtc.RTPTransceiverDirectionSendrecv), sfu.PublishOptions{}); err == nil {
		t.Error("published to a closed server")
	}
	last := ev.all[len(ev.all)-1]
	if last.Kind != sfu.Gone || last.Reason != sfu.ReasonClosed {
		t.Errorf("the last event is %+v", last)
	}
}

func TestTCPConnectionsAreLimited(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{MaxTCP: 2})
	_, tcp := b.sfu.Addrs()
	dial := func() net.Conn {
		c, err := (&net.Dialer{}).DialContext(b.ctx, "tcp", tcp.String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	first := dial()
	dial()
	waitClosed := func(c net.Conn) error {
		_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
		_, err := c.Read(make([]byte, 1))
		return err
	}
	if err := net.Error(nil); errors.As(waitClosed(dial()), &err) && err.Timeout() {
		t.Error("a third connection was kept")
	}
	// Nonsense is answered by hanging up, which makes room.
	if _, err := first.Write([]byte("\x00\x05hello")); err != nil {
		t.Fatal(err)
	}
	if err := net.Error(nil); errors.As(waitClosed(first), &err) && err.Timeout() {
		t.Error("nonsense was listened to")
	}
}

func TestManyComeAndGo(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{})
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	for round := range 3 {
		var all []*sfutest.Viewer
		for i := range 5 {
			v, err := sfutest.Play(b.ctx, sfutest.PlayConfig{}, func(ctx context.Context, o string) (string, error) {
				return b.sfu.Play(ctx, "s", string(rune('a'+i)), o, sfu.PlayOptions{})
			})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, v)
		}
		for i, v := range all {
			if round != 1 || i%2 == 0 { // some leave before they have anything
				b.await(v, func(c sfutest.Count) bool { return c.Keyframes > 0 })
			}
			v.Close()
		}
	}
}

func TestListeningEverywhere(t *testing.T) {
	t.Parallel()
	b := start(t, sfu.Config{UDPAddr: ":0"})
	set := sfutest.Settings()
	sfutest.TCPOnly(&set)
	b.publish("s", sfutest.PublishConfig{}, sfu.PublishOptions{})
	udp := b.play("s", "udp", sfutest.PlayConfig{}, sfu.PlayOptions{})
	tcp := b.play("s", "tcp", sfutest.PlayConfig{Settings: &set}, sfu.PlayOptions{})
	b.await(udp, func(c sfutest.Count) bool { return c.Packets > 10 })
	b.await(tcp, func(c sfutest.Count) bool { return c.Packets > 10 })
}
