package rtc

import (
	"slices"
	"sync"
	"time"
)

const (
	// videoLead is how far pictures may be ahead of the sound that belongs to
	// them, videoLag how far behind. Sound that is late is not noticed below
	// 125 ms, sound that is early below 45 (ITU-R BT.1359); sound has 20 ms of
	// packet in front of it that pictures do not.
	videoLead, videoLag = 25 * time.Millisecond, 10 * time.Millisecond
	// soundFresh is how long after the last block of sound pictures follow it.
	soundFresh = 400 * time.Millisecond
	maxDelay   = 2 * time.Second
	needWindow = 256 // pictures
	stragglers = 120 * time.Millisecond
)

// avSync decides when pictures are due: with the sound captured at the same
// moment, or, when none is heard, after a delay that nearly all pictures make.
// All delays run from capture. Safe for use from any goroutine.
type avSync struct {
	mu       sync.Mutex
	least    time.Duration
	latency  time.Duration
	sound    time.Duration // capture to ear, smoothed
	soundAt  time.Time
	transits [needWindow]time.Duration
	sorted   [needWindow]time.Duration
	n        int
	need     time.Duration
	cur      time.Duration // delay in force
	curAt    time.Time
}

// heard notes that sound captured at captured was handed to the playout at now.
func (s *avSync) heard(captured, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := now.Add(s.latency).Sub(captured)
	off := d - s.sound
	if s.soundAt.IsZero() || now.Sub(s.soundAt) > soundFresh || off > 150*time.Millisecond || off < -150*time.Millisecond {
		s.sound = d
	} else {
		s.sound += off / 16
	}
	s.soundAt = now
}

func (s *avSync) setLatency(d time.Duration) {
	s.mu.Lock()
	s.sound += d - s.latency
	s.latency = d
	s.mu.Unlock()
}

// decoded notes how long after its capture a picture was ready.
func (s *avSync) decoded(transit time.Duration, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.transits[s.n%needWindow] = transit
	s.n++
	if s.n == 1 {
		s.cur, s.curAt = transit, now
	}
	if s.n%4 == 0 || s.n < 8 {
		k := copy(s.sorted[:], s.transits[:min(s.n, needWindow)])
		slices.Sort(s.sorted[:k])
		// Rare stragglers, after an outage say, count for a little only.
		s.need = min(s.sorted[k*985/1000], s.sorted[k*9/10]+stragglers) + 4*time.Millisecond
	}
}

// reset forgets the pictures' delays, because the line from timestamps to
// capture times has become another.
func (s *avSync) reset() {
	s.mu.Lock()
	s.n = 0
	s.mu.Unlock()
}

func (s *avSync) soundLive(now time.Time) bool {
	return !s.soundAt.IsZero() && now.Sub(s.soundAt) < soundFresh
}

// due is when the picture captured at captured shall be shown.
func (s *avSync) due(captured, now time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	want := max(s.need, s.least)
	if s.soundLive(now) {
		want = min(max(want, s.sound-videoLead), s.sound+videoLag)
	}
	s.approach(want, now)
	return captured.Add(s.cur)
}

// approach moves the delay in force towards want, slowly enough that motion
// stays even: growing slows pictures down by a third, shrinking speeds them up
// by a tenth.
func (s *avSync) approach(want time.Duration, now time.Time) {
	dt := min(now.Sub(s.curAt), 100*time.Millisecond)
	s.curAt = now
	off := want - s.cur
	switch {
	case off > time.Second || off < -time.Second:
		s.cur = want
	case off > 0:
		s.cur += min(off, dt/3)
	case off < 0:
		s.cur += max(off, -dt/10)
	}
}

// soundShort is how much longer sound shall take, for pictures that cannot be
// faster; negative if it could be shorter.
func (s *avSync) soundShort() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n == 0 {
		return -maxDelay
	}
	return min(max(s.need, s.least), maxDelay) - videoLag - s.sound
}

// offset is how far a picture shown at now is ahead of the sound then heard.
func (s *avSync) offset(captured, now time.Time) (ahead time.Duration, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return captured.Sub(now.Add(-s.sound)), s.soundLive(now)
}

// delays are for the statistics.
func (s *avSync) delays(now time.Time) (video, sound time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.soundLive(now) {
		sound = s.sound
	}
	return s.cur, sound
}
