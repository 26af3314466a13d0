package pixel

// Halves has work done in two halves at once, where there are two processors for it.
// The second half's goroutine ends before Run returns, so nobody has to close anything.
// A nil Halves works in one piece. It belongs to one goroutine.
type Halves struct {
	// Whole has it work in one piece meanwhile.
	Whole bool

	work     Part
	from, to int
	second   func()
	done     chan struct{}
}

// Part works on what is numbered from..to: rows of a plane, or planes of a list; half is
// 0 or 1, for scratch of its own. What comes out must be the same in one piece.
type Part func(half, from, to int)

// NewHalves works in two halves from now on.
func NewHalves() *Halves {
	h := &Halves{done: make(chan struct{}, 1)}
	h.second = func() {
		h.work(1, h.from, h.to)
		h.done <- struct{}{}
	}
	return h
}

// Run works on n rows or planes and returns when all is done; a half begins at a
// multiple of step.
func (h *Halves) Run(n, step int, work Part) {
	mid := 0
	if h != nil && !h.Whole {
		mid = n / 2 / step * step
	}
	if mid == 0 {
		work(0, 0, n)
		return
	}
	h.work, h.from, h.to = work, mid, n
	go h.second()
	work(0, 0, mid)
	<-h.done
	h.work = nil
}
