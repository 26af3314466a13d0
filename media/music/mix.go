package music

import "onair/media"

// scratch is what a side needs to mix a block.
type scratch struct{ block, old [blockLen]float32 }

// mix adds up to a block of the track to dst, for one side. It reports whether
// the observer is to hear of progress, and whether the track has ended.
func (r *ring) mix(side int, dst []float32, s *scratch) (progress, over bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, other := &r.cursors[side], &r.cursors[1-side]
	n := len(dst) / media.Channels
	other.idle = min(other.idle+n, 2*staleFrames)
	if c.done {
		c.idle = 0
		return false, r.over()
	}
	r.join(c, other)
	c.idle, c.pulled = 0, true
	if c.held(r) {
		if r.stopped {
			c.done = true
		}
		return false, r.over()
	}
	pace := 1.0
	if side == publish {
		pace = r.follow(c, other)
	}
	have := r.available(c, n)
	if have == 0 {
		return false, r.over()
	}
	from := c.frame
	r.fetch(s.block[:2*have], &c.frame, &c.frac, pace)
	r.blend(c, s, have)
	r.edges(s.block[:2*have], from)
	for i := 0; i < 2*have; i += 2 {
		g := c.next()
		dst[i] += s.block[i] * g
		dst[i+1] += s.block[i+1] * g
	}
	if r.end >= 0 && c.frame >= r.end || r.stopped && c.gain == 0 {
		c.done = true
	}
	if side == r.leader() {
		r.advanced += have
	}
	if progress = r.advanced >= progressFrames; progress {
		r.advanced -= progressFrames
	}
	r.wake()
	return progress, r.over()
}

// follow is the publishing side's pace: the playout's, while that one pulls.
func (r *ring) follow(c, other *cursor) float64 {
	if !other.pulled || other.done || other.idle > recentFrames || (c.frame < r.cut) != (other.frame < r.cut) {
		c.apart, c.correcting = 0, false
		return 1
	}
	return c.pace(float64(c.frame-other.frame) + c.frac)
}

// join brings a side that was away, or has a seek to follow, to its place.
func (r *ring) join(c, other *cursor) {
	if c.frame < r.cut && (r.end >= 0 || r.w-r.cut >= cutFrames) {
		c.moveTo(r.cut)
	}
	away := c.idle > staleFrames || other.frame-c.frame > staleFrames
	// The other side has pulled its last block, but hardly played it.
	at := max(other.frame-blockFrames, r.cut)
	if !away || other.idle > staleFrames || other.done || at <= c.frame {
		return
	}
	c.moveTo(at)
	if c.old < r.w-ringFrames+blockFrames {
		c.fading, c.gain, c.target = 0, 0, 0 // where it was is gone
	}
}

// held aims the gain and reports whether the side stands still.
func (c *cursor) held(r *ring) bool {
	quiet := r.paused || r.stopped
	switch {
	case quiet:
		c.aim(0, fadeFrames)
	case !c.starving:
		c.aim(c.volume, fadeFrames)
	}
	return quiet && c.gain == 0
}

// available is how many of n frames can be given. Before sound runs out, it is
// faded, and it comes back when there is a little more.
func (r *ring) available(c *cursor, n int) int {
	left := r.w - c.frame - taps/2 - 1
	if c.frame < r.cut {
		left = min(left, r.cut-c.frame)
	}
	if r.end >= 0 && c.frame >= r.cut {
		left = r.end - c.frame
		if left < int64(n) {
			return int(max(left, 0))
		}
		return n
	}
	if c.starving {
		if left < cutFrames-taps {
			return 0
		}
		c.starving = false
		c.aim(c.volume, fadeFrames)
	}
	if left < int64(2*n) {
		n = min(n, int(max(left, 0)))
		if n > 0 {
			c.aim(0, n)
		}
		c.starving = true
		c.target = 0
	}
	return n
}

// blend fades over from where the cursor was before a jump.
func (r *ring) blend(c *cursor, s *scratch, n int) {
	if c.fading == 0 {
		return
	}
	m := min(n, c.fading)
	r.fetch(s.old[:2*m], &c.old, &c.oldFrac, 1)
	for i := range m {
		w := float32(c.fading-i) / fadeFrames
		s.block[2*i] += (s.old[2*i] - s.block[2*i]) * w
		s.block[2*i+1] += (s.old[2*i+1] - s.block[2*i+1]) * w
	}
	c.fading -= m
}

// edges fades the end of a part that was cut out.
func (r *ring) edges(block []float32, from int64) {
	if !r.soft || r.end < 0 || from < r.cut {
		return
	}
	for i := 0; i < len(block); i += 2 {
		if left := r.end - from - int64(i/2); left < edgeFrames {
			g := float32(max(left, 0)) / edgeFrames
			block[i] *= g
			block[i+1] *= g
		}
	}
}
