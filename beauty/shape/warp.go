package shape

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// mesh is the distance between two nodes of the warp's grid, in luma pixels.
const mesh = 8

// warp is how reshape moves the picture of the frame in the works: for each node
// of a grid over the frame, from where the node's pixel is fetched. Between nodes
// it is bilinear. Only nodes in areas count; everywhere else nothing moves, and
// the nodes on an area's border do not move either.
type warp struct {
	w, h   int // luma size
	gw, gh int // nodes

	// Where each node's pixel comes from while moves are composed, in pixels.
	sx, sy []float32
	// The finished field: source minus node, in 1/64 pixel.
	dx, dy []int16

	areas []area // disjoint
	spare []byte // the picture before the warp, with a margin
	rows  [2][]int32

	// What is handed to the kernel: here, as what goes to a function that is
	// not known beforehand would be allocated anew.
	part  pixel.Plane
	per   int
	kept  spared
	nodes field
}

// warpUnit is what dx and dy count in one pixel.
const warpUnit = 64

// area is a rectangle of nodes, all bounds inclusive.
type area struct{ x0, y0, x1, y1 int }

func (a area) empty() bool { return a.x1 <= a.x0 || a.y1 <= a.y0 }

func (a area) touches(b area) bool {
	return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

func (a area) union(b area) area {
	return area{min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1)}
}

// begin forgets the last frame's warp and makes the grid fit.
func (g *warp) begin(w, h int) {
	g.areas = g.areas[:0]
	if g.w == w && g.h == h {
		return
	}
	*g = warp{w: w, h: h, gw: (w+mesh-1)/mesh + 1, gh: (h+mesh-1)/mesh + 1, areas: make([]area, 0, outline.MaxFaces)}
}

// grow allocates what only a warp in use needs.
func (g *warp) grow() {
	if g.sx != nil {
		return
	}
	n := g.gw * g.gh
	g.sx, g.sy = make([]float32, n), make([]float32, n)
	g.dx, g.dy = make([]int16, n), make([]int16, n)
	g.spare = make([]byte, (g.w+spareX)*(g.h+spareY))
	for i := range g.rows {
		g.rows[i] = make([]int32, 2*(g.w+mesh))
	}
}

// add marks a rectangle of pixels as moving; rectangles that touch become one.
func (g *warp) add(b box) {
	a := area{
		max(pixel.Floor(b.x0/mesh)-1, 0), max(pixel.Floor(b.y0/mesh)-1, 0),
		min(pixel.Floor(b.x1/mesh)+2, g.gw-1), min(pixel.Floor(b.y1/mesh)+2, g.gh-1),
	}
	if a.empty() {
		return
	}
	for i := 0; i < len(g.areas); {
		if !a.touches(g.areas[i]) {
			i++
			continue
		}
		a = a.union(g.areas[i])
		g.areas[i] = g.areas[len(g.areas)-1]
		g.areas = g.areas[:len(g.areas)-1]
		i = 0
	}
	g.areas = append(g.areas, a)
}

// still puts every node of the areas where it is.
func (g *warp) still() {
	for _, a := range g.areas {
		for j := a.y0; j <= a.y1; j++ {
			row := j * g.gw
			for i := a.x0; i <= a.x1; i++ {
				g.sx[row+i], g.sy[row+i] = nodeAt(i), nodeAt(j)
			}
		}
	}
}

func nodeAt(i int) float32 { return float32(i*mesh) + 0.5 }

// finish turns composed nodes into the field. Towards the frame's border, where
// there is no picture to fetch, moves fade softly.
func (g *warp) finish() {
	right, low := float32(g.w), float32(g.h)
	for _, a := range g.areas {
		for j := a.y0; j <= a.y1; j++ {
			for i := a.x0; i <= a.x1; i++ {
				k := j*g.gw + i
				x, y := nodeAt(i), nodeAt(j)
				g.dx[k] = warpFixed(inside(g.sx[k]-x, x, right))
				g.dy[k] = warpFixed(inside(g.sy[k]-y, y, low))
			}
		}
	}
}

// inside shortens d so that at+d stays within 0..end; it stays one-to-one.
func inside(d, at, end float32) float32 {
	room := max(at, 0)
	if d > 0 {
		room = max(end-at, 0)
	}
	if d == 0 {
		return 0
	}
	return d * room / pixel.Sqrt(room*room+d*d)
}

func warpFixed(d float32) int16 {
	d = min(max(d*warpUnit, -32000), 32000)
	return int16(pixel.Floor(d + 0.5))
}

// at is the field at a point of the warped picture: source minus point, and its
// slopes (d field x / d x, d x / d y, d y / d x, d y / d y) within the grid cell.
func (g *warp) at(x, y float32) (dx, dy float32, slope [4]float32) {
	u, v := (x-0.5)/mesh, (y-0.5)/mesh
	i, j := pixel.Floor(u), pixel.Floor(v)
	for _, a := range g.areas {
		if i < a.x0 || j < a.y0 || i >= a.x1 || j >= a.y1 {
			continue
		}
		u, v = u-float32(i), v-float32(j)
		k := j*g.gw + i
		dx, slope[0], slope[1] = cellOf(g.dx, k, g.gw, u, v)
		dy, slope[2], slope[3] = cellOf(g.dy, k, g.gw, u, v)
		return dx, dy, slope
	}
	return 0, 0, slope
}

func cellOf(d []int16, k, gw int, u, v float32) (at, du, dv float32) {
	a, b := float32(d[k]), float32(d[k+1])
	c, e := float32(d[k+gw]), float32(d[k+gw+1])
	top, low := a+(b-a)*u, c+(e-c)*u
	return (top + (low-top)*v) / warpUnit,
		((b-a)*(1-v) + (e-c)*v) / (warpUnit * mesh),
		(low - top) / (warpUnit * mesh)
}

// Forward tells where what was at p in the camera's picture is after reshape. Z
// stays as it is.
func (g *warp) Forward(p face.Point) face.Point {
	if len(g.areas) == 0 {
		return p
	}
	// The field leads from the new place to the old one: Newton's method finds
	// the new place.
	x, y := p.X, p.Y
	for range 12 {
		dx, dy, s := g.at(x, y)
		ex, ey := x+dx-p.X, y+dy-p.Y
		if ex*ex+ey*ey < 1e-4 {
			break
		}
		a, b, c, d := 1+s[0], s[1], s[2], 1+s[3]
		det := a*d - b*c
		if det < 0.2 {
			a, b, c, d, det = 1, 0, 0, 1, 1
		}
		// Steps beyond the next cell follow slopes that do not hold there.
		x -= min(max((d*ex-b*ey)/det, -mesh/2), mesh/2)
		y -= min(max((a*ey-c*ex)/det, -mesh/2), mesh/2)
	}
	return face.Point{X: x, Y: y, Z: p.Z}
}
