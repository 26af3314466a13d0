package capture

import (
	"image/color"
	"math"
	"time"

	"onair/media"
)

// pattern draws the test picture. What does not move is drawn once into a
// ground that is copied, so a frame costs little more than that copy.
// It belongs to one goroutine.
type pattern struct {
	spec   testSpec
	ground *media.Frame
	// strip is one line of colour bars, twice as wide as the picture, so that
	// the moving band is a copy from a shifted start.
	stripY, stripB, stripR []byte
	layout                 patternLayout
	text                   []byte
}

// patternLayout is where things are, in pixels; all even.
type patternLayout struct {
	bandTop, bandBottom  int // moving bars
	ballTop, ballBottom  int // the ball's field
	radius               int
	textX, textY, scale  int
	flashX, flashY       int // left top corner
	flashRight, flashBot int
}

func even(n int) int { return n &^ 1 }

func newLayout(w, h int) patternLayout {
	var l patternLayout
	l.flashX, l.flashY, l.flashRight, l.flashBot = flashBox(w, h)
	l.scale = max(1, min(h/90, w/150))
	l.textX, l.textY = even(w/40), even(h/30)
	l.bandTop, l.bandBottom = even(h/2), even(h*3/5)
	l.ballTop, l.ballBottom = l.bandBottom, even(codeTop(h))
	l.radius = max(2, (l.ballBottom-l.ballTop)/4)
	return l
}

// flashBox is the patch at the right of the clock that lights up with the beep.
func flashBox(w, h int) (x0, y0, x1, y1 int) {
	return even(w * 17 / 20), even(h / 30), even(w * 19 / 20), even(h/30 + h/6)
}

func newPattern(s testSpec) *pattern {
	p := &pattern{
		spec: s, ground: media.NewFrame(s.width, s.height),
		layout: newLayout(s.width, s.height), text: make([]byte, 0, 32),
	}
	w, h := s.width, s.height
	if s.flat {
		paint(p.ground, 0, 0, w, h, s.color)
	} else {
		p.drawGround()
		p.makeStrip()
	}
	// The clock's and the code's ground is grey in chroma, whatever is around.
	top := even(codeTop(h))
	grey(p.ground, 0, top, w, h)
	tw, th := textSize(len("00:00:00.000 #0000000"), p.layout.scale)
	if p.hasText() {
		grey(p.ground, p.layout.textX, p.layout.textY, p.layout.textX+tw, p.layout.textY+th)
	}
	return p
}

// hasText is false for pictures too small to hold the clock.
func (p *pattern) hasText() bool {
	tw, th := textSize(len("00:00:00.000 #0000000"), p.layout.scale)
	return p.layout.textX+tw <= p.spec.width && p.layout.textY+th <= codeTop(p.spec.height)
}

var barColors = []color.RGBA{
	{R: 191, G: 191, B: 191}, {R: 191, G: 191}, {G: 191, B: 191}, {G: 191},
	{R: 191, B: 191}, {R: 191}, {B: 191}, {R: 40, G: 40, B: 40},
}

func (p *pattern) drawGround() {
	w, h, l := p.spec.width, p.spec.height, p.layout
	for i, c := range barColors {
		paint(p.ground, even(i*w/len(barColors)), 0, even((i+1)*w/len(barColors)), l.bandTop, c)
	}
	if w%2 == 1 {
		paint(p.ground, w-1, 0, w, l.bandTop, barColors[len(barColors)-1])
	}
	paint(p.ground, 0, l.bandTop, w, h, color.RGBA{R: 60, G: 64, B: 72})
	paint(p.ground, l.flashX, l.flashY, l.flashRight, l.flashBot, color.RGBA{})
}

func (p *pattern) makeStrip() {
	w := even(p.spec.width + 1)
	p.stripY, p.stripB, p.stripR = make([]byte, 2*w), make([]byte, w), make([]byte, w)
	for x := range 2 * w {
		c := barColors[(x%w)*len(barColors)/w]
		y, cb, cr := limited(c)
		p.stripY[x], p.stripB[x/2], p.stripR[x/2] = y, cb, cr
	}
}

