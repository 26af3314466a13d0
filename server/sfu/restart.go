package sfu

import (
	"context"
	"fmt"
	"sync"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/offers"
)

// restarting lets one restart of ICE of a connection happen at a time, over the offer
// that it was made with.
type restarting struct {
	mu sync.Mutex
	o  *offers.Offer
}

func (r *restarting) keep(wanted bool, o *offers.Offer) {
	if wanted {
		r.o = o
	}
}

// Restart takes a client's new ICE credentials, of a publisher or, with a viewer's name,
// of one of its viewers, and returns the answer with the relay's own new ones: what has
// been agreed upon stays, media goes on over the path that the client finds next.
// Errors: ErrNoStream, ErrBadOffer, or the end of ctx.
func (s *SFU) Restart(ctx context.Context, streamID, viewerID, ufrag, pwd string) (answer string, err error) {
	p := s.find(streamID)
	if p == nil {
		return "", ErrNoStream
	}
	r, chosen := &p.again, p.codecs
	var pc *webrtc.PeerConnection
	if up, ok := p.up.(peerUplink); ok {
		pc = up.PeerConnection
	}
	if viewerID != "" {
		v := p.viewer(viewerID)
		if v == nil {
			return "", ErrNoStream
		}
		pc, r, chosen = v.pc, &v.again, v.codecs
	}
	if pc == nil || r.o == nil { // no client of ICE
		return "", ErrNoStream
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if pc.ConnectionState() == webrtc.PeerConnectionStateClosed {
		return "", ErrNoStream
	}
	r.o.Renew(ufrag, pwd)
	if answer, err = s.negotiate(ctx, pc, r.o, chosen); err != nil {
		return "", fmt.Errorf("restart of ICE: %w", err)
	}
	return answer, nil
}
