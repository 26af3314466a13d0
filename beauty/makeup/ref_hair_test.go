package makeup

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// goHair is the reference of kernels.hair.
func goHair(f *pixel.Frame, c *outline.Coverage, n *hairNodes, h *hairColours) {
	w := c.Width()
	for y := c.Y0; y < c.Y1; y += 2 {
		for x := c.X0; x < c.X1; x += 2 {
			between := func(nodes []uint8) uint32 {
				px, py := x-c.X0, y-c.Y0
				i := n.from + py/hairStep*n.stride + px/hairStep
				tx, ty := uint32(px%hairStep), uint32(py%hairStep)
				left := uint32(nodes[i])*(hairStep-ty) + uint32(nodes[i+n.stride])*ty
				right := uint32(nodes[i+1])*(hairStep-ty) + uint32(nodes[i+1+n.stride])*ty
				return (left*(hairStep-tx) + right*tx) / (hairStep * hairStep)
			}
			may, crown := between(n.may), between(n.crown)
			xr, yl := min(x+1, f.Y.W-1), min(y+1, f.Y.H-1)
			luma := func(x, y int) int32 { return int32(f.Y.P[y*f.Y.Stride+x]) }
			at := [3]int32{
				(luma(x, y) + luma(xr, y) + luma(x, yl) + luma(xr, yl)) / 4,
				int32(f.Cb.P[y/2*f.Cb.Stride+x/2]), int32(f.Cr.P[y/2*f.Cr.Stride+x/2]),
			}
			d, e := min(wholeApart(at, h.mean), 255), int32(255)
			for _, s := range h.skins[:h.n] {
				e = min(e, wholeApart(at, s))
			}
			is := uint32(h.like[d]) * uint32(h.sure[e*255/max(d+e, 1)])
			k := uint8(may * max(is, crown*uint32(h.wide[d])) / (255 * 255))
			for _, i := range [4]int{0, 1, w, w + 1} {
				c.P[(y-c.Y0)*w+x-c.X0+i] = k
			}
		}
	}
}

// wholeApart is apart of two colours as they are in a frame.
func wholeApart(a, b [3]int32) int32 {
	abs := func(v int32) int32 { return max(v, -v) }
	return abs(a[0]-b[0])*2/5 + abs(a[1]-b[1]) + abs(a[2]-b[2])
}
