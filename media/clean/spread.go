package clean

// spread learns which share of all the echo's power comes back in each band,
// wherever it was played: a loudspeaker that distorts makes new tones.
type spread struct {
	now, off   float64 // the power, and how far it is from its mean
	mean, vary float64
	cov        []float64 // with the power left in a band
}

// hear takes the power of a block's echo; slow is the share by which it counts.
func (s *spread) hear(total, slow float64) {
	s.now, s.off = total, total-s.mean
	s.mean += slow * s.off
	s.vary += slow * (s.off*s.off - s.vary)
}

// learn takes how far a band's power is from its mean, after hear.
func (s *spread) learn(band int, off, slow float64) {
	s.cov[band] += slow * (off*s.off - s.cov[band])
}

// into is the power expected in a band.
func (s *spread) into(band int) float64 {
	if s.vary < 1e-12 {
		return 0
	}
	return min(max(s.cov[band]/s.vary, 0), 1) * s.now
}
