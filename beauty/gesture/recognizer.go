package gesture

import (
	"time"

	"onair/beauty/face"
)

// Numbers of a Recognizer.
const (
	holdTime   = 250 * time.Millisecond // how long a gesture is to be seen before it counts
	holdSights = 3                      // and how often at least
	gapTime    = 150 * time.Millisecond // a sight that is missing for so long is no gap
	restTime   = 700 * time.Millisecond // from a gesture's last sight to its next event
	forgetTime = 500 * time.Millisecond // after which a hand that is not seen is gone
	onScore    = 0.6                    // from which a gesture is seen
	offScore   = 0.35                   // below which one that counted is over
	maxTracks  = 8
)

// Recognizer turns sights of hands into events: one for each showing of a
// gesture. It belongs to one goroutine. The zero value is ready.
type Recognizer struct {
	tracks []track
	last   time.Time
	// seen is when each gesture that has counted was last seen on any hand.
	seen     [len(scores{})]time.Time
	features features // scratch
}

// track follows one hand, or the pair of both (the ids joined).
type track struct {
	hands [2]int
	at    time.Time // of the last sight of the hand

	name   Name      // what is seen of late
	since  time.Time // first and last sight of it
	until  time.Time
	sights int
	sum    float64
	shown  Name // what has counted and is not over
}

// Observe looks at the hands of a picture and appends the events it settles.
// Pictures older than the one before are passed over.
func (r *Recognizer) Observe(hands []face.Hand, at time.Time, dst []Event) []Event {
	if !at.After(r.last) {
		return dst
	}
	r.last = at
	paired := [2]int{}
	if a, b, sure := bestPair(hands); sure >= offScore {
		var s scores
		s[order(Heart)] = float64(sure)
		paired = [2]int{hands[a].ID, hands[b].ID}
		dst = r.sight(paired, &s, at, dst)
	}
	for i := range hands {
		id := hands[i].ID
		if id == paired[0] || id == paired[1] {
			continue // half a heart is no gesture of its own
		}
		s := r.features.score(&hands[i])
		dst = r.sight([2]int{id}, &s, at, dst)
	}
	r.forget(at)
	return dst
}

// Reset forgets every hand.
func (r *Recognizer) Reset() { *r = Recognizer{tracks: r.tracks[:0]} }

// bestPair finds the two hands that most surely make a heart.
func bestPair(hands []face.Hand) (a, b int, sure float32) {
	for i := range hands {
		for j := range i {
			if s := classifyPair(&hands[i], &hands[j]); s > sure {
				a, b, sure = j, i, s
			}
		}
	}
	return a, b, sure
}

// sight notes what hands show and appends an event if that settles one.
func (r *Recognizer) sight(hands [2]int, s *scores, at time.Time, dst []Event) []Event {
	t := r.track(hands, at)
	if t == nil {
		return dst
	}
	t.at = at
	if t.shown != None {
		if k := order(t.shown); s[k] >= offScore {
			r.seen[k], t.until = at, at
			return dst
		}
		if at.Sub(t.until) < gapTime {
			return dst
		}
		t.shown, t.name = None, None
	}
	name, sure := s.best()
	if sure < onScore {
		name = None
	}
	switch {
	case name == None:
		if at.Sub(t.until) >= gapTime {
			t.name = None
		}
		return dst
	case name != t.name || at.Sub(t.until) >= gapTime:
		t.name, t.since, t.sights, t.sum = name, at, 0, 0
	}
	t.until = at
	t.sights++
	t.sum += float64(sure)
	if t.sights < holdSights || at.Sub(t.since) < holdTime {
		return dst
	}
	k := order(name)
	rested := r.seen[k].IsZero() || at.Sub(r.seen[k]) >= restTime
	r.seen[k], t.shown = at, name
	if !rested {
		return dst
	}
	return append(dst, Event{Name: name, Confidence: float32(t.sum / float64(t.sights)), Hands: hands, At: at})
}

// track finds the track of hands or begins one; nil when there are too many.
func (r *Recognizer) track(hands [2]int, at time.Time) *track {
	for i := range r.tracks {
		if r.tracks[i].hands == hands {
			return &r.tracks[i]
		}
	}
	if len(r.tracks) == maxTracks {
		return nil
	}
	r.tracks = append(r.tracks, track{hands: hands, at: at})
	return &r.tracks[len(r.tracks)-1]
}

// forget drops hands that have not been seen for a while.
func (r *Recognizer) forget(at time.Time) {
	kept := r.tracks[:0]
	for _, t := range r.tracks {
		if at.Sub(t.at) < forgetTime {
			kept = append(kept, t)
		}
	}
	r.tracks = kept
}
