package limit

import (
	"errors"
	"net"
	"time"
)

// ErrFrames is why reading ends: more WebSocket frames than allowed.
var ErrFrames = errors.New("limit: too many WebSocket frames")

// frames counts the frames in the bytes of a WebSocket's one direction, whatever
// their kind (RFC 6455, 5.2).
type frames struct {
	head [14]byte
	have int    // bytes of the head
	skip uint64 // bytes of the payload still to come
}

// count takes the next bytes and returns how many frames began to be payload, or
// ended without one, in them.
func (f *frames) count(b []byte) (n int) {
	for len(b) > 0 {
		if f.skip > 0 {
			k := min(f.skip, uint64(len(b)))
			f.skip -= k
			b = b[k:]
			continue
		}
		f.head[f.have] = b[0]
		f.have++
		b = b[1:]
		if size := f.size(); f.have == size {
			f.skip = f.payload()
			f.have = 0
			n++
		}
	}
	return n
}

// size is how long the head is, as far as it is known.
func (f *frames) size() int {
	if f.have < 2 {
		return 2
	}
	n := 2
	switch f.head[1] & 0x7f {
	case 126:
		n += 2
	case 127:
		n += 8
	}
	if f.head[1]&0x80 != 0 {
		n += 4
	}
	return n
}

func (f *frames) payload() uint64 {
	n := uint64(f.head[1] & 0x7f)
	var ext int
	switch n {
	case 126:
		ext = 2
	case 127:
		ext = 8
	default:
		return n
	}
	n = 0
	for _, b := range f.head[2 : 2+ext] {
		n = n<<8 | uint64(b)
	}
	return n
}

// framesConn ends reading when there are too many frames: also pings, pongs and
// empty fragments, which the library above takes without a word.
type framesConn struct {
	net.Conn
	frames frames
	bucket Bucket
	rate   Rate
}

// Frames holds what is read from a WebSocket's connection, after its handshake,
// to a rate of frames: reading more fails with ErrFrames.
func Frames(c net.Conn, r Rate) net.Conn { return &framesConn{Conn: c, rate: r} }

// Uncounted returns the connection below one made by Frames, else c.
func Uncounted(c net.Conn) net.Conn {
	if f, ok := c.(*framesConn); ok {
		return f.Conn
	}
	return c
}

// Read implements net.Conn.
func (c *framesConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if k := c.frames.count(b[:n]); k > 0 && !c.take(k) {
		return 0, ErrFrames
	}
	return n, err
}

func (c *framesConn) take(k int) bool {
	if float64(k) > c.rate.Burst {
		return false
	}
	return c.bucket.Take(c.rate, float64(k), time.Now()) == 0
}
