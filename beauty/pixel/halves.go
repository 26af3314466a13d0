package pixel

// Halves has the rows of a plane worked on in two halves at once, where there are two
// processors for it. The second half's goroutine ends before Run returns, so nobody has
// to close anything. A nil Halves works in one piece. It belongs to one goroutine.
type Halves struct {
	work     Rows
	from, to int
	second   func()
	done     chan struct{}
}

// Rows is work on rows from..to; part is 0 or 1, for scratch of its own. What comes out
// must be the same in one piece.
type Rows interface{ Rows(part, from, to int) }

// NewHalves works in two halves from now on.
func NewHalves() *Halves {
	h := &Halves{done: make(chan struct{}, 1)}
	h.second = func() {
		h.work.Rows(1, h.from, h.to)
		h.done <- struct{}{}
	}
	return h
}

// Run works on n rows and returns when all is done; a half begins at a multiple of step.
func (h *Halves) Run(n, step int, w Rows) {
	mid := 0
	if h != nil {
		mid = n / 2 / step * step
	}
	if mid == 0 {
		w.Rows(0, 0, n)
		return
	}
	h.work, h.from, h.to = w, mid, n
	go h.second()
	w.Rows(0, 0, mid)
	<-h.done
	h.work = nil
}
