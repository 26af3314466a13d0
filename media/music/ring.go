package music

import (
	"sync"

	"onair/media"
)

const (
	blockFrames = media.SampleRate / 100
	blockLen    = blockFrames * media.Channels
	ringBlocks  = 160
	ringFrames  = ringBlocks * blockFrames
	// fadeFrames is how long every change takes that would click otherwise.
	fadeFrames = blockFrames
	// staleFrames is how far behind a side may be, or how long it may not have
	// pulled while the other did, before it joins in again where the other is.
	staleFrames = media.SampleRate / 2
	// recentFrames is how long ago a side may have pulled and be followed.
	recentFrames = media.SampleRate / 5
	// cutFrames is how much of the new place must be there before a seek is heard.
	cutFrames = 5 * blockFrames
	// progressFrames is how often the observer hears of progress.
	progressFrames = media.SampleRate * 3 / 10
)

// The two sides that pull.
const (
	publish = iota
	playout
	sides
)

// mark says where in the file a block of the ring comes from, in sample pairs.
type mark struct{ position, rate float64 }

// ring holds what a track has rendered, and both sides' places in it. Frames
// are numbered from the beginning of the track and never again.
type ring struct {
	wake func() // there may be room; called with the lock held, must not wait

	mu       sync.Mutex
	buf      [ringFrames * media.Channels]float32
	marks    [ringBlocks]mark
	w        int64 // the next frame to be written, a whole number of blocks
	end      int64 // the frame behind the last one, -1 if not known
	cut      int64 // where a seek's sound begins; sides before it jump to it
	cutMark  float64
	soft     bool // fades in at its beginning, out at its end
	cursors  [sides]cursor
	paused   bool
	stopped  bool
	takes    int // how often what nobody had heard was given up
	advanced int // frames since the last progress
}

func newRing(wake func(), published, soft bool) *ring {
	r := &ring{wake: wake, end: -1, soft: soft}
	for i := range r.cursors {
		r.cursors[i].init(soft)
	}
	r.cursors[publish].done = !published
	return r
}

// lead is the furthest place that is read.
func (r *ring) lead() int64 {
	at := int64(0)
	for i := range r.cursors {
		at = max(at, r.cursors[i].frame)
	}
	return max(at, r.cut)
}

// room reports whether a block more is wanted to be ahead frames ahead.
func (r *ring) room(ahead int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.end < 0 && r.w < r.lead()+ahead
}

// afresh gives up what was rendered, if nobody has heard any of it: what is asked for
// before a track is heard holds from its beginning.
func (r *ring) afresh() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.cursors {
		if c.frame > 0 || c.frac > 0 {
			return
		}
	}
	if r.w > 0 && r.end < 0 && r.cut == 0 {
		r.w = 0
		r.takes++
	}
}

// take is the number of the take that is rendered.
func (r *ring) take() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.takes
}

// push takes a block of a take, which is at m in the file; n frames of it are sound,
// and with n less than a block it is the last. One of a take before is left out.
func (r *ring) push(take int, block []float32, m mark, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if take != r.takes {
		return
	}
	i := int(r.w/blockFrames) % ringBlocks
	copy(r.buf[i*blockLen:(i+1)*blockLen], block)
	r.marks[i] = m
	r.w += blockFrames
	if n < blockFrames {
		r.end = r.w - blockFrames + int64(n)
	}
}

// jump makes what is pushed next the continuation at a new place of the file.
func (r *ring) jump(position float64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.passed() {
		r.w = r.cut // a seek before was not heard yet
	}
	r.end, r.cut, r.cutMark = -1, r.w, position
}

// passed reports whether the last seek has been heard by any side.
func (r *ring) passed() bool {
	for i := range r.cursors {
		if r.cursors[i].frame >= r.cut {
			return true
		}
	}
	return false
}

// ready reports whether playing can begin.
func (r *ring) ready() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.end >= 0 || r.w-r.cut >= cutFrames
}

// position is what is heard now, in sample pairs of the file.
func (r *ring) position() float64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.w == 0 || !r.passed() {
		return r.cutMark
	}
	at := r.cursors[r.leader()].frame
	at = max(min(at, r.w-1), r.w-ringFrames, 0)
	if r.end > 0 {
		at = min(at, r.end)
	}
	m := r.marks[int(at/blockFrames)%ringBlocks]
	return m.position + float64(at%blockFrames)*m.rate
}

// leader is the side that the position is told of.
func (r *ring) leader() int {
	if c := &r.cursors[playout]; c.idle > staleFrames && !r.cursors[publish].done {
		return publish
	}
	return playout
}

func (r *ring) pause(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.paused = on
}

func (r *ring) stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stopped = true
}

func (r *ring) setVolume(side int, v float32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cursors[side].volume = v
}

// over reports whether no side has anything left to give.
func (r *ring) over() bool {
	for i := range r.cursors {
		if c := &r.cursors[i]; !c.done && c.idle <= staleFrames {
			return false
		}
	}
	return true
}

// empty reports whether there is no sound in it.
func (r *ring) empty() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.w == 0 || r.end == 0
}

func (r *ring) isStopped() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stopped
}
