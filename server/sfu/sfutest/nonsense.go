package sfutest

import (
	"encoding/binary"
	"math/rand/v2"

	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"
)

// Nonsense sends a control packet, and an odd media packet a little ahead of the stream, that nobody can make sense of.
func (p *Publisher) Nonsense(r *rand.Rand) {
	sendNonsense(p.pc, r)
	if p.video != nil {
		b := make([]byte, 12+r.IntN(1400))
		fill(b, r)
		b[0] = 0x80 | b[0]&0x3f
		binary.BigEndian.PutUint16(b[2:], uint16(p.last.Load())+uint16(r.IntN(40)))
		_, _ = p.video.Write(b)
	}
}

// Nonsense sends control packets that nobody can make sense of.
func (v *Viewer) Nonsense(r *rand.Rand) { sendNonsense(v.pc, r) }

func sendNonsense(pc *webrtc.PeerConnection, r *rand.Rand) {
	// A header that is right, of each kind that is looked into, and anything after it.
	b := make([]byte, 4*(1+r.IntN(20)))
	fill(b, r)
	b[0] = 0x80 | b[0]&0x1f
	b[1] = byte(200 + r.IntN(8))
	b[2], b[3] = 0, byte(len(b)/4-1)
	_ = pc.WriteRTCP([]rtcp.Packet{(*rtcp.RawPacket)(&b)})
}

func fill(b []byte, r *rand.Rand) {
	for i := range b {
		b[i] = byte(r.Uint32())
	}
}
