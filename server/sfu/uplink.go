package sfu

import (
	"net/netip"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"

	"onair/internal/peerend"
)

// uplink is the way back to who sends a stream.
type uplink interface {
	// WriteRTCP passes on keyframe requests, packets asked for again and reports, as far as the sender understands them.
	WriteRTCP([]rtcp.Packet) error
	// addr is where the sender's media comes from; zero if hanging up is not seen there.
	addr() netip.AddrPort
	close() error
}

// peerUplink is that of a sender over WebRTC.
type peerUplink struct{ *webrtc.PeerConnection }

func (u peerUplink) addr() netip.AddrPort { return remoteAddr(u.PeerConnection) }
func (u peerUplink) close() error         { return peerend.Close(u.PeerConnection) }

// callUplink is that of an Ingest, whose owner can at most be told that a keyframe, or a layer, is wanted.
type callUplink struct {
	in   *Ingest
	opts PublishOptions
}

func (u callUplink) WriteRTCP(packets []rtcp.Packet) error {
	for _, p := range packets {
		switch p := p.(type) {
		case *rtcp.PictureLossIndication:
			for i, l := range u.in.layers {
				if l.r.t.ssrc.Load() == p.MediaSSRC && u.opts.KeyframeWanted != nil {
					u.opts.KeyframeWanted(i)
				}
			}
		case *rtcp.RawPacket:
			if u.opts.LayersWanted != nil {
				u.opts.LayersWanted(u.in.takers())
			}
		}
	}
	return nil
}

// takers is how many want each layer.
func (in *Ingest) takers() (n []int) {
	for _, l := range in.layers {
		n = append(n, int(l.r.t.wanted.Load()))
	}
	return n
}

func (u callUplink) addr() netip.AddrPort { return netip.AddrPort{} }
func (u callUplink) close() error         { return nil }
