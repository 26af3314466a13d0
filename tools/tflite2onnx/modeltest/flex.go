package modeltest

import (
	"encoding/binary"
	"math"
	"slices"
)

// Flex writes a FlexBuffer map of int, float32 and []int, four bytes a value.
func Flex(m map[string]any) []byte {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var b []byte
	u32 := func(v int) { b = binary.LittleEndian.AppendUint32(b, uint32(v)) }
	at := map[string]int{}
	for _, k := range keys {
		at[k] = len(b)
		b = append(append(b, k...), 0)
	}
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	lists := map[string]int{}
	for _, k := range keys {
		if list, ok := m[k].([]int); ok {
			u32(len(list))
			lists[k] = len(b)
			for _, v := range list {
				u32(v)
			}
		}
	}
	u32(len(keys))
	keyVector := len(b)
	for _, k := range keys {
		u32(len(b) - at[k])
	}
	u32(len(b) - keyVector)
	u32(4)
	u32(len(keys))
	values := len(b)
	var types []byte
	for _, k := range keys {
		switch v := m[k].(type) {
		case int:
			u32(v)
			types = append(types, 1<<2|2)
		case float32:
			u32(int(math.Float32bits(v)))
			types = append(types, 3<<2|2)
		case []int:
			u32(len(b) - lists[k])
			types = append(types, 11<<2|2)
		}
	}
	b = append(b, types...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	u32(len(b) - values)
	return append(b, 9<<2|2, 4)
}
