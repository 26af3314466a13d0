// Package onnx writes ONNX models: the few messages of onnx.proto that a
// converted network needs, as Protocol Buffers.
package onnx

import (
	"encoding/binary"
	"math"
)

// message is a Protocol Buffers message being written.
type message []byte

func (m *message) varint(v uint64) { *m = binary.AppendUvarint(*m, v) }

func (m *message) int(field int, v int64) {
	m.varint(uint64(field) << 3)
	m.varint(uint64(v))
}

func (m *message) bytes(field int, b []byte) {
	m.varint(uint64(field)<<3 | 2)
	m.varint(uint64(len(b)))
	*m = append(*m, b...)
}

func (m *message) string(field int, s string) { m.bytes(field, []byte(s)) }

func (m *message) float(field int, v float32) {
	m.varint(uint64(field)<<3 | 5)
	*m = binary.LittleEndian.AppendUint32(*m, math.Float32bits(v))
}
