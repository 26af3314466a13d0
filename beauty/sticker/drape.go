package sticker

import (
	"onair/beauty/face"
	"onair/beauty/motion"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/visible"
)

// Drape lays pictures in the layout of face.Canonical's flat map on faces. It belongs to one
// goroutine.
type Drape struct {
	k       kernels
	nodes   nodes
	mask    outline.Coverage
	line    []outline.Point
	scratch outline.Rasters
	rows    []uint8
	now     drawing
}

// NewDrape has nothing yet.
func NewDrape() *Drape { return &Drape{k: defaultKernels()} }

// Apply lays a picture on faces, as far as they are seen, in the light that is on each; lights may be nil.
func (dr *Drape) Apply(f *pixel.Frame, pic *motion.Picture, faces []face.Face, seen *visible.Faces, lights *[outline.MaxFaces]Light) {
	if n := stickerRows * (f.Y.W + 2); len(dr.rows) < n {
		dr.rows = make([]uint8, n)
	}
	for i := range faces[:min(len(faces), outline.MaxFaces)] {
		fc := &faces[i]
		k := seen.Of(fc.ID)
		if level := k.Level(); level > 0 && dr.cover(f, fc, k) {
			by := Light{}
			if lights != nil {
				by = lights[i]
			}
			dr.lay(f, pic, fc, level, by.on(f, fc, k))
		}
	}
	dr.now.tex, dr.now.hide, dr.now.nodes = nil, nil, nil
}

// soft is how soft the picture's edge is, in pixels for a face 300 wide; smallest is the
// least width of a face that is painted.
const (
	drapeSoft    = 2
	drapeFor     = 300
	drapeSmaller = 24
)

// cover makes the mask of what the picture does not show on: all but the skin that is seen,
// and the lips.
func (dr *Drape) cover(f *pixel.Frame, fc *face.Face, k *visible.Face) bool {
	if w := fc.Width(); !(w > drapeSmaller && w < 1e5) {
		return false
	}
	r, c := &dr.scratch, &dr.mask
	r.Begin(f.Y.W, f.Y.H)
	dr.line = outline.Landmarks(dr.line[:0], fc, face.FaceOval)
	soft := min(drapeSoft*fc.Width()/drapeFor, 6)
	if !r.Open(c, 2*soft+2, dr.line) {
		return false
	}
	r.Outline(c)
	reverse := area(dr.line) < 0
	r.Polygon(c, dr.line, reverse)
	for _, hole := range [][]int{face.LeftEye, face.RightEye, face.LipsInner} {
		dr.line = outline.Landmarks(dr.line[:0], fc, hole)
		r.Polygon(c, dr.line, area(dr.line) > 0)
	}
	r.Fill(c)
	r.Soften(c, soft)
	k.Within(c)
	for i, v := range c.P {
		c.P[i] = 255 - v
	}
	return true
}

// area is twice that of a polygon, below zero for one that runs the other way round.
func area(pts []outline.Point) (sum float32) {
	for i, p := range pts {
		sum += p.Cross(pts[(i+1)%len(pts)])
	}
	return sum
}

// lay draws the picture where the mask lets it.
func (dr *Drape) lay(f *pixel.Frame, pic *motion.Picture, fc *face.Face, level float32, by relight) {
	c, d := &dr.mask, &dr.now
	*d = drawing{x0: c.X0, y0: c.Y0, x1: c.X1, y1: c.Y1, opacity: int(level*256 + 0.5), hide: c, lit: by}
	// Cheek to cheek is nearly all of the flat map.
	size := fc.Width() / float32(pic.W)
	d.level(pic, size*size)
	dr.nodes.of(d)
	if !dr.nodes.drape(fc, float32(d.w), float32(d.h)) {
		return
	}
	d.nodes, d.shift, d.cols = dr.nodes.uv, dr.nodes.shift, dr.nodes.cols
	dr.k.draw(f, d, dr.rows)
}

// drape puts the places of the flat map, of w by h texels, into the nodes on a face and a
// little around it; false: none.
func (n *nodes) drape(f *face.Face, w, h float32) (some bool) {
	skin := n.skin[:n.cols*n.rows]
	for i := range skin {
		skin[i] = far
	}
	for _, t := range face.Triangles {
		n.triangle(&f.Points[t[0]], &f.Points[t[1]], &f.Points[t[2]], func(at int, wb, wc float32) {
			a, b, c := &face.Canonical[t[0]], &face.Canonical[t[1]], &face.Canonical[t[2]]
			u, v := a.U+wb*(b.U-a.U)+wc*(c.U-a.U), a.V+wb*(b.V-a.V)+wc*(c.V-a.V)
			n.uv[2*at], n.uv[2*at+1] = fixed(u*w*65536+32768), fixed(v*h*65536+32768)
			some = true
		})
	}
	for i, z := range skin {
		n.hide[i] = 0
		if z < far {
			n.hide[i] = 1 // known
		}
	}
	for round := uint8(1); round <= 3; round++ {
		n.grow(round)
	}
	return some
}

// grow carries what is known on in a straight line by one node.
func (n *nodes) grow(round uint8) {
	known := func(i, j int) bool {
		if i < 0 || j < 0 || i >= n.cols || j >= n.rows {
			return false
		}
		h := n.hide[j*n.cols+i]
		return h > 0 && h <= round
	}
	for j := range n.rows {
		for i := range n.cols {
			at := j*n.cols + i
			if n.hide[at] != 0 {
				continue
			}
			var u, v, count int32
			for _, d := range [8][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-1, -1}, {1, 1}, {-1, 1}, {1, -1}} {
				if known(i+d[0], j+d[1]) && known(i+2*d[0], j+2*d[1]) {
					p, q := at+d[1]*n.cols+d[0], at+2*(d[1]*n.cols+d[0])
					u, v, count = u+(2*n.uv[2*p]-n.uv[2*q])/8, v+(2*n.uv[2*p+1]-n.uv[2*q+1])/8, count+1
				}
			}
			n.uv[2*at], n.uv[2*at+1] = 0, 0
			if count > 0 {
				n.uv[2*at], n.uv[2*at+1], n.hide[at] = u/count*8, v/count*8, round+1
			}
		}
	}
}
