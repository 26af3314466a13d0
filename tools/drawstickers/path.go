package main

import "math"

// path is an outline of lines and Bezier curves. Parts that go round the other way
// are holes.
type path struct{ steps []pathStep }

type pathStep struct {
	kind byte
	p    [6]float64
}

func (p *path) add(kind byte, v ...float64) *path {
	s := pathStep{kind: kind}
	copy(s.p[:], v)
	p.steps = append(p.steps, s)
	return p
}

func (p *path) M(x, y float64) *path             { return p.add('M', x, y) }
func (p *path) L(x, y float64) *path             { return p.add('L', x, y) }
func (p *path) C(a, b, c, d, x, y float64) *path { return p.add('C', a, b, c, d, x, y) }
func (p *path) Z() *path                         { return p.add('Z') }
func (p *path) and(q *path) *path                { return &path{append(append([]pathStep{}, p.steps...), q.steps...)} }
func move(x, y float64) *path                    { return new(path).M(x, y) }

// changed is the path with every point moved.
func (p *path) changed(f func(x, y float64) (float64, float64)) *path {
	out := &path{steps: make([]pathStep, len(p.steps))}
	for i, s := range p.steps {
		n := map[byte]int{'M': 1, 'L': 1, 'C': 3}[s.kind]
		for k := range n {
			s.p[2*k], s.p[2*k+1] = f(s.p[2*k], s.p[2*k+1])
		}
		out.steps[i] = s
	}
	return out
}

func (p *path) shift(dx, dy float64) *path {
	return p.changed(func(x, y float64) (float64, float64) { return x + dx, y + dy })
}

func (p *path) scale(k float64) *path {
	return p.changed(func(x, y float64) (float64, float64) { return k * x, k * y })
}

func (p *path) turn(angle float64) *path {
	s, c := math.Sincos(angle)
	return p.changed(func(x, y float64) (float64, float64) { return c*x - s*y, s*x + c*y })
}

// flip mirrors the path about the upright line at x0.
func (p *path) flip(x0 float64) *path {
	return p.changed(func(x, y float64) (float64, float64) { return 2*x0 - x, y })
}

// oval is an ellipse, clockwise.
func oval(x, y, rx, ry float64) *path {
	const k = 0.5523
	return move(x+rx, y).
		C(x+rx, y+k*ry, x+k*rx, y+ry, x, y+ry).
		C(x-k*rx, y+ry, x-rx, y+k*ry, x-rx, y).
		C(x-rx, y-k*ry, x-k*rx, y-ry, x, y-ry).
		C(x+k*rx, y-ry, x+rx, y-k*ry, x+rx, y).Z()
}

// box is a rectangle with round corners.
func box(x, y, w, h, r float64, hole bool) *path {
	k := r * (1 - 0.5523)
	if hole {
		return move(x+r, y).C(x+k, y, x, y+k, x, y+r).L(x, y+h-r).C(x, y+h-k, x+k, y+h, x+r, y+h).
			L(x+w-r, y+h).C(x+w-k, y+h, x+w, y+h-k, x+w, y+h-r).L(x+w, y+r).C(x+w, y+k, x+w-k, y, x+w-r, y).Z()
	}
	return move(x+r, y).L(x+w-r, y).C(x+w-k, y, x+w, y+k, x+w, y+r).L(x+w, y+h-r).C(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h).
		L(x+r, y+h).C(x+k, y+h, x, y+h-k, x, y+h-r).L(x, y+r).C(x, y+k, x+k, y, x+r, y).Z()
}

// hair is a line along a Bezier curve that tapers from w0 to w1.
func hair(x0, y0, x1, y1, x2, y2, w0, w1 float64) *path {
	const n = 24
	var left, right [][2]float64
	for i := range n + 1 {
		t := float64(i) / n
		u := 1 - t
		x, y := u*u*x0+2*u*t*x1+t*t*x2, u*u*y0+2*u*t*y1+t*t*y2
		dx, dy := 2*u*(x1-x0)+2*t*(x2-x1), 2*u*(y1-y0)+2*t*(y2-y1)
		l := math.Hypot(dx, dy)
		w := (w0 + (w1-w0)*t) / 2
		left = append(left, [2]float64{x - dy/l*w, y + dx/l*w})
		right = append(right, [2]float64{x + dy/l*w, y - dx/l*w})
	}
	p := move(left[0][0], left[0][1])
	for _, q := range left[1:] {
		p.L(q[0], q[1])
	}
	for i := len(right) - 1; i >= 0; i-- {
		p.L(right[i][0], right[i][1])
	}
	return p.Z()
}

// heart fits into two by two around 0, 0, the tip down.
func heart() *path {
	return move(0, 0.95).
		C(-0.35, 0.6, -1, 0.2, -1, -0.32).C(-1, -0.72, -0.72, -0.92, -0.5, -0.92).
		C(-0.24, -0.92, -0.06, -0.76, 0, -0.54).C(0.06, -0.76, 0.24, -0.92, 0.5, -0.92).
		C(0.72, -0.92, 1, -0.72, 1, -0.32).C(1, 0.2, 0.35, 0.6, 0, 0.95).Z()
}

// spark is a star of n points, thin in between.
func spark(n int, inner float64) *path {
	p := new(path)
	for i := range n {
		a, b := 2*math.Pi*float64(i)/float64(n)-math.Pi/2, 2*math.Pi/float64(n)
		x, y := math.Cos(a), math.Sin(a)
		if i == 0 {
			p.M(x, y)
		}
		mx, my := inner*math.Cos(a+b/2), inner*math.Sin(a+b/2)
		ex, ey := math.Cos(a+b), math.Sin(a+b)
		p.C(x*0.4, y*0.4, mx, my, mx, my).C(mx, my, ex*0.4, ey*0.4, ex, ey)
	}
	return p.Z()
}

// petal is a leaf of a cherry blossom in two by two, its root at the bottom.
func petal() *path {
	return move(0, 1).
		C(-0.55, 0.6, -0.85, -0.05, -0.6, -0.6).C(-0.5, -0.86, -0.3, -0.98, -0.16, -0.92).
		L(0, -0.74).L(0.16, -0.92).
		C(0.3, -0.98, 0.5, -0.86, 0.6, -0.6).C(0.85, -0.05, 0.55, 0.6, 0, 1).Z()
}

// reversed runs the other way round. It knows paths of one part.
func (p *path) reversed() *path {
	n := len(p.steps)
	end := func(s pathStep) (x, y float64) {
		if s.kind == 'C' {
			return s.p[4], s.p[5]
		}
		return s.p[0], s.p[1]
	}
	last := n - 1
	if p.steps[last].kind == 'Z' {
		last--
	}
	out := move(end(p.steps[last]))
	for i := last; i > 0; i-- {
		x, y := end(p.steps[i-1])
		if s := p.steps[i]; s.kind == 'C' {
			out.C(s.p[2], s.p[3], s.p[0], s.p[1], x, y)
		} else {
			out.L(x, y)
		}
	}
	return out.Z()
}
