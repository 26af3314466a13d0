package sfu

import (
	"context"
	"fmt"
	"sync"

	"github.com/pion/webrtc/v3"

	"onair/server/sfu/internal/lite"
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
	if viewerID != "" {
		v := p.viewer(viewerID)
		if v == nil {
			return "", ErrNoStream
		}
		return v.restart(ufrag, pwd)
	}
	r := &p.again
	up, ok := p.up.(peerUplink)
	if !ok || r.o == nil { // no client of ICE
		return "", ErrNoStream
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if up.ConnectionState() == webrtc.PeerConnectionStateClosed {
		return "", ErrNoStream
	}
	r.o.Renew(ufrag, pwd)
	if answer, err = s.negotiate(ctx, up.PeerConnection, r.o, p.codecs); err != nil {
		return "", fmt.Errorf("restart of ICE: %w", err)
	}
	return answer, nil
}

// restart does it for a viewer.
func (v *viewer) restart(ufrag, pwd string) (answer string, err error) {
	r := &v.again
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.o == nil || v.cut.Load() {
		return "", ErrNoStream
	}
	r.o.Renew(ufrag, pwd)
	if err := v.conn.Restart(lite.Peer{Ufrag: ufrag, Pwd: pwd}); err != nil {
		return "", fmt.Errorf("restart of ICE: %w", err)
	}
	return v.answer(r.o)
}
