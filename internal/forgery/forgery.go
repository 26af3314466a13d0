// Package forgery makes the datagrams that somebody can write who knows the
// addresses of a media connection and sees its packets, but has no keys: for tests
// that a stream goes on whatever they are.
package forgery

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
)

// Datagram is one of them.
type Datagram struct {
	Name string
	Data []byte
}

// All makes one of each kind. username is that of the connection's STUN requests
// in the direction that is forged, ssrcs those of its media. The same seed gives
// the same bytes.
func All(seed uint64, username string, ssrcs ...uint32) []Datagram {
	r := rand.New(rand.NewPCG(seed, 7))
	return slices.Concat(dtls(r), stun(r, username), media(r, ssrcs), odd(r))
}

func random(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// record is one DTLS record.
func record(typ byte, epoch uint16, seq uint64, body []byte) []byte {
	b := []byte{typ, 0xfe, 0xfd}
	b = binary.BigEndian.AppendUint16(b, epoch)
	b = append(b, byte(seq>>40), byte(seq>>32), byte(seq>>24), byte(seq>>16), byte(seq>>8), byte(seq))
	b = binary.BigEndian.AppendUint16(b, uint16(len(body)))
	return append(b, body...)
}

// handshake is a handshake message whole in one fragment.
func handshake(typ byte, seq uint16, body []byte) []byte {
	n := len(body)
	b := []byte{typ, byte(n >> 16), byte(n >> 8), byte(n), byte(seq >> 8), byte(seq), 0, 0, 0, byte(n >> 16), byte(n >> 8), byte(n)}
	return append(b, body...)
}

func dtls(r *rand.Rand) (all []Datagram) {
	bodies := map[string]struct {
		typ  byte
		body []byte
	}{
		"close_notify":              {21, []byte{1, 0}},
		"fatal close_notify":        {21, []byte{2, 0}},
		"fatal handshake_failure":   {21, []byte{2, 40}},
		"fatal unexpected_message":  {21, []byte{2, 10}},
		"warning no_renegotiation":  {21, []byte{1, 100}},
		"an alert of one byte":      {21, []byte{1}},
		"application data":          {23, []byte("forged")},
		"no application data":       {23, nil},
		"change of cipher":          {20, []byte{1}},
		"a bad change of cipher":    {20, []byte{9, 9}},
		"ClientHello":               {22, handshake(1, 0, random(r, 60))},
		"ServerHello":               {22, handshake(2, 1, random(r, 60))},
		"HelloRequest":              {22, handshake(0, 0, nil)},
		"Certificate":               {22, handshake(11, 2, random(r, 400))},
		"Finished":                  {22, handshake(20, 5, random(r, 12))},
		"a handshake of the future": {22, handshake(20, 60000, random(r, 12))},
		"half a handshake":          {22, []byte{1, 0, 0}},
		"a heartbeat":               {24, random(r, 20)},
		"a type that is none":       {63, random(r, 20)},
	}
	for _, name := range slices.Sorted(maps.Keys(bodies)) {
		b := bodies[name]
		for _, epoch := range []uint16{0, 1, 2, 65535} {
			for _, seq := range []uint64{0, 3, 1000, 1<<48 - 1} {
				all = append(all, Datagram{fmt.Sprintf("DTLS %s, epoch %d, number %d", name, epoch, seq), record(b.typ, epoch, seq, b.body)})
			}
		}
	}
	plain := record(21, 0, 77, []byte{1, 0})
	all = append(all,
		Datagram{"DTLS sealed rubbish before an alert", append(record(23, 1, 78, random(r, 40)), plain...)},
		Datagram{"DTLS an alert before sealed rubbish", append(slices.Clone(plain), record(23, 1, 79, random(r, 40))...)},
		Datagram{"DTLS longer than it is", append(record(22, 0, 80, nil)[:11], 0xff, 0xff, 1)},
		Datagram{"DTLS a head cut off", plain[:9]},
		Datagram{"DTLS 1.0 alert", append([]byte{21, 0xfe, 0xff}, plain[3:]...)},
		Datagram{"DTLS of no version", append([]byte{21, 3, 3}, plain[3:]...)})
	return all
}

// message is a STUN message of a binding.
func message(r *rand.Rand, class uint16, attributes ...[]byte) []byte {
	body := slices.Concat(attributes...)
	b := binary.BigEndian.AppendUint16(nil, 1|class)
	b = binary.BigEndian.AppendUint16(b, uint16(len(body)))
	b = append(b, 0x21, 0x12, 0xa4, 0x42)
	return append(append(b, random(r, 12)...), body...)
}

func attribute(typ uint16, value []byte) []byte {
	b := binary.BigEndian.AppendUint16(nil, typ)
	b = binary.BigEndian.AppendUint16(b, uint16(len(value)))
	b = append(b, value...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

// Hello is the STUN request that a connection over TCP begins with, without a
// valid proof.
func Hello(username string) []byte {
	r := rand.New(rand.NewPCG(1, 1))
	return message(r, 0, attribute(0x0006, []byte(username)), attribute(0x0008, random(r, 20)))
}

func stun(r *rand.Rand, username string) []Datagram {
	const request, indication, success, failure = 0, 0x10, 0x100, 0x110
	user, proof := attribute(0x0006, []byte(username)), attribute(0x0008, random(r, 20))
	nominate, priority := attribute(0x0025, nil), attribute(0x0024, []byte{0x7f, 0xff, 0xff, 0xff})
	controlling, controlled := attribute(0x802a, random(r, 8)), attribute(0x8029, random(r, 8))
	conflict := attribute(0x0009, append([]byte{0, 0, 4, 87}, "Role Conflict"...))
	address := attribute(0x0020, []byte{0, 1, 1, 2, 3, 4, 5, 6})
	huge := message(r, request, user)
	huge[len(huge)-len(user)+2], huge[len(huge)-len(user)+3] = 0xff, 0xff
	return []Datagram{
		{"STUN request of nobody", message(r, request)},
		{"STUN request without proof", message(r, request, user, priority, nominate)},
		{"STUN request with a wrong proof", message(r, request, user, priority, nominate, proof)},
		{"STUN request that is controlling", message(r, request, user, controlling, priority, nominate, proof)},
		{"STUN request that is controlled", message(r, request, user, controlled, priority, nominate, proof)},
		{"STUN request of another name", message(r, request, attribute(0x0006, []byte("a:b")), proof)},
		{"STUN success without proof", message(r, success, address)},
		{"STUN success with a wrong proof", message(r, success, address, proof)},
		{"STUN role conflict", message(r, failure, conflict)},
		{"STUN role conflict with a wrong proof", message(r, failure, conflict, proof)},
		{"STUN indication", message(r, indication)},
		{"STUN attribute longer than the message", huge},
		{"STUN cut off", message(r, request, user, proof)[:30]},
		{"STUN of another method", append([]byte{0, 3}, message(r, request, user)[2:]...)},
	}
}

func media(r *rand.Rand, ssrcs []uint32) (all []Datagram) {
	for _, ssrc := range append(slices.Clone(ssrcs), r.Uint32(), 0) {
		head := binary.BigEndian.AppendUint32(nil, ssrc)
		index := binary.BigEndian.AppendUint32(nil, 1<<31|5) // encrypted, packet 5
		for _, c := range []struct {
			name string
			typ  byte
		}{{"sender report", 200}, {"BYE", 203}, {"NACK", 205}, {"PLI", 206}, {"of no type", 222}} {
			plain := append([]byte{0x81, c.typ, 0, 1}, head...)
			all = append(all,
				Datagram{"RTCP " + c.name + " that is plain", plain},
				Datagram{"SRTCP " + c.name + " with a wrong tag", slices.Concat(plain, random(r, 20), index, random(r, 10))},
				Datagram{"SRTCP " + c.name + " with a wrong GCM tag", slices.Concat(plain, random(r, 32), index)})
		}
		for _, seq := range []byte{0, 1, 127, 255} {
			p := slices.Concat([]byte{0x80, 96, seq, seq, 0, 0, 0, seq}, head, random(r, 200))
			all = append(all, Datagram{"SRTP with a wrong tag", p},
				Datagram{"SRTP with an extension cut off", slices.Concat([]byte{0x9f, 111, seq, 3, 0, 0, 0, 9}, head, []byte{0xbe, 0xde, 0xff, 0xff})})
		}
	}
	return all
}

func odd(r *rand.Rand) []Datagram {
	all := []Datagram{
		{"nothing", nil}, {"one byte of DTLS", []byte{22}}, {"one byte of RTP", []byte{0x80}}, {"one byte of STUN", []byte{0}},
		{"zeros", make([]byte, 1400)}, {"huge zeros", make([]byte, 60000)},
		{"huge RTP", append([]byte{0x80, 96}, random(r, 60000)...)}, {"huge DTLS", append([]byte{22, 0xfe, 0xfd}, random(r, 60000)...)},
	}
	for range 40 {
		all = append(all, Datagram{"rubbish", random(r, r.IntN(300))})
	}
	return all
}
