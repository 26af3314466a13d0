package voice

import "math"

// filter is a second-order filter by Bristow-Johnson's "Audio EQ Cookbook".
type filter struct {
	b0, b1, b2, a1, a2 float32
	z                  [2][2]float32
}

func newFilter(b0, b1, b2, a0, a1, a2 float64) *filter {
	return &filter{b0: float32(b0 / a0), b1: float32(b1 / a0), b2: float32(b2 / a0), a1: float32(a1 / a0), a2: float32(a2 / a0)}
}

func (f *filter) process(block []float32) {
	for i := 0; i+1 < len(block); i += 2 {
		block[i] = f.one(0, block[i])
		block[i+1] = f.one(1, block[i+1])
	}
}

// one filters a sample of a channel (transposed direct form 2).
func (f *filter) one(channel int, x float32) float32 {
	z := &f.z[channel]
	y := f.b0*x + z[0]
	z[0] = f.b1*x - f.a1*y + z[1] + tiny
	z[1] = f.b2*x - f.a2*y
	return y
}

func angle(hz, q float64) (cos, alpha float64) {
	w := 2 * math.Pi * hz / rate
	return math.Cos(w), math.Sin(w) / (2 * q)
}

func lowPass(hz, q float64) *filter {
	c, a := angle(hz, q)
	return newFilter((1-c)/2, 1-c, (1-c)/2, 1+a, -2*c, 1-a)
}

func highPass(hz float64) *filter {
	c, a := angle(hz, 0.7)
	return newFilter((1+c)/2, -1-c, (1+c)/2, 1+a, -2*c, 1-a)
}

func bandPass(hz, q float64) *filter {
	c, a := angle(hz, q)
	return newFilter(a, 0, -a, 1+a, -2*c, 1-a)
}

// peak lifts (or lowers) by db around hz.
func peak(hz, q, db float64) *filter {
	c, a := angle(hz, q)
	g := math.Pow(10, db/40)
	return newFilter(1+a*g, -2*c, 1-a*g, 1+a/g, -2*c, 1-a/g)
}

// lowShelf lifts what is below hz, highShelf what is above.
func lowShelf(hz, db float64) *filter {
	c, a := angle(hz, math.Sqrt2/2)
	g := math.Pow(10, db/40)
	s := 2 * math.Sqrt(g) * a
	return newFilter(g*(g+1-(g-1)*c+s), 2*g*(g-1-(g+1)*c), g*(g+1-(g-1)*c-s),
		g+1+(g-1)*c+s, -2*(g-1+(g+1)*c), g+1+(g-1)*c-s)
}

func highShelf(hz, db float64) *filter {
	c, a := angle(hz, math.Sqrt2/2)
	g := math.Pow(10, db/40)
	s := 2 * math.Sqrt(g) * a
	return newFilter(g*(g+1+(g-1)*c+s), -2*g*(g-1+(g+1)*c), g*(g+1+(g-1)*c-s),
		g+1-(g-1)*c+s, 2*(g-1-(g+1)*c), g+1-(g-1)*c-s)
}
