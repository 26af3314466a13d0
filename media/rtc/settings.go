package rtc

import (
	"context"
	"fmt"
	"time"

	"github.com/pion/dtls/v2"
	"github.com/pion/ice/v2"
	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v3"
)

func newPeer(cfg Connection, codecs func(*webrtc.MediaEngine) error, ir *interceptor.Registry) (*peer, error) {
	me := &webrtc.MediaEngine{}
	if err := codecs(me); err != nil {
		return nil, fmt.Errorf("rtc: codecs: %w", err)
	}
	p := &peer{
		cfg: cfg, log: cfg.logger(), states: make(chan webrtc.PeerConnectionState, 16), posts: make(chan func(), 8),
		fatal: make(chan error, 1), done: make(chan struct{}), closing: make(chan struct{}), began: time.Now(),
	}
	var err error
	if p.net, err = newAlertNet(cfg.Net, p.hungUp); err != nil {
		return nil, fmt.Errorf("rtc: network: %w", err)
	}
	se := settings(cfg, p.net)
	api := webrtc.NewAPI(webrtc.WithMediaEngine(me), webrtc.WithSettingEngine(se), webrtc.WithInterceptorRegistry(ir))
	pcc := webrtc.Configuration{BundlePolicy: webrtc.BundlePolicyMaxBundle}
	for _, s := range cfg.ICEServers {
		pcc.ICEServers = append(pcc.ICEServers, webrtc.ICEServer{
			URLs: s.URLs, Username: s.Username, Credential: s.Credential, CredentialType: webrtc.ICECredentialTypePassword,
		})
	}
	if p.pc, err = api.NewPeerConnection(pcc); err != nil {
		return nil, fmt.Errorf("rtc: %w", err)
	}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.state.Store(int32(Connecting))
	p.pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) {
		select {
		case p.states <- s:
		case <-p.ctx.Done():
		}
	})
	return p, nil
}

// repairWindow is how many packets a repair may be behind the newest: what the jitter
// buffer keeps. pion's 64 are a tenth of a second of a large picture.
const repairWindow = 2048

// settings are pion's, for a client that talks to one ICE-lite server.
func settings(cfg Connection, n *alertNet) webrtc.SettingEngine {
	se := webrtc.SettingEngine{LoggerFactory: pionLogs{cfg.logger()}}
	se.SetICEMulticastDNSMode(ice.MulticastDNSModeDisabled)
	se.SetNetworkTypes([]webrtc.NetworkType{
		webrtc.NetworkTypeUDP4, webrtc.NetworkTypeUDP6, webrtc.NetworkTypeTCP4, webrtc.NetworkTypeTCP6,
	})
	se.SetIncludeLoopbackCandidate(true)
	se.SetICETimeouts(2*time.Second, 6*time.Second, time.Second)
	se.SetSrflxAcceptanceMinWait(0)
	se.SetPrflxAcceptanceMinWait(0)
	se.SetDTLSRetransmissionInterval(150 * time.Millisecond)
	// AES-128-GCM first: the fastest where the processor helps (RFC 7714).
	se.SetSRTPProtectionProfiles(dtls.SRTP_AEAD_AES_128_GCM, dtls.SRTP_AES128_CM_HMAC_SHA1_80)
	se.SetSRTPReplayProtectionWindow(repairWindow)
	se.SetNet(n)
	if cfg.Settings != nil {
		cfg.Settings(&se)
	}
	return se
}
