package retouch

import (
	"math"

	"onair/beauty/pixel"
)

// Of a blemish at full level, and levels of contrast that make one: of themselves and
// by how bright the skin is.
const (
	healed    = .92
	spotLimit = 2
	spotShare = .018
	// A spot grows by two nodes, and what it is healed with is looked at a ring further.
	spotRoom = spotBox + 2
)

// ring are the nodes around another, as far away as a blemish does not reach; opposite
// ones follow each other.
var ring = func() (list [16]int) {
	for i, p := range [...][2]int{{5, 0}, {5, 2}, {4, 4}, {2, 5}, {0, 5}, {-2, 5}, {-4, 4}, {-5, 2}} {
		k := p[0] + p[1]*spotW
		list[2*i], list[2*i+1] = k, -k
	}
	return list
}()

// find says how much of each node is healed, and with what: blemishes are alone, so of
// the nodes around one hardly any is like it. Lines, edges, freckles and stubble are not.
func (b *blemishes) find(f *pixel.Frame, dark []float32, level float32) bool {
	clear(b.any[:])
	clear(b.tmp[:])
	b.list = b.list[:0]
	b.keepOff(dark)
	limit := 1.5 - .5*level
	share := healed * min(1.6*level, 1)
	for j := spotRoom; j < spotH-spotRoom; j++ {
		for i := spotRoom; i < spotW-spotRoom; i++ {
			at := j*spotW + i
			d := dark[at]
			if d < spotLimit || b.where[at] == 0 {
				continue
			}
			first, second := float32(0), float32(0)
			for _, k := range ring {
				v := dark[at+k]
				if b.where[at+k] == 0 {
					v = d
				}
				if v > first {
					first, second = v, first
				} else if v > second {
					second = v
				}
			}
			t := limit * (spotLimit + spotShare*max(b.fine[at]-16, 0))
			k := pixel.Ease(t, 1.8*t, d-1.4*second) * (1 - pixel.Ease(spotDeep, 1.4*spotDeep, d))
			if k > 0 {
				b.tmp[at] = share * k
				b.list = append(b.list, at)
			}
		}
	}
	if len(b.list) == 0 {
		return false
	}
	b.grow()
	clear(b.heal[:])
	for at, k := range b.wr {
		if k == 0 {
			continue
		}
		b.heal[at] = b.around(f, at)
		i, j := at%spotW, at/spotW
		for k := range 4 { // of pixels between nodes the part is that of the first
			b.any[(j-k/2)/spotBits*spotParts+(i-k%2)/spotBits] = true
		}
	}
	return true
}

// keepOff takes the surroundings of what is much darker than skin out of where is looked:
// frames of glasses, hair, moles.
func (b *blemishes) keepOff(dark []float32) {
	const room = 3
	for j := room; j < spotH-room; j++ {
		row := dark[j*spotW:][:spotW]
		for i := room; i < spotW-room; i++ {
			if row[i] < spotDeep {
				continue
			}
			for k := j - room; k <= j+room; k++ {
				clear(b.where[k*spotW+i-room:][:2*room+1])
			}
		}
	}
}

// near are three by three nodes.
var near = [...]int{0, -1, 1, -spotW, spotW, -spotW - 1, -spotW + 1, spotW - 1, spotW + 1}

// grow takes each blemish's edge in: the most of three by three nodes, softened. It
// leaves the result in wr.
func (b *blemishes) grow() {
	clear(b.wy[:])
	clear(b.wr[:])
	n := len(b.list)
	for _, at := range b.list[:n] {
		for _, k := range near {
			if v := &b.wy[at+k]; *v == 0 {
				b.list = append(b.list, at+k)
				*v = b.tmp[at]
			} else {
				*v = max(*v, b.tmp[at])
			}
		}
	}
	for _, at := range b.list[n:] {
		v := b.wy[at] * (1.0 / 9)
		for _, k := range near {
			b.wr[at+k] += v
		}
	}
}

