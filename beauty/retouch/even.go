package retouch

import (
	"slices"

	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// evenly says how a region is evened out; sizes are in pixels.
type evenly struct {
	strength float32
	// What is finer than fine is texture and stays; what is coarser than coarse
	// is the face's own shading and stays too. Between them are lines.
	coarse, fine float32
	// lift brings a dark region up to the skin around it, as a share.
	lift float32
	// skin is the luma of the face's skin.
	skin float32
	// deep also takes what is much darker than the skin: right where no hair is
	// expected.
	deep bool
}

// What differs by more than this many levels of luma is no line (but hair, a frame
// of glasses, a shadow) and stays; from evenFade levels below on it goes wholly.
const (
	evenFade  = 32
	wrinkles  = 58
	deepFolds = 84
	liftMost  = 22

	evenNatural = .5
	evenRest    = .8
	evenTexture = 8 // levels: what differs less is no line's
)

// evening softens lines in a region of skin and keeps its texture: the band
// between two scales is taken away. The coarse scale comes from the cells, in the
// region's skin alone, so that brows, hair and lips do not bleed into it.
type evening struct {
	cw, ch int
	wt, wy []float32 // weight, weighted luma
	tmp    []float32
	trust  []float32 // how surely it is skin, 0..1
	base   []int16   // the coarse scale in sixteenths of a level
	share  []int16   // how much of the band is taken, 0..256
	part   evenPart
}

// Hair over the forehead and beards are darker than skin: up to dark of its luma
// (above black) they are left out, from lit on all is skin.
func (p *evenly) darkest() (dark, lit float32, none int) {
	if p.deep {
		return 0.3, 0.48, deepFolds
	}
	return 0.55, 0.74, wrinkles
}

func (e *evening) run(t *Retoucher, f *pixel.Frame, c *outline.Coverage, p evenly) {
	g := t.cells
	x0, y0 := c.X0/pixel.Cell, c.Y0/pixel.Cell
	x1, y1 := min((c.X1+pixel.Cell-1)/pixel.Cell, g.LW), min((c.Y1+pixel.Cell-1)/pixel.Cell, g.LH)
	e.cw, e.ch = x1-x0, y1-y0
	if e.cw < 2 || e.ch < 2 {
		return
	}
	e.size(e.cw * e.ch)
	skin := t.skin.Weights(f)
	dark, lit, none := p.darkest()
	e.gather(g, f, c, skin, tones{p.skin - 16, dark, lit, p.deep}, x0, y0)
	around := e.around(g, f, skin, x0, y0, p.lift)
	r := max(int(p.coarse/(2*pixel.Cell)+0.5), 1)
	for range 2 {
		boxTotal(e.wt, e.tmp, e.cw, e.ch, r)
		boxTotal(e.wy, e.tmp, e.cw, e.ch, r)
	}
	// What is sure only here and there is hair: the least of the neighbours counts.
	if !p.deep {
		least(e.trust, e.tmp, e.cw, e.ch)
	}
	for i, k := range e.wt {
		e.base[i], e.share[i] = 0, 0
		if k < 1e-3 {
			continue
		}
		v := e.wy[i] / k
		if up := around - v; p.lift > 0 && up > 0 {
			v += min(up*p.lift, liftMost)
		}
		e.base[i] = int16(v*evenUnit + 0.5)
		e.share[i] = int16(p.strength*e.trust[i]*256 + 0.5)
	}
	e.spread(1)
	e.part = evenPart{mask: c, x0: x0, y0: y0, lw: e.cw, lh: e.ch, fine: min(max(int(p.fine+0.5), 1), 3), none: none}
	t.k.even(&f.Y, &e.part, e.base, e.share, g.Rows)
	// Up to the middle of the scale lines keep what is finest in them, which looks like
	// skin; from there on what of it is darker than texture goes too.
	if k := (p.strength - evenNatural) / (1 - evenNatural) * evenRest; k > 0 {
		for i := range e.share {
			e.share[i] = int16(k * float32(e.share[i]))
		}
		e.part.fine, e.part.core = 0, evenTexture
		t.k.even(&f.Y, &e.part, e.base, e.share, g.Rows)
	}
}

// spread gives cells without skin the base of a neighbour, as pixels between are
// interpolated.
func (e *evening) spread(times int) {
	for range times {
		for i, v := range e.base {
			if v != 0 {
				continue
			}
			x, y := i%e.cw, i/e.cw
			switch {
			case x+1 < e.cw && e.base[i+1] != 0:
				e.base[i] = e.base[i+1]
			case x > 0 && e.base[i-1] != 0:
				e.base[i] = e.base[i-1]
			case y+1 < e.ch && e.base[i+e.cw] != 0:
				e.base[i] = e.base[i+e.cw]
			case y > 0 && e.base[i-e.cw] != 0:
				e.base[i] = e.base[i-e.cw]
			}
		}
	}
}

// skinLuma is the luma of a face's skin: the median of some places that are
// seldom all covered.
func skinLuma(g *pixel.Cells, m *outline.Measures) float32 {
	var v [6]float32
	n := 0
	for _, k := range [...]int{50, 280, 205, 425, 9, 151} {
		p := outline.Landmark(m.F, k)
		x, y := pixel.Floor(p.X/pixel.Cell), pixel.Floor(p.Y/pixel.Cell)
		if x >= 0 && y >= 0 && x < g.LW && y < g.LH {
			v[n] = float32(g.Sum[y*g.LW+x]) / (pixel.Cell * pixel.Cell)
			n++
		}
	}
	if n == 0 {
		return 128
	}
	slices.Sort(v[:n])
	return v[n/2]
}

func (e *evening) size(n int) {
	for _, p := range [...]*[]float32{&e.wt, &e.wy, &e.tmp, &e.trust} {
		if cap(*p) < n {
			*p = make([]float32, n+n/4)
		}
		*p = (*p)[:n]
	}
	for _, p := range [...]*[]int16{&e.base, &e.share} {
		if cap(*p) < n {
			*p = make([]int16, n+n/4)
		}
		*p = (*p)[:n]
	}
}

// tones are the luma of skin above black, and what share of it is not and is skin.
type tones struct {
	skin, dark, lit float32
	anyColour       bool // folds and bags are often bluish
}

// gather weighs the cells: by region and skin.
func (e *evening) gather(g *pixel.Cells, f *pixel.Frame, c *outline.Coverage, skin []int16, t tones, x0, y0 int) {
	inv := 1 / max(t.skin, 1)
	for j := range e.ch {
		py := min(max((y0+j)*pixel.Cell+pixel.Cell/2, c.Y0), c.Y1-1)
		m := c.P[(py-c.Y0)*c.Width():]
		row := f.Y.P[min((y0+j)*pixel.Cell+1, f.Y.H-1)*f.Y.Stride:]
		next := f.Y.P[min((y0+j)*pixel.Cell+2, f.Y.H-1)*f.Y.Stride:]
		for i := range e.cw {
			px := min(max((x0+i)*pixel.Cell+pixel.Cell/2, c.X0), c.X1-1)
			a, b := min((x0+i)*pixel.Cell+1, f.Y.W-1), min((x0+i)*pixel.Cell+2, f.Y.W-1)
			mean := float32(int(row[a])+int(row[b])+int(next[a])+int(next[b])) * 0.25
			sure := float32(skin[(y0+j)*g.LW+x0+i]) * (1.0 / 256)
			if t.anyColour {
				sure = 0.5 + 0.5*sure
			}
			sure *= pixel.Ease(t.dark, t.lit, (mean-16)*inv)
			k := (float32(m[px-c.X0]) + 4) * (1.0 / 259) * sure
			e.trust[j*e.cw+i] = sure
			e.wt[j*e.cw+i], e.wy[j*e.cw+i] = k, k*mean
		}
	}
}

// around is the luma of skin just below the region, where the cheek is; 0 if it
// is not wanted or not there.
func (e *evening) around(g *pixel.Cells, f *pixel.Frame, skin []int16, x0, y0 int, lift float32) float32 {
	if lift == 0 {
		return 0
	}
	var sum, weight float32
	for j := e.ch; j < e.ch+max(e.ch/3, 2) && y0+j < g.LH; j++ {
		row := f.Y.P[min((y0+j)*pixel.Cell+2, f.Y.H-1)*f.Y.Stride:]
		for i := range e.cw {
			k := float32(skin[(y0+j)*g.LW+x0+i])
			sum, weight = sum+k*float32(row[min((x0+i)*pixel.Cell+2, f.Y.W-1)]), weight+k
		}
	}
	if weight < 256 {
		return 0
	}
	return sum / weight
}
