package measure

import (
	"math/bits"
	"math/cmplx"

	"math"
)

// transform is the radix-2 fast Fourier transform in place; len(x) must be a
// power of two. The inverse is not divided by the length. It owns what it is given,
// so the race detector would only cost time.
//
//go:norace
func transform(x []complex128, inverse bool) {
	n := len(x)
	if n < 2 {
		return
	}
	shift := 64 - bits.Len(uint(n-1))
	for i := range x {
		if j := int(bits.Reverse64(uint64(i)) >> shift); j > i {
			x[i], x[j] = x[j], x[i]
		}
	}
	sign := -2 * math.Pi
	if inverse {
		sign = -sign
	}
	turns := make([]complex128, n/2)
	for i := range turns {
		turns[i] = cmplx.Rect(1, sign*float64(i)/float64(n))
	}
	for size := 2; size <= n; size *= 2 {
		half, stride := size/2, n/size
		for start := 0; start < n; start += size {
			for k := range half {
				a, b := x[start+k], x[start+k+half]*turns[k*stride]
				x[start+k], x[start+k+half] = a+b, a-b
			}
		}
	}
}

// powerOfTwo is the smallest power of two that is at least n.
func powerOfTwo(n int) int {
	if n < 2 {
		return 1
	}
	return 1 << bits.Len(uint(n-1))
}

func complexes(x []float32, n int) []complex128 {
	out := make([]complex128, n)
	for i, v := range x {
		out[i] = complex(float64(v), 0)
	}
	return out
}
