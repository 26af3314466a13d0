package liveroom

import (
	"context"
	"errors"

	"onair/liveroom/internal/network"
	"onair/media/rtc"
	"onair/signaling/address"
)

// NetworkCause names what is wrong with the way to the server.
type NetworkCause = network.Cause

// The causes that NetworkTest tells apart, and what to do about each.
const (
	NetworkGood         NetworkCause = ""             // nothing is wrong
	NetworkUnknownName  NetworkCause = "unknownName"  // no such name: the address is mistyped, or there is no DNS
	NetworkRefused      NetworkCause = "refused"      // the machine answers, but no server: wrong port, or it is not running
	NetworkNoAnswer     NetworkCause = "noAnswer"     // nothing comes back: no network, or a firewall
	NetworkCertificate  NetworkCause = "certificate"  // the server's certificate is not to be trusted
	NetworkOther        NetworkCause = "other"        // something else answers there
	NetworkMediaAddress NetworkCause = "mediaAddress" // the server names private addresses only: its public IP has to be set
	NetworkMediaRefused NetworkCause = "mediaRefused" // the media port is closed
	NetworkMediaBlocked NetworkCause = "mediaBlocked" // nothing comes back from the media port: a firewall
	NetworkUDPBlocked   NetworkCause = "udpBlocked"   // the media port answers over TCP; media got through over neither: UDP is blocked
)

// NetworkReport is what NetworkTest found: Cause, the first thing that is wrong; Desc,
// which says it for people; Err, what the network said; RoundTrip; and Media.
type NetworkReport = network.Report

// MediaPath is one way to the server's media port over TCP: Address (host:port), Open, Err.
type MediaPath = network.Path

// noMedia is what is said before the cause is known.
const noMedia = "no media connection to the server; a firewall may block its port (7881, UDP and TCP)"

// explainNoPath tells the listeners why no media gets through, if that is what err
// says. It waits for nothing.
func (r *LiveRoom) explainNoPath(err error) {
	if !errors.Is(err, rtc.ErrNoPath) {
		return
	}
	r.background(func(ctx context.Context) {
		msg := noMedia
		if report, err := r.NetworkTest(ctx, ""); err == nil && report.Cause != NetworkGood {
			msg = "no media connection to the server: " + report.Desc
		}
		if ctx.Err() == nil {
			r.events.Post(0, OnError{Code: CodeMediaConnect, Msg: msg})
		}
	})
}

// NetworkTest looks for what keeps this machine from the server, from the name to
// the media port, and names it. server empty means the one logged in to, or
// Options.Server. The media port is known, and tried over TCP, once a stream was
// sent or played, or failed to be; whether UDP is blocked follows from such a
// failure. It needs no login and disturbs nothing. The error is for arguments
// only. A call of ours.
func (r *LiveRoom) NetworkTest(ctx context.Context, server string) (NetworkReport, error) {
	for _, s := range []string{r.Server(), r.opt.Server} {
		if server == "" {
			server = s
		}
	}
	at, err := address.Parse(server)
	if err != nil {
		return NetworkReport{}, &Error{Code: CodeBadArgument, Op: "NetworkTest", Desc: err.Error(), Err: err}
	}
	return r.paths.Test(ctx, at), nil
}
