package face

import "math"

// pose is where a shape lies in the picture: its middle, how large it is and
// how far it is turned, as x = X + Scale*(cos*x0 - sin*y0) and so on. Size is
// the logarithm of the scale, which changes evenly with distance.
type pose struct{ X, Y, Size, Turn float64 }

// fit finds the pose that brings shape, whose middle is 0, nearest to points by
// least squares (a similarity in the complex plane). Both have the same length.
func fit(shape, points []Point) pose {
	var mx, my float64
	for _, p := range points {
		mx += float64(p.X)
		my += float64(p.Y)
	}
	n := float64(len(points))
	mx, my = mx/n, my/n
	var re, im, norm float64
	for i, s := range shape {
		sx, sy := float64(s.X), float64(s.Y)
		px, py := float64(points[i].X)-mx, float64(points[i].Y)-my
		re += sx*px + sy*py
		im += sx*py - sy*px
		norm += sx*sx + sy*sy
	}
	return pose{mx, my, math.Log(math.Hypot(re, im) / norm), math.Atan2(im, re)}
}

// start is the pose of points that are seen for the first time: their own
// middle, a scale that makes them size 1, upright as they are.
func start(points []Point, size float64) pose {
	p := pose{Size: math.Log(size)}
	for _, q := range points {
		p.X += float64(q.X) / float64(len(points))
		p.Y += float64(q.Y) / float64(len(points))
	}
	return p
}

// turned gives cosine and sine, both times the scale.
func (p pose) turned() (c, s float64) {
	sin, cos := math.Sincos(p.Turn)
	k := math.Exp(p.Size)
	return k * cos, k * sin
}

// put maps shape into the picture.
func (p pose) put(shape, dst []Point) {
	c, s := p.turned()
	k := math.Exp(p.Size)
	for i, q := range shape {
		x, y := float64(q.X), float64(q.Y)
		dst[i] = Point{float32(p.X + c*x - s*y), float32(p.Y + s*x + c*y), float32(k * float64(q.Z))}
	}
}

// take maps points of the picture into the shape's own measure.
func (p pose) take(points, dst []Point) {
	c, s := pose{Size: -p.Size, Turn: -p.Turn}.turned()
	k := math.Exp(-p.Size)
	for i, q := range points {
		x, y := float64(q.X)-p.X, float64(q.Y)-p.Y
		dst[i] = Point{float32(c*x - s*y), float32(s*x + c*y), float32(k * float64(q.Z))}
	}
}

// minus is the change from q to p with lengths in units of q's scale.
func (p pose) minus(q pose) pose {
	k := math.Exp(-q.Size)
	turn := math.Remainder(p.Turn-q.Turn, 2*math.Pi)
	return pose{(p.X - q.X) * k, (p.Y - q.Y) * k, p.Size - q.Size, turn}
}

// plus adds w times such a change.
func (p pose) plus(d pose, w float64) pose {
	k := math.Exp(p.Size) * w
	return pose{p.X + d.X*k, p.Y + d.Y*k, p.Size + d.Size*w, math.Remainder(p.Turn+d.Turn*w, 2*math.Pi)}
}

// length is a change's size: how far a point at the shape's edge moves.
func (p pose) length() float64 {
	return math.Sqrt(p.X*p.X + p.Y*p.Y + (p.Size*p.Size+p.Turn*p.Turn)/4)
}
