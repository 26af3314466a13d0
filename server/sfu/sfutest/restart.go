package sfutest

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"github.com/pion/webrtc/v3"
)

// Credentials are ICE's, of one side.
type Credentials struct{ Ufrag, Pwd string }

var (
	ufragLine = regexp.MustCompile(`(?m)^a=ice-ufrag:(\S+)`)
	pwdLine   = regexp.MustCompile(`(?m)^a=ice-pwd:(\S+)`)
)

// CredentialsIn finds the first in a description or a fragment.
func CredentialsIn(sdp string) (c Credentials, err error) {
	u, p := ufragLine.FindStringSubmatch(sdp), pwdLine.FindStringSubmatch(sdp)
	if u == nil || p == nil {
		return c, errors.New("no ICE credentials")
	}
	return Credentials{u[1], p[1]}, nil
}

// Restart restarts ICE: ask gives the relay the new credentials, and brings its own.
func (p *Publisher) Restart(ctx context.Context, ask func(context.Context, Credentials) (Credentials, error)) error {
	return restart(ctx, p.pc, ask)
}

// Restart is as Publisher.Restart.
func (v *Viewer) Restart(ctx context.Context, ask func(context.Context, Credentials) (Credentials, error)) error {
	return restart(ctx, v.pc, ask)
}

func restart(ctx context.Context, pc *webrtc.PeerConnection, ask func(context.Context, Credentials) (Credentials, error)) error {
	remote := pc.RemoteDescription().SDP
	offer, err := pc.CreateOffer(&webrtc.OfferOptions{ICERestart: true})
	if err != nil {
		return fmt.Errorf("offer: %w", err)
	}
	if err := pc.SetLocalDescription(offer); err != nil {
		return fmt.Errorf("own offer: %w", err)
	}
	own, err := CredentialsIn(offer.SDP)
	if err != nil {
		return err
	}
	theirs, err := ask(ctx, own)
	if err != nil {
		return err
	}
	remote = ufragLine.ReplaceAllString(remote, "a=ice-ufrag:"+theirs.Ufrag)
	remote = pwdLine.ReplaceAllString(remote, "a=ice-pwd:"+theirs.Pwd)
	return pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: remote})
}
