package hls

import (
	"sync"
	"time"

	"onair/media"
)

const (
	// apart is how far the ends of pictures and sound may be from each other; beyond
	// that one of the two is taken to have stopped.
	apart = time.Second
	// soundFresh is how long after the last block was read the sound leads.
	soundFresh = 400 * time.Millisecond
	maxLead    = 6 * time.Second
	// easeAfter is how long nothing may run out before a little less is kept in hand.
	easeAfter = 10 * time.Second
	// maxSound bounds the sound in hand.
	maxSound = 30 * media.SampleRate * media.Channels
)

// deck holds the decoded sound and says which moment of the stream is now. Its times
// are those of the stream. Safe for use from any goroutine.
type deck struct {
	now func() time.Time

	mu      sync.Mutex
	lead    time.Duration // what is to be in hand when playing begins
	meant   time.Duration // the same at first, before anything ran out
	eased   time.Time     // when lead changed last
	latency time.Duration
	video   end
	audio   end
	playing bool
	began   bool
	at      time.Duration // of the next sound to be read, or the moment when it paused
	offset  time.Duration // from the stream's time to the wall clock's, as heard
	zero    time.Time     // of the wall clock
	pulled  time.Time     // when the sound was last read

	pcm  []float32     // in hand
	from time.Duration // of pcm's beginning
	speed

	underruns uint64
}

// end is how far one kind of media has come.
type end struct {
	there, known, edge bool
	first, last        time.Duration
}

func (e *end) add(from, to time.Duration) {
	if !e.known {
		e.known, e.first, e.last = true, from, to
	}
	e.last = max(e.last, to)
}

// missing reports whether it is to be waited for, with the other kind as it is.
func (e end) missing(other end, lead time.Duration) bool {
	return e.there && !(e.edge && e.known) && (!other.edge || other.last-other.first < lead+apart)
}

func newDeck(now func() time.Time, lead time.Duration) *deck {
	return &deck{now: now, lead: lead, meant: lead, zero: now()}
}

// expect says which kinds there are.
func (d *deck) expect(video, audio bool) {
	d.mu.Lock()
	d.video.there, d.audio.there = d.video.there || video, d.audio.there || audio
	d.mu.Unlock()
}

// caughtUp says that a kind's playlist has nothing newer.
func (d *deck) caughtUp(video, audio bool) {
	d.mu.Lock()
	d.video.edge, d.audio.edge = d.video.edge || video, d.audio.edge || audio
	d.mu.Unlock()
}

// picture notes that a picture's packet is in hand.
func (d *deck) picture(pts time.Duration) {
	d.mu.Lock()
	d.video.add(pts, pts)
	d.mu.Unlock()
}

// push takes some sound.
func (d *deck) push(pts time.Duration, pcm []float32) {
	d.mu.Lock()
	defer d.mu.Unlock()
	long := length(len(pcm))
	d.audio.add(pts, pts+long)
	off := pts - (d.from + length(len(d.pcm)))
	switch {
	case len(d.pcm) == 0:
		d.from = pts
	case off > apart || off < -apart: // another count
		d.pcm, d.from = d.pcm[:0], pts
		d.audio.last = pts + long
	case off > 40*time.Millisecond:
		d.pcm = append(d.pcm, make([]float32, samples(off))...)
	}
	d.pcm = append(d.pcm, pcm...)
	if over := len(d.pcm) - maxSound; over > 0 {
		d.dropLocked(over)
	}
}

func (d *deck) dropLocked(n int) {
	n = min(n, len(d.pcm)) &^ 1
	d.from += length(n)
	d.pcm = append(d.pcm[:0], d.pcm[n:]...)
}

// lastLocked is up to where everything that still comes is in hand.
func (d *deck) lastLocked() time.Duration {
	v, a := d.video, d.audio
	switch {
	case !a.known:
		return v.last
	case !v.known || v.last < a.last-apart || a.last < v.last-apart:
		return max(a.last, v.last)
	default:
		return min(a.last, v.last)
	}
}

// startLocked begins to play, or to play on, if enough is in hand.
func (d *deck) startLocked(now time.Time) {
	if !d.began && (d.video.missing(d.audio, d.lead) || d.audio.missing(d.video, d.lead)) {
		return
	}
	last := d.lastLocked()
	start := max(d.at, last-d.lead)
	if !d.began {
		start = last - d.lead
		for _, e := range []end{d.video, d.audio} {
			if e.known {
				start = max(start, e.first)
			}
		}
	}
	if !d.video.known && !d.audio.known || last-start < d.lead*4/5 {
		return
	}
	d.playing, d.began, d.at = true, true, start
	d.offset = now.Add(d.latency).Sub(d.zero) - start
	d.speed = speed{}
}

// pauseLocked waits for more in hand than before.
func (d *deck) pauseLocked() {
	d.playing = false
	d.underruns++
	d.lead = min(d.lead+d.lead/4+50*time.Millisecond, maxLead)
	d.eased = d.now()
}

// easeLocked brings what is to be in hand back to what was meant, while nothing runs out.
func (d *deck) easeLocked(now time.Time) {
	if d.lead > d.meant && now.Sub(d.eased) > easeAfter {
		d.lead, d.eased = max(d.lead-d.lead/10, d.meant), now
	}
}

// due is when a picture is to be shown; false while nothing plays.
func (d *deck) due(pts time.Duration) (time.Time, bool) {
	now := d.now()
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.playing {
		d.startLocked(now)
	}
	if !d.playing {
		return time.Time{}, false
	}
	if now.Sub(d.pulled) > soundFresh { // nobody listens: the wall clock leads
		d.at = now.Sub(d.zero) - d.offset
		if behind := d.at - d.lastLocked(); behind > 0 {
			d.at -= behind
			d.pauseLocked()
			return time.Time{}, false
		}
	}
	return d.zero.Add(pts + d.offset), true
}

// inHand is how much there is to play.
func (d *deck) inHand() (level time.Duration, playing bool, underruns uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return max(d.lastLocked()-d.at, 0), d.playing, d.underruns
}

func (d *deck) setLatency(l time.Duration) {
	d.mu.Lock()
	d.offset += l - d.latency
	d.latency = l
	d.mu.Unlock()
}

// length is how long some interleaved samples sound; samples is the reverse.
func length(n int) time.Duration {
	return time.Duration(n/media.Channels) * time.Second / media.SampleRate
}

func samples(d time.Duration) int {
	return int(int64(d)*media.SampleRate/int64(time.Second)) * media.Channels
}
