package face

import "image"

// Detectors see a face only if it is large enough in the little picture they
// take. So a picture is searched in turns: the whole of it, then squares as high
// (or wide) as it is, then smaller ones. Nearby faces are found in the first
// turn, those of people who stand at the back a few turns later.
const (
	palmTurns  = 4  // the whole and the large squares
	faceTurns  = 13 // and the small ones
	smallShare = .6 // of a large square's side
)

// sureEnough is the score that a detection in that turn must have. Small squares
// enlarge what only looks like a face, too.
func sureEnough(turn int) float32 {
	if turn < palmTurns {
		return .5
	}
	return .63
}

// searchRegion is what is searched in a turn of a picture of w by h pixels.
func searchRegion(turn, w, h int, size image.Point) Region {
	if turn == 0 {
		return whole(w, h, size)
	}
	fw, fh := float32(w), float32(h)
	side := min(fw, fh)
	kx, ky := float32(.5), float32(.5)
	if turn < palmTurns {
		// Middle, then both ends.
		k := []float32{.5, 0, 1}[turn-1]
		if fw > fh {
			kx = k
		} else {
			ky = k
		}
	} else {
		side *= smallShare
		// Three rows of three, the middle column first.
		n := turn - palmTurns
		kx, ky = []float32{.5, 0, 1}[n/3], []float32{0, .5, 1}[n%3]
	}
	return Region{X: side/2 + kx*(fw-side), Y: side/2 + ky*(fh-side), W: side, H: side}
}
