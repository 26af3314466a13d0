package backdrop

import (
	"onair/beauty/pixel"
)

// keyFinder finds the wall's colour and keeps it steady.
type keyFinder struct {
	key   Key // set: there is one
	frame int
	bins  [keyBins * keyBins]keyBin
}

type keyBin struct{ n, cb, cr int32 }

const (
	keyBins  = 32 // along Cb and along Cr, of eight levels
	keyEvery = 8  // frames from one look to the next
	keyStep  = 6  // every how many samples, both ways, are looked at
	keyShare = 30 // a wall fills at least one of so many samples
	keyFar   = 24 // a colour that far from the one known is taken over at once
	keyDrift = 0.2
	// A wall that the chain looks for by itself must be that strong.
	keyStrong = 22
)

// The hues a wall may have: pure green and pure blue, and the cosine of how far
// from them.
var keyHues = [...][3]float32{{-0.62, -0.79, 0.80}, {0.99, -0.16, 0.92}}

// find gives the colour to key with: the one that was set, or the dominant green
// or blue. Once found it stays, though the wall be covered.
func (k *keyFinder) find(f *pixel.Frame, wanted Key) (Key, bool) {
	if wanted.Set {
		k.key, k.frame = Key{}, 0
		return wanted, true
	}
	if k.frame%keyEvery == 0 {
		k.look(f)
	}
	k.frame++
	return k.key, k.key.Set
}

func (k *keyFinder) look(f *pixel.Frame) {
	clear(k.bins[:])
	samples := 0
	for y := keyStep / 2; y < f.Cb.H; y += keyStep {
		cb, cr := f.Cb.P[y*f.Cb.Stride:], f.Cr.P[y*f.Cr.Stride:]
		for x := keyStep / 2; x < f.Cb.W; x += keyStep {
			b := &k.bins[int(cb[x])/8*keyBins+int(cr[x])/8]
			b.n++
			b.cb += int32(cb[x])
			b.cr += int32(cr[x])
			samples++
		}
	}
	best, most := Key{}, int32(max(samples/keyShare, 1))
	for i := 1; i < keyBins-1; i++ {
		for j := 1; j < keyBins-1; j++ {
			if sum := k.around(i, j); sum.n > most {
				c := Key{Set: true, cb: float32(sum.cb)/float32(sum.n) - 128, cr: float32(sum.cr)/float32(sum.n) - 128}
				if c.isWall() {
					best, most = c, sum.n
				}
			}
		}
	}
	if !best.Set {
		return
	}
	du, dv := best.cb-k.key.cb, best.cr-k.key.cr
	if !k.key.Set || du*du+dv*dv > keyFar*keyFar {
		k.key = best
		return
	}
	k.key.cb += du * keyDrift
	k.key.cr += dv * keyDrift
}

// around sums up a bin and its neighbours.
func (k *keyFinder) around(i, j int) keyBin {
	var s keyBin
	for di := -1; di <= 1; di++ {
		for dj := -1; dj <= 1; dj++ {
			b := &k.bins[(i+di)*keyBins+j+dj]
			s.n, s.cb, s.cr = s.n+b.n, s.cb+b.cb, s.cr+b.cr
		}
	}
	return s
}

func (k Key) isWall() bool {
	size := pixel.Sqrt(k.cb*k.cb + k.cr*k.cr)
	if size < keyStrong {
		return false
	}
	for _, h := range keyHues {
		if k.cb*h[0]+k.cr*h[1] > h[2]*size {
			return true
		}
	}
	return false
}
