package takers

import (
	"slices"
	"testing"
)

func TestThereAndBack(t *testing.T) {
	for n := range most + 1 {
		want := make([]Count, 0, n)
		for i := range n {
			want = append(want, Count{uint32(i) << 24, uint32(n)})
		}
		b := Append(nil, 1, want)
		got, ok := Read(b)
		if !ok || !slices.Equal(got, want) {
			t.Errorf("%v became %v (%t)", want, got, ok)
		}
		for i := range b {
			if _, ok := Read(b[:i]); ok {
				t.Errorf("%d of %d bytes were read", i, len(b))
			}
		}
	}
	if b := Append(nil, 1, make([]Count, most+1)); len(b) != head+8*most {
		t.Errorf("%d bytes", len(b))
	}
}

func FuzzRead(f *testing.F) {
	f.Add(Append(nil, 1, []Count{{1, 2}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if counts, ok := Read(b); ok && !slices.Equal(Append(nil, 0, counts)[head:], b[head:]) {
			t.Errorf("%x is %v", b, counts)
		}
	})
}
