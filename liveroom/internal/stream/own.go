package stream

import (
	"sync"

	"onair/signaling"
)

// Own is the place of the own stream, of which there is one at most. Any goroutine.
type Own struct {
	mu  sync.Mutex
	now *Publishing
}

// Now is the stream that is being sent, nil for none.
func (o *Own) Now() *Publishing {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.now
}

// Put makes p the own stream.
func (o *Own) Put(p *Publishing) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = p
}

// End stops the stream, if there is one, and waits for it.
func (o *Own) End() {
	o.mu.Lock()
	p := o.now
	o.now = nil
	o.mu.Unlock()
	if p != nil {
		p.Stop()
	}
}

// Change has the stream, if there is one, sent in another way: a new bit rate alone costs
// nothing.
func (o *Own) Change(old, now VideoEncoderParam) {
	p := o.Now()
	if p == nil {
		return
	}
	rest := now
	rest.BitRate = old.BitRate
	if rest == old {
		p.setMaxBitRate(now.EffectiveBitRate())
	} else {
		p.Renew()
	}
}

// Lose ends a stream whose seat is gone. It does not wait; wait, nil without a stream,
// does, and reports whether no other one has taken its place.
func (o *Own) Lose() (wait func() bool) {
	p := o.Now()
	if p == nil {
		return nil
	}
	p.Lose()
	return func() bool {
		<-p.Done()
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.now != p {
			return false
		}
		o.now = nil
		return true
	}
}

// Wake has the stream, if there is one, look at Flags again.
func (o *Own) Wake() {
	if p := o.Now(); p != nil {
		p.Wake()
	}
}

// Renew has the stream, if there is one, published again at once, unless it was kept.
func (o *Own) Renew(kept *signaling.KeptMedia) {
	if p := o.Now(); p != nil && (kept == nil || !kept.Own) {
		p.Renew()
	}
}

// Steady has the stream, if there is one, keep the size of its pictures, or not.
func (o *Own) Steady(on bool) {
	if p := o.Now(); p != nil {
		p.Steady(on)
	}
}
