package rtc

import (
	"strconv"
	"time"

	"github.com/pion/webrtc/v3"
)

// pion's agent looks at its candidate pairs every 200 ms, so that a pair which
// answered after one is nominated 200 ms later. A new remote candidate makes it
// look at once. hurry therefore tells it the server's own first address again,
// a few times, under another related address: nothing new is contacted, but a
// path over loopback is in use after some 10 ms.
var hurryAfter = []time.Duration{8 * time.Millisecond, 12 * time.Millisecond, 30 * time.Millisecond, 60 * time.Millisecond}

// tcpAfter is how long UDP alone is tried. Given both at once, the first lost
// UDP packet would decide for TCP, where a stream stutters on every loss.
const tcpAfter = 600 * time.Millisecond

// hurry nudges the agent, and after a while lets it try the TCP candidates that
// were held back. It returns when connected.
func (p *peer) hurry(udp string, tcp []string) {
	add := func(c string) {
		if err := p.pc.AddICECandidate(webrtc.ICECandidateInit{Candidate: c}); err != nil {
			p.log.Debug("adding a candidate", "err", err)
		}
	}
	var waited time.Duration
	for i, wait := range hurryAfter {
		if udp == "" {
			break
		}
		waited += wait
		if !p.stillChecking(wait) {
			return
		}
		add(udp + " raddr 0.0.0.0 rport " + strconv.Itoa(i+1))
	}
	if len(tcp) == 0 || udp != "" && !p.stillChecking(tcpAfter-waited) {
		return
	}
	for _, c := range tcp {
		add(c)
	}
}

// stillChecking waits and then tells whether ICE is still looking for a path.
func (p *peer) stillChecking(wait time.Duration) bool {
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
	case <-p.ctx.Done():
		return false
	}
	s := p.pc.ICEConnectionState()
	return s == webrtc.ICEConnectionStateChecking || s == webrtc.ICEConnectionStateNew
}
