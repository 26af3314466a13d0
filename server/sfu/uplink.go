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

// callUplink is that of a sender who can at most be told that a keyframe is wanted.
type callUplink struct{ keyframe func() }

func (u callUplink) WriteRTCP(packets []rtcp.Packet) error {
	for _, p := range packets {
		if _, ok := p.(*rtcp.PictureLossIndication); ok && u.keyframe != nil {
			u.keyframe()
		}
	}
	return nil
}

func (u callUplink) addr() netip.AddrPort { return netip.AddrPort{} }
func (u callUplink) close() error         { return nil }
