package beauty

import (
	"encoding/binary"
	"math/bits"

	"onair/beauty/pixel"
)

// mirroring flips the picture left to right.
type mirroring struct{}

func (mirroring) info() FilterInfo {
	return FilterInfo{
		ID: "mirror", LabelKey: "beauty.mirror",
		Params: []Param{{
			ID: "mirror", LabelKey: "beauty.mirror", Kind: Switch,
			Max: 1, Step: 1, slot: slotMirror,
		}},
	}
}

func (mirroring) active(s *settings) bool { return s.on(slotMirror) }

func (mirroring) apply(_ *work, f *pixel.Frame, _ *settings) {
	for _, p := range [...]*pixel.Plane{&f.Y, &f.Cb, &f.Cr} {
		for j := range p.H {
			reverse(p.P[j*p.Stride:][:p.W])
		}
	}
}

// reverse turns b around, eight bytes from each end at a time.
func reverse(b []byte) {
	le := binary.LittleEndian
	for len(b) >= 16 {
		tail := b[len(b)-8:]
		l, r := le.Uint64(b), le.Uint64(tail)
		le.PutUint64(b, bits.ReverseBytes64(r))
		le.PutUint64(tail, bits.ReverseBytes64(l))
		b = b[8 : len(b)-8]
	}
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
}
