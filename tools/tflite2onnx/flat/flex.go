package flat

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Types of FlexBuffer values that FlexMap knows.
const (
	flexInt    = 1
	flexUint   = 2
	flexFloat  = 3
	flexMap    = 9
	flexInts   = 11
	flexUints  = 12
	maxEntries = 1 << 16
)

// Map is a FlexBuffer map of numbers and lists of whole numbers, which is how
// MediaPipe writes the options of its own operators.
type Map struct {
	Numbers map[string]float64
	Lists   map[string][]int
}

// ParseFlexMap reads a FlexBuffer whose root is such a map.
func ParseFlexMap(data []byte) (Map, error) {
	m := Map{Numbers: map[string]float64{}, Lists: map[string][]int{}}
	b := New(data)
	n := len(data)
	if n < 3 {
		return m, ErrBad
	}
	width, typ := int(data[n-1]), int(data[n-2])
	if typ>>2 != flexMap {
		return m, fmt.Errorf("flat: the FlexBuffer's root has type %d, not a map", typ>>2)
	}
	root := n - 2 - width
	values := root - b.uint(root, width)
	w := 1 << (typ & 3)
	count, keyWidth := b.uint(values-w, w), b.uint(values-2*w, w)
	keys := values - 3*w - b.uint(values-3*w, w)
	if count > maxEntries {
		return m, ErrBad
	}
	for i := range count {
		if b.bad {
			break
		}
		at := keys + i*keyWidth
		key := b.cstring(at - b.uint(at, keyWidth))
		if err := m.put(b, key, b.u8(values+count*w+i), values+i*w, w); err != nil {
			return m, err
		}
	}
	return m, b.Err()
}

// put reads the value of type typ and width w at p.
func (m Map) put(b *Buffer, key string, typ, p, w int) error {
	switch typ >> 2 {
	case flexInt:
		shift := 64 - 8*w
		m.Numbers[key] = float64(int64(b.uint(p, w)) << shift >> shift)
	case flexUint:
		m.Numbers[key] = float64(b.uint(p, w))
	case flexFloat:
		switch w {
		case 4:
			m.Numbers[key] = float64(b.f32(p))
		case 8:
			m.Numbers[key] = math.Float64frombits(uint64(b.uint(p, w)))
		default:
			return fmt.Errorf("flat: %s: a float of %d bytes", key, w)
		}
	case flexInts, flexUints:
		q, each := p-b.uint(p, w), 1<<(typ&3)
		count := b.uint(q-each, each)
		if count > maxEntries || b.at(q, count*each) == nil {
			return ErrBad
		}
		list := make([]int, count)
		for i := range list {
			list[i] = b.uint(q+i*each, each)
		}
		m.Lists[key] = list
	default:
		return fmt.Errorf("flat: %s has the unknown FlexBuffer type %d", key, typ>>2)
	}
	return nil
}

// uint reads a number of 1, 2, 4 or 8 bytes.
func (b *Buffer) uint(p, width int) int {
	switch width {
	case 1:
		return b.u8(p)
	case 2:
		return b.u16(p)
	case 4:
		return b.u32(p)
	case 8:
		if s := b.at(p, 8); s != nil {
			return int(binary.LittleEndian.Uint64(s))
		}
	}
	b.bad = true
	return 0
}

func (b *Buffer) cstring(p int) string {
	if p < 0 || p >= len(b.b) {
		b.bad = true
		return ""
	}
	for e := p; e < len(b.b); e++ {
		if b.b[e] == 0 {
			return string(b.b[p:e])
		}
	}
	b.bad = true
	return ""
}
