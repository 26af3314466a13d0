package face

import "math"

// euro holds the constants of a one-euro filter (Casiez, Roussel, Vogel, "1
// Euro Filter", CHI 2012): a low pass whose cutoff rises with speed, so that
// what rests does not tremble and what moves is not left behind.
type euro struct {
	least float64 // cutoff at rest, in Hz
	slope float64 // how much it rises by speed, in Hz for one unit a second
	speed float64 // cutoff of the speed's own low pass, in Hz
}

// alpha is the weight of a new value for a cutoff in Hz after dt seconds.
func alpha(cutoff, dt float64) float64 {
	r := 2 * math.Pi * cutoff * dt
	return r / (r + 1)
}

// weight is the weight of a new value at that speed.
func (e euro) weight(speed, dt float64) float64 { return alpha(e.least+e.slope*speed, dt) }
