// Package crowd is what loads relays to measure them, over loopback: one publisher of real
// encoded pictures and sound, and viewers that report as browsers do. So that many viewers
// fit a machine, most count what comes by the clear part of its headers and decrypt
// nothing after their first picture.
package crowd

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/pion/dtls/v2"
	"github.com/pion/ice/v2"
	"github.com/pion/interceptor"
	"github.com/pion/logging"
	"github.com/pion/transport/v2"
	"github.com/pion/webrtc/v3"
)

// Exchange gives an offer to a server and returns its answer.
type Exchange func(ctx context.Context, offer string) (answer string, err error)

var (
	pictures = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeH264, ClockRate: 90000,
		SDPFmtpLine: "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f"}
	sound = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2, SDPFmtpLine: "minptime=10;useinbandfec=1"}
)

// The types of payload of both.
const pictureType, soundType = 102, 111

// connection makes one end of a connection over loopback; over, if not nil, is the
// network that it uses.
func connection(over transport.Net, inside *interceptor.Registry) (*webrtc.PeerConnection, error) {
	var media webrtc.MediaEngine
	p := pictures
	p.RTCPFeedback = []webrtc.RTCPFeedback{{Type: "nack"}, {Type: "nack", Parameter: "pli"}}
	if err := media.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: p, PayloadType: pictureType}, webrtc.RTPCodecTypeVideo); err != nil {
		return nil, err
	}
	if err := media.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: sound, PayloadType: soundType}, webrtc.RTPCodecTypeAudio); err != nil {
		return nil, err
	}
	var set webrtc.SettingEngine
	set.SetIncludeLoopbackCandidate(true)
	set.SetIPFilter(func(ip net.IP) bool { return ip.IsLoopback() })
	set.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	set.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	set.SetSRTPProtectionProfiles(dtls.SRTP_AEAD_AES_128_GCM)
	quiet := logging.NewDefaultLoggerFactory()
	quiet.DefaultLogLevel = logging.LogLevelDisabled
	set.LoggerFactory = quiet
	if over != nil {
		set.SetNet(over)
	}
	return webrtc.NewAPI(webrtc.WithMediaEngine(&media), webrtc.WithInterceptorRegistry(inside), webrtc.WithSettingEngine(set)).NewPeerConnection(webrtc.Configuration{})
}

// negotiate offers with all candidates, and takes the answer; asked is when the offer was
// given.
func negotiate(ctx context.Context, pc *webrtc.PeerConnection, ask Exchange) (asked time.Time, err error) {
	offer, err := pc.CreateOffer(nil)
	if err != nil {
		return asked, fmt.Errorf("offer: %w", err)
	}
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(offer); err != nil {
		return asked, fmt.Errorf("own offer: %w", err)
	}
	select {
	case <-gathered:
	case <-ctx.Done():
		return asked, ctx.Err()
	}
	asked = time.Now()
	answer, err := ask(ctx, pc.LocalDescription().SDP)
	if err != nil {
		return asked, err
	}
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		return asked, fmt.Errorf("answer: %w", err)
	}
	return asked, nil
}
