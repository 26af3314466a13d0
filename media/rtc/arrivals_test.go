package rtc_test

import (
	"context"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"
	wm "github.com/pion/webrtc/v3/pkg/media"

	"onair/internal/peerend"
	"onair/media"
	"onair/media/rtc"
)

// TestAPlayerTellsWhenPacketsCame: by that a server that asks for it knows the line.
func TestAPlayerTellsWhenPacketsCame(t *testing.T) {
	t.Parallel()
	me, ir := &webrtc.MediaEngine{}, &interceptor.Registry{}
	if err := me.RegisterDefaultCodecs(); err != nil {
		t.Fatal(err)
	}
	if err := webrtc.ConfigureTWCCHeaderExtensionSender(me, ir); err != nil {
		t.Fatal(err)
	}
	var se webrtc.SettingEngine
	se.SetIncludeLoopbackCandidate(true)
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(me), webrtc.WithInterceptorRegistry(ir), webrtc.WithSettingEngine(se)).
		NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		t.Fatal(err)
	}
	defer peerend.GracefulClose(pc)
	track, err := webrtc.NewTrackLocalStaticSample(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8}, "video", "x")
	if err != nil {
		t.Fatal(err)
	}
	sender, err := pc.AddTrack(track)
	if err != nil {
		t.Fatal(err)
	}
	connected := make(chan struct{}, 1)
	cfg := rtc.PlayConfig{NoAudio: true, OnVideo: func(f *media.Frame) { f.Release() }}
	cfg.OnState = func(st rtc.State, _ error) {
		if st == rtc.Connected {
			connected <- struct{}{}
		}
	}
	p, err := rtc.Play(t.Context(), cfg, (&taker{t: t, pc: pc}).answer(nil))
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	<-connected
	ctx, cancel := context.WithCancel(t.Context())
	told := make(chan *rtcp.TransportLayerCC)
	go func() {
		for {
			pkts, _, err := sender.ReadRTCP()
			if err != nil {
				return
			}
			for _, pkt := range pkts {
				if fb, ok := pkt.(*rtcp.TransportLayerCC); ok {
					select {
					case told <- fb:
					case <-ctx.Done():
						return
					}
				}
			}
		}
	}()
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for n := 0; n < 20; {
		if err := track.WriteSample(wm.Sample{Data: make([]byte, 900), Duration: 1e7}); err != nil {
			t.Fatal(err)
		}
		select {
		case fb := <-told:
			n += int(fb.PacketStatusCount)
		case <-t.Context().Done():
			t.Fatal("nothing was told")
		case <-tick.C:
		}
	}
}
