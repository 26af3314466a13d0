package skin

import "onair/beauty/pixel"

// parted is what is worked on in two halves where there are two processors: the parts
// are made once, and what is in the works lies beside them.
type parted struct {
	halves                     *pixel.Halves
	sums, lines, lifted, tints pixel.Part

	rows  [2][]int16
	tmp   [2][]uint32
	boxes []box // of the sums in the works
	w, h  int
	r     int

	plane *pixel.Plane
	mask  []int16 // or gain
	bias  []int16
	per   int
	tone  tone
	tint  tint
}

// box is a plane of cells and what it is summed up in.
type box struct{ from, to []uint32 }

func (s *Skin) makeParts(halves *pixel.Halves) {
	s.part = parted{halves: halves, sums: s.partOfSums, lines: s.partOfLinear, lifted: s.partOfLift, tints: s.partOfTint}
}

// boxSums sums up planes of w by h cells in windows of radius r.
func (s *Skin) boxSums(w, h, r int, boxes ...box) {
	p := &s.part
	p.boxes, p.w, p.h, p.r = append(p.boxes[:0], boxes...), w, h, r
	p.halves.Run(len(boxes), 1, p.sums)
}

func (s *Skin) partOfSums(half, from, to int) {
	p := &s.part
	for _, b := range p.boxes[from:to] {
		s.k.boxSum(b.from, b.to, p.tmp[half], p.w, p.h, p.r)
	}
}

// linear lays gain and bias over a plane of per samples a cell.
func (s *Skin) linear(to *pixel.Plane, per int) {
	s.part.mask, s.part.bias, s.part.per = s.gain, s.bias, per
	s.rowsOf(to, s.part.lines)
}

func (s *Skin) partOfLinear(half, from, to int) {
	p := &s.part
	s.k.linear(p.plane, p.mask, p.bias, s.cells.LW, s.cells.LH, p.per, p.rows[half], from, to)
}

func (s *Skin) lift(y *pixel.Plane, mask []int16, t tone) {
	s.part.mask, s.part.tone = mask, t
	s.rowsOf(y, s.part.lifted)
}

func (s *Skin) partOfLift(half, from, to int) {
	p := &s.part
	s.k.lift(p.plane, p.mask, s.cells.LW, s.cells.LH, p.tone, p.rows[half], from, to)
}

func (s *Skin) tintBy(c *pixel.Plane, mask []int16, t tint) {
	s.part.mask, s.part.tint = mask, t
	s.rowsOf(c, s.part.tints)
}

func (s *Skin) partOfTint(half, from, to int) {
	p := &s.part
	s.k.tint(p.plane, p.mask, s.cells.LW, s.cells.LH, p.tint, p.rows[half], from, to)
}

func (s *Skin) rowsOf(to *pixel.Plane, work pixel.Part) {
	s.part.plane = to
	s.part.halves.Run(to.H, pixel.Cell, work)
	s.part.plane = nil
}
