package sticker

import (
	"math"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/visible"
)

// Light is how a face is lit: what the light adds to the chroma of grey at full luma, and
// the mean luma above black of the skin, in 8 bits. The zero Light is not known.
type Light struct{ Cb, Cr, Skin float32 }

// relight puts a picture into a light: luma times base plus slope times the luma below it, in
// 1/128 and 1/32768, from low to high; chroma likewise, and the light's own by luma, in 1/256. base
// and slope 0: as it is.
type relight struct{ base, slope, low, high, cb, cr int32 }

// Paint is as much darker than its picture as the skin is than skin usually is in good light, and
// takes a share of the shade that the skin has from place to place.
const (
	lightUsual = 140
	lightShade = .6
	lightLeast = .5
	lightMost  = 1.12
	shadeLeast = .45
	shadeMost  = 1.25
)

// skinSpots are points of cheeks, forehead and chin.
var skinSpots = [...]int{50, 280, 205, 425, 151, 199}

// on is the light on a face in a frame, whose other filters may have made its skin another since l
// was seen.
func (l Light) on(f *pixel.Frame, fc *face.Face, seen *visible.Face) relight {
	if l.Skin <= 0 {
		return relight{}
	}
	sum, n := float32(0), float32(0)
	for _, i := range skinSpots {
		p := outline.Landmark(fc, i)
		if p.X >= 0 && p.Y >= 0 && p.X < float32(f.Y.W) && p.Y < float32(f.Y.H) && seen.At(p) >= .5 {
			sum, n = sum+float32(f.Y.P[int(p.Y)*f.Y.Stride+int(p.X)])-16, n+1
		}
	}
	mean := l.Skin
	if n > 0 {
		mean = sum / n
	}
	mean = max(mean, 16)
	gain := 128 * min(max(float32(math.Pow(float64(l.Skin/lightUsual), .6)), lightLeast), lightMost)
	return relight{
		base:  int32(gain * (1 - lightShade - lightShade*16/mean)),
		slope: int32(gain * 256 * lightShade / mean),
		low:   int32(gain * shadeLeast), high: int32(gain * shadeMost),
		cb: int32(l.Cb * 256 / 219), cr: int32(l.Cr * 256 / 219),
	}
}
