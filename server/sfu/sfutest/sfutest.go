// Package sfutest has real WebRTC clients for testing a relay: a publisher that sends numbered frames and a viewer that checks
// them. They speak over loopback and need no camera, codec or display.
package sfutest

import (
	"context"
	"fmt"
	"net"

	"github.com/pion/ice/v2"
	"github.com/pion/interceptor"
	"github.com/pion/logging"
	"github.com/pion/webrtc/v3"
)

// Exchange gives an offer to the server and returns its answer.
type Exchange func(ctx context.Context, offer string) (answer string, err error)

// Settings returns client settings that stay on the loopback interface and keep silent.
func Settings() webrtc.SettingEngine {
	var s webrtc.SettingEngine
	s.SetSRTPReplayProtectionWindow(1024) // as the app: repairs come behind many newer packets
	s.SetIncludeLoopbackCandidate(true)
	s.SetIPFilter(func(ip net.IP) bool { return ip.IsLoopback() })
	s.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	s.SetDTLSInsecureSkipHelloVerify(true)
	f := logging.NewDefaultLoggerFactory()
	f.DefaultLogLevel = logging.LogLevelDisabled
	s.LoggerFactory = f
	return s
}

// TCPOnly makes settings use ICE over TCP alone.
func TCPOnly(s *webrtc.SettingEngine) {
	s.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeTCP4})
}

// feature is more that a client can do.
type feature func(*webrtc.MediaEngine, *interceptor.Registry) error

// newAPI makes an API with pion's usual codecs and the interceptors named.
func newAPI(s webrtc.SettingEngine, nack, twcc bool, more ...feature) (*webrtc.API, error) {
	m := &webrtc.MediaEngine{}
	if err := m.RegisterDefaultCodecs(); err != nil {
		return nil, err
	}
	reg := &interceptor.Registry{}
	if nack {
		if err := webrtc.ConfigureNack(m, reg); err != nil {
			return nil, err
		}
	}
	if err := webrtc.ConfigureRTCPReports(reg); err != nil {
		return nil, err
	}
	if twcc {
		if err := webrtc.ConfigureTWCCHeaderExtensionSender(m, reg); err != nil {
			return nil, err
		}
	}
	for _, f := range more {
		if err := f(m, reg); err != nil {
			return nil, err
		}
	}
	return webrtc.NewAPI(webrtc.WithMediaEngine(m), webrtc.WithInterceptorRegistry(reg), webrtc.WithSettingEngine(s)), nil
}

// negotiate offers, and takes the answer.
func negotiate(ctx context.Context, pc *webrtc.PeerConnection, ex Exchange) error {
	offer, err := pc.CreateOffer(nil)
	if err != nil {
		return fmt.Errorf("offer: %w", err)
	}
	done := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(offer); err != nil {
		return fmt.Errorf("local description: %w", err)
	}
	select {
	case <-done:
	case <-ctx.Done():
		return ctx.Err()
	}
	answer, err := ex(ctx, pc.LocalDescription().SDP)
	if err != nil {
		return err
	}
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	return nil
}
