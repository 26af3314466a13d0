package stream

import "onair/media/rtc"

// Renew has the stream published again at once.
func (p *Publishing) Renew() {
	p.mu.Lock()
	p.renew = true
	p.mu.Unlock()
	p.Wake()
}

// Steady has pictures keep their size, as long as that is on and the same stream lasts.
func (p *Publishing) Steady(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.steady = on; p.current != nil {
		p.current.HoldSize(on)
	}
}

// SetAudio changes how the sound is coded, on the fly where that can be.
func (p *Publishing) SetAudio(cfg rtc.AudioConfig) {
	p.mu.Lock()
	current := p.current
	p.mu.Unlock()
	if current == nil || current.SetAudio(cfg) != nil {
		p.Renew() // a try under way may have begun with the old one
	}
}

// setMaxBitRate changes the ceiling, in bits a second, on the fly.
func (p *Publishing) setMaxBitRate(bits int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.current == nil {
		p.renew = true
	} else {
		p.current.SetMaxBitRate(bits)
	}
	p.Wake()
}

// Stats are the numbers of the stream; zero while it is interrupted.
func (p *Publishing) Stats() rtc.Stats {
	p.mu.Lock()
	current := p.current
	p.mu.Unlock()
	if current == nil {
		return rtc.Stats{}
	}
	return current.Stats()
}
