package main

import (
	"bytes"
	"encoding/binary"
	"math"
)

// chime is three rising notes of a glockenspiel: WAV, mono, 22.05 kHz.
func chime() []byte {
	const rate, length = 22050, 0.9
	n := int(rate * length)
	pcm := make([]int16, n)
	for i := range pcm {
		var v float64
		for k, freq := range []float64{1046.5, 1318.5, 1568} {
			t := float64(i)/rate - 0.09*float64(k)
			if t < 0 {
				continue
			}
			decay := math.Exp(-7 * t)
			v += decay * (math.Sin(2*math.Pi*freq*t) + 0.35*math.Exp(-12*t)*math.Sin(2*math.Pi*2.76*freq*t))
		}
		pcm[i] = int16(7000 * v * min(1, float64(n-i)/1000))
	}
	var b bytes.Buffer
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // into memory
	b.WriteString("RIFF")
	put(uint32(36 + 2*n))
	b.WriteString("WAVEfmt ")
	put(uint32(16))
	put([]uint16{1, 1})
	put([]uint32{rate, 2 * rate})
	put([]uint16{2, 16})
	b.WriteString("data")
	put(uint32(2 * n))
	put(pcm)
	return b.Bytes()
}
