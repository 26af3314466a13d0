package rtmp

import (
	"encoding/binary"
	"errors"
	"io"
)

// Bounds of what one connection may have us keep. A message is gathered from chunks, and
// each of 62 chunk streams gathers its own.
const (
	maxEarly   = 16 << 10  // a message before a key was shown
	maxCommand = 64 << 10  // one that is not media
	maxMedia   = 2 << 20   // a picture
	maxPending = 4 << 20   // all that is not whole yet
	maxBefore  = 256 << 10 // all that comes before a key was shown
)

// Sizes of chunks: a message that sets it is whole in one, and the library has a bound.
const (
	minChunk = 128
	maxChunk = 10 << 20
)

// Types of messages that are told apart here.
const (
	typeChunkSize = 1
	typeAbort     = 2 // nobody sends it
	typeAudio     = 8
	typeVideo     = 9
)

const handshakeSize = 1 + 2*1536

var (
	errTooLarge  = errors.New("too large a message")
	errTooMuch   = errors.New("too much before a key was shown")
	errEncrypted = errors.New("RTMP with encryption of its own is not taken")
	errChunks    = errors.New("chunks that cannot be read")
)

// guard reads along what the RTMP library is about to read, and fails before it is told
// to keep too much. It belongs to who reads.
type guard struct {
	r     io.Reader
	known bool // the key was shown

	total     int64
	handshake int    // bytes of it that came
	head      []byte // of a chunk, as far as it came
	body      int    // bytes that are left of a chunk
	at        *gather
	streams   [64]gather
	chunk     int // the sender's size
	pending   int
	size      []byte // a Set Chunk Size as far as it came
	err       error
}

// gather is a chunk stream's message.
type gather struct {
	seen      bool
	typ       byte
	size, got int
	extended  bool
}

func newGuard(r io.Reader) *guard { return &guard{r: r, chunk: 128} }

func (g *guard) Read(p []byte) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.r.Read(p)
	if g.err = g.follow(p[:n]); g.err != nil {
		return 0, g.err
	}
	return n, err
}

func (g *guard) follow(b []byte) error {
	g.total += int64(len(b))
	if !g.known && g.total > maxBefore {
		return errTooMuch
	}
	for len(b) > 0 {
		switch {
		case g.handshake < handshakeSize:
			if g.handshake == 0 && b[0] != 3 {
				return errEncrypted
			}
			n := min(len(b), handshakeSize-g.handshake)
			g.handshake += n
			b = b[n:]
		case g.body > 0:
			n := min(len(b), g.body)
			if g.at.typ == typeChunkSize {
				g.size = append(g.size, b[:n]...)
			}
			g.body -= n
			b = b[n:]
			if g.body == 0 {
				if err := g.chunkRead(); err != nil {
					return err
				}
			}
		default:
			g.head = append(g.head, b[0])
			b = b[1:]
			if err := g.headRead(); err != nil {
				return err
			}
		}
	}
	return nil
}

// headSize is how long a chunk's head is, by its form.
var headSize = [4]int{12, 8, 4, 1}

// headRead looks at a chunk's head, if it is whole.
func (g *guard) headRead() error {
	form, id := g.head[0]>>6, g.head[0]&0x3f
	if id < 2 {
		return errChunks
	}
	m := &g.streams[id]
	n := headSize[form]
	if len(g.head) < n {
		return nil
	}
	fresh := m.got == 0
	if form != 3 {
		if !fresh {
			return errChunks
		}
		m.extended = g.head[1] == 0xff && g.head[2] == 0xff && g.head[3] == 0xff
	}
	// What goes on with a message has the longer time again, what begins one without a
	// head of its own not: as the library reads it.
	if m.extended && (form != 3 || !fresh) {
		if n += 4; len(g.head) < n {
			return nil
		}
		m.extended = form == 3 || binary.BigEndian.Uint32(g.head[n-4:]) >= 0xffffff
	}
	if form < 2 {
		m.seen, m.typ = true, g.head[7]
		m.size = int(g.head[4])<<16 | int(g.head[5])<<8 | int(g.head[6])
	}
	g.head = g.head[:0]
	if !m.seen {
		return errChunks
	}
	switch {
	case m.typ == typeAbort || m.typ == typeChunkSize && m.size != 4:
		return errChunks
	case m.size > g.most(m.typ):
		return errTooLarge
	}
	g.at = m
	g.body = min(m.size-m.got, g.chunk)
	g.pending += g.body
	m.got += g.body
	if g.pending > maxPending {
		return errTooLarge
	}
	if g.body == 0 {
		return g.chunkRead()
	}
	return nil
}

// most is how long a message may be.
func (g *guard) most(typ byte) int {
	switch {
	case !g.known:
		return maxEarly
	case typ == typeAudio || typ == typeVideo:
		return maxMedia
	}
	return maxCommand
}

// chunkRead notes a chunk's end.
func (g *guard) chunkRead() error {
	m := g.at
	if m.got < m.size {
		return nil
	}
	g.pending -= m.size
	m.got = 0
	if m.typ == typeChunkSize {
		size := binary.BigEndian.Uint32(g.size)
		if g.size = g.size[:0]; size < minChunk || size > maxChunk {
			return errChunks
		}
		g.chunk = int(size)
	}
	return nil
}
