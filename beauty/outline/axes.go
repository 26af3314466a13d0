package outline

import (
	"onair/beauty/face"
	"onair/beauty/pixel"
)

// Axes are a face's own: the first to the right of the picture, the second down,
// for an upright head.
type Axes struct{ X, Y, UX, UY float32 }

// Local is a place along axes, in pixels.
type Local struct{ U, V float32 }

// Local is where p lies along the axes.
func (a *Axes) Local(p face.Point) Local {
	dx, dy := p.X-a.X, p.Y-a.Y
	return Local{dx*a.UX + dy*a.UY, dy*a.UX - dx*a.UY}
}

// Point is the way back.
func (a *Axes) Point(u, v float32) face.Point {
	return face.Point{X: a.X + u*a.UX - v*a.UY, Y: a.Y + u*a.UY + v*a.UX}
}

// Along has its origin between two points and the first axis from p to q.
func Along(p, q face.Point) Axes {
	a := Axes{X: (p.X + q.X) / 2, Y: (p.Y + q.Y) / 2, UX: 1}
	if d := Distance(p, q); d > 0 {
		a.UX, a.UY = (q.X-p.X)/d, (q.Y-p.Y)/d
	}
	return a
}

// AxesOf are the axes of a whole face, from between the eyes. The line of the
// eyes and the line from forehead to chin have the same say: on a head that is
// both turned and nodding they are not at right angles.
func AxesOf(f *face.Face) Axes {
	p := &f.Points
	a := Along(middle(p[33], p[133]), middle(p[362], p[263]))
	v := Along(p[10], p[152])
	x, y := a.UX+v.UY, a.UY-v.UX
	if n := pixel.Sqrt(x*x + y*y); n > 0.1 {
		a.UX, a.UY = x/n, y/n
	}
	return a
}

func middle(p, q face.Point) face.Point {
	return face.Point{X: (p.X + q.X) / 2, Y: (p.Y + q.Y) / 2, Z: (p.Z + q.Z) / 2}
}

// Distance is that in the picture.
func Distance(p, q face.Point) float32 {
	dx, dy := p.X-q.X, p.Y-q.Y
	return pixel.Sqrt(dx*dx + dy*dy)
}
