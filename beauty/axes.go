package beauty

import "onair/beauty/face"

// axes are a face's own: the first to the right of the picture, the second down,
// for an upright head.
type axes struct{ x, y, ux, uy float32 }

// local is a place along axes, in pixels.
type local struct{ u, v float32 }

func (a *axes) local(p face.Point) local {
	dx, dy := p.X-a.x, p.Y-a.y
	return local{dx*a.ux + dy*a.uy, dy*a.ux - dx*a.uy}
}

// point is the way back.
func (a *axes) point(u, v float32) face.Point {
	return face.Point{X: a.x + u*a.ux - v*a.uy, Y: a.y + u*a.uy + v*a.ux}
}

// axesAlong has its origin between two points and the first axis from p to q.
func axesAlong(p, q face.Point) axes {
	a := axes{x: (p.X + q.X) / 2, y: (p.Y + q.Y) / 2, ux: 1}
	if d := distance(p, q); d > 0 {
		a.ux, a.uy = (q.X-p.X)/d, (q.Y-p.Y)/d
	}
	return a
}

// axesOf are the axes of a whole face, from between the eyes. The line of the
// eyes and the line from forehead to chin have the same say: on a head that is
// both turned and nodding they are not at right angles.
func axesOf(f *face.Face) axes {
	p := &f.Points
	a := axesAlong(middle(p[33], p[133]), middle(p[362], p[263]))
	v := axesAlong(p[10], p[152])
	x, y := a.ux+v.uy, a.uy-v.ux
	if n := sqrt32(x*x + y*y); n > 0.1 {
		a.ux, a.uy = x/n, y/n
	}
	return a
}

func middle(p, q face.Point) face.Point {
	return face.Point{X: (p.X + q.X) / 2, Y: (p.Y + q.Y) / 2, Z: (p.Z + q.Z) / 2}
}

// distance is that in the picture.
func distance(p, q face.Point) float32 {
	dx, dy := p.X-q.X, p.Y-q.Y
	return sqrt32(dx*dx + dy*dy)
}
