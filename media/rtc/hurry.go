package rtc

import (
	"strconv"
	"strings"
	"time"

	"github.com/pion/webrtc/v3"
)

// pion's agent looks at its candidate pairs every 200 ms, so that a pair which
// answered after one is nominated 200 ms later. A new remote candidate makes it
// look at once. hurry therefore tells it the server's own first address again,
// a few times, under another related address: nothing new is contacted, but a
// path over loopback is in use after some 10 ms.
var hurryAfter = []time.Duration{8 * time.Millisecond, 12 * time.Millisecond, 30 * time.Millisecond, 60 * time.Millisecond}

func (p *peer) hurry(answer string) {
	c, ok := firstUDP(answer)
	if !ok {
		return
	}
	for i, wait := range hurryAfter {
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-p.ctx.Done():
			t.Stop()
			return
		}
		if s := p.pc.ICEConnectionState(); s != webrtc.ICEConnectionStateChecking && s != webrtc.ICEConnectionStateNew {
			return
		}
		again := c + " raddr 0.0.0.0 rport " + strconv.Itoa(i+1)
		if err := p.pc.AddICECandidate(webrtc.ICECandidateInit{Candidate: again}); err != nil {
			p.log.Debug("nudging ICE", "err", err)
		}
	}
}

// firstUDP finds the answer's first UDP host candidate.
func firstUDP(answer string) (string, bool) {
	for line := range strings.Lines(answer) {
		c, ok := strings.CutPrefix(strings.TrimSpace(line), "a=")
		f := strings.Fields(c)
		if ok && len(f) >= 8 && strings.HasPrefix(c, "candidate:") && strings.EqualFold(f[2], "udp") && f[7] == "host" {
			return strings.Join(f[:8], " "), true
		}
	}
	return "", false
}
