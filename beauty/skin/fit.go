package skin

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

const (
	fitSide  = 64                // chroma bins each way, of four levels
	fitBins  = fitSide * fitSide // Cb by row, Cr by column
	fitLuma  = 64                // luma bins, of four levels
	fitLeast = 12                // cells that a fit needs
	fitEvery = 4                 // frames from one look to the next
	fitDrift = 0.3               // what a look adds to what is known
	fitOther = 0.25              // of the old colours still there; below, the light has changed
	fitLasts = 150               // frames that the colours of a lost face are good for
)

// fit is the colour of the skin of the faces in view, by what their cheeks and noses
// show: how often each chroma is, and how bright they are. Colours that a lamp gives
// to half of a face are colours of it like others.
type fit struct {
	left   int // frames that what is known is good for
	chroma [fitBins]float32
	luma   [fitLuma]float32
	now    [fitBins]float32
	nowL   [fitLuma]float32
	blur   [fitBins]float32
	tables *colours // apart, or C might not be shown them

	r     outline.Rasters
	cover outline.Coverage
	holes outline.Coverage
	line  []outline.Point
}

// colours says how sure a colour is skin, 0 to 255: within a face, where most things
// are, and beyond it, where few are.
type colours struct {
	inside, beyond   [fitBins]uint8 // by chroma
	insideL, beyondL [fitLuma]uint8 // and by luma
}

// known reports whether there are colours to go by.
func (c *fit) known() bool { return c.left > 0 }

// learn looks at the faces of a frame.
func (c *fit) learn(f *pixel.Frame, g *pixel.Cells, faces []face.Face) {
	c.left = max(c.left-1, 0)
	if len(faces) == 0 || c.left > fitLasts-fitEvery {
		return
	}
	clear(c.now[:])
	clear(c.nowL[:])
	n := 0
	for i := range faces {
		n += c.sample(f, g, &faces[i])
	}
	if n < fitLeast {
		return
	}
	c.mix(float32(n))
	c.left = fitLasts
	c.tabulate()
}

// sample counts the colours of one face, from the brows to under the nose.
func (c *fit) sample(f *pixel.Frame, g *pixel.Cells, one *face.Face) int {
	c.r.Begin(g.LW, g.LH)
	c.line = outline.Landmarks(c.line[:0], one, face.FaceOval)
	a := outline.AxesOf(one)
	mid, low, high := outline.Landmark(one, noseBridge), outline.Landmark(one, underNose), outline.Landmark(one, betweenBrows)
	down := func(p outline.Point) float32 { d := p.Minus(mid); return d.Y*a.UX - d.X*a.UY }
	top, bottom := down(high), down(low)
	for i, p := range c.line {
		p = mid.Plus(p.Minus(mid).By(.85))
		if d := down(p); d > bottom {
			p = p.Plus(outline.Point{X: a.UY, Y: -a.UX}.By(d - bottom))
		} else if d < top {
			p = p.Plus(outline.Point{X: a.UY, Y: -a.UX}.By(d - top))
		}
		c.line[i] = p.By(1.0 / pixel.Cell)
	}
	if !c.r.Open(&c.cover, 1, c.line) {
		return 0
	}
	c.r.Outline(&c.cover)
	c.r.Polygon(&c.cover, c.line, false)
	c.r.Fill(&c.cover)
	for _, eye := range [][]int{face.LeftEye, face.RightEye} {
		c.line = outline.Landmarks(c.line[:0], one, eye)
		var at outline.Point
		for _, p := range c.line {
			at = at.Plus(p.By(1 / float32(len(c.line))))
		}
		for i, p := range c.line {
			c.line[i] = at.Plus(p.Minus(at).By(1.6)).By(1.0 / pixel.Cell)
		}
		if c.r.Open(&c.holes, 1, c.line) {
			c.r.Outline(&c.holes)
			c.r.Polygon(&c.holes, c.line, false)
			c.r.Fill(&c.holes)
			c.cover.Without(&c.holes)
		}
	}
	n := 0
	for y := c.cover.Y0; y < min(c.cover.Y1, g.LH); y++ {
		row := c.cover.P[(y-c.cover.Y0)*c.cover.Width():]
		for x := c.cover.X0; x < min(c.cover.X1, g.LW); x++ {
			if row[x-c.cover.X0] < 128 {
				continue
			}
			cb, cr := chromaOf(&f.Cb, x, y), chromaOf(&f.Cr, x, y)
			c.now[cb>>4*fitSide+cr>>4]++
			c.nowL[g.Sum[y*g.LW+x]>>6]++
			n++
		}
	}
	return n
}

