package lite

import (
	"net"
	"sync"

	"github.com/pion/rtp"
)

// most is the longest packet that is sent, encryption and all.
const most = 1600

// scratch is room for one packet.
type scratch struct {
	nonce  [12]byte
	header rtp.Header
	plain  [most]byte
	sealed [most]byte
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// WriteRTP encrypts and sends one packet of media, with a header without CSRCs. The index (RFC 3711, 3.3.1) is the packet's number, of
// which the header has the lowest 16 bits, with the source's first below 65536; what is sent under one index is always the same. The
// payload is not kept.
func (c *Conn) WriteRTP(index int64, h *rtp.Header, payload []byte) error {
	r := c.route.Load()
	if r == nil || !c.up.Load() {
		return net.ErrClosed
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	p, err := c.seal(s, index, h, payload)
	if err != nil {
		return err
	}
	return r.send(p)
}

func (c *Conn) seal(s *scratch, index int64, h *rtp.Header, payload []byte) ([]byte, error) {
	if c.gcm != nil {
		return c.gcm.seal(s, index, h, payload)
	}
	k, err := h.MarshalTo(s.plain[:])
	if err != nil {
		return nil, err
	}
	k += copy(s.plain[k:], payload)
	c.sealing.Lock()
	defer c.sealing.Unlock()
	return c.out.EncryptRTP(s.sealed[:0], s.plain[:k], &s.header)
}

// WriteRTCP encrypts and sends RTCP.
func (c *Conn) WriteRTCP(p []byte) error {
	r := c.route.Load()
	if r == nil || !c.up.Load() {
		return net.ErrClosed
	}
	c.sealing.Lock()
	out, err := c.out.EncryptRTCP(nil, p, nil)
	c.sealing.Unlock()
	if err != nil {
		return err
	}
	return r.send(out)
}
