package sfu

import "time"

// admit takes a negotiated viewer in, replacing one of the same name.
func (p *publisher) admit(v *viewer) error {
	p.mu.Lock()
	old := p.viewers[v.id]
	switch {
	case p.stopped || p.ended:
		p.mu.Unlock()
		return ErrNoStream
	case old == nil && len(p.viewers) >= p.sfu.cfg.MaxViewers:
		p.mu.Unlock()
		return ErrFull
	}
	p.viewers[v.id] = v
	p.mu.Unlock()
	if old != nil {
		old.stop(ReasonReplaced)
	}
	v.foresee()
	v.begin()
	return nil
}

// dismiss takes an ending viewer out.
func (p *publisher) dismiss(v *viewer) {
	v.forgo()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.viewers[v.id] == v {
		delete(p.viewers, v.id)
	}
}

func (p *publisher) viewer(id string) *viewer {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.viewers[id]
}

func (p *publisher) viewerCount() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.viewers)
}

func (p *publisher) allViewers() []*viewer {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := make([]*viewer, 0, len(p.viewers))
	for _, v := range p.viewers {
		all = append(all, v)
	}
	return all
}

// viewersReason is why the viewers of a publisher that has ended, end.
func (p *publisher) viewersReason() Reason {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.reason == ReasonClosed {
		return ReasonClosed
	}
	return ReasonPublisherEnd
}

// checkAge ends a viewer that never connected, or is not heard any more.
func (v *viewer) checkAge(now time.Time) {
	switch {
	case v.connected.Load() && now.Sub(v.conn.Heard()) > failedAfter:
		v.stop(ReasonLost)
	case !v.connected.Load() && now.Sub(v.born) > v.p.sfu.cfg.ConnectTimeout:
		v.stop(ReasonNeverCame)
	}
}
