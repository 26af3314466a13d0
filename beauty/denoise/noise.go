package denoise

import "math"

// All limits are in deviations of the noise.
const (
	meanOf     = .8 // the mean difference of noise of deviation 1
	leastNoise = .6 // in levels, below which it is rounding
	mostNoise  = 16

	differLo, differHi = .98, 1.4 // a cell's mean difference
	sumLo, sumHi       = .45, .85 // the mean of its differences with their signs
	tintLo, tintHi     = .9, 1.6  // of chroma, which has a quarter of the pixels
	pixelLo            = 2.2      // a pixel's difference; at twice that it counts as another

	mostPictures = 9 // more than one that count at the full level

	// What share of cells is taken for still or well followed: noise is measured there.
	quiet = .33
	// In how many seconds what is measured counts.
	rises, falls = .6, .3

	autoFrom, autoBy = .9, .18 // levels of noise that ask for nothing; what each more asks for
)

// noise is what is known of the camera's noise.
type noise struct{ luma, chroma float64 }

// learn takes what cells differ by.
func (n *noise) learn(seen *histograms, seconds float64) {
	l, ok := share(&seen.luma)
	c, okToo := share(&seen.chroma)
	if !ok || !okToo {
		return
	}
	ease := func(was *float64, now float64) {
		now = min(now, mostNoise)
		if *was == 0 {
			*was = now
			return
		}
		time := rises
		if now < *was {
			time = falls
		}
		*was += (now - *was) * (1 - math.Exp(-seconds/time))
	}
	ease(&n.luma, l/meanOf)
	ease(&n.chroma, c/meanOf)
}

// share is what a share of cells differ by at most, in levels a pixel.
func share(h *[256]int32) (float64, bool) {
	all, sum := int32(0), int32(0)
	for _, n := range h {
		all += n
	}
	if all == 0 {
		return 0, false
	}
	want := float64(all) * quiet
	for i, n := range h {
		if float64(sum+n) >= want {
			return (float64(i) + (want-float64(sum))/float64(n)) / 4, true
		}
		sum += n
	}
	return 0, false
}

// wants is the level that the noise asks for, 0 to 1.
func (n *noise) wants() float64 { return min(max((n.luma-autoFrom)*autoBy, 0), 1) }
