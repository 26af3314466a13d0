package face

import (
	"image"
	"math"
)

// Detectors see a face only if it is large enough in the little picture they take and
// more or less upright. So a picture is searched in turns: the whole of it, then parts of
// it, some of them tilted. The far detector sees faces of a twentieth of the whole
// picture's width, and turned ones; the near one is surer of those that fill it.
const (
	wholeFar = iota
	wholeNear
	largeMiddle
	largeStart
	largeEnd
	tiltedLeft
	tiltedRight
	small      // and the next eight
	faceTurns  = small + 9
	palmTurns  = 4  // the whole and the large squares
	smallShare = .6 // of a large square's side
)

// tilt is by how much a picture is turned to find people who lie down: detectors see
// faces that lean by up to half of that either way.
const tilt = 65 * math.Pi / 180

// tiltedShare is a tilted square's side, of a large one's: its corners are outside anyway.
const tiltedShare = 1.2

// search is one turn: a part of the picture, the detector and how sure it has to be. What
// only looks like a face, a dog's, makes the near one unsure and the far one see nothing.
type search struct {
	region Region
	far    bool
	least  float32
	sure   float32
}

// faceSearch is what is searched in a turn of a picture of w by h pixels. Only what is seen
// plainly in the whole picture needs no second look.
func faceSearch(turn, w, h int, size Sizes) search {
	switch turn {
	case wholeFar:
		return search{whole(w, h, size.Far), true, .4, plainlySure}
	case wholeNear:
		return search{whole(w, h, size.Detect), false, .6, 2}
	case largeMiddle, largeStart, largeEnd:
		return search{square(1+turn-largeMiddle, w, h), true, .4, plainlySure}
	case tiltedLeft, tiltedRight:
		r := square(1, w, h)
		r.W, r.H, r.Angle = r.W*tiltedShare, r.H*tiltedShare, tilt
		if turn == tiltedLeft {
			r.Angle = -tilt
		}
		return search{r, true, .5, 2}
	}
	return search{square(palmTurns+turn-small, w, h), true, .5, 2}
}

// between are the turns between those of the whole picture.
var between = [...]int{
	largeMiddle, largeStart, largeEnd, tiltedLeft, tiltedRight, wholeNear, small, small + 1, small + 2,
	largeMiddle, largeStart, largeEnd, small + 3, small + 4, small + 5,
	tiltedLeft, tiltedRight, wholeNear, small + 6, small + 7, small + 8,
}

// faceTurn is the turn of the nth search: the whole picture every other time, where
// somebody who sits down or comes along is found at once.
func faceTurn(n int) int {
	if n%2 == 0 {
		return wholeFar
	}
	return between[n/2%len(between)]
}

// palmTurn is the same for palms.
func palmTurn(n int) int {
	if n%2 == 0 {
		return 0
	}
	return 1 + n/2%(palmTurns-1)
}

// searchRegion is what is searched for palms.
func searchRegion(turn, w, h int, size image.Point) Region {
	if turn == 0 {
		return whole(w, h, size)
	}
	return square(turn, w, h)
}

// square is a part of the picture, from 1: large ones, then small ones.
func square(n, w, h int) Region {
	fw, fh := float32(w), float32(h)
	side := min(fw, fh)
	kx, ky := float32(.5), float32(.5)
	if n < palmTurns {
		// Middle, then both ends.
		k := []float32{.5, 0, 1}[n-1]
		if fw > fh {
			kx = k
		} else {
			ky = k
		}
	} else {
		side *= smallShare
		// Three rows of three, the middle column first.
		n -= palmTurns
		kx, ky = []float32{.5, 0, 1}[n/3], []float32{0, .5, 1}[n%3]
	}
	return Region{X: side/2 + kx*(fw-side), Y: side/2 + ky*(fh-side), W: side, H: side}
}
