package lite

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/pion/rtp"
)

// gcm is AEAD_AES_128_GCM of SRTP (RFC 7714) for sending. pion's does the same, but copies each packet twice, looks its source up in a
// map, and may be asked by one goroutine at a time: as much time again as the encryption.
type gcm struct {
	aead cipher.AEAD
	salt [12]byte
}

const tagSize = 16

var errTooLong = errors.New("packet too long")

func newGCM(key, salt []byte) (*gcm, error) {
	g := &gcm{}
	session, err := derive(key, salt, 0, len(key))
	if err != nil {
		return nil, err
	}
	own, err := derive(key, salt, 2, len(g.salt))
	if err != nil {
		return nil, err
	}
	copy(g.salt[:], own)
	block, err := aes.NewCipher(session)
	if err != nil {
		return nil, err
	}
	if g.aead, err = cipher.NewGCM(block); err != nil {
		return nil, err
	}
	return g, nil
}

// derive makes one of a session's keys (RFC 3711, 4.3.3).
func derive(key, salt []byte, label byte, size int) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	var in [aes.BlockSize]byte
	copy(in[:14], salt)
	in[7] ^= label
	out := make([]byte, size)
	cipher.NewCTR(block, in[:]).XORKeyStream(out, out)
	return out, nil
}

func (g *gcm) seal(s *scratch, index int64, h *rtp.Header, payload []byte) ([]byte, error) {
	if h.MarshalSize()+len(payload)+tagSize > len(s.sealed) {
		return nil, errTooLong
	}
	k, err := h.MarshalTo(s.sealed[:])
	if err != nil {
		return nil, err
	}
	nonce := s.nonce[:]
	clear(nonce)
	binary.BigEndian.PutUint32(nonce[2:], h.SSRC)
	binary.BigEndian.PutUint32(nonce[6:], uint32(index>>16))
	binary.BigEndian.PutUint16(nonce[10:], uint16(index))
	for i, b := range g.salt {
		nonce[i] ^= b
	}
	return g.aead.Seal(s.sealed[:k], nonce, payload, s.sealed[:k]), nil
}
