package skin

import (
	"onair/beauty/pixel"
)

// What Even goes by. Chroma deviations are in levels, sizes in shares of a face's width.
const (
	evenReach = .07 // radius of what is mottling
	evenWide  = .3  // and of what a red cheek is compared with
	evenEdge  = 6   // deviation that is rather a border, of a lamp or of hair
	evenFar   = 9   // the same for the wider windows
	evenUsual = 210 // a face's width, in 720 lines, where none is known
)

// even are Even's planes, one entry for two by two cells.
type even struct {
	near, wide chromas
	in         chromas
	share      []int16 // how much of the way chroma goes, 0..256
	cb, cr     []int16 // where to, in 1/16
}

// chromas are sums over windows: of weights in 1/16, of chroma times the weight in
// half levels, and of its squared distance from grey.
type chromas struct{ w, cb, cr, sq []uint32 }

func (c *chromas) fit(n int) {
	for _, p := range []*[]uint32{&c.w, &c.cb, &c.cr, &c.sq} {
		*p = make([]uint32, n)
	}
}

// Even takes blotches of colour out of skin, a share of mottled of those smaller than a
// cheek's half; and a share of red of what is redder, or paler, than the skin around it
// to the width of a cheek. Skin keeps its own colour, and lips theirs. Where colour
// changes at a border, as by two lamps, it stays. Shares are from 0 to 1.
func (s *Skin) Even(f *pixel.Frame, mottled, red float32) {
	c, e, mask := s.cells, &s.even, s.Weights(f)
	w, h := (c.LW+1)/2, (c.LH+1)/2
	if len(e.share) != w*h {
		e.in.fit(w * h)
		e.near.fit(w * h)
		e.wide.fit(w * h)
		e.share, e.cb, e.cr = make([]int16, w*h), make([]int16, w*h), make([]int16, w*h)
	}
	size := s.width()
	s.k.blocks(f, mask, c.LW, c.LH, &e.in)
	s.chromaSums(&e.near, w, h, max(int(size*evenReach/(2*pixel.Cell)+.5), 2))
	far := &e.near
	if red > 0 {
		far = &e.wide
		s.chromaSums(far, w, h, max(int(size*evenWide/(2*pixel.Cell)+.5), 3))
	}
	s.k.targets(&e.near, far, e.share, e.cb, e.cr, evens{mottled: max(mottled, .9*red), red: .9 * red, edge: evenEdge * evenEdge, far: evenFar * evenFar})
	for i, to := range [...][]int16{e.cb, e.cr} {
		s.k.pull(mask, c.LW, c.LH, e.share, to, s.gain, s.bias)
		s.linear([...]*pixel.Plane{&f.Cb, &f.Cr}[i], pixel.Cell/2)
	}
}

// chromaSums sums the planes up in windows.
func (s *Skin) chromaSums(to *chromas, w, h, r int) {
	in := &s.even.in
	s.boxSums(w, h, r, box{in.w, to.w}, box{in.cb, to.cb}, box{in.cr, to.cr}, box{in.sq, to.sq})
}

// width is the mean of the faces' widths in pixels, or what it usually is.
func (s *Skin) width() float32 {
	sum := float32(0)
	for i := range s.faces {
		sum += s.faces[i].Width()
	}
	if sum > 0 {
		return min(sum/float32(len(s.faces)), float32(s.cells.H))
	}
	return evenUsual * float32(min(s.cells.W, s.cells.H)) / 720
}
