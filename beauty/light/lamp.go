package light

import "math"

// Lamps lie along a line from candles to the sky, and a little beside it: towards green or
// magenta. Everything here is chroma by luma: what a grey of luma 1 has in the light.
const (
	warmB, warmR = -.87, .5 // along it, towards candles
	pinkB, pinkR = .5, .87  // beside it, towards magenta
	spread       = .02      // side of a bin
	across       = 41       // bins
	alongMost    = 12       // bins to each side in which lamps are looked for
	besideMost   = 10
	usualAlong   = .08 // how far lamps of rooms are from white
	usualBeside  = .03
	skinB, skinR = -.588, .809 // skin of every complexion lies near this direction
	skinBeside   = .035        // how near
	skinLow      = .12         // how far along it skin lies, in white light
	skinHigh     = .34
	skinAlong    = .05
	greyCounts   = .7
	lampIsClear  = .5 // how much better than white a lamp has to explain a picture
	lampDone     = .7 // how much of a lamp is taken away: evenings stay warm
	lampLeast    = 3. // levels at white
	lampMost     = 34.
	lampTold     = .25 // luma from which chroma tells something
	lampBlind    = .93
	greyAtLeast  = .02 // a share of the picture that counts as none
)

// colours are how much of a picture has which chroma by luma.
type colours struct {
	bins [across][across]float64
	all  float64
}

func (c *colours) add(l, cb, cr float64) {
	if l < lampTold || l > lampBlind {
		return
	}
	cb, cr = cb/l, cr/l
	i, j := bin(cb*warmB+cr*warmR), bin(cb*pinkB+cr*pinkR)
	c.all += l
	if i >= 0 && i < across && j >= 0 && j < across {
		c.bins[i][j] += l
	}
}

func bin(v float64) int { return int(math.Floor(v/spread+.5)) + across/2 }

// near is the share of the picture within a bin or beside it.
func (c *colours) near(i, j int) float64 {
	sum := 0.
	for a := i - 1; a <= i+1; a++ {
		for b := j - 1; b <= j+1; b++ {
			sum += c.bins[a][b]
		}
	}
	return sum / max(c.all, 1)
}

// lamp is the light that explains best what is grey in the picture and the skin of the face,
// in levels of chroma at white; 0 where white explains it as well.
func (m *measure) lamp(fm *faceMeasure) (cb, cr float64) {
	if m.colour.all == 0 {
		return 0, 0
	}
	score := func(i, j int) float64 {
		a, b := float64(i)*spread, float64(j)*spread
		s := greyCounts*math.Log(m.colour.near(across/2+i, across/2+j)+greyAtLeast) - math.Log1p(square(a/usualAlong)/2) - math.Log1p(square(b/usualBeside)/2)
		if fm.known {
			u, v := fm.cb-a*warmB-b*pinkB, fm.cr-a*warmR-b*pinkR
			s -= square((u*skinR-v*skinB)/skinBeside) / 2
			along := u*skinB + v*skinR
			s -= square(max(skinLow-along, along-skinHigh, 0)/skinAlong) / 2
		}
		return s
	}
	best, bi, bj := math.Inf(-1), 0, 0
	for i := -alongMost; i <= alongMost; i++ {
		for j := -besideMost; j <= besideMost; j++ {
			if s := score(i, j); s > best {
				best, bi, bj = s, i, j
			}
		}
	}
	sure := smooth(lampIsClear, 2*lampIsClear, best-score(0, 0))
	a, b := float64(bi)*spread, float64(bj)*spread
	cb, cr = lampDone*full*(a*warmB+b*pinkB)*sure, lampDone*full*(a*warmR+b*pinkR)*sure
	n := math.Hypot(cb, cr)
	if n < lampLeast {
		return 0, 0
	}
	k := min(lampMost/n, 1) * smooth(lampLeast, 2*lampLeast, n)
	return cb * k, cr * k
}

func square(v float64) float64 { return v * v }
