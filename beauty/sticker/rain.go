package sticker

import (
	"math"
	"time"

	"onair/beauty/motion"
	"onair/beauty/outline"
	"onair/beauty/pixel"
)

// rain draws the particles of a layer. A particle's whole way follows from its
// number, so nothing is kept of it between frames.
type rain struct {
	layer *motion.Layer
	w, h  float32
	mouth outline.Vec // where FromAnchor particles come from
}

// draw calls show for each particle that is on its way at time now. Particles are
// born from since until until.
func (r *rain) draw(now, since, until time.Time, show func(*motion.Picture, placing, float32)) {
	p := &r.layer.Particles
	rate, life := float64(p.Rate), p.Life.Seconds()
	age := now.Sub(since).Seconds()
	first := max(int(math.Ceil((age-life)*rate)), 0)
	last := int(math.Floor(min(age, until.Sub(since).Seconds()) * rate))
	if last-first > motion.MaxParticles {
		first = last - motion.MaxParticles
	}
	for n := first; n <= last; n++ {
		t := age - float64(n)/rate
		if t < 0 || t >= life {
			continue
		}
		pic := r.layer.Pictures[int(chance(n, 0)*float32(len(r.layer.Pictures)))%len(r.layer.Pictures)]
		pl, opacity := r.particle(n, float32(t), float32(life), pic)
		show(pic, pl, opacity)
	}
}

// particle is where particle n is, t seconds after its birth.
func (r *rain) particle(n int, t, life float32, pic *motion.Picture) (placing, float32) {
	p := &r.layer.Particles
	between := func(s [2]float32, k float32) float32 { return s[0] + (s[1]-s[0])*k }
	size := between(p.Size, chance(n, 1)) * r.h
	way := between(p.Speed, chance(n, 2)) * r.h * t
	aside := (chance(n, 3) - 0.5) * p.Spread * r.w
	swing := p.Sway * r.h * wave(t*(0.25+0.2*chance(n, 4))+chance(n, 5))
	opacity := r.layer.Opacity * min(1, (life-t)/(0.25*life))
	var at outline.Vec
	switch p.From {
	case motion.FromTop:
		at = outline.Vec{X: r.w/2 + aside + swing, Y: -size + way}
	case motion.FromBottom:
		at = outline.Vec{X: r.w/2 + aside + swing, Y: r.h + size - way}
	case motion.FromAnchor:
		// They leave in a fan and rise.
		s, c := math.Sincos(float64(chance(n, 6)-0.5) * 1.6)
		at = r.mouth.Plus(outline.Vec{X: aside + way*float32(s) + swing, Y: -way * float32(c)})
		grow := min(1, t/0.3)
		size *= 0.3 + 0.7*grow
		opacity *= grow
	}
	s, c := math.Sincos(2 * math.Pi * float64(chance(n, 7)*pixel.Bit(p.Spin > 0)+(2*chance(n, 8)-1)*p.Spin*t))
	k := size / float32(pic.W)
	right := outline.Vec{X: float32(c) * k, Y: float32(s) * k}
	down := outline.Vec{X: -float32(s) * k, Y: float32(c) * k}
	if p.Tumble {
		// Seen from the edge it would be gone: it never turns quite that far.
		down = down.By(0.25 + 0.75*pixel.Abs(wave(t*(0.2+0.3*chance(n, 9))+chance(n, 10))))
	}
	origin := at.Minus(right.By(float32(pic.W) / 2)).Minus(down.By(float32(pic.H) / 2))
	return placing{origin: origin, right: right, down: down}, max(opacity, 0)
}

// chance is a number of 0..1 for property k of particle n, the same each time:
// the finalizer of MurmurHash3 (Appleby).
func chance(n, k int) float32 {
	h := uint32(n)*0x9e3779b1 + uint32(k)*0x85ebca77 + 0x165667b1
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	h ^= h >> 16
	return float32(h>>8) / (1 << 24)
}

// wave is a sine of period 1.
func wave(t float32) float32 { return float32(math.Sin(2 * math.Pi * float64(t))) }
