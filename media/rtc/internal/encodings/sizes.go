// Package encodings says which encodings of one picture are sent, how large, and at which
// bit rates: by the picture's size, the line, the processor and who takes them. It is pure.
package encodings

import "math"

// Max is the most encodings of one picture.
const Max = 3

// least is the least that an encoding beside others is given, in bits a second.
const least = 60_000

// leastMost is what the least of several is given at most: it is for lines of 300 kbit/s, of
// which sound and headers take 105.
const leastMost = 150_000

// Of is how many encodings suit a picture of so many lines (its shorter side): small ones
// have no use for a third.
func Of(w, h int) int {
	switch lines := min(w, h); {
	case lines >= 540:
		return 3
	case lines >= 360:
		return 2
	}
	return 1
}

// Size is the size of the i-th encoding of a picture coded at w by h.
func Size(w, h, i int) (int, int) {
	if i == 0 {
		return w, h
	}
	even := func(n int) int { return max((n>>i+1)&^1, 16) }
	return even(w), even(h)
}

// Nominal is what a picture size needs to look fair, in bits a second: 1.5 Mbit/s for
// 1280x720 at 30 pictures a second, falling more slowly than the area.
func Nominal(w, h int, fps float64) int {
	area := float64(w*h) / (1280 * 720)
	return int(1_500_000 * math.Pow(area, 0.8) * math.Pow(fps/30, 0.7))
}

// Rate is what one encoding needs and can use, in bits a second.
type Rate struct{ Least, Usual, Most int }

// Rates are those of a picture's encodings, the largest first.
type Rates [Max]Rate

// RatesOf are the rates of n encodings. ceiling is the largest one's.
func RatesOf(w, h int, fps float64, ceiling, n int) (r Rates) {
	top := min(Nominal(w, h, fps), ceiling)
	for i := range n {
		lw, lh := Size(w, h, i)
		usual := int(float64(top) * float64(Nominal(lw, lh, fps)) / float64(Nominal(w, h, fps)))
		if i > 0 && i == n-1 {
			usual = min(usual*3/4, leastMost)
		}
		usual = max(usual, least)
		r[i] = Rate{Least: max(usual*2/5, least), Usual: usual, Most: usual * 2}
	}
	r[0].Most = max(ceiling, r[0].Least)
	return r
}

// Sum is what all n encodings together may take.
func (r *Rates) Sum(n int) int {
	sum := r[0].Most
	for i := 1; i < n; i++ {
		sum += r[i].Usual
	}
	return sum
}
