// Package takers is how a relay tells a publisher of several encodings by RTCP how many
// take each: an APP packet (RFC 3550, 6.7) named TAKE with an SSRC and a number for each
// encoding. Who does not know it ignores it.
package takers

import "encoding/binary"

const (
	head = 12
	app  = 204
	name = "TAKE"
	// most is how many encodings a packet may have.
	most = 8
)

// Count is how many take an encoding.
type Count struct{ SSRC, N uint32 }

// Append writes the packet; from is who sends it. More than eight counts are left out.
func Append(b []byte, from uint32, counts []Count) []byte {
	counts = counts[:min(len(counts), most)]
	b = append(b, 2<<6, app)
	b = binary.BigEndian.AppendUint16(b, uint16((head+8*len(counts))/4-1))
	b = binary.BigEndian.AppendUint32(b, from)
	b = append(b, name...)
	for _, c := range counts {
		b = binary.BigEndian.AppendUint32(b, c.SSRC)
		b = binary.BigEndian.AppendUint32(b, c.N)
	}
	return b
}

// Read reads one RTCP packet; false if it is another.
func Read(b []byte) (counts []Count, ok bool) {
	if len(b) < head || b[0]>>6 != 2 || b[0]&0x20 != 0 || b[1] != app || string(b[8:head]) != name {
		return nil, false
	}
	rest := b[head:]
	if len(rest)%8 != 0 || len(rest) > 8*most || int(binary.BigEndian.Uint16(b[2:])) != len(b)/4-1 {
		return nil, false
	}
	for ; len(rest) > 0; rest = rest[8:] {
		counts = append(counts, Count{binary.BigEndian.Uint32(rest), binary.BigEndian.Uint32(rest[4:])})
	}
	return counts, true
}
