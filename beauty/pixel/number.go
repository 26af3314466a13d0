package pixel

import "math"

// Sqrt is the square root.
func Sqrt(v float32) float32 { return float32(math.Sqrt(float64(v))) }

// Floor rounds down.
func Floor(v float32) int {
	i := int(v)
	if float32(i) > v {
		i--
	}
	return i
}

// Ease rises from 0 at a to 1 at b.
func Ease(a, b, v float32) float32 {
	k := min(max((v-a)/(b-a), 0), 1)
	return k * k * (3 - 2*k)
}

// Smoothstep is the smoothstep from 0 at 0 to 1 at 1.
func Smoothstep(t float32) float32 {
	t = min(max(t, 0), 1)
	return t * t * (3 - 2*t)
}

// Abs is the magnitude of v.
func Abs(v float32) float32 { return max(v, -v) }

// Bit is 1 for true and 0 for false.
func Bit(on bool) float32 {
	if on {
		return 1
	}
	return 0
}

// Byte is v within 0..255.
func Byte(v int32) byte { return byte(min(max(v, 0), 255)) }

// Div255 is v/255, rounded, for v up to 255*255.
func Div255(v uint32) uint32 { return (v + 128 + (v+128)>>8) >> 8 }

// Radius scales a radius with the frame's short side. The top keeps the
// window sums inside 32 bits.
func Radius(reach, side int) int {
	return min(max((reach*side+360)/720, 1), 16)
}
