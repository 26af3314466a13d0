package visible

import (
	"onair/beauty/face"
	"onair/beauty/pixel"
)

// What skin may look like, by its tone. Chroma grows with luma; lumas are shares of the
// tone's.
const (
	oddLeast  = 8   // levels of chroma that skin differs by
	oddShare  = .28 // and what is added by how much it has
	oddMost   = .55 // of what it has: grey is odd
	oddTwice  = 1.9 // from so many times that on it is no skin
	darkest   = .15 // below, nothing is skin
	dark      = .36 // from which on it may be
	dimmest   = .4  // of what chroma may be off by, in the dark
	bright    = 1.45
	brightest = 1.9
	shineFrom = 1.1 // from which on skin may lose its chroma to shine
	shine     = .35
	warmth    = .4 // of its chroma that shadows may keep more than luma says
)

// looks are what a tone makes of each luma.
type looks struct {
	cb, cr   int32      // of the tone, in half levels
	inv      int32      // 1/65536 of the tone's square, to find a colour's share of it in 1/256
	low, top [256]int32 // how much of the tone's chroma there may be, in 1/256
	odd      [256]uint8 // by luma alone
	scale    [256]int32 // of the distance in chroma, in 1/256
	by       [64]uint8  // by that distance, in half levels
}

func (l *looks) of(t tone) {
	l.cb, l.cr = int32(2*t.cb), int32(2*t.cr)
	l.inv = int32(256*65536) / max(l.cb*l.cb+l.cr*l.cr, 16)
	for v := range 256 {
		r := (float32(v) - 16) / max(t.y, 8)
		low, top := min(max(r, .3), 1.1), min(max(r, .3), 1.1)
		if r > shineFrom {
			low = max(low-shine*(r-shineFrom), .3)
		}
		top += warmth * min(max(1.3-r, 0), 1)
		l.low[v], l.top[v] = int32(256*low), int32(256*top)
		l.scale[v] = int32(256 / min(max(r, dimmest), 1))
		l.odd[v] = uint8(255 * max(1-pixel.Ease(darkest, dark, r), pixel.Ease(bright, brightest, r)))
	}
	near := min(oddLeast+oddShare*t.chroma(), oddMost*t.chroma())
	for d := range l.by {
		l.by[d] = uint8(255 * pixel.Ease(near, oddTwice*near, float32(d)/2))
	}
}

// at is how little a colour looks like the tone.
func (l *looks) at(y, cb, cr uint8) uint8 {
	b, r := 2*(int32(cb)-128), 2*(int32(cr)-128)
	k := min(max((b*l.cb+r*l.cr)*l.inv>>16, l.low[y]), l.top[y])
	b, r = b-l.cb*k>>8, r-l.cr*k>>8
	b, r = max(b, -b), max(r, -r)
	d := (max(b, r) + min(b, r)*3/8) * l.scale[y] >> 8
	return max(l.odd[y], l.by[min(d, int32(len(l.by)-1))])
}

// Lips have at least part of skin's chroma, in its direction and by their luma.
const (
	lipGrey = .05
	lipSkin = .3
)

// evidence says for each node how little it looks like what should be there.
func (s *scratch) evidence(k *Face, person *face.Mask, f *pixel.Frame) {
	t := &k.tones
	if !t.known || t.all.chroma() < noColour {
		clear(s.raw[:])
		clear(s.odd[:])
		return
	}
	tables := &s.looks
	tables[0].of(t.all)
	tables[1].of(t.half[0])
	tables[2].of(t.half[1])
	inv := 1 / (t.all.cb*t.all.cb + t.all.cr*t.all.cr)
	for i, kind := range s.kind[:] {
		switch kind {
		case skinKind, edgeKind:
			y, cb, cr := s.y[i], s.cb[i], s.cr[i]
			e := tables[0].at(y, cb, cr)
			if e > 0 {
				e = min(e, tables[1].at(y, cb, cr), tables[2].at(y, cb, cr))
			}
			s.raw[i] = e
		case lipKind:
			r := (float32(s.y[i]) - 16) / max(t.all.y, 8)
			red := ((float32(s.cb[i])-128)*t.all.cb + (float32(s.cr[i])-128)*t.all.cr) * inv
			e := 1 - pixel.Ease(lipGrey, lipSkin, red/min(max(r, .4), 1))
			s.raw[i] = uint8(255 * max(e, pixel.Ease(1.6, 2, r)))
		case outside:
			s.raw[i] = 255
		default: // what is beside it is thin unless it is also beyond it
			s.raw[i] = 0
		}
	}
	s.matte(&k.grid, person, f)
	// What is thin is a wrinkle, a hair or the frame of glasses.
	least(&s.raw, &s.tmp, &s.odd)
	most(&s.odd, &s.tmp, &s.odd)
	most(&s.odd, &s.tmp, &s.odd) // its edge is half skin
}

// matteSays is how sure it must be that a place shows no person, and how much more odd
// that makes it: the matte is coarse, and of some pictures ago.
const (
	matteSays = 70
	matteAdds = 110
)

// matte adds what the person's mask says.
func (s *scratch) matte(g *grid, m *face.Mask, f *pixel.Frame) {
	if m == nil || m.W < 1 || m.H < 1 {
		return
	}
	kx, ky := float32(m.W)/float32(f.Y.W), float32(m.H)/float32(f.Y.H)
	for j := range high {
		for i := range wide {
			at := j*wide + i
			if s.kind[at] != skinKind || s.raw[at] < 40 || s.raw[at] > 200 {
				continue
			}
			x, y := g.x+float32(i)*g.ux-float32(j)*g.uy, g.y+float32(i)*g.uy+float32(j)*g.ux
			mx, my := min(max(int(x*kx), 0), m.W-1), min(max(int(y*ky), 0), m.H-1)
			if m.P[my*m.W+mx] < matteSays {
				s.raw[at] = uint8(min(int(s.raw[at])+matteAdds, 255))
			}
		}
	}
}

// inferReach is how many nodes around brows, eyes and the mouth tell of them.
const inferReach = 4

// infer says of brows, eyes and what lips open, which may look like anything, what is said
// of the skin and the lips around them.
func (s *scratch) infer() {
	// Sums of evidence and of how many nodes have any, in two halves of a word.
	var rows, sums [nodes]uint32
	for i, k := range s.kind[:] {
		if k == skinKind || k == lipKind {
			rows[i] = uint32(s.odd[i])<<12 | 1
		}
	}
	boxes(&rows, &sums, inferReach)
	for i, k := range s.kind[:] {
		switch k {
		case browKind, eyeKind, mouthKind:
			n := sums[i] & 4095
			if n < 8 {
				s.odd[i] = 0
				continue
			}
			s.odd[i] = uint8(sums[i] >> 12 / n)
		case lipKind:
		case outside:
			s.odd[i] = 0
		}
	}
}
