package skin

import (
	"time"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// regions are where skin may be, one entry a cell, 0 to 255: within faces, and on
// people's bodies.
type regions struct {
	inside, hair, body []uint8
	at                 time.Time // of the mask that body was made of
	masked             bool

	r       outline.Rasters
	cover   outline.Coverage
	line    []outline.Point
	fine    []outline.Point
	columns []column
}

// fit makes the planes fit.
func (r *regions) fit(n int) {
	r.inside, r.hair, r.body = make([]uint8, n), make([]uint8, n), make([]uint8, n)
	r.masked = false
}

const (
	foreheadRise = .16 // of the face's height: what the mesh leaves of a forehead
	hairWide     = 1.4 // of the face: where above the eyes a head is that is not its face
	hairHigh     = 1.9
	edgeShare    = .035 // of the face's width
)

// faces draws the insides of faces, and where their hair may be.
func (r *regions) faces(g *pixel.Cells, faces []face.Face) {
	clear(r.inside)
	clear(r.hair)
	r.r.Begin(g.LW, g.LH)
	for i := range faces {
		f := &faces[i]
		a := outline.AxesOf(f)
		soft := max(edgeShare*f.Width()/pixel.Cell, 1)
		top, chin := outline.Landmark(f, 10), outline.Landmark(f, 152)
		rise := foreheadRise * chin.Minus(top).Length()
		r.line = outline.Landmarks(r.line[:0], f, face.FaceOval)
		for j, p := range r.line {
			l := a.Local(face.Point{X: p.X, Y: p.Y})
			if up := -l.V / max(top.Minus(outline.Point{X: a.X, Y: a.Y}).Length(), 1); up > 0 {
				l.V -= rise * min(2*up, 1)
			}
			q := a.Point(l.U, l.V)
			r.line[j] = outline.Point{X: q.X, Y: q.Y}.By(1.0 / pixel.Cell)
		}
		r.paint(g, r.inside, soft)
		r.line = r.line[:0]
		for _, p := range outline.Landmarks(r.fine[:0], f, face.FaceOval) {
			l := a.Local(face.Point{X: p.X, Y: p.Y})
			q := a.Point(l.U*hairWide, min(l.V*hairHigh, 0)-rise/2)
			r.line = append(r.line, outline.Point{X: q.X, Y: q.Y}.By(1.0/pixel.Cell))
		}
		r.paint(g, r.hair, soft)
	}
}

// paint draws the line's inside into a plane.
func (r *regions) paint(g *pixel.Cells, plane []uint8, soft float32) {
	r.fine = outline.Rounded(r.fine[:0], r.line, true)
	if !r.r.Open(&r.cover, 3*soft+2, r.fine) {
		return
	}
	r.r.Outline(&r.cover)
	r.r.Polygon(&r.cover, r.fine, false)
	r.r.Fill(&r.cover)
	r.r.Soften(&r.cover, soft)
	for y := r.cover.Y0; y < min(r.cover.Y1, g.LH); y++ {
		row := r.cover.P[(y-r.cover.Y0)*r.cover.Width():]
		for x := r.cover.X0; x < min(r.cover.X1, g.LW); x++ {
			k := &plane[y*g.LW+x]
			*k = max(*k, row[x-r.cover.X0])
		}
	}
}

// near is for when it is not known where people are: necks and shoulders are under
// faces.
func (r *regions) near(g *pixel.Cells, faces []face.Face) {
	clear(r.body)
	r.masked = false
	r.r.Begin(g.LW, g.LH)
	for i := range faces {
		f := &faces[i]
		a, w := outline.AxesOf(f), f.Width()
		r.line = r.line[:0]
		for _, p := range [...]outline.Local{{U: -.55, V: -.1}, {U: .55, V: -.1}, {U: .6, V: .9}, {U: 1.3, V: 1.5}, {U: 1.3, V: 2.2}, {U: -1.3, V: 2.2}, {U: -1.3, V: 1.5}, {U: -.6, V: .9}} {
			q := a.Point(p.U*w, p.V*w)
			r.line = append(r.line, outline.Point{X: q.X, Y: q.Y}.By(1.0/pixel.Cell))
		}
		r.paint(g, r.body, max(edgeShare*w/pixel.Cell, 1))
	}
}

// person takes a new mask over, fitted to the cells.
func (r *regions) person(g *pixel.Cells, m *face.Mask) {
	if r.masked && r.at.Equal(m.At) && !m.At.IsZero() {
		return
	}
	r.at, r.masked = m.At, true
	if len(r.columns) != g.LW {
		r.columns = make([]column, g.LW)
	}
	for x := range r.columns {
		i, k := between(x, g.LW, m.W)
		r.columns[x] = column{i, min(i+1, m.W-1), k}
	}
	for y := range g.LH {
		i, k := between(y, g.LH, m.H)
		a, b := m.P[i*m.W:][:m.W], m.P[min(i+1, m.H-1)*m.W:][:m.W]
		row := r.body[y*g.LW:][:g.LW]
		for x, c := range r.columns {
			up := int(a[c.left])*(256-c.share) + int(a[c.right])*c.share
			down := int(b[c.left])*(256-c.share) + int(b[c.right])*c.share
			row[x] = bodies[(up*(256-k)+down*k)>>16]
		}
	}
}

// column is where in a mask's rows a cell's middle lies.
type column struct{ left, right, share int }

// between is where the middle of place i of n lies in m places: after which one's
// middle, and how far on, in 1/256.
func between(i, n, m int) (at, share int) {
	v := max((2*i+1)*m*128/n-128, 0)
	return min(v>>8, m-1), v & 255
}

// bodies makes a person of what the network is half sure of: it saw a moment ago.
var bodies = func() (t [256]uint8) {
	for i := range t {
		t[i] = rise(float32(i)/255, .3, .6)
	}
	return t
}()
