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
	// below sums every other weight of every other row of the mask, and chroma, grey at
	// 0, weighted with them.
	below func(f *pixel.Frame, c *outline.Coverage) (weight, cb, cr int64)
	// paint mixes what the pigment makes of a pixel into the frame, by the mask
	// and the opacity 0..256.
	paint func(f *pixel.Frame, c *outline.Coverage, p *pigment, opacity int)
	// hair fills the mask: where hair may be, as far as the colour is the hair's, for each
	// four pixels.
	hair func(f *pixel.Frame, c *outline.Coverage, n *hairNodes, h *hairColours)
}

// hairNodes say where hair may be, 255 is everywhere, and how far it is the crown, where
// skin's colour is hair's, too: a node each hairStep pixels, from the mask's corner on.
type hairNodes struct {
	may, crown   []uint8
	from, stride int
}

// hairColours tell hair by its colour, as colours are in a frame. kernels.h has the same
// fields in the same order.
type hairColours struct {
	// By the distance from the hair's colour; by the share that the distance from skin
	// has of both; by the distance, on the crown.
	like, sure, wide [256]uint8
	mean             [3]int32
	skins            [mostSkins][3]int32
	n                int32
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
