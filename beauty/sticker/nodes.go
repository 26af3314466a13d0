package sticker

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// nodes lie over the part of the frame a drawing is in, 1<<shift pixels apart, the first in the
// middle of its first pixel.
type nodes struct {
	x0, y0     int
	shift      int
	cols, rows int
	uv         []int32   // of the picture
	z          []float32 // of the picture
	hide       []uint8   // 255: it is not seen there
	skin       []float32 // the face's own surface; far where it has none
}

// far is behind everything.
const far = 1e9

// fine is how many nodes a drawing may have before they lie twice as far apart.
const fine = 6000

// of lays the nodes over a drawing.
func (n *nodes) of(d *drawing) {
	n.x0, n.y0, n.shift = d.x0, d.y0, 2
	if (d.x1-d.x0)*(d.y1-d.y0)>>4 > fine {
		n.shift = 3
	}
	n.cols, n.rows = (d.x1-d.x0-1)>>n.shift+2, (d.y1-d.y0-1)>>n.shift+2
	if k := n.cols * n.rows; len(n.z) < k {
		k += k / 4
		n.uv, n.z, n.hide, n.skin = make([]int32, 2*k), make([]float32, k), make([]uint8, k), make([]float32, k)
	}
}

// place is where a node lies in the frame.
func (n *nodes) place(i, j int) (x, y float32) {
	return float32(n.x0+i<<n.shift) + 0.5, float32(n.y0+j<<n.shift) + 0.5
}

// solid hides what lies behind the face's surface by more than a margin.
func (n *nodes) solid(f *face.Face, width float32) (some bool) {
	skin := n.skin[:n.cols*n.rows]
	for i := range skin {
		skin[i] = far
	}
	for _, t := range face.Triangles {
		n.triangle(&f.Points[t[0]], &f.Points[t[1]], &f.Points[t[2]], nil)
	}
	margin, over := behind*width, 255/(softly*width)
	for i, z := range skin {
		if d := n.z[i] - z - margin; d > 0 {
			n.hide[i] = max(n.hide[i], uint8(min(d*over, 255)))
			some = true
		}
	}
	return some
}

// How far behind the face's surface a picture is hidden, in widths of the face, and over which
// way it goes: what lies on the skin is seen, and the mesh is not exact.
const behind, softly = 0.045, 0.03

// triangle puts the nearest of a triangle's surface into the nodes on it, and tells, if asked,
// where it is the nearest by the shares of b and c.
func (n *nodes) triangle(a, b, c *face.Point, near func(at int, wb, wc float32)) {
	k := 1 / float32(int(1)<<n.shift)
	ax, ay := (a.X-float32(n.x0)-0.5)*k, (a.Y-float32(n.y0)-0.5)*k
	bx, by := (b.X-float32(n.x0)-0.5)*k, (b.Y-float32(n.y0)-0.5)*k
	cx, cy := (c.X-float32(n.x0)-0.5)*k, (c.Y-float32(n.y0)-0.5)*k
	x0, x1 := max(min(ax, bx, cx), 0), min(max(ax, bx, cx), float32(n.cols-1))
	y0, y1 := max(min(ay, by, cy), 0), min(max(ay, by, cy), float32(n.rows-1))
	area := (bx-ax)*(cy-ay) - (by-ay)*(cx-ax)
	// Written so that what is not a number is nothing.
	if !(x0 <= x1 && y0 <= y1) || !(pixel.Abs(area) > 1e-6) {
		return
	}
	over := 1 / area
	for j := up(y0); j <= int(y1); j++ {
		for i := up(x0); i <= int(x1); i++ {
			px, py := float32(i), float32(j)
			wb := ((px-ax)*(cy-ay) - (py-ay)*(cx-ax)) * over
			wc := ((bx-ax)*(py-ay) - (by-ay)*(px-ax)) * over
			if wb < 0 || wc < 0 || wb+wc > 1 {
				continue
			}
			at := j*n.cols + i
			if z := a.Z + wb*(b.Z-a.Z) + wc*(c.Z-a.Z); z < n.skin[at] {
				n.skin[at] = z
				if near != nil {
					near(at, wb, wc)
				}
			}
		}
	}
}

// up is the next whole number from v on, which is not negative.
func up(v float32) int {
	i := int(v)
	if float32(i) < v {
		i++
	}
	return i
}

// turned reports whether any node shows nothing.
func (n *nodes) turned() bool {
	for _, h := range n.hide[:n.cols*n.rows] {
		if h != 0 {
			return true
		}
	}
	return false
}

// spread writes what the nodes hide into a mask that begins where they do.
func (n *nodes) spread(c *outline.Coverage) {
	w, size := c.Width(), 1<<n.shift
	for y := range c.Y1 - c.Y0 {
		j, fy := y>>n.shift, y&(size-1)
		p, q := n.hide[j*n.cols:], n.hide[(j+1)*n.cols:]
		row := c.P[y*w:][:w]
		for i := range n.cols - 1 {
			l := int(p[i])*(size-fy) + int(q[i])*fy
			r := int(p[i+1])*(size-fy) + int(q[i+1])*fy
			if l|r == 0 {
				continue
			}
			for x := i << n.shift; x < min((i+1)<<n.shift, w); x++ {
				row[x] = uint8((l*size + (r-l)*(x-i<<n.shift)) >> (2 * n.shift))
			}
		}
	}
}
