package makeup

import (
	"onair/beauty/face"
	"onair/beauty/outline"
	"onair/beauty/pixel"
	"onair/beauty/visible"
)

// Skin of every complexion lies near one direction of chroma, from grey to red and
// yellow (package skin says so too). What lies beside it is the lamp's colour, what lies
// along it may be either's: shares of the two that count as the lamp's.
const (
	usualLuma  = 110 // above black, at which usual skin has
	usualCb    = -16 // this chroma
	usualCr    = 22
	lampAlong  = .7
	lampAcross = .9
	lampMost   = 60  // at full luma
	lampDark   = 24  // luma above black below which chroma says little
	lampSpot   = .02 // radius of what is looked at in one place, of the face's width
)

// lamp is the colour of the light on a face: what it adds to the chroma of grey at full
// luma. The zero lamp is white. mean is the luma above black of the skin in it, 0 if not known.
type lamp struct{ cb, cr, mean float32 }

// Lamp tells what Light saw of the i-th face of its frame: what the light adds to the chroma of grey at full luma, and the mean luma
// above black of the skin, both in 8 bits; all 0 where it saw no skin.
func (m *Painter) Lamp(i int) (cb, cr, skin float32) {
	if i >= len(m.lamps) {
		return 0, 0, 0
	}
	l := m.lamps[i]
	return l.cb, l.cr, l.mean
}

// lampOf tells the light by a face's skin; of a face without skin in the picture it is
// white.
func lampOf(f *pixel.Frame, fc *face.Face, seen *visible.Face) lamp {
	var sum yuv
	n := float32(0)
	half := max(int(lampSpot*fc.Width()/2), 1)
	for _, i := range skinSpots {
		p := outline.Landmark(fc, i)
		if !(p.X >= 0 && p.Y >= 0 && p.X < float32(f.Y.W) && p.Y < float32(f.Y.H)) || seen.At(p) < .5 {
			continue
		}
		x0, y0 := int(p.X)/2, int(p.Y)/2
		for y := max(y0-half, 0); y <= min(y0+half, f.Cb.H-1); y++ {
			for x := max(x0-half, 0); x <= min(x0+half, f.Cb.W-1); x++ {
				sum.y += float32(f.Y.P[min(2*y, f.Y.H-1)*f.Y.Stride+min(2*x, f.Y.W-1)]) - 16
				sum.cb += float32(f.Cb.P[y*f.Cb.Stride+x]) - 128
				sum.cr += float32(f.Cr.P[y*f.Cr.Stride+x]) - 128
				n++
			}
		}
	}
	if n == 0 {
		return lamp{}
	}
	k := usualLuma / max(sum.y/n, lampDark)
	u, v := sum.cb/n*k-usualCb, sum.cr/n*k-usualCr
	along, across := lampAlong*(v-u)/2, lampAcross*(u+v)/2
	const full = 219. / usualLuma
	return lamp{
		min(max((across-along)*full, -lampMost), lampMost),
		min(max((across+along)*full, -lampMost), lampMost),
		sum.y / n,
	}
}

// on is a colour in the light.
func (l lamp) on(c yuv) yuv {
	return yuv{c.y, c.cb + l.cb*c.y/219, c.cr + l.cr*c.y/219}
}
