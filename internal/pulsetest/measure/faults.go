package measure

import "math"

// A Fault is a place in a recording that should not be there.
type Fault struct {
	At     int // sample
	Length int // samples
}

// Gaps finds the stretches of at least shortest samples that are silent (at
// most floor in absolute value).
func Gaps(x []float32, floor float64, shortest int) []Fault {
	var gaps []Fault
	start := -1
	for i := 0; i <= len(x); i++ {
		if i < len(x) && math.Abs(float64(x[i])) <= floor {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && i-start >= shortest {
			gaps = append(gaps, Fault{start, i - start})
		}
		start = -1
	}
	return gaps
}

// Clicks finds the places where x, which should be a steady tone of that
// frequency and amplitude, is not the continuation of what came before: each
// sample of a sine follows from the two before it. tolerance is relative to the
// amplitude; faults closer than 5 ms (at 48 kHz) count as one.
func Clicks(x []float32, hz, amplitude float64, rate int, tolerance float64) []Fault {
	const join = 240
	k := 2 * math.Cos(2*math.Pi*hz/float64(rate))
	var clicks []Fault
	for i := 2; i < len(x); i++ {
		want := k*float64(x[i-1]) - float64(x[i-2])
		if math.Abs(float64(x[i])-want) <= tolerance*amplitude {
			continue
		}
		if n := len(clicks); n > 0 && i-clicks[n-1].At-clicks[n-1].Length < join {
			clicks[n-1].Length = i - clicks[n-1].At + 1
			continue
		}
		clicks = append(clicks, Fault{i, 1})
	}
	return clicks
}

// Trim cuts off the quiet parts (at most floor in absolute value) at both ends.
func Trim(x []float32, floor float64) []float32 {
	start, end := 0, len(x)
	for start < end && math.Abs(float64(x[start])) <= floor {
		start++
	}
	for end > start && math.Abs(float64(x[end-1])) <= floor {
		end--
	}
	return x[start:end]
}
