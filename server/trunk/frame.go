package trunk

import (
	"encoding/binary"
	"io"
	"net/netip"

	"onair/signaling"
)

const headSize = 5

// begin appends the head of a frame; finish fills its length in.
func begin(dst []byte, k kind) []byte { return append(dst, 0, 0, 0, 0, byte(k)) }

func finish(dst []byte, at int) []byte {
	binary.BigEndian.PutUint32(dst[at:], uint32(len(dst)-at-4))
	return dst
}

// frame appends a frame of numbers and a rest.
func frame(dst []byte, k kind, rest []byte, numbers ...uint64) []byte {
	at := len(dst)
	dst = begin(dst, k)
	for _, n := range numbers {
		dst = binary.AppendUvarint(dst, n)
	}
	return finish(append(dst, rest...), at)
}

// readFrame reads the next frame into buf, or into a larger one.
func readFrame(r io.Reader, buf []byte) (kind, []byte, error) {
	var head [headSize]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, buf, err
	}
	n := binary.BigEndian.Uint32(head[:])
	if n < 1 || n > maxFrame {
		return 0, buf, errFrame
	}
	n--
	if uint32(cap(buf)) < n {
		buf = make([]byte, n)
	}
	buf = buf[:n]
	_, err := io.ReadFull(r, buf)
	return kind(head[4]), buf, err
}

// cursor reads what a frame says.
type cursor struct {
	b   []byte
	bad bool
}

func (c *cursor) number() uint64 {
	v, n := binary.Uvarint(c.b)
	if n <= 0 {
		c.bad, c.b = true, nil
		return 0
	}
	c.b = c.b[n:]
	return v
}

// bytes are n bytes.
func (c *cursor) bytes(n uint64) []byte {
	if n > uint64(len(c.b)) {
		c.bad, c.b = true, nil
		return nil
	}
	out := c.b[:n]
	c.b = c.b[n:]
	return out
}

func (c *cursor) err() error {
	if c.bad {
		return errFrame
	}
	return nil
}

// guestInfo is what a node says of a client.
type guestInfo struct {
	id     uint64
	secure bool
	addr   netip.Addr
	host   string
}

const maxHost = 300

func (g guestInfo) append(dst []byte) []byte {
	var secure uint64
	if g.secure {
		secure = 1
	}
	addr := g.addr.AsSlice()
	host := g.host[:min(len(g.host), maxHost)]
	return frame(dst, opened, append(addr, host...), g.id, secure, uint64(len(addr)))
}

func parseGuest(b []byte) (g guestInfo, err error) {
	c := cursor{b: b}
	g.id = c.number()
	secure := c.number()
	addr := c.bytes(c.number())
	var ok bool
	if g.addr, ok = netip.AddrFromSlice(addr); !ok && len(addr) > 0 || c.bad || secure > 1 || len(c.b) > maxHost {
		return g, errFrame
	}
	g.secure, g.host = secure == 1, string(c.b)
	return g, nil
}

// parseMessage is what a client says; b stays the frame's.
func parseMessage(b []byte) (id uint64, text bool, said []byte, err error) {
	c := cursor{b: b}
	id = c.number()
	kind := c.number()
	if c.bad || kind > 1 || len(c.b) > signaling.MaxMessage {
		return 0, false, nil, errFrame
	}
	return id, kind == 1, c.b, nil
}

// parseEnd is how a client's connection is to end.
func parseEnd(b []byte) (id uint64, code int, text string, err error) {
	c := cursor{b: b}
	id = c.number()
	n := c.number()
	if c.bad || n < 1000 || n > 4999 || len(c.b) > 123 {
		return 0, 0, "", errFrame
	}
	return id, int(n), string(c.b), nil
}

// parsePost tells each who gets an event and under which number.
func parsePost(b []byte, find func(event uint64) *signaling.Event, each func(ev *signaling.Event, id, seq uint64)) error {
	c := cursor{b: b}
	event := c.number()
	if c.bad {
		return errFrame
	}
	ev := find(event)
	if ev == nil {
		return errFrame
	}
	for len(c.b) > 0 {
		id, seq := c.number(), c.number()
		if c.bad {
			return errFrame
		}
		each(ev, id, seq)
	}
	return nil
}