// around is what a node is healed with: the skin around it.
func (b *blemishes) around(f *pixel.Frame, at int) spot {
	var s spot
	sum := float32(0)
	for _, k := range ring {
		w := b.sure[at+k] * (1 - min(b.wr[at+k], 1))
		if w < .1 {
			continue
		}
		x := b.reach.x + float32((at+k)%spotW)*b.reach.ux - float32((at+k)/spotW)*b.reach.uy
		y := b.reach.y + float32((at+k)%spotW)*b.reach.uy + float32((at+k)/spotW)*b.reach.ux
		cx, cy := int(x)/2, int(y)/2
		if x < 0 || y < 0 || cx >= f.Cb.W || cy >= f.Cb.H {
			continue
		}
		sum += w
		s.y += w * b.fine[at+k]
		s.cb += w * float32(f.Cb.P[cy*f.Cb.Stride+cx])
		s.cr += w * float32(f.Cr.P[cy*f.Cr.Stride+cx])
	}
	if sum < 3 {
		return spot{}
	}
	k := b.wr[at]
	return spot{k, s.y * k / sum, s.cb * k / sum, s.cr * k / sum}
}

// paint heals the parts of the face that have a blemish.
func (b *blemishes) paint(f *pixel.Frame) {
	g := &b.reach
	for p, any := range b.any {
		if !any {
			continue
		}
		i0, j0 := float32(p%spotParts*spotBits), float32(p/spotParts*spotBits)
		x0, y0, x1, y1 := float32(math.Inf(1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.Inf(-1))
		for _, c := range [...][2]float32{{0, 0}, {spotBits, 0}, {0, spotBits}, {spotBits, spotBits}} {
			u, v := i0+c[0], j0+c[1]
			x, y := g.x+u*g.ux-v*g.uy, g.y+u*g.uy+v*g.ux
			x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
		}
		inv := 1 / (g.step * g.step)
		for y := max(int(y0), 0); y <= min(int(y1)+1, f.Y.H-1); y++ {
			row := f.Y.P[y*f.Y.Stride:]
			cb, cr := f.Cb.P[y/2*f.Cb.Stride:], f.Cr.P[y/2*f.Cr.Stride:]
			for x := max(int(x0), 0); x <= min(int(x1)+1, f.Y.W-1); x++ {
				dx, dy := float32(x)-g.x, float32(y)-g.y
				u, v := (dx*g.ux+dy*g.uy)*inv, (dy*g.ux-dx*g.uy)*inv
				// Each pixel is of one part only.
				if !(u >= i0 && u < i0+spotBits && v >= j0 && v < j0+spotBits) {
					continue
				}
				k, ok := b.at(u, v)
				if !ok {
					continue
				}
				row[x] = pixel.Byte(int32(float32(row[x])*(1-k.share) + k.y + .5))
				if x&1 == 0 && y&1 == 0 {
					cb[x/2] = pixel.Byte(int32(float32(cb[x/2])*(1-k.share) + k.cb + .5))
					cr[x/2] = pixel.Byte(int32(float32(cr[x/2])*(1-k.share) + k.cr + .5))
				}
			}
		}
	}
}

// at is what is healed between nodes.
func (b *blemishes) at(u, v float32) (spot, bool) {
	i, j := int(u), int(v)
	if i >= spotW-1 || j >= spotH-1 {
		return spot{}, false
	}
	at := j*spotW + i
	n := [4]*spot{&b.heal[at], &b.heal[at+1], &b.heal[at+spotW], &b.heal[at+spotW+1]}
	if n[0].share+n[1].share+n[2].share+n[3].share == 0 {
		return spot{}, false
	}
	fu, fv := u-float32(i), v-float32(j)
	w := [4]float32{(1 - fu) * (1 - fv), fu * (1 - fv), (1 - fu) * fv, fu * fv}
	var s spot
	for k, p := range n {
		s.share, s.y, s.cb, s.cr = s.share+w[k]*p.share, s.y+w[k]*p.y, s.cb+w[k]*p.cb, s.cr+w[k]*p.cr
	}
	return s, true
}
