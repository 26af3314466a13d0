package skin

import (
	"onair/beauty/pixel"
)

// kernels are the inner loops, in C; the tests hold them to a reference in Go.
// None allocates, none keeps its arguments. Slices of cells have lw*lh entries.
type kernels struct {
	// skin weighs each cell's colour, 0..256.
	skin func(f *pixel.Frame, sum []uint16, lw, lh int, out []int16)
	// keep takes out of weights what lies where nobody is.
	keep func(weights []int16, body []uint8)
	// weigh is skin by the colours of known faces, where they and people are.
	weigh func(f *pixel.Frame, sum []uint16, lw, lh int, t *colours, r *regions, out []int16)
	// products are luma, its square, the weight, and luma times the weight.
	products func(sum []uint16, weights []int16, l, ll, w, lw []uint32)
	// slant turns those, summed in windows (sum, sq, xx, yy), into the line that
	// fits best: weight = a*luma + b, a in 1/2^20 and b in 1/2^8, two's complement.
	slant func(in *windows, a, b []uint32, r int, edge float32)
	// guided is the weight by the windows' summed lines, 0..256.
	guided func(sum []uint16, boxA, boxB []uint32, out []int16, r int)
	// settle moves mask towards now: small differences slowly, big ones at once.
	settle func(mask, now []int16)
	// boxSum sums each cell's (2r+1)^2 neighbourhood, borders repeated.
	boxSum func(src, dst, tmp []uint32, lw, lh, r int)
	// slopes finds the products of the slopes of cell means: xx, yy and
	// (two's complement) xy, in 1/16 of a squared level.
	slopes func(sum []uint16, xx, yy, xy []uint32, lw, lh int)
	// flatness turns windowed sums into c, Q15: 1 where the window is flat, 0
	// where it is not; and d = c*mean, Q7.
	flatness func(in *windows, c, d []uint32, lw, lh int, l limits)
	// combine makes the per-cell linear map of smoothing out of windowed c, d.
	combine func(boxC, boxD []uint32, sum []uint16, mask []int16, gain, bias []int16, cells int, strength, fine float32)
	// linear applies y += bias - gain*y with gain and bias interpolated, per samples a
	// cell each way: 4 for luma, 2 for chroma. Like lift and tint it works on rows from..to.
	linear func(y *pixel.Plane, gain, bias []int16, lw, lh, per int, rows []int16, from, to int)
	// blocks are the chroma of two by two cells each, by weight.
	blocks func(f *pixel.Frame, mask []int16, lw, lh int, out *chromas)
	// targets says how far chroma goes, 0..256, and where to, in 1/16.
	targets func(near, wide *chromas, share, cb, cr []int16, e evens)
	// pull makes linear's gain and bias for each cell out of those.
	pull func(mask []int16, lw, lh int, share, to, gain, bias []int16)
	// sharpen adds what a 3x3 blur takes away, less of it on skin.
	sharpen func(y *pixel.Plane, mask []int16, lw, lh int, amount, onSkin int, rows []int16)
	// lift brightens luma along a cubic, weighted by base + skin*mask.
	lift func(y *pixel.Plane, mask []int16, lw, lh int, t tone, rows []int16, from, to int)
	// tint scales chroma about neutral and moves it, weighted likewise.
	tint func(c *pixel.Plane, mask []int16, lw, lh int, t tint, rows []int16, from, to int)
}

// windows are sums over each cell's window: of luma, of its square, and of the
// products of slopes.
type windows struct{ sum, sq, xx, yy, xy []uint32 }

// limits say what counts as flat: a window of radius r with a variance (its own
// slope taken off) well below edge, lines counting lines times.
type limits struct {
	r           int
	edge, lines float32
}

// tone are the numbers of lift: y += ((y-16)*(235-y) * (c0 + c1*y) >> 15) * weight,
// weight = base + skin*mask/256 in 1/256.
type tone struct{ c0, c1, base, skin int32 }

// tint are the numbers of tint, in 1/256: c += (c-128)*scale + move, each
// base + skin*mask/256.
type tint struct{ scaleBase, scaleSkin, moveSkin int32 }

// evens are the numbers of targets: shares of 0 to 1, and squared levels.
type evens struct{ mottled, red, edge, far float32 }
