package model

import "slices"

// fresh is lines without those that c has already: what is said while the history is
// read can come twice.
func (c Chat) fresh(lines []ChatLine) []ChatLine {
	known := make(map[uint64]bool, len(lines))
	for _, l := range c.Lines {
		known[l.Seq] = true
	}
	known[0] = false
	out := make([]ChatLine, 0, len(lines))
	for _, l := range lines {
		if l.Seq == 0 || !known[l.Seq] {
			out = append(out, l)
		}
		known[l.Seq] = true
	}
	return out
}

// ordered moves each of lines[from:] up to where the server's numbers put it, and
// returns lines. The answer to one's own line can come after lines that were said
// later; all see one order.
func ordered(lines []ChatLine, from int) []ChatLine {
	for i := from; i < len(lines); i++ {
		l, at := lines[i], i
		for k := i - 1; l.Seq != 0 && k >= 0; k-- {
			if other := lines[k].Seq; other > l.Seq {
				at = k
			} else if other != 0 {
				break
			}
		}
		lines = slices.Insert(slices.Delete(lines, i, i+1), at, l)
	}
	return lines
}
