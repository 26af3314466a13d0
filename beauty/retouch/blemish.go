package retouch

import (
	"math"
	"time"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/visible"
)

// Blemishes are looked for on a grid of nodes that lies on the face and moves with it,
// so that what was seen in the frames before counts too.
const (
	spotWide  = 112              // nodes to a face's width
	spotW     = 120              // nodes in a row
	spotH     = 150              // and rows of them
	spotFirst = 52               // row of the line between the eyes
	spotNodes = spotW * spotH    //
	spotBox   = 5                // radius of what a place is compared with, in nodes
	spotRed   = 1.2              // luma levels that one of Cr counts
	spotKeeps = time.Second / 6  // for which a frame counts
	spotGone  = time.Second / 2  // after which a face is looked at anew
	spotAgain = time.Second / 20 // until then what was found moves with the face
	spotDeep  = 34               // from which it is a mole, a piercing, a nostril
	spotBits  = 8                // nodes each way in one part that is healed at a time
	spotParts = spotW/spotBits + 1
)

// Faces narrower than the first show no blemishes; from the second on all do.
const (
	spotLeast = 80
	spotFull  = 140
)

// spots are what is known of the blemishes of one face.
type spots struct {
	id   int
	at   time.Time
	dark []float32 // how much darker and redder a node is than what is around it
}

// blemishes finds and heals the blemishes of faces.
type blemishes struct {
	faces [outline.MaxFaces]spots

	r    outline.Rasters
	mask outline.Coverage
	line []outline.Point

	where  [spotNodes]uint8 // where blemishes are looked for
	y, red [spotNodes]float32
	fine   [spotNodes]float32
	sure   [spotNodes]float32 // how surely it is skin
	wy, wr [spotNodes]float32
	tmp    [spotNodes]float32
	heal   [spotNodes]spot
	list   []int // nodes that are healed, and then those with a part in it
	reach  grid
	last   lastHeal
	any    [spotParts * (spotH/spotBits + 1)]bool
}

// lastHeal is of which face heal is, when and how it was found, and whether there is anything.
type lastHeal struct {
	id    int
	at    time.Time
	level float32
	any   bool
}

// spot is how much of a node is healed, and that much of the colour it gets.
type spot struct{ share, y, cb, cr float32 }

// grid is where the nodes lie in the picture: at x + i*ux - j*uy, y + i*uy + j*ux.
type grid struct{ x, y, ux, uy, step float32 }

func gridOf(m *outline.Measures) grid {
	g := grid{step: m.Width / spotWide}
	g.ux, g.uy = m.UX*g.step, m.UY*g.step
	p := m.Point(-spotW/2*g.step, -spotFirst*g.step)
	g.x, g.y = p.X, p.Y
	return g
}

// known are the spots of a face, and what share of them this frame says.
func (b *blemishes) known(f *face.Face, at time.Time) (s *spots, share float32) {
	s = &b.faces[0]
	for i := range b.faces {
		if k := &b.faces[i]; k.id == f.ID {
			s = k
			break
		} else if k.at.Before(s.at) {
			s = k
		}
	}
	since := at.Sub(s.at)
	share = 1
	if s.id == f.ID && s.dark != nil && since > 0 && since < spotGone {
		share = 1 - float32(math.Exp(-float64(since)/float64(spotKeeps)))
	}
	if s.dark == nil {
		s.dark = make([]float32, spotNodes)
	}
	s.id, s.at = f.ID, at
	return s, share
}

// run heals a face's blemishes. The level is 0 to 1.
func (b *blemishes) run(t *Retoucher, f *pixel.Frame, m *outline.Measures, level float32) {
	level *= pixel.Ease(spotLeast, spotFull, m.Width)
	if level <= 0 {
		return
	}
	b.reach = gridOf(m)
	since := t.at.Sub(b.last.at)
	if b.last.id == m.F.ID && b.last.level == level && since > 0 && since < spotAgain && t.seen.Clear() {
		if b.last.any {
			b.paint(f)
		}
		return
	}
	s, share := b.known(m.F, t.at)
	b.region(m)
	b.without(t.seen)
	b.gather(f, t.cells, t.skin.Weights(f))
	b.compare(s.dark, share)
	b.last = lastHeal{m.F.ID, t.at, level, b.find(f, s.dark, level)}
	if b.last.any {
		b.paint(f)
	}
}

