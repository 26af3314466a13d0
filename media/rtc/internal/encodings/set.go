package encodings

import (
	"math"
	"slices"
)

// Set is which encodings are sent.
type Set [Max]bool

// Why tells why an encoding rests.
type Why string

// The reasons.
const (
	Line    Why = "line"      // it does not carry it
	Load    Why = "processor" // coding takes too long
	Viewers Why = "viewers"   // nobody takes it
)

// Ask is the question which encodings to send.
type Ask struct {
	N    int // how many there could be
	Top  int // the largest that the line carries
	Most int // how many the processor has time for
	// Takers are how many take each, nil where nobody tells.
	Takers []int
}

// Choose answers it. What nobody takes rests first, but for the smallest: it costs next to
// nothing, and is there at once for a first viewer, or for one whose line becomes short. When
// the processor is short what most take stays, and the smallest if anybody takes it, since
// who does may be able to take no other.
func Choose(a Ask) (s Set, why [Max]Why) {
	for i := range a.N {
		why[i] = Load
		if i < a.Top {
			why[i] = Line
		}
	}
	last := a.N - 1
	takers := [Max]int{1, 1, 1} // as if each had one
	if a.Takers != nil {
		takers = [Max]int{}
		copy(takers[:], a.Takers)
		for i := range a.Top { // who would take what the line does not carry takes the next
			takers[a.Top] += takers[i]
		}
	}
	if a.Most > 1 && takers[last] > 0 {
		takers[last] = math.MaxInt
	}
	for i := a.Top; i < last; i++ {
		if takers[i] == 0 {
			why[i] = Viewers
		}
	}
	for range min(max(a.Most, 1), a.N) {
		next := -1
		for i := a.Top; i < a.N; i++ {
			if why[i] == Load && (next < 0 || takers[i] > takers[next]) {
				next = i
			}
		}
		if next >= 0 {
			s[next], why[next] = true, ""
		}
	}
	return s, why
}

// Top is the largest encoding of a set.
func (s Set) Top() int { return max(slices.Index(s[:], true), 0) }

// Len is how many there are.
func (s Set) Len() (n int) {
	for _, on := range s {
		if on {
			n++
		}
	}
	return n
}

// Share gives out bits a second: smaller encodings what they usually take, if the largest
// still gets its least, and the largest the rest. One that is the largest for other reasons
// than the line, as Choose has them, gets no more than usual: who takes it has a line for no
// more.
func (s Set) Share(bits int, r Rates, why [Max]Why) (out [Max]int) {
	top := s.Top()
	most := r[top].Most
	if top > 0 && why[top-1] != Line {
		most = r[top].Usual
	}
	for i := Max - 1; i > top; i-- {
		if s[i] {
			out[i] = r[i].Usual
			bits -= out[i]
		}
	}
	out[top] = max(min(bits, most), r[top].Least)
	return out
}

// need is the least bits a second with which the set is worth sending.
func (s Set) need(r Rates) (sum int) {
	top := s.Top()
	for i := range Max {
		switch {
		case !s[i]:
		case i == top:
			sum += r[i].Least
		default:
			sum += r[i].Usual
		}
	}
	return sum
}
