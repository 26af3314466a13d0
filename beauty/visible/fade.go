package visible

import "time"

// How long things take, in seconds.
const (
	fadeIn  = .150
	fadeOut = .100
	usual   = 1. / 30 // from a frame to the next, where times say nothing
	longest = .100    // that counts as the way from a frame to the next
	atOnce  = 9       // for frames that have no time
)

// since is how long ago the frame before was, in seconds. Clocks are set back and cameras
// stall: neither makes an effect jump.
func since(before, now time.Time) float32 {
	if now.IsZero() {
		return atOnce
	}
	if before.IsZero() {
		return usual
	}
	d := now.Sub(before).Seconds()
	if d <= 0 {
		return usual
	}
	return float32(min(d, longest))
}

// approach goes towards what is wanted, in over fadeIn and out over fadeOut.
func approach(v, to, dt float32) float32 {
	if to > v {
		return min(v+dt/fadeIn, to)
	}
	return max(v-dt/fadeOut, to)
}

// share is what of a change over a time constant, in seconds, dt brings.
func share(dt, over float32) float32 { return min(dt/over, 1) }

// Levels of evidence, of 255: from coverFrom on what was seen is covered, from coverTo
// down what was covered is seen; above sure there is nothing to wait for.
const (
	coverFrom = 150
	coverTo   = 95
	sure      = 250
)

// settle takes the evidence of a frame over.
func (k *Face) settle(s *scratch, dt float32) {
	in, out := int(min(255*dt/fadeIn, 255)), int(min(255*dt/fadeOut, 255))
	part := int(256 * share(dt, .050))
	if !k.began {
		part = 256
	}
	full := true
	for i, e := range s.odd[:] {
		v := int(k.value[i])
		if s.kind[i] == outside {
			k.state[i], k.odd[i] = false, 0
			v = min(v+in, 255)
			k.value[i] = uint8(v)
			full = full && v == 255
			continue
		}
		odd := int(k.odd[i])
		odd += ((int(e)-odd)*part + 128) >> 8
		if s.held[i] {
			odd, v = 255, 0
		}
		k.odd[i] = uint8(odd)
		switch {
		case k.state[i] && odd < coverTo:
			k.state[i] = false
		case !k.state[i] && odd > coverFrom:
			k.state[i] = true
		}
		if !k.state[i] {
			v = min(v+in, 255)
		} else if v = max(v-out, 0); !k.began {
			v = 0
		}
		k.value[i] = uint8(v)
		full = full && v == 255
	}
	if k.clear = full; !full {
		s.soften(&k.value, &k.soft)
	}
}

// partly is how visible a part is.
type partly struct {
	level  float32
	hidden bool
}

// A part is hidden when less than partFrom of it is seen, and comes back when partTo is.
const (
	partFrom = .3
	partTo   = .45
)

func (p *partly) settle(seen, dt float32, began bool) {
	if p.hidden && seen > partTo {
		p.hidden = false
	} else if !p.hidden && seen < partFrom {
		p.hidden = true
	}
	to := float32(1)
	if p.hidden {
		to = 0
	}
	if !began {
		p.level = to
		return
	}
	p.level = approach(p.level, to, dt)
}
