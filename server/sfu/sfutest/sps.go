package sfutest

import "math/bits"

// parameters is the payload that begins a keyframe of H.264: parameter sets for its size, behind a unit with the frame's mark.
func parameters(f Frame) []byte {
	mark := make([]byte, headSize-3+markSize)
	mark[0] = 6
	f.mark(mark[headSize-3:])
	b := []byte{0x60 | 24}
	for _, u := range [][]byte{mark, sps(f.width, f.height), {0x68, 0xce, 0x38, 0x80}} {
		b = append(append(b, 0, byte(len(u))), u...)
	}
	return b
}

// sps is a sequence parameter set (ITU-T H.264, 7.3.2.1.1) of the baseline profile.
func sps(width, height int) []byte {
	w := bitWriter{b: []byte{0x67, 0x42, 0xc0, 0x1f}}
	rows := (height + 15) / 16
	for _, v := range []int{0, 0, 2, 1} { // its number, frame numbers' length, order as decoded, reference frames
		w.golomb(v)
	}
	w.put(0, 1)
	w.golomb((width+15)/16 - 1)
	w.golomb(rows - 1)
	w.put(3, 2) // whole frames, direct_8x8
	w.put(1, 1) // cropping
	for _, v := range []int{0, ((width+15)/16*16 - width) / 2, 0, (rows*16 - height) / 2} {
		w.golomb(v)
	}
	w.put(0, 1)
	w.put(1, 1)
	return w.b
}

type bitWriter struct {
	b    []byte
	free int
}

func (w *bitWriter) put(v uint, n int) {
	for i := n - 1; i >= 0; i-- {
		if w.free == 0 {
			w.b, w.free = append(w.b, 0), 8
		}
		w.free--
		w.b[len(w.b)-1] |= byte(v>>i&1) << w.free
	}
}

func (w *bitWriter) golomb(v int) {
	n := bits.Len(uint(v + 1))
	w.put(0, n-1)
	w.put(uint(v+1), n)
}
