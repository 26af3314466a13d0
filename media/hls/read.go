package hls

import (
	"time"

	"onair/media"
)

// How much faster or slower sound is read at most, and how far what is in hand may be
// from what is meant before it is.
const (
	faster      = 1.01
	slower      = 0.99
	tooMuch     = 300 * time.Millisecond
	tooLittle   = 120 * time.Millisecond
	levelWindow = 3 * time.Second
)

// speed reads sound between its samples.
type speed struct {
	rate float64 // 0 is 1
	frac float64 // of the next sample, 0 to 1
	want float64

	least time.Duration // in hand, in the window under way
	since time.Time     // when that began
}

// look notes what is in hand, and decides on the speed once a window.
func (s *speed) look(level, lead time.Duration, now time.Time) {
	if s.since.IsZero() {
		s.since, s.least, s.rate, s.want = now, level, 1, 1
	}
	s.least = min(s.least, level)
	if now.Sub(s.since) < levelWindow {
		return
	}
	// The level swings by a part; its least is half of what was there at first.
	off := s.least - lead/2
	switch {
	case off > tooMuch:
		s.want = faster
	case off < -min(tooLittle, lead/4):
		s.want = slower
	case s.want == faster && off < tooMuch/4, s.want == slower && off > 0:
		s.want = 1
	}
	if s.want != 1 {
		s.rate = s.want
	}
	s.since, s.least = now, level
}

// read fills dst out of src and returns how many samples of src are done with. src has
// need(len(dst)) at least.
func (s *speed) read(dst, src []float32) (done int) {
	at := 0 // sample pair
	for i := 0; i+1 < len(dst); i += 2 {
		if s.frac == 0 {
			dst[i], dst[i+1] = src[2*at], src[2*at+1]
		} else {
			for c := range media.Channels {
				dst[i+c] = between(src, at, c, float32(s.frac))
			}
		}
		s.frac += s.rate
		whole := int(s.frac)
		at, s.frac = at+whole, s.frac-float64(whole)
		// Back to plain reading where a sample is met almost exactly.
		if s.want == 1 && s.rate != 1 && (s.frac < 0.011 || s.frac > 0.989) {
			if s.frac > 0.5 {
				at++
			}
			s.rate, s.frac = 1, 0
		}
	}
	return 2 * at
}

// need is how many samples of the source n read ones take at most.
func (s *speed) need(n int) int { return 2 * (int(float64(n/2)*max(s.rate, 1)) + 4) }

// between is a value between two samples by the four around it.
func between(src []float32, at, c int, f float32) float32 {
	get := func(i int) float32 { return src[2*max(at+i, 0)+c] }
	a, b, d, e := get(-1), get(0), get(1), get(2)
	return b + 0.5*f*(d-a+f*(2*a-5*b+4*d-e+f*(3*(b-d)+e-a)))
}

// readAudio fills dst with the sound of now; it returns 0 while there is none.
func (d *deck) readAudio(dst []float32) int {
	now := d.now()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pulled = now
	if !d.playing {
		d.startLocked(now)
	}
	if !d.playing || !d.audio.known {
		return 0
	}
	last := d.lastLocked()
	d.easeLocked(now)
	d.look(last-d.at, d.lead, now)
	if last-d.at > d.lead+maxLead/2 { // far behind: a jump is better
		d.at = last - d.lead
	}
	if off := d.at - d.from; off > 0 {
		d.dropLocked(samples(off))
	}
	need := d.need(len(dst))
	if gap := d.from - d.at; len(d.pcm) < need || gap >= length(len(dst)) {
		if last-d.at < length(need) {
			d.pauseLocked()
			return 0
		}
		clear(dst) // no sound belongs to these pictures
		d.moved(length(len(dst)), now)
		return len(dst)
	}
	done := d.speed.read(dst, d.pcm)
	d.dropLocked(done)
	d.at = d.from
	d.heard(now)
	return len(dst)
}

// moved goes on by a time.
func (d *deck) moved(by time.Duration, now time.Time) {
	d.at += by
	d.heard(now)
}

// heard sets the pictures' clock by what was just read.
func (d *deck) heard(now time.Time) {
	offset := now.Add(d.latency).Sub(d.zero) - d.at
	if off := offset - d.offset; off > 150*time.Millisecond || off < -150*time.Millisecond {
		d.offset = offset
	} else {
		d.offset += off / 16
	}
}
