// Package dtlsrecord keeps from a DTLS 1.2 connection those records that anybody
// who can write a source address could have made.
//
// Records of epoch 0 are neither encrypted nor authenticated (RFC 6347). An alert
// or application data has no business in one: a peer that means it has keys and
// uses them. pion/dtls v2 acts on both, and on handshake messages after the
// handshake, so they are taken out before it sees them. What is left in epoch 0 is
// the handshake itself, and that only until it is done: a peer that missed our
// last flight sends its Finished again, which is encrypted. A change of cipher is
// not decrypted in any epoch, and has its one place before epoch 1.
package dtlsrecord

import "encoding/binary"

// Content types (RFC 5246, 6.2.1).
const (
	changeCipherSpec = 20
	alert            = 21
	handshake        = 22
)

// headerSize is type, version, epoch, sequence number and length.
const headerSize = 13

// Is tells DTLS from what else comes to a media socket (RFC 7983).
func Is(datagram []byte) bool {
	return len(datagram) > 0 && datagram[0] >= 20 && datagram[0] <= 63
}

// Authentic takes the records out of a datagram that are not to be acted on, in
// place, and returns what is left of it, which may be nothing. A datagram that is
// not DTLS is returned as it is. established says that the handshake with that
// peer is done.
func Authentic(datagram []byte, established bool) []byte {
	if !Is(datagram) {
		return datagram
	}
	kept := 0
	for rest := datagram; len(rest) >= headerSize; {
		n := headerSize + int(binary.BigEndian.Uint16(rest[11:]))
		if n > len(rest) {
			break // it says it is longer than it is
		}
		if keep(rest[:n], established) {
			kept += copy(datagram[kept:], rest[:n])
		}
		rest = rest[n:]
	}
	return datagram[:kept]
}

func keep(record []byte, established bool) bool {
	switch typ := record[0]; {
	case typ == changeCipherSpec: // in later epochs, too, pion does not decrypt it
		return !established && epoch(record) == 0 && len(record) == headerSize+1 && record[headerSize] == 1
	case epoch(record) > 0:
		return true // what does not decrypt is dropped
	default:
		return typ == handshake && !established
	}
}

func epoch(record []byte) uint16 { return binary.BigEndian.Uint16(record[3:]) }

// IsAlert tells whether a datagram that is about to leave begins with an encrypted
// alert: pion/dtls answers an alert that decrypted with one, and ends with one.
func IsAlert(datagram []byte) bool {
	return len(datagram) > headerSize && datagram[0] == alert && datagram[1] == 254 && epoch(datagram) > 0
}
