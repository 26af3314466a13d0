// Package flat reads FlatBuffers and FlexBuffers, as
// https://flatbuffers.dev/internals and flexbuffers.html describe them, without
// trusting them: whatever points outside the buffer is an error, not a panic.
package flat

import (
	"encoding/binary"
	"errors"
	"math"
)

// ErrBad is the error of a buffer that points outside itself.
var ErrBad = errors.New("flat: the buffer is damaged")

// Buffer is a FlatBuffer being read. The first access outside it is
// remembered; from then on everything reads as zero, and Err tells.
type Buffer struct {
	b   []byte
	bad bool
}

// New starts reading b.
func New(b []byte) *Buffer { return &Buffer{b: b} }

// Err is ErrBad if anything read so far lay outside the buffer.
func (b *Buffer) Err() error {
	if b.bad {
		return ErrBad
	}
	return nil
}

// Root is the buffer's root table.
func (b *Buffer) Root() Table { return Table{b, b.u32(0)} }

// at returns n bytes at p, or nil.
func (b *Buffer) at(p, n int) []byte {
	if p < 0 || n < 0 || p > len(b.b) || n > len(b.b)-p {
		b.bad = true
		return nil
	}
	return b.b[p : p+n]
}

func (b *Buffer) u8(p int) int {
	if s := b.at(p, 1); s != nil {
		return int(s[0])
	}
	return 0
}

func (b *Buffer) u16(p int) int {
	if s := b.at(p, 2); s != nil {
		return int(binary.LittleEndian.Uint16(s))
	}
	return 0
}

func (b *Buffer) u32(p int) int {
	if s := b.at(p, 4); s != nil {
		return int(binary.LittleEndian.Uint32(s))
	}
	return 0
}

func (b *Buffer) i32(p int) int { return int(int32(b.u32(p))) }

func (b *Buffer) f32(p int) float32 { return math.Float32frombits(uint32(b.u32(p))) }