// chromaOf is the sum of a cell's four samples.
func chromaOf(p *pixel.Plane, x, y int) int {
	x0, x1 := min(2*x, p.W-1), min(2*x+1, p.W-1)
	r0, r1 := min(2*y, p.H-1)*p.Stride, min(2*y+1, p.H-1)*p.Stride
	return int(p.P[r0+x0]) + int(p.P[r0+x1]) + int(p.P[r1+x0]) + int(p.P[r1+x1])
}

// mix takes n counted cells into what is known.
func (c *fit) mix(n float32) {
	same := float32(0)
	for i := range c.now {
		c.now[i] /= n
		same += min(c.now[i], c.chroma[i])
	}
	share := float32(fitDrift)
	if same < fitOther || c.left == 0 {
		share = 1
	}
	for i, v := range c.now {
		c.chroma[i] += (v - c.chroma[i]) * share
	}
	for i, v := range c.nowL {
		c.luma[i] += (v/n - c.luma[i]) * share
	}
}

// tabulate makes the tables of what is known.
func (c *fit) tabulate() {
	smooth(&c.chroma, &c.blur, &c.now)
	usual, mass := float32(0), float32(0)
	for i := range c.blur {
		usual += c.chroma[i] * c.blur[i]
		mass += c.chroma[i]
	}
	usual /= max(mass, 1e-6)
	for i, v := range c.blur {
		c.tables.inside[i] = rise(v/usual, .004, .03)
		c.tables.beyond[i] = rise(v/usual, .12, .5)
	}
	dark, bright := quantile(&c.luma, .05), quantile(&c.luma, .95)
	for i := range c.luma {
		l := 4*float32(i) + 2 - 16
		c.tables.insideL[i] = rise(l, .3*dark, .6*dark)
		c.tables.beyondL[i] = min(rise(l, .4*dark, .75*dark), 255-rise(l, 1.2*bright+12, 1.4*bright+24))
	}
}

// quantile is the luma above black that a share of the skin is darker than.
func quantile(luma *[fitLuma]float32, share float32) float32 {
	sum := float32(0)
	for i, v := range luma {
		if sum += v; sum >= share {
			return max(4*float32(i)+2-16, 1)
		}
	}
	return 219
}

// rise goes from 0 at lo to 255 at hi, smoothly.
func rise(v, lo, hi float32) uint8 {
	x := min(max((v-lo)/(hi-lo), 0), 1)
	return uint8(255*x*x*(3-2*x) + .5)
}

// smooth blurs a table twice, 1 4 6 4 1 both ways. Its borders are colours that no
// skin has.
func smooth(src, dst, tmp *[fitBins]float32) {
	*dst = *src
	for range 2 {
		binomials(dst, tmp, 1)
		binomials(tmp, dst, fitSide)
	}
}

func binomials(src, dst *[fitBins]float32, step int) {
	for i := 2 * step; i < fitBins-2*step; i++ {
		dst[i] = (src[i-2*step] + src[i+2*step] + 4*(src[i-step]+src[i+step]) + 6*src[i]) / 16
	}
}

// Points of the mesh.
const (
	noseBridge   = 6
	underNose    = 2
	betweenBrows = 9
)
