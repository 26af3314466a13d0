package light

import (
	"math"
	"time"

	"onair/beauty/face"
	"onair/beauty/pixel"
)

// wish is what a picture needs.
type wish struct {
	exposure float64 // stops
	black    float64
	contrast float64
	cb, cr   float64 // the lamp to be taken away, at white
}

// How far a wish has to be from the one that is followed to be followed instead: what is
// measured trembles, what is seen must not.
var tremble = wish{exposure: .12, black: .02, contrast: .08, cb: 2, cr: 2}

const (
	settles = .5 // seconds in which what is measured counts
	follows = 1. // seconds in which the picture goes there
	cutAt   = .7 // how much of a picture's luma has to be elsewhere for a cut
	pause   = 1. // seconds without a picture after which all begins anew
	keeps   = 2. // seconds for which a face that was lost counts
)

// auto steers the light of a stream by what its pictures need.
type auto struct {
	at    time.Time
	known bool

	seen measure
	mean wish // of what was measured of late
	held wish // where now goes
	now  wish

	began  time.Time
	faced  bool // a face was seen since
	faceAt time.Time
	face   faceMeasure
}

// wish takes a frame before its light is changed, and says what it gets.
func (a *auto) wish(f *pixel.Frame, at time.Time, faces []face.Face) wish {
	passed := at.Sub(a.at).Seconds()
	a.at = at
	before := a.seen.luma
	a.seen.take(f)
	first := false // sight of the face, which comes some frames late
	if fm, ok := measureFace(f, faces); ok {
		first = !a.faced && at.Sub(a.began).Seconds() < pause
		a.face, a.faceAt, a.faced = fm, at, true
	} else if at.Sub(a.faceAt).Seconds() > keeps || at.Before(a.faceAt) {
		a.face = faceMeasure{}
	}
	raw := wanted(&a.seen, &a.face)
	if !a.known || passed < 0 || passed > pause || before.apart(&a.seen.luma) > cutAt {
		a.known, a.began, a.faced = true, at, a.face.known
		a.mean, a.held, a.now = raw, raw, raw
		return a.now
	}
	if first {
		a.mean, a.held, a.now = raw, raw, raw
		return a.now
	}
	a.mean = a.mean.towards(raw, 1-math.Exp(-passed/settles))
	if a.mean.leaves(a.held) {
		a.held = a.mean
	}
	a.now = a.now.towards(a.held, 1-math.Exp(-passed/follows))
	return a.now
}

// towards goes a part of the way, and the last bit at once.
func (w wish) towards(to wish, part float64) wish {
	ease := func(a, b, end float64) float64 {
		if math.Abs(b-a) < end/20 {
			return b
		}
		return a + (b-a)*part
	}
	return wish{
		ease(w.exposure, to.exposure, tremble.exposure), ease(w.black, to.black, tremble.black),
		ease(w.contrast, to.contrast, tremble.contrast), ease(w.cb, to.cb, tremble.cb), ease(w.cr, to.cr, tremble.cr),
	}
}

func (w wish) leaves(held wish) bool {
	far := func(a, b, most float64) bool { return math.Abs(a-b) > most || b != 0 && math.Abs(a) < most/4 }
	return far(w.exposure, held.exposure, tremble.exposure) || far(w.black, held.black, tremble.black) ||
		far(w.contrast, held.contrast, tremble.contrast) || far(w.cb, held.cb, tremble.cb) || far(w.cr, held.cr, tremble.cr)
}

const (
	dimWhite, litWhite = .48, .64 // what is brightest in dim pictures, and in those that are not
	toWhite            = .82      // where dim ones' goes
	mostStops          = 1.7
	burnt, much        = .03, .09 // the shares of burnt-out pixels of no and of full back light
	backFace, litFace  = .5, .62  // what is brightest in a face against the light, and in one that is not
	shiny, dull        = .5, .62  // what of that the face's middle is where skin glints, and where it does not
	toFace             = .62
	mostBack           = 1.
	bright, tooBright  = .84, .95 // a face's middle
	lessStops          = -.5
	haze, clear        = .2, .04 // what is darkest in hazy pictures; where that goes
	mostHaze           = .1
	flat, deep         = .38, .55 // from dark to bright
	mostContrast       = .35
)

// wanted is what a picture needs. How dark skin is does not come into it: the light is told
// by what is brightest, of a face by its glints, teeth and the white of its eyes, which are
// as bright on dark skin. Against the light a face has none.
func wanted(m *measure, fm *faceMeasure) wish {
	var w wish
	white, dark := m.luma.share(.98), m.luma.share(.02)
	if fm.known {
		white = max(white, fm.white)
	}
	w.exposure = (1 - smooth(dimWhite, litWhite, white)) * stopsTo(white, toWhite, mostStops)
	if fm.known {
		back := smooth(burnt, much, m.luma.above(.92)) * (1 - smooth(backFace, litFace, fm.white)) * smooth(shiny, dull, fm.middle/max(fm.white, .02))
		w.exposure = max(w.exposure, back*stopsTo(fm.white, toFace, mostBack))
		if w.exposure == 0 {
			w.exposure = lessStops * smooth(bright, tooBright, fm.middle)
		}
	}
	if dark > haze && white > dimWhite {
		w.black = min((dark-clear)*.6, mostHaze) * smooth(haze, haze+.1, dark)
	}
	l := look{exposure: w.exposure, black: w.black}
	w.contrast = mostContrast * (1 - smooth(flat, deep, l.luma(white)-l.luma(dark)))
	w.cb, w.cr = m.lamp(fm)
	return w
}

// stopsTo is the exposure that brings n to at.
func stopsTo(n, to, most float64) float64 {
	n = max(n, .02)
	return min(max(math.Log2(to*(1-n)/(n*(1-to))), 0), most)
}
