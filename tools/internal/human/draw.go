package human

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
)

func (a vec) plus(b vec) vec    { return vec{a[0] + b[0], a[1] + b[1], a[2] + b[2]} }
func (a vec) minus(b vec) vec   { return vec{a[0] - b[0], a[1] - b[1], a[2] - b[2]} }
func (a vec) by(k float32) vec  { return vec{a[0] * k, a[1] * k, a[2] * k} }
func (a vec) dot(b vec) float32 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }
func (a vec) unit() vec         { return a.by(1 / float32(math.Sqrt(float64(a.dot(a)+1e-20)))) }
func (a vec) cross(b vec) vec {
	return vec{a[1]*b[2] - a[2]*b[1], a[2]*b[0] - a[0]*b[2], a[0]*b[1] - a[1]*b[0]}
}

// measure finds the nose: what is foremost of a head.
func (h *Human) measure(body []vec) {
	top := float32(math.Inf(-1))
	for _, p := range h.parts[0].faces {
		top = max(top, h.parts[0].v[p.v[0]][1])
	}
	h.nose[2] = float32(math.Inf(-1))
	for _, q := range h.parts[0].faces {
		if v := body[q.v[0]]; v[1] > top-2 && v[2] > h.nose[2] {
			h.nose = v
		}
	}
	var n float32
	for _, v := range h.parts[1].v {
		h.eyes, n = h.eyes.plus(v), n+1
	}
	h.eyes = h.eyes.by(1 / n)
}

// View is how somebody stands before the camera.
type View struct {
	W, H int
	Yaw  float64 // radians by which the head and all are turned, to the right of the picture if positive
	Wide float64 // pixels of a head across
	Back color.RGBA
}

// headWide is how wide a head is about, in the meshes' units.
const headWide = 1.5

// sampled is how many times finer it is drawn each way.
const sampled = 2

// Draw shows somebody, and where the tip of the nose is.
func (h *Human) Draw(v View) (img *image.RGBA, x, y float64) {
	w, hh := v.W*sampled, v.H*sampled
	c := canvas{
		img: image.NewRGBA(image.Rect(0, 0, w, hh)), depth: make([]float32, w*hh),
		scale: float32(v.Wide * sampled / headWide), cx: float32(w) / 2, cy: float32(hh) * .45,
		sin: float32(math.Sin(v.Yaw)), cos: float32(math.Cos(v.Yaw)),
		middle: vec{0, (h.eyes[1] + h.nose[1]) / 2, h.eyes[2] - headWide/2},
	}
	for y := range hh { // a wall, darker to the floor
		k := 1 - .3*float32(y)/float32(hh)
		for x := range w {
			c.img.SetRGBA(x, y, color.RGBA{uint8(float32(v.Back.R) * k), uint8(float32(v.Back.G) * k), uint8(float32(v.Back.B) * k), 255})
		}
	}
	for i := range h.parts {
		c.part(&h.parts[i])
	}
	out := image.NewRGBA(image.Rect(0, 0, v.W, v.H))
	draw.ApproxBiLinear.Scale(out, out.Rect, c.img, c.img.Rect, draw.Src, nil)
	n := c.place(h.nose)
	return out, float64(n[0]) / sampled, float64(n[1]) / sampled
}

type canvas struct {
	img      *image.RGBA
	depth    []float32 // nearness
	scale    float32
	cx, cy   float32
	sin, cos float32
	middle   vec
}

// far is how far the camera is from the head, in the meshes' units: an arm's length and more.
const far = 8

func (c *canvas) turn(p vec) vec {
	return vec{p[0]*c.cos + p[2]*c.sin, p[1], -p[0]*c.sin + p[2]*c.cos}
}

// place is where a point comes to lie, and how near it is.
func (c *canvas) place(p vec) vec {
	p = c.turn(p.minus(c.middle))
	k := far / (far - p[2]) * c.scale
	return vec{c.cx + p[0]*k, c.cy - p[1]*k, 1 / (far - p[2])}
}

// lamp is where the light comes from, and the share that comes from everywhere.
var lamp = vec{-.45, .5, .75}.unit()

const everywhere = .42

func (c *canvas) part(p *part) {
	at, lit := make([]vec, len(p.v)), make([]float32, len(p.v))
	for i, v := range p.v {
		at[i] = c.place(v)
		lit[i] = everywhere + (1.12-everywhere)*max(c.turn(p.n[i]).dot(lamp), 0)
	}
	for _, q := range p.faces {
		for _, t := range [2][3]int{{0, 1, 2}, {0, 2, 3}} {
			c.triangle(p, &q, t, at, lit)
		}
	}
}

func (c *canvas) triangle(p *part, q *quad, t [3]int, at []vec, lit []float32) {
	var s [3]vec
	for k, i := range t {
		s[k] = at[q.v[i]]
	}
	area := (s[1][0]-s[0][0])*(s[2][1]-s[0][1]) - (s[2][0]-s[0][0])*(s[1][1]-s[0][1])
	if area > -1e-6 && area < 1e-6 || area > 0 && !p.clear { // from behind, but for hair
		return
	}
	w, h := c.img.Rect.Dx(), c.img.Rect.Dy()
	x0, x1 := max(int(min(s[0][0], s[1][0], s[2][0])), 0), min(int(max(s[0][0], s[1][0], s[2][0]))+1, w-1)
	y0, y1 := max(int(min(s[0][1], s[1][1], s[2][1])), 0), min(int(max(s[0][1], s[1][1], s[2][1]))+1, h-1)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			fx, fy := float32(x)+.5, float32(y)+.5
			b := ((s[2][0]-fx)*(s[0][1]-fy) - (s[0][0]-fx)*(s[2][1]-fy)) / area
			g := ((s[0][0]-fx)*(s[1][1]-fy) - (s[1][0]-fx)*(s[0][1]-fy)) / area
			a := 1 - b - g
			if a < 0 || b < 0 || g < 0 {
				continue
			}
			share := [3]float32{a, b, g}
			var near, light, u, v float32
			for k, i := range t {
				near += share[k] * s[k][2]
				light += share[k] * lit[q.v[i]]
				u += share[k] * p.uv[q.uv[i]][0]
				v += share[k] * p.uv[q.uv[i]][1]
			}
			if d := &c.depth[y*w+x]; near > *d && c.put(x, y, p, u, v, light) {
				*d = near
			}
		}
	}
}

// put paints a pixel; false if nothing to speak of is there.
func (c *canvas) put(x, y int, p *part, u, v, light float32) bool {
	b := p.texture.Rect
	px := b.Min.X + min(max(int(u*float32(b.Dx())), 0), b.Dx()-1)
	py := b.Min.Y + min(max(int((1-v)*float32(b.Dy())), 0), b.Dy()-1)
	t := p.texture.NRGBAAt(px, py)
	k := float32(1)
	if p.clear {
		if t.A < 24 {
			return false
		}
		k = float32(t.A) / 255
	}
	was := c.img.RGBAAt(x, y)
	mix := func(to, from uint8) uint8 { return uint8(min(float32(to)*light, 255)*k + float32(from)*(1-k)) }
	c.img.SetRGBA(x, y, color.RGBA{mix(t.R, was.R), mix(t.G, was.G), mix(t.B, was.B), 255})
	return k > .5
}
