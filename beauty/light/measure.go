package light

import (
	"slices"

	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// every is how far apart the pixels are that are looked at.
const every = 8

// histogram is how much of a picture has which luma, in 64 steps from black to white.
type histogram [64]float64

// share is the luma below which that share of the picture is.
func (h *histogram) share(of float64) float64 {
	sum := 0.
	for i, v := range h {
		if sum+v >= of && v > 0 {
			return (float64(i) + (of-sum)/v) / float64(len(h))
		}
		sum += v
	}
	return 1
}

// above is the share of the picture that is brighter.
func (h *histogram) above(n float64) float64 {
	sum := 0.
	for _, v := range h[int(n*float64(len(h))):] {
		sum += v
	}
	return sum
}

// apart is which share of the picture is elsewhere in another.
func (h *histogram) apart(o *histogram) float64 {
	sum, run := 0., 0.
	for i := range h { // by how far: a camera that turns brighter is no cut
		run += h[i] - o[i]
		sum += max(run, -run)
	}
	return sum / 8
}

// measure is what is known of a picture.
type measure struct {
	luma   histogram
	colour colours
}

func (m *measure) take(f *pixel.Frame) {
	*m = measure{}
	n := 0
	for y := every / 2; y < f.Y.H; y += every {
		for x := every / 2; x < f.Y.W; x += every {
			l, cb, cr := pixelAt(f, x, y)
			m.luma[min(max(int(l*64), 0), 63)]++
			m.colour.add(l, cb, cr)
			n++
		}
	}
	for i := range m.luma {
		m.luma[i] /= float64(max(n, 1))
	}
}

// pixelAt is the mean luma of two by two pixels, from black (0) to white (1), and their
// chroma, on the same scale.
func pixelAt(f *pixel.Frame, x, y int) (l, cb, cr float64) {
	xb, yb := min(x+1, f.Y.W-1), min(y+1, f.Y.H-1)
	a, b := f.Y.P[y*f.Y.Stride:], f.Y.P[yb*f.Y.Stride:]
	sum := int(a[x]) + int(a[xb]) + int(b[x]) + int(b[xb])
	at := y/2*f.Cb.Stride + x/2
	return (float64(sum)/4 - black) / full, (float64(f.Cb.P[at]) - 128) / full, (float64(f.Cr.P[y/2*f.Cr.Stride+x/2]) - 128) / full
}

// faceMeasure is what is known of a face: what is brightest in it and its middle, from 0 to
// 1, and the chroma of its skin by luma.
type faceMeasure struct {
	known         bool
	white, middle float64
	cb, cr        float64
}

// cheeks are places of bare skin: cheeks, forehead and nose.
var cheeks = []int{50, 280, 205, 425, 151, 5}

// measureFace looks at the largest face.
func measureFace(f *pixel.Frame, faces []face.Face) (m faceMeasure, ok bool) {
	if len(faces) == 0 {
		return m, false
	}
	fc := &faces[0]
	left, right, top, chin := outline.Landmark(fc, 234), outline.Landmark(fc, 454), outline.Landmark(fc, 10), outline.Landmark(fc, 152)
	x0, x1 := int(min(left.X, right.X)), int(max(left.X, right.X))
	y0, y1 := int(min(top.Y, chin.Y)), int(max(top.Y, chin.Y))
	x0, x1, y0, y1 = max(x0, 0), min(x1, f.Y.W), max(y0, 0), min(y1, f.Y.H)
	if x1-x0 < 16 || y1-y0 < 16 {
		return m, false
	}
	by := max((x1-x0)/40, 1)
	var all histogram
	n := 0.
	for y := y0; y < y1; y += by {
		for x := x0; x < x1; x += by {
			u, v := 2*float64(x-x0)/float64(x1-x0)-1, 2*float64(y-y0)/float64(y1-y0)-1
			if u*u+v*v < .9 {
				l, _, _ := pixelAt(f, x, y)
				all[min(max(int(l*64), 0), 63)]++
				n++
			}
		}
	}
	for i := range all {
		all[i] /= n
	}
	m.white, m.middle = all.share(.985), all.share(.5)
	var cbs, crs []float64
	reach := max((x1-x0)/50, 1)
	for _, i := range cheeks {
		p := outline.Landmark(fc, i)
		for dy := -reach; dy <= reach; dy += reach {
			for dx := -reach; dx <= reach; dx += reach {
				x, y := int(p.X)+dx, int(p.Y)+dy
				if x < 0 || y < 0 || x >= f.Y.W || y >= f.Y.H {
					continue
				}
				if l, cb, cr := pixelAt(f, x, y); l > .06 && l < .93 {
					cbs, crs = append(cbs, cb/l), append(crs, cr/l)
				}
			}
		}
	}
	if len(cbs) < 12 {
		return m, false
	}
	slices.Sort(cbs)
	slices.Sort(crs)
	m.cb, m.cr = cbs[len(cbs)/2], crs[len(crs)/2]
	m.known = true
	return m, true
}
