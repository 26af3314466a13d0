package capture

import (
	"math"

	"github.com/pion/mediadevices/pkg/frame"
	"github.com/pion/mediadevices/pkg/prop"
)

// layoutCost ranks pixel layouts by what they cost here, cheapest first: I420
// is taken as it is, the 4:2:2 kinds are halved, the NV kinds are taken apart
// byte by byte in mediadevices, MJPEG is decoded there.
var layoutCost = map[frame.Format]float64{
	frame.FormatI420: 0, frame.FormatYUYV: 1, frame.FormatYUY2: 1, frame.FormatUYVY: 1,
	frame.FormatNV12: 2, frame.FormatNV21: 2, frame.FormatMJPEG: 6,
}

// choose picks the offer nearest to what is asked: above all a picture not
// smaller than asked, then the frame rate, then as few superfluous pixels as
// possible, then the cheapest layout. A camera's bus limits raw pictures by
// offering them at low rates only, so large and fast ends at MJPEG by itself.
func choose(offers []prop.Media, o VideoOptions) (prop.Media, bool) {
	best, found := prop.Media{}, false
	lowest := math.Inf(1)
	for _, p := range offers {
		c, ok := offerCost(p, o)
		if ok && c < lowest {
			best, lowest, found = p, c, true
		}
	}
	return best, found
}

func offerCost(p prop.Media, o VideoOptions) (float64, bool) {
	layout, ok := layoutCost[p.FrameFormat]
	if o.Pixels != "" && string(p.FrameFormat) != o.Pixels {
		return 0, false
	}
	if !ok || p.Width <= 0 || p.Height <= 0 || p.Width > maxSide || p.Height > maxSide {
		return 0, false
	}
	w, h := float64(p.Width)/float64(o.Width), float64(p.Height)/float64(o.Height)
	var c float64
	if short := min(w, h); short < 1 {
		c += 1000 * (1 - short) // each percent missing outweighs any rate
		c += 100 * max(0, max(w, h)-1)
	} else {
		// Another shape is scaled to fit: count the pixels that are too many.
		c += 20 * math.Log2(w*h)
		c += 40 * math.Abs(math.Log2(w/h))
	}
	switch rate := float64(p.FrameRate); {
	case rate <= 0: // not told: the device decides
		c += 15
	case rate < o.FrameRate-0.5:
		c += 300 * (1 - rate/o.FrameRate)
	default:
		c += 10 * math.Log2(max(1, rate/o.FrameRate))
	}
	return c + layout, true
}
