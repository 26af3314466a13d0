package shape

import (
	"onair/beauty/pixel"
)

// The copy of an area has a margin, so that fetching between pixels needs no
// check: one pixel to the left and above, two to the right and below.
const (
	spareX = 4
	spareY = 4
)

// kernels are the warp's inner loop.
type kernels struct {
	// warp fills the pixels of dst from src along the field. Nodes are per
	// samples apart: 8 for luma, 4 for chroma, whose moves are half as long. It works on
	// rows from..to of dst.
	warp func(dst *pixel.Plane, src *spared, f *field, per int, rows []int32, from, to int)
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
func (g *warp) apply(halves *pixel.Halves, move pixel.Part, f *pixel.Frame) {
	for _, a := range g.areas {
		at := a.y0*g.gw + a.x0
		g.nodes = field{g.dx[at:], g.dy[at:], g.gw}
		for _, p := range [...]struct {
			plane *pixel.Plane
			per   int
		}{{&f.Y, mesh}, {&f.Cb, mesh / 2}, {&f.Cr, mesh / 2}} {
			g.part = partOf(p.plane, a.x0*p.per, a.y0*p.per, a.x1*p.per, a.y1*p.per)
			if g.part.W <= 0 || g.part.H <= 0 {
				continue
			}
			g.per, g.kept = p.per, g.keep(p.plane, a.x0*p.per, a.y0*p.per, g.part.W, g.part.H)
			halves.Run(g.part.H, p.per, move)
		}
	}
}

// partOf is the rectangle of a plane from x0, y0 to before x1, y1, as far as there
// is one.
func partOf(p *pixel.Plane, x0, y0, x1, y1 int) pixel.Plane {
	w, h := min(x1, p.W)-x0, min(y1, p.H)-y0
	if w <= 0 || h <= 0 {
		return pixel.Plane{}
	}
	return pixel.Plane{P: p.P[y0*p.Stride+x0:], Stride: p.Stride, W: w, H: h}
}

// keep copies a part of a plane with its margin; borders are repeated.
func (g *warp) keep(p *pixel.Plane, x0, y0, w, h int) spared {
	s := spared{g.spare, w + spareX}
	for j := -1; j < h+2; j++ {
		row := p.P[min(max(y0+j, 0), p.H-1)*p.Stride:][:p.W]
		out := s.p[(j+1)*s.stride:][:s.stride]
		n := copy(out[1:], row[x0:min(x0+w+2, p.W)])
		out[0] = row[max(x0-1, 0)]
		for i := n + 1; i < len(out); i++ {
			out[i] = row[p.W-1]
		}
	}
	return s
}
