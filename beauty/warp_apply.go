package beauty

// The copy of an area has a margin, so that fetching between pixels needs no
// check: one pixel to the left and above, two to the right and below.
const (
	spareX = 4
	spareY = 4
)

// warpKernels are the warp's inner loop.
type warpKernels struct {
	// warp fills the pixels of dst from src along the field. Nodes are per
	// samples apart: 8 for luma, 4 for chroma, whose moves are half as long.
	warp func(dst *plane, src *spared, f *field, per int, rows []int32)
}

// spared is a copy of a plane's part with a margin: the part's first pixel is
// p[stride+1].
type spared struct {
	p      []byte
	stride int
}

// field are the nodes over a part of a plane: node (0, 0) is at its first
// sample.
type field struct {
	dx, dy []int16
	gw     int
}

// apply moves the pixels of all planes.
func (g *warp) apply(k *warpKernels, f *frame) {
	for _, a := range g.areas {
		at := a.y0*g.gw + a.x0
		g.nodes = field{g.dx[at:], g.dy[at:], g.gw}
		for _, p := range [...]struct {
			plane *plane
			per   int
		}{{&f.y, mesh}, {&f.cb, mesh / 2}, {&f.cr, mesh / 2}} {
			g.part = p.plane.part(a.x0*p.per, a.y0*p.per, a.x1*p.per, a.y1*p.per)
			if g.part.w <= 0 || g.part.h <= 0 {
				continue
			}
			g.kept = g.keep(p.plane, a.x0*p.per, a.y0*p.per, g.part.w, g.part.h)
			k.warp(&g.part, &g.kept, &g.nodes, p.per, g.rows)
		}
	}
}

// part is the rectangle of a plane from x0, y0 to before x1, y1, as far as there
// is one.
func (p *plane) part(x0, y0, x1, y1 int) plane {
	w, h := min(x1, p.w)-x0, min(y1, p.h)-y0
	if w <= 0 || h <= 0 {
		return plane{}
	}
	return plane{p.p[y0*p.stride+x0:], p.stride, w, h}
}

// keep copies a part of a plane with its margin; borders are repeated.
func (g *warp) keep(p *plane, x0, y0, w, h int) spared {
	s := spared{g.spare, w + spareX}
	for j := -1; j < h+2; j++ {
		row := p.p[min(max(y0+j, 0), p.h-1)*p.stride:][:p.w]
		out := s.p[(j+1)*s.stride:][:s.stride]
		n := copy(out[1:], row[x0:min(x0+w+2, p.w)])
		out[0] = row[max(x0-1, 0)]
		for i := n + 1; i < len(out); i++ {
			out[i] = row[p.w-1]
		}
	}
	return s
}