// draw makes the picture of moment t, the n-th since the start.
func (p *pattern) draw(f *media.Frame, t time.Time, n int64) {
	f.CopyFrom(p.ground)
	f.Time = t
	second := float64(t.Nanosecond()) / 1e9
	if !p.spec.flat {
		p.drawBand(f, second)
		p.drawBall(f, float64(t.Unix()%2)+second)
		if flashing(t) {
			l := p.layout
			for y := l.flashY; y < l.flashBot; y++ {
				fill(f.Y[y*f.YStride+l.flashX:y*f.YStride+l.flashRight], inkLuma)
			}
		}
	}
	if p.hasText() {
		p.text = t.AppendFormat(p.text[:0], "15:04:05.000 #")
		for part := int64(1_000_000); part > 0; part /= 10 {
			p.text = append(p.text, byte('0'+n/part%10))
		}
		drawText(f, p.text, p.layout.textX, p.layout.textY, p.layout.scale)
	}
	drawCode(f, t)
}

// flashing is true for the first tenth of each second, with the beep.
func flashing(t time.Time) bool { return time.Duration(t.Nanosecond()) < flashTime }

// drawBand moves the bars once around in a second.
func (p *pattern) drawBand(f *media.Frame, turn float64) {
	w := f.Width()
	from := even(int(turn * float64(w)))
	for y := p.layout.bandTop; y < p.layout.bandBottom; y++ {
		copy(f.Y[y*f.YStride:y*f.YStride+w], p.stripY[from:])
	}
	cw := (w + 1) / 2
	for y := p.layout.bandTop / 2; y < p.layout.bandBottom/2; y++ {
		copy(f.Cb[y*f.CStride:y*f.CStride+cw], p.stripB[from/2:])
		copy(f.Cr[y*f.CStride:y*f.CStride+cw], p.stripR[from/2:])
	}
}

// drawBall bounces a light ball through its field and back in two seconds.
func (p *pattern) drawBall(f *media.Frame, at float64) {
	l, r := p.layout, p.layout.radius
	w := f.Width()
	if w < 4*r {
		return
	}
	across := 1 - math.Abs(at-1)
	cx := r + int(across*float64(w-2*r-1))
	hop := math.Abs(math.Sin(at * 2 * math.Pi))
	cy := l.ballBottom - r - 1 - int(hop*float64(max(0, l.ballBottom-l.ballTop-2*r-2)))
	for dy := -r; dy <= r; dy++ {
		half := int(math.Sqrt(float64(r*r - dy*dy)))
		y := cy + dy
		if y < l.ballTop || y >= l.ballBottom {
			continue
		}
		fill(f.Y[y*f.YStride+cx-half:y*f.YStride+min(cx+half+1, w)], 220)
	}
}

// FlashDetected reports whether the test pattern's patch is lit, which it is
// for the first tenth of each second of the capture time, with the beep.
func FlashDetected(f *media.Frame) bool {
	x0, y0, x1, y1 := flashBox(f.Width(), f.Height())
	dx, dy := (x1-x0)/4, (y1-y0)/4
	return meanLuma(f, x0+dx, y0+dy, x1-dx, y1-dy) > 128
}

// limited is a colour in BT.601 limited range.
func limited(c color.RGBA) (y, cb, cr byte) {
	r, g, b := int(c.R), int(c.G), int(c.B)
	return byte((66*r+129*g+25*b+128)>>8 + 16),
		byte((-38*r-74*g+112*b+128)>>8 + 128),
		byte((112*r-94*g-18*b+128)>>8 + 128)
}

// paint fills [x0,x1) by [y0,y1) with a colour; x0 and y0 must be even.
func paint(f *media.Frame, x0, y0, x1, y1 int, c color.RGBA) {
	l, cb, cr := limited(c)
	for y := y0; y < y1; y++ {
		fill(f.Y[y*f.YStride+x0:y*f.YStride+x1], l)
	}
	paintChroma(f, x0, y0, x1, y1, cb, cr)
}

// grey takes the colour out of an area, leaving its luma.
func grey(f *media.Frame, x0, y0, x1, y1 int) { paintChroma(f, x0, y0, x1, y1, 128, 128) }

func paintChroma(f *media.Frame, x0, y0, x1, y1 int, cb, cr byte) {
	for y := y0 / 2; y < (y1+1)/2; y++ {
		fill(f.Cb[y*f.CStride+x0/2:y*f.CStride+(x1+1)/2], cb)
		fill(f.Cr[y*f.CStride+x0/2:y*f.CStride+(x1+1)/2], cr)
	}
}
