package makeup

import (
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// kernels are the inner loops of makeup, in C; the tests hold them to
// a reference in Go. None allocates or keeps its arguments.
type kernels struct {
	// mean sums the mask, and luma weighted with it.
	mean func(y *pixel.Plane, c *outline.Coverage) (weight, sum int64)
	// paint mixes what the pigment makes of a pixel into the frame, by the mask
	// and the opacity 0..256.
	paint func(f *pixel.Frame, c *outline.Coverage, p *pigment, opacity int)
}

// pigment says what luma becomes under a paint, and which chroma goes with the
// luma there was.
//
// Where chroma differs from belowCb and belowCr, the paint does by keep of it, in 1/256: two
// lamps on a face are two on its paint. kernels.h has the same fields in the same order.
type pigment struct {
	luma, cb, cr           [256]uint8
	belowCb, belowCr, keep int32
}
