package rtc

import (
	"image"

	"onair/media"
)

// HoldSize has pictures coded at the size they have now until it is called with false:
// those of another shape get black edges. For players that freeze at a change.
func (p *Publisher) HoldSize(on bool) {
	if p.video != nil {
		p.video.hold.Store(on)
	}
}

// into scales src into dst, with its proportions kept.
func (l *layer) into(dst, src *media.Frame) error {
	r := inside(src.Width(), src.Height(), dst.Width(), dst.Height())
	if r.Size() == dst.Rect.Size() {
		return l.scaler.I420(dst, src)
	}
	for _, plane := range []struct {
		b     []byte
		black byte
	}{{dst.Y, 16}, {dst.Cb, 128}, {dst.Cr, 128}} {
		for i := range plane.b {
			plane.b[i] = plane.black
		}
	}
	part := &media.Frame{YCbCr: dst.YCbCr}
	part.Rect = image.Rect(0, 0, r.Dx(), r.Dy())
	part.Y = dst.Y[r.Min.Y*dst.YStride+r.Min.X:]
	c := r.Min.Y/2*dst.CStride + r.Min.X/2
	part.Cb, part.Cr = dst.Cb[c:], dst.Cr[c:]
	dst.Time = src.Time
	return l.scaler.I420(part, src)
}

// inside is where a picture of w by h belongs in a larger or smaller one, all even. What
// is off by rounding alone fills it.
func inside(w, h, inW, inH int) image.Rectangle {
	outW, outH := inW, inH
	if w*inH < inW*h {
		outW = max(w*inH/h&^1, 2)
	} else {
		outH = max(h*inW/w&^1, 2)
	}
	if inW-outW <= 4 && inH-outH <= 4 {
		outW, outH = inW, inH
	}
	x, y := (inW-outW)/2&^1, (inH-outH)/2&^1
	return image.Rect(x, y, x+outW, y+outH)
}
