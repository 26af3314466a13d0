// Package pick chooses which of a stream's layers a viewer gets. It is pure: the same question has the same answer.
package pick

import (
	"slices"
	"time"
)

// Layer is one encoding of a picture.
type Layer struct {
	Width, Height int // 0 while not known
	BitRate       int // bits a second; 0 while not known
	Live          bool
}

// Rank sorts layers, the best first, by their heights, and by their bit rates until all heights are known. It returns their places.
func Rank(layers []Layer) []int {
	sized := !slices.ContainsFunc(layers, func(l Layer) bool { return l.Height == 0 })
	order := make([]int, len(layers))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := layers[a], layers[b]
		if sized && x.Height != y.Height {
			return y.Height - x.Height
		}
		return y.BitRate - x.BitRate
	})
	return order
}

// Why tells why a layer was chosen.
type Why int

// The reasons.
const (
	Best   Why = iota // there is no better
	Line              // the line carries no more
	Tile              // a better one would be larger than what is shown
	Hidden            // nothing is shown
	Chosen            // by the user
	Source            // better ones do not come in
)

// None stands for no layer: the sound alone.
const None = -1

// Ask is the question.
type Ask struct {
	Layers []Layer // the best first
	// Width and Height are the tile's, in pixels; 0: not known.
	Width, Height int
	Hidden        bool
	Sound         bool // the user wants the sound alone
	Lines         int  // the user wants the layer of at most so many lines; 0: no wish
	Rate          int  // bits a second that the line carries; 0: not known, all that there is
	At            int  // the layer now, or None
	Since         time.Duration
	First         bool // nothing was chosen before
}

// Rules of going up and down.
const (
	// Up is by how much the line has to carry more than a better layer needs.
	Up = 1.1
	// down is how much less than the present layer needs it may carry.
	down = 0.95
	// least is the same for the least of all, below which there is no picture.
	least = 0.75
	// trial is how long the least layer is kept before the line has been judged by it.
	trial = 1500 * time.Millisecond
	// dare is how long the sound is alone before the least layer is tried whatever the line was last
	// known to carry: that is what was sent, and on a busy machine looks for more find nothing.
	dare = 8 * time.Second
	// rest is how long a layer is kept before a better one is taken.
	rest = time.Second
	// oversize is by how much a tile may be larger than the layer shown in it.
	oversize = 1.15
)

// next is the answer: the layer to send, or None. Goal is the bit rate that the line would have to carry for the next better layer; 0
// where the line is not what keeps it back.
func next(a Ask) (to int, why Why, goal int) {
	switch {
	case a.Hidden:
		return None, Hidden, 0
	case a.Sound:
		return None, Chosen, 0
	}
	best := slices.IndexFunc(a.Layers, func(l Layer) bool { return l.Live })
	if best < 0 { // nothing comes in: as it was, or the least, which is the first to come anywhere
		if a.At == None {
			return len(a.Layers) - 1, Best, 0
		}
		return a.At, Best, 0
	}
	why = Best
	if best > 0 {
		why = Source
	}
	if a.Lines > 0 {
		to = a.lines(best)
		if to != best {
			why = Chosen
		}
		return to, why, 0
	}
	cap := a.tile(best)
	if cap != best {
		why = Tile
	}
	to = a.line(cap)
	if to == cap {
		return to, why, 0
	}
	return to, Line, int(Up * float64(a.Layers[a.above(to, cap)].BitRate))
}

// lines is the best layer of at most so many lines, or the least.
func (a *Ask) lines(best int) int {
	to := best
	for i, l := range a.Layers {
		if l.Live {
			if to = i; l.Height <= a.Lines {
				break
			}
		}
	}
	return to
}

// tile is the smallest layer that fills the tile, the best where none does.
func (a *Ask) tile(best int) int {
	to := best
	if a.Width <= 0 || a.Height <= 0 {
		return to
	}
	for i, l := range a.Layers {
		if l.Live && l.Height > 0 && a.fills(l) {
			to = i
		}
	}
	return to
}

// fills tells whether a layer, kept in shape, is enlarged by little at most. A tile shows a picture whole, so the side that
// limits is the one that counts.
func (a *Ask) fills(l Layer) bool {
	shown := min(float64(a.Width)/float64(max(l.Width, 1)), float64(a.Height)/float64(l.Height))
	return shown <= oversize
}

// line is the best layer from cap down that the line carries.
func (a *Ask) line(cap int) int {
	if a.Rate <= 0 {
		return cap
	}
	for i := cap; i < len(a.Layers); i++ {
		l := a.Layers[i]
		if !l.Live {
			continue
		}
		better := a.At == None || i < a.At
		need := float64(l.BitRate)
		switch {
		case better:
			need *= Up
		case a.least(i):
			if need *= least; a.Since < trial {
				return i
			}
		default:
			need *= down
		}
		if l.BitRate == 0 && !a.least(i) { // not measured yet
			continue
		}
		if float64(a.Rate) >= need && !(better && a.Since < rest) {
			return i
		}
	}
	return a.daring(cap)
}

// daring is the least layer where nothing speaks against it but an estimate that has seen no more
// than was sent: at first, when the layer before was taken away, and after a while. The line says soon.
func (a *Ask) daring(cap int) int {
	lost := a.At != None && !a.Layers[a.At].Live
	if !a.First && !lost && !(a.At == None && a.Since >= dare) {
		return None
	}
	for i := len(a.Layers) - 1; i >= cap; i-- {
		if a.Layers[i].Live {
			return i
		}
	}
	return None
}

// least tells whether no lesser layer than i comes in.
func (a *Ask) least(i int) bool {
	return !slices.ContainsFunc(a.Layers[i+1:], func(l Layer) bool { return l.Live })
}

// above is the next better live layer than to, at most cap.
func (a *Ask) above(to, cap int) int {
	if to == None {
		to = len(a.Layers)
	}
	for i := to - 1; i > cap; i-- {
		if a.Layers[i].Live {
			return i
		}
	}
	return cap
}
