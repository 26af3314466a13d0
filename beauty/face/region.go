package face

import "math"

// Region is a rotated square or rectangle of the picture that a network looks
// at: its centre, its sides in pixels and the angle, in radians, by which its
// upright is turned from the picture's, clockwise on the screen.
type Region struct {
	X, Y, W, H, Angle float32
}

// matrix maps pixel centres of a w by h crop to places in the picture:
// x = m[0]*u + m[1]*v + m[2], y = m[3]*u + m[4]*v + m[5].
func (r Region) matrix(w, h int) [6]float32 {
	sin, cos := math.Sincos(float64(r.Angle))
	s, c := float32(sin), float32(cos)
	sx, sy := r.W/float32(w), r.H/float32(h)
	ox, oy := -r.W/2, -r.H/2
	return [6]float32{
		c * sx, -s * sy, r.X + c*ox - s*oy,
		s * sx, c * sy, r.Y + s*ox + c*oy,
	}
}

// place maps a point of a w by h crop (pixels, Z in the same unit) into the
// picture.
func (r Region) place(w, h int, p Point) Point {
	m := r.matrix(w, h)
	return Point{
		X: m[0]*p.X + m[1]*p.Y + m[2],
		Y: m[3]*p.X + m[4]*p.Y + m[5],
		Z: p.Z * r.W / float32(w),
	}
}
