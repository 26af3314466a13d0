package beauty

// goCompose is the reference of backKernels.compose. With a the share of the
// person, C the pixel, B what was behind it and N what comes there:
//
//	a*C + (1-a)*N + clean*2a(1-a)*(C-B) + a*wrap
//
// The third term takes out of a half covered pixel what B gave to it (exactly so
// at a = 1/2 with clean = 1), the fourth is light from the new background.
func goCompose(f *frame, alpha *plane, old, wrap *cells3, back *frame, clean, lw, lh int, rows []int16) {
	w, cw := f.y.w, f.cb.w
	if wrap == nil {
		wrap = &cells3{}
	}
	eo, ew := newExpander(old.y, lw, lh, w, cell, rows), newExpander(wrap.y, lw, lh, w, cell, rows[2*w:])
	for y := range f.y.h {
		row, as := f.y.p[y*f.y.stride:][:w], alpha.p[y*alpha.stride:]
		oa, ob, k := eo.row(y)
		light := ew.light(y)
		for x, v := range row {
			o := lerp(oa[x], ob[x], k)
			n := (o + 8) >> 4
			if back != nil {
				n = int32(back.y.p[y*back.y.stride+x])
			}
			row[x] = composed(int32(v), int32(as[x]), o, n, light(x), int32(clean))
		}
	}
	for _, c := range [...]struct {
		p, back   *plane
		old, wrap []int16
	}{{&f.cb, back.plane(1), old.cb, wrap.cb}, {&f.cr, back.plane(2), old.cr, wrap.cr}} {
		eo, ew := newExpander(c.old, lw, lh, cw, 2, rows), newExpander(c.wrap, lw, lh, cw, 2, rows[2*cw:])
		for y := range c.p.h {
			row := c.p.p[y*c.p.stride:][:cw]
			a0, a1 := alpha.p[2*y*alpha.stride:], alpha.p[min(2*y+1, f.y.h-1)*alpha.stride:]
			oa, ob, k := eo.row(y)
			light := ew.light(y)
			for x, v := range row {
				l, r := 2*x, min(2*x+1, w-1)
				a := (int32(a0[l]) + int32(a0[r]) + int32(a1[l]) + int32(a1[r]) + 2) >> 2
				o := lerp(oa[x], ob[x], k)
				n := (o + 8) >> 4
				if back != nil {
					n = int32(c.back.p[y*c.back.stride+x])
				}
				row[x] = composed(int32(v), a, o, n, light(x), int32(clean))
			}
		}
	}
}

// light gives the interpolated cells of row y, or nothing but 0 without cells.
func (e *expander) light(y int) func(x int) int32 {
	if e.cells == nil {
		return func(int) int32 { return 0 }
	}
	a, b, k := e.row(y)
	return func(x int) int32 { return lerp(a[x], b[x], k) }
}

// plane is the Y, Cb or Cr plane; of no frame there is none.
func (v *frame) plane(i int) *plane {
	if v == nil {
		return nil
	}
	return [...]*plane{&v.y, &v.cb, &v.cr}[i]
}

func composed(v, a, old, now, wrap, clean int32) byte {
	a += a >> 7
	mix := (a*v + (256-a)*now + 128) >> 8
	t := scale(a*(256-a), clean)
	edge := (scale(16*v-old, t) + scale(2*wrap, a<<6) + 8) >> 4
	return byteOf(mix + edge)
}
