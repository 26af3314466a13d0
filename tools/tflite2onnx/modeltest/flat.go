// Package modeltest makes small TensorFlow Lite models for tests: whole files, as
// a converter would read them.
package modeltest

import (
	"encoding/binary"
	"slices"
)

// Fields are a FlatBuffer table's fields by number. Values are int8, uint8,
// bool, int32, string, []byte, []int32, Fields or []Fields.
type Fields map[int]any

// writer writes a FlatBuffer from front to back: a table first, then what it
// refers to.
type writer struct{ b []byte }

func (w *writer) align() {
	for len(w.b)%4 != 0 {
		w.b = append(w.b, 0)
	}
}

func (w *writer) u32(v int) { w.b = binary.LittleEndian.AppendUint32(w.b, uint32(v)) }

func (w *writer) u16(v int) { w.b = binary.LittleEndian.AppendUint16(w.b, uint16(v)) }

// point sets the offset at slot to the end of what is written.
func (w *writer) point(slot int) {
	binary.LittleEndian.PutUint32(w.b[slot:], uint32(len(w.b)-slot))
}

// table writes a table whose offset belongs at slot. Each field takes four
// bytes.
func (w *writer) table(slot int, f Fields) {
	w.align()
	var keys []int
	for k := range f {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	entries := 0
	if len(keys) > 0 {
		entries = keys[len(keys)-1] + 1
	}
	vtable := len(w.b)
	w.u16(4 + 2*entries)
	w.u16(4 + 4*len(keys))
	for k := range entries {
		at := 0
		if i := slices.Index(keys, k); i >= 0 {
			at = 4 + 4*i
		}
		w.u16(at)
	}
	w.align()
	w.point(slot)
	table := len(w.b)
	w.u32(table - vtable)
	for range keys {
		w.u32(0)
	}
	for i, k := range keys {
		w.field(table+4+4*i, f[k])
	}
}

func (w *writer) field(slot int, v any) {
	switch v := v.(type) {
	case int8:
		w.b[slot] = byte(v)
	case uint8:
		w.b[slot] = v
	case bool:
		if v {
			w.b[slot] = 1
		}
	case int32:
		binary.LittleEndian.PutUint32(w.b[slot:], uint32(v))
	case string:
		w.bytes(slot, append([]byte(v), 0), len(v))
	case []byte:
		w.bytes(slot, v, len(v))
	case []int32:
		w.align()
		w.point(slot)
		w.u32(len(v))
		for _, x := range v {
			w.u32(int(x))
		}
	case Fields:
		w.table(slot, v)
	case []Fields:
		w.align()
		w.point(slot)
		w.u32(len(v))
		first := len(w.b)
		for range v {
			w.u32(0)
		}
		for i, t := range v {
			w.table(first+4*i, t)
		}
	}
}

func (w *writer) bytes(slot int, v []byte, n int) {
	w.align()
	w.point(slot)
	w.u32(n)
	w.b = append(w.b, v...)
}
