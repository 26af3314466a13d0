package beauty

import "slices"

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

func (e *evening) run(w *work, f *frame, c *coverage, p evenly) {
	x0, y0 := c.x0/cell, c.y0/cell
	x1, y1 := min((c.x1+cell-1)/cell, w.lw), min((c.y1+cell-1)/cell, w.lh)
	e.cw, e.ch = x1-x0, y1-y0
	if e.cw < 2 || e.ch < 2 {
		return
	}
	e.size(e.cw * e.ch)
	skin := w.skin(f)
	dark, lit, none := p.darkest()
	e.gather(w, f, c, skin, tones{p.skin - 16, dark, lit, p.deep}, x0, y0)
	around := e.around(w, f, skin, x0, y0, p.lift)
	r := max(int(p.coarse/(2*cell)+0.5), 1)
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
	w.k.retouch.even(&f.y, &e.part, e.base, e.share, w.rows)
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
func skinLuma(w *work, m *measures) float32 {
	var v [6]float32
	n := 0
	for _, k := range [...]int{50, 280, 205, 425, 9, 151} {
		p := landmark(m.f, k)
		x, y := floorInt(p.x/cell), floorInt(p.y/cell)
		if x >= 0 && y >= 0 && x < w.lw && y < w.lh {
			v[n] = float32(w.sum[y*w.lw+x]) / (cell * cell)
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
func (e *evening) gather(w *work, f *frame, c *coverage, skin []int16, t tones, x0, y0 int) {
	inv := 1 / max(t.skin, 1)
	for j := range e.ch {
		py := min(max((y0+j)*cell+cell/2, c.y0), c.y1-1)
		m := c.p[(py-c.y0)*c.width():]
		row := f.y.p[min((y0+j)*cell+1, f.y.h-1)*f.y.stride:]
		next := f.y.p[min((y0+j)*cell+2, f.y.h-1)*f.y.stride:]
		for i := range e.cw {
			px := min(max((x0+i)*cell+cell/2, c.x0), c.x1-1)
			a, b := min((x0+i)*cell+1, f.y.w-1), min((x0+i)*cell+2, f.y.w-1)
			mean := float32(int(row[a])+int(row[b])+int(next[a])+int(next[b])) * 0.25
			sure := float32(skin[(y0+j)*w.lw+x0+i]) * (1.0 / 256)
			if t.anyColour {
				sure = 0.5 + 0.5*sure
			}
			sure *= ease(t.dark, t.lit, (mean-16)*inv)
			k := (float32(m[px-c.x0]) + 4) * (1.0 / 259) * sure
			e.trust[j*e.cw+i] = sure
			e.wt[j*e.cw+i], e.wy[j*e.cw+i] = k, k*mean
		}
	}
}

// around is the luma of skin just below the region, where the cheek is; 0 if it
// is not wanted or not there.
func (e *evening) around(w *work, f *frame, skin []int16, x0, y0 int, lift float32) float32 {
	if lift == 0 {
		return 0
	}
	var sum, weight float32
	for j := e.ch; j < e.ch+max(e.ch/3, 2) && y0+j < w.lh; j++ {
		row := f.y.p[min((y0+j)*cell+2, f.y.h-1)*f.y.stride:]
		for i := range e.cw {
			k := float32(skin[(y0+j)*w.lw+x0+i])
			sum, weight = sum+k*float32(row[min((x0+i)*cell+2, f.y.w-1)]), weight+k
		}
	}
	if weight < 256 {
		return 0
	}
	return sum / weight
}

// least puts the least of three by three neighbours in each place.
func least(p, tmp []float32, w, h int) {
	for y := range h {
		row, out := p[y*w:][:w], tmp[y*w:][:w]
		for x := range w {
			out[x] = min(row[max(x-1, 0)], row[x], row[min(x+1, w-1)])
		}
	}
	for y := range h {
		a, b, c := tmp[max(y-1, 0)*w:][:w], tmp[y*w:][:w], tmp[min(y+1, h-1)*w:][:w]
		out := p[y*w:][:w]
		for x := range w {
			out[x] = min(a[x], b[x], c[x])
		}
	}
}

// boxTotal is a box sum of radius r, in place; beyond the border there is nothing.
func boxTotal(p, tmp []float32, w, h, r int) {
	for y := range h {
		row, out := p[y*w:][:w], tmp[y*w:][:w]
		var s float32
		for i := range min(r, w) {
			s += row[i]
		}
		for i := range out {
			if i+r < w {
				s += row[i+r]
			}
			out[i] = s
			if i-r >= 0 {
				s -= row[i-r]
			}
		}
	}
	for x := range w {
		var s float32
		for i := range min(r, h) {
			s += tmp[i*w+x]
		}
		for y := range h {
			if y+r < h {
				s += tmp[(y+r)*w+x]
			}
			p[y*w+x] = s
			if y-r >= 0 {
				s -= tmp[(y-r)*w+x]
			}
		}
	}
}
