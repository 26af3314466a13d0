package light

import (
	"math"

	"onair/beauty/pixel"
)

// Luma of black, and how much more white has. White is where a piece of a bend ends, a
// little above 235.
const (
	black = 16
	full  = 224
)

// bend is a function of a byte in 16 straight pieces: what it is at the beginning of each
// and how it rises in it, in 1/32.
type bend struct {
	base  [16]int16
	slope [16]int8
}

// straight leaves a byte as it is.
var straight = bent(func(v float64) float64 { return v })

// bent is the bend of f, which takes and gives bytes.
func bent(f func(v float64) float64) (b bend) {
	at := func(v float64) int16 { return int16(math.Round(32 * min(max(f(v), 0), 255.9))) }
	for i := range b.base {
		b.base[i] = at(float64(16 * i))
		next := at(min(float64(16*i+16), 255))
		if i == 15 { // the last piece ends with the last byte
			next = b.base[i] + int16(math.Round(float64(next-b.base[i])*16/15))
		}
		b.slope[i] = int8(min(max(math.Round(float64(next-b.base[i])/16), -128), 127))
	}
	return b
}

// of is what a byte becomes.
func (b *bend) of(v uint8) uint8 {
	return pixel.Byte((int32(b.base[v>>4]) + int32(b.slope[v>>4])*int32(v&15) + 16) >> 5)
}

// look is what is done to a picture's light; the zero look does nothing.
type look struct {
	exposure   float64 // in stops of the darkest parts; the brightest stay
	lift       float64 // of shadows, 0 to 1
	black      float64 // what counts as black, as a share of white
	contrast   float64 // -1 to 1
	saturation float64 // -1 to 1
	cb, cr     float64 // the lamp taken away: chroma at white
}

const (
	liftSlope    = 2.2
	contrastMost = .84
	saturateMost = .8
	// gainBy is how chroma's strength goes with luma's: a little less, for the noise's sake.
	gainBy = .85
)

// luma is what becomes of luma n, 0 to 1. It rises everywhere, and white stays white.
func (l *look) luma(n float64) float64 {
	if n <= 0 || n >= 1 {
		return n
	}
	n = max(n-l.black, 0) / (1 - l.black)
	k := math.Exp2(l.exposure)
	n = k * n / (1 + (k-1)*n)
	n += l.lift * liftSlope * n * (1 - n) * (1 - n) * (1 - n)
	return n + l.contrast*contrastMost*n*(1-n)*(2*n-1)
}

// tones are a look made ready for the kernel.
type tones struct {
	luma, gain, share bend
	cb, cr            int16
}

func (l *look) tones() tones {
	t := tones{cb: int16(math.Round(8 * l.cb)), cr: int16(math.Round(8 * l.cr)), luma: straight}
	if l.exposure != 0 || l.lift != 0 || l.black != 0 || l.contrast != 0 {
		t.luma = bent(func(v float64) float64 { return black + full*l.luma((v-black)/full) })
	}
	saturate := 1 + l.saturation
	if l.saturation > 0 {
		saturate = 1 + saturateMost*l.saturation
	}
	t.gain = bent(func(v float64) float64 {
		n := min(max((v-black)/full, .03), 1)
		return min(64*saturate*math.Pow(l.luma(n)/n, gainBy), 255)
	})
	// Where the sensor is at its end white is white in any light.
	t.share = bent(func(v float64) float64 {
		n := min(max((v-black)/full, 0), 1)
		return 255 * n * (1 - smooth(.88, .98, n))
	})
	return t
}

// smooth goes from 0 at a to 1 at b.
func smooth(a, b, v float64) float64 {
	t := min(max((v-a)/(b-a), 0), 1)
	return t * t * (3 - 2*t)
}
