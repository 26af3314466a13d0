package backdrop

import (
	"time"

	"onair/beauty/face"
)

// steadied is a person followed over time, in cells but for kept.
type steadied struct {
	now     []int16 // the network's newest mask, carried along from frame to frame
	mask    []int16 // the same, steadied
	spare   []int16
	known   []int16 // luma that mask and kept go by
	rate    []int16 // how fast they follow
	far     []int16
	kept    []int16 // of each pixel, before alpha is made steep
	idle    []uint8 // kernels.matte's
	carrier carrier
	seen    bool // there is a frame before
	frames  int  // since then
	from    time.Time
	noise   int // deviation of a cell's luma sum on what rests
}

// stirNumbers are what nine cells' sums may be off before that counts as stirring, how
// much of 256 each level more is, in 1/256, and how fast what rests is followed, of 256.
type stirNumbers struct{ noise, gain, rest int }

// Numbers of steady.
const (
	stirRest  = 14
	maskMore  = 14  // the mask follows faster by that than alpha
	stirFull  = 160 // what nine cells may be off beyond noise
	noiseLess = 6
	noiseMost = 56
	noiseStep = 11 // cells from one that is looked at to the next
)

// steady brings the person of this frame into mask. Where the picture is as it was
// the mask and the alpha follow slowly, elsewhere at once, so that neither noise nor the
// network's trembling shows and nothing trails.
func (b *Stage) steady(m *face.Mask, hands []face.Hand, at time.Time) {
	c, s := b.grid, &b.steadied
	if !s.seen {
		s.start(b, m, hands, at)
		return
	}
	s.frames++
	s.carrier.note(&b.k, c.Sum, at, s.mask, s.noise)
	s.carrier.step(&b.k, &s.mask, &s.spare, s.carrier.newest)
	if !m.At.IsZero() && m.At.Equal(s.from) {
		s.carrier.step(&b.k, &s.now, &s.spare, s.carrier.newest)
	} else {
		b.k.stretch(m.P, m.W, m.H, s.now, c.LW, c.LH)
		s.carrier.carry(&b.k, &s.now, &s.spare, m.At)
		s.from = m.At
	}
	// The first frames count alike.
	rest := max(stirRest, 256/(s.frames+1))
	b.k.stir(s.known, c.Sum, s.rate, s.far, c.LW, c.LH, stirNumbers{
		noise: 9 * s.noise * 29 / 20, gain: 256 * 256 / (stirFull + 9*s.noise), rest: rest,
	})
	s.listen()
	b.k.follow(s.mask, b.withHands(hands), s.rate, maskMore)
}

func (s *steadied) start(b *Stage, m *face.Mask, hands []face.Hand, at time.Time) {
	c := b.grid
	b.k.stretch(m.P, m.W, m.H, s.now, c.LW, c.LH)
	copy(s.mask, b.withHands(hands))
	s.carrier.note(&b.k, c.Sum, at, nil, 0)
	for i, v := range c.Sum {
		s.known[i], s.rate[i] = int16(v)*8, 256
	}
	s.seen, s.frames, s.from, s.noise = true, 0, m.At, noiseLess
}

// listen finds the noise of the picture: most of it rests, and there luma is off by a
// share of the deviation that is known.
func (s *steadied) listen() {
	var counts [256]int
	n := 0
	for i := 0; i < len(s.far); i += noiseStep {
		counts[min(s.far[i], 255)]++
		n++
	}
	sum, v := 0, 0
	for ; v < 255 && sum+counts[v] < n*2/5; v++ {
		sum += counts[v]
	}
	heard := min(max(v*2, noiseLess), noiseMost) // 40 % of normal noise is below 0.52 of its deviation
	switch {
	case heard < s.noise || s.frames < 3:
		s.noise = heard
	case heard > s.noise:
		s.noise++
	}
}