// region draws where blemishes are looked for: the face without what is dark or red by
// nature.
func (b *blemishes) region(m *outline.Measures) {
	clear(b.where[:])
	b.r.Begin(spotW, spotH)
	draw := func(list []int, grow float32, v uint8) {
		b.line = outline.Landmarks(b.line[:0], m.F, list)
		var c outline.Point
		for i, p := range b.line {
			l := m.Local(face.Point{X: p.X, Y: p.Y})
			b.line[i] = outline.Point{X: l.U, Y: l.V}.By(1 / b.reach.step).Plus(outline.Point{X: spotW / 2, Y: spotFirst})
			c = c.Plus(b.line[i].By(1 / float32(len(list))))
		}
		for i, p := range b.line {
			b.line[i] = c.Plus(p.Minus(c).By(grow))
		}
		if !b.r.Open(&b.mask, 1, b.line) {
			return
		}
		b.r.Outline(&b.mask)
		b.r.Polygon(&b.mask, b.line, false)
		b.r.Fill(&b.mask)
		for y := b.mask.Y0; y < min(b.mask.Y1, spotH); y++ {
			row := b.mask.P[(y-b.mask.Y0)*b.mask.Width():]
			for x := b.mask.X0; x < min(b.mask.X1, spotW); x++ {
				if row[x-b.mask.X0] > 127 {
					b.where[y*spotW+x] = v
				}
			}
		}
	}
	draw(face.FaceOval, .95, 1)
	for _, list := range [...][]int{face.LeftEye, face.RightEye} {
		draw(list, 1.7, 0)
	}
	for _, list := range [...][]int{face.LeftBrow, face.RightBrow} {
		draw(list, 1.35, 0)
	}
	draw(face.LipsOuter, 1.15, 0)
	b.nose(m)
}

// without takes out what is not seen of the face.
func (b *blemishes) without(seen *visible.Face) {
	if seen.Clear() {
		return
	}
	g := &b.reach
	for j := range spotH {
		p := outline.Point{X: g.x - float32(j)*g.uy, Y: g.y + float32(j)*g.ux}
		for i := range spotW {
			if k := &b.where[j*spotW+i]; *k != 0 && seen.At(p) < .6 {
				*k = 0
			}
			p = p.Plus(outline.Point{X: g.ux, Y: g.uy})
		}
	}
}

// nose takes out the nostrils and the shadows around the nose's lower end.
func (b *blemishes) nose(m *outline.Measures) {
	under, tip := m.At(2), m.At(1)
	wide := .75 * outline.Distance(m.F.Points[64], m.F.Points[294]) / b.reach.step
	high := .085 * m.High / b.reach.step
	x, y := under.U/b.reach.step+spotW/2, (.65*under.V+.35*tip.V)/b.reach.step+spotFirst
	for j := max(int(y-high), 0); j < min(int(y+high)+1, spotH); j++ {
		v := (float32(j) - y) / high
		half := wide * pixel.Sqrt(max(1-v*v, 0))
		for i := max(int(x-half), 0); i < min(int(x+half)+1, spotW); i++ {
			b.where[j*spotW+i] = 0
		}
	}
}

// gather reads luma and redness at the nodes, and how surely they are skin.
func (b *blemishes) gather(f *pixel.Frame, g *pixel.Cells, skin []int16) {
	n := min(max(int(b.reach.step+.5), 1), 4)
	inv := 1 / float32(n*n)
	for j := range spotH {
		x, y := b.reach.x-float32(j)*b.reach.uy, b.reach.y+float32(j)*b.reach.ux
		for at := j * spotW; at < (j+1)*spotW; at++ {
			px, py := int(x)-n/2, int(y)-n/2
			x, y = x+b.reach.ux, y+b.reach.uy
			b.sure[at] = 0
			if px < 0 || py < 0 || px+n > f.Y.W || py+n > f.Y.H {
				b.y[at], b.red[at] = 0, 0
				continue
			}
			sum := 0
			for k := range n {
				for _, v := range f.Y.P[(py+k)*f.Y.Stride+px:][:n] {
					sum += int(v)
				}
			}
			b.y[at] = float32(sum) * inv
			b.red[at] = float32(f.Cr.P[(py+n/2)/2*f.Cr.Stride+(px+n/2)/2])
			if b.where[at] != 0 {
				b.sure[at] = float32(skin[py/pixel.Cell*g.LW+px/pixel.Cell]) * (1.0 / 256)
			}
		}
	}
}

// compare finds how much darker and redder than its surroundings each node is, and
// takes a share of it over into dark.
func (b *blemishes) compare(dark []float32, share float32) {
	threes(b.y[:], b.fine[:])
	threes(b.red[:], b.y[:])
	fine, red := &b.fine, &b.y
	copy(b.wy[:], b.sure[:])
	for i, k := range b.sure {
		b.wr[i] = k * (fine[i] - spotRed*red[i])
	}
	boxTotal(b.wy[:], b.tmp[:], spotW, spotH, spotBox)
	boxTotal(b.wr[:], b.tmp[:], spotW, spotH, spotBox)
	const least = .4 * (2*spotBox + 1) * (2*spotBox + 1)
	for i, w := range b.wy {
		d := float32(0)
		if b.where[i] != 0 && w > least {
			// Lighter redness counts, redder light does not.
			d = b.wr[i]/w - (fine[i] - spotRed*red[i])
		}
		dark[i] += (d - dark[i]) * share
	}
}

// threes is the mean of three by three nodes; the outermost stay as they are.
func threes(src, dst []float32) {
	copy(dst, src)
	for j := 1; j < spotH-1; j++ {
		a, b, c := src[(j-1)*spotW:][:spotW], src[j*spotW:][:spotW], src[(j+1)*spotW:][:spotW]
		out := dst[j*spotW:][:spotW]
		l, m := a[0]+b[0]+c[0], a[1]+b[1]+c[1]
		for x := 1; x < spotW-1; x++ {
			r := a[x+1] + b[x+1] + c[x+1]
			out[x] = (l + m + r) * (1.0 / 9)
			l, m = m, r
		}
	}
}
