package visible

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// The grid lies on the face, upright as the head is.
const (
	wide   = 64 // nodes in a row
	high   = 88 // and rows of them
	nodes  = wide * high
	across = 52 // nodes to a face's width
	eyeRow = 34 // row of the line between the eyes
	slim   = .75
)

// grid is where the nodes lie in the picture: at x + i*ux - j*uy, y + i*uy + j*ux.
type grid struct{ x, y, ux, uy, step float32 }

// of lays the grid on a face; false: it is out of shape, or too small to see anything.
func (g *grid) of(m *outline.Measures) bool {
	size := max(m.Width, slim*m.High)
	if !(size > 20 && size < 1e4 && pixel.Abs(m.X) < 1e5 && pixel.Abs(m.Y) < 1e5) {
		return false
	}
	g.step = size / across
	g.ux, g.uy = m.UX*g.step, m.UY*g.step
	p := m.Point(-wide/2*g.step, -eyeRow*g.step)
	g.x, g.y = p.X, p.Y
	return true
}

// node is where p lies on the grid.
func (g *grid) node(p outline.Point) outline.Point {
	dx, dy := p.X-g.x, p.Y-g.y
	inv := 1 / (g.step * g.step)
	return outline.Point{X: (dx*g.ux + dy*g.uy) * inv, Y: (dy*g.ux - dx*g.uy) * inv}
}

// What a node shows.
const (
	outside = iota
	skinKind
	lipKind
	mouthKind
	browKind
	eyeKind
	edgeKind // around the face, where soft masks still reach
)

// scratch is what is found out about one face in one frame.
type scratch struct {
	r     outline.Rasters
	cover outline.Coverage
	line  []outline.Point

	kind      [nodes]uint8
	y, cb, cr [nodes]uint8
	raw       [nodes]uint8 // how little a node looks like what it should show
	odd       [nodes]uint8 // the same of what is no line
	held      [nodes]bool  // a hand is there
	queue     [nodes]int16
	bones     []outline.Bone
	tmp       [nodes]uint8
	sums      [nodes]uint16
	looks     [3]looks
}

// kinds draws what each node should show.
func (s *scratch) kinds(g *grid, m *outline.Measures) {
	clear(s.kind[:])
	s.r.Begin(wide, high)
	s.draw(g, m.F, face.FaceOval, 1.1, edgeKind)
	s.draw(g, m.F, face.FaceOval, 1, skinKind)
	s.draw(g, m.F, face.RightBrow, 1.15, browKind)
	s.draw(g, m.F, face.LeftBrow, 1.15, browKind)
	s.draw(g, m.F, face.RightEye, 1.5, eyeKind)
	s.draw(g, m.F, face.LeftEye, 1.5, eyeKind)
	s.draw(g, m.F, face.LipsOuter, 1, lipKind)
	if m.F.MouthOpen() > .04 {
		s.draw(g, m.F, face.LipsInner, 1.12, mouthKind)
	}
}

func (s *scratch) draw(g *grid, f *face.Face, list []int, grow float32, v uint8) {
	s.line = outline.Landmarks(s.line[:0], f, list)
	var c outline.Point
	for i, p := range s.line {
		s.line[i] = g.node(p)
		c = c.Plus(s.line[i].By(1 / float32(len(list))))
	}
	if grow != 1 {
		for i, p := range s.line {
			s.line[i] = c.Plus(p.Minus(c).By(grow))
		}
	}
	if !s.r.Open(&s.cover, 1, s.line) {
		return
	}
	s.r.Outline(&s.cover)
	s.r.Polygon(&s.cover, s.line, false)
	s.r.Fill(&s.cover)
	for y := s.cover.Y0; y < min(s.cover.Y1, high); y++ {
		row := s.cover.P[(y-s.cover.Y0)*s.cover.Width():]
		out := s.kind[y*wide:][:wide]
		for x := s.cover.X0; x < min(s.cover.X1, wide); x++ {
			if row[x-s.cover.X0] > 100 {
				out[x] = v
			}
		}
	}
}

// gather reads the frame at the nodes; what is not in it belongs to no face.
func (s *scratch) gather(g *grid, f *pixel.Frame) {
	const one = 1 << 16
	ux, uy := int(g.ux*one), int(g.uy*one)
	for j := range high {
		x, y := int((g.x-float32(j)*g.uy)*one), int((g.y+float32(j)*g.ux)*one)
		for at := j * wide; at < (j+1)*wide; at, x, y = at+1, x+ux, y+uy {
			if s.kind[at] == outside {
				continue
			}
			px, py := x>>16, y>>16
			if px < 0 || py < 0 || px+1 >= f.Y.W || py+1 >= f.Y.H {
				s.kind[at] = outside
				continue
			}
			i := py*f.Y.Stride + px
			j := i + f.Y.Stride
			s.y[at] = uint8((int(f.Y.P[i]) + int(f.Y.P[i+1]) + int(f.Y.P[j]) + int(f.Y.P[j+1]) + 2) >> 2)
			c := py/2*f.Cb.Stride + px/2
			s.cb[at], s.cr[at] = f.Cb.P[c], f.Cr.P[c]
		}
	}
}
