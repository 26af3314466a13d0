package face

import (
	"math"
	"time"

	"onair/media"
)

// glance keeps a coarse likeness of a face, by which a jump (of the head, or of a camera
// that is knocked) is followed in the very picture it comes in, before a network has
// looked: the prediction knows steady movement only, and a small face that has jumped
// by its own width is no longer in the crop where it is looked for.
type glance struct {
	patch [glanceSide * glanceSide]float32
	seen  bool
	place glancePlace                        // where it was
	gone  time.Time                          // when it was last neither there nor anywhere near
	field [glanceField * glanceField]float32 // scratch
	// The last jumps, for results of pictures taken before them.
	jumps [4]jumped
}

const (
	glanceSide  = 12 // cells across a face
	glanceReach = 13 // how far it may jump, in cells
	glanceField = glanceSide + 2*glanceReach
	// A mean difference, in levels, that is not noise; and how much better, as a share,
	// another place has to fit.
	glanceLoud   = 7
	glanceBetter = .5
	glanceLeast  = 2 // cells; less is left to the networks
	// A mean difference from which on it is not the face any more that is seen there.
	glanceOther = 2 * glanceLoud
)

// look moves m if the face has jumped in f.
func (g *glance) look(f *media.Frame, m *motion) bool {
	p := m.poseAt(f.Time)
	cell := math.Exp(p.Size) / glanceSide
	if !(cell >= 1) || cell > 200 {
		g.seen = false
		return false
	}
	here, before := glancePlace{p.X, p.Y, cell}, g.place
	g.place = here
	var now, there [glanceSide * glanceSide]float32
	here.sample(f, glanceSide, now[:])
	if !g.seen || g.apart(now[:], glanceSide, 0, 0) < glanceLoud {
		g.patch, g.seen = now, true
		return false
	}
	// What shows the same as before has not jumped, wherever the face is thought to be by now.
	if before.sample(f, glanceSide, there[:]); g.apart(there[:], glanceSide, 0, 0) < glanceLoud {
		g.patch = now
		return false
	}
	here.sample(f, glanceField, g.field[:])
	best, bx, by := float32(math.Inf(1)), 0, 0
	for y := range 2*glanceReach + 1 {
		for x := range 2*glanceReach + 1 {
			if d := g.apart(g.field[:], glanceField, x, y); d < best {
				best, bx, by = d, x, y
			}
		}
	}
	dx, dy := bx-glanceReach, by-glanceReach
	stays := g.apart(g.field[:], glanceField, glanceReach, glanceReach)
	if best > glanceOther {
		g.gone = f.Time
	}
	if best > min(glanceBetter*stays, glanceOther) || dx*dx+dy*dy < glanceLeast*glanceLeast {
		g.patch = now
		return false
	}
	for i := range g.patch {
		g.patch[i] = g.field[(i/glanceSide+by)*glanceField+i%glanceSide+bx]
	}
	x, y := float32(dx)*float32(cell), float32(dy)*float32(cell)
	copy(g.jumps[1:], g.jumps[:])
	g.jumps[0] = jumped{f.Time, x, y}
	g.place = glancePlace{p.X + float64(x), p.Y + float64(y), cell}
	m.at.X, m.at.Y = m.at.X+float64(x), m.at.Y+float64(y)
	return true
}

// glancePlace is where a likeness is taken: its middle and how large a cell is, in pixels.
type glancePlace struct{ x, y, cell float64 }

// sample takes side by side cells round the middle.
func (g glancePlace) sample(f *media.Frame, side int, dst []float32) {
	for i := range dst {
		dst[i] = mean(f, g.x+float64(i%side-side/2)*g.cell, g.y+float64(i/side-side/2)*g.cell, g.cell)
	}
}

// jumped is a jump, in pixels.
type jumped struct {
	at   time.Time
	x, y float32
}

// since is how far the face has jumped since a picture was taken.
func (g *glance) since(t time.Time) (x, y float32) {
	for _, j := range g.jumps {
		if j.at.After(t) {
			x, y = x+j.x, y+j.y
		}
	}
	return x, y
}

// apart is the mean difference between the face and what is at a place of a field, but
// for their brightness.
func (g *glance) apart(field []float32, stride, x, y int) float32 {
	var bias float32
	for i, v := range g.patch {
		bias += field[(i/glanceSide+y)*stride+i%glanceSide+x] - v
	}
	bias /= glanceSide * glanceSide
	var sum float32
	for i, v := range g.patch {
		sum += abs(field[(i/glanceSide+y)*stride+i%glanceSide+x] - v - bias)
	}
	return sum / (glanceSide * glanceSide)
}

// mean is the luma of a cell, by up to sixteen of its pixels.
func mean(f *media.Frame, x, y, cell float64) float32 {
	sum := 0
	for j := range 4 {
		row := min(max(int(y+(float64(j)+.5)*cell/4), 0), f.Height()-1) * f.YStride
		for i := range 4 {
			sum += int(f.Y[row+min(max(int(x+(float64(i)+.5)*cell/4), 0), f.Width()-1)])
		}
	}
	return float32(sum) / 16
}
