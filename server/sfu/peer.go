package sfu

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"onair/server/sfu/internal/offers"
	"onair/server/sfu/internal/pionlog"
	"onair/server/sfu/internal/sockets"

	"github.com/pion/dtls/v2"
	"github.com/pion/ice/v2"
	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v3"
)

// Times of a connection.
const (
	disconnectedAfter = 3 * time.Second // of silence
	failedAfter       = 8 * time.Second // of silence in all
	keepalive         = 2 * time.Second
)

// newSettings is pion's configuration for every publisher.
func newSettings(n *sockets.Network, logs pionlog.Logs) webrtc.SettingEngine {
	var s webrtc.SettingEngine
	s.LoggerFactory = logs
	s.SetLite(true)
	s.SetNet(n.ShownNet)
	s.SetICEUDPMux(n.UDPMux)
	types := []webrtc.NetworkType{webrtc.NetworkTypeUDP4, webrtc.NetworkTypeUDP6}
	if n.TCPMux != nil {
		s.SetICETCPMux(n.TCPMux)
		types = append(types, webrtc.NetworkTypeTCP4, webrtc.NetworkTypeTCP6)
	}
	s.SetNetworkTypes(types)
	s.DisableActiveTCP(true)
	s.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	s.SetICETimeouts(disconnectedAfter, failedAfter-disconnectedAfter, keepalive)
	s.SetSRTPProtectionProfiles(dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80)
	s.SetDTLSRetransmissionInterval(100 * time.Millisecond)
	s.SetSRTPReplayProtectionWindow(videoRing) // or publishers' repairs over a long way are taken for replays
	return s
}

// newPeer makes a peer connection that knows the given codecs alone.
func (s *SFU) newPeer(codecs [2]*codec, with offers.Features, icpt interceptor.Factory) (*webrtc.PeerConnection, error) {
	engine := &webrtc.MediaEngine{}
	for k, c := range codecs {
		if c == nil {
			continue
		}
		if err := c.Register(engine, kind(k), with); err != nil {
			return nil, fmt.Errorf("register %s: %w", c.Mime, err)
		}
	}
	reg := &interceptor.Registry{}
	if icpt != nil {
		reg.Add(icpt)
	}
	api := webrtc.NewAPI(webrtc.WithMediaEngine(engine), webrtc.WithSettingEngine(s.settings),
		webrtc.WithInterceptorRegistry(reg))
	cert, err := s.certs.Get(time.Now())
	if err != nil {
		return nil, err
	}
	pc, err := api.NewPeerConnection(webrtc.Configuration{Certificates: []webrtc.Certificate{cert.WebRTC}})
	if err != nil {
		return nil, fmt.Errorf("peer connection: %w", err)
	}
	return pc, nil
}

// negotiate takes the offer, of which the chosen codecs are wanted, and returns the complete answer.
func (s *SFU) negotiate(ctx context.Context, pc *webrtc.PeerConnection, o *offers.Offer, chosen [2]*codec) (string, error) {
	sdp, err := o.Narrowed(chosen)
	if err != nil {
		return "", err
	}
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: sdp}); err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadOffer, err)
	}
	answer, err := pc.CreateAnswer(nil)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadOffer, err)
	}
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(answer); err != nil {
		return "", fmt.Errorf("%w: %w", ErrBadOffer, err)
	}
	select {
	case <-gathered:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	own, err := s.net.Candidates(s.public)
	if err != nil {
		return "", fmt.Errorf("candidates: %w", err)
	}
	text, err := offers.Finish(pc.LocalDescription().SDP, own, o.Setup)
	if err != nil {
		return "", fmt.Errorf("answer: %w", err)
	}
	return text, nil
}

// remoteAddr is where a connected peer is; zero before.
func remoteAddr(pc *webrtc.PeerConnection) netip.AddrPort {
	pair, err := pc.SCTP().Transport().ICETransport().GetSelectedCandidatePair()
	if err != nil || pair == nil || pair.Remote == nil {
		return netip.AddrPort{}
	}
	ip, err := netip.ParseAddr(pair.Remote.Address)
	if err != nil {
		return netip.AddrPort{}
	}
	return netip.AddrPortFrom(ip.Unmap(), pair.Remote.Port)
}
