package app

import (
	"time"

	"onair/app/model"
)

// sending is what is known of the own stream over one second.
type sending struct {
	picture       bool          // one is meant to be sent
	fps, captured float64       // pictures sent, and taken from the source
	wanted        float64       // pictures a second asked for
	loss          float64       // 0..1, on the way to the server
	roundTrip     time.Duration // to the server's media port
	signal        time.Duration // to the server's other port; 0 unknown
	work          time.Duration // filters and encoder, a picture
	masksLate     float64       // share of the pictures whose background goes by an outline of long ago
	carries, ceil int           // bits a second the path carries, and what is asked for; 0 unknown
}

// playing is what is known of a stream that is watched, over one second.
type playing struct {
	picture   bool // one is meant to come
	fps       float64
	loss      float64
	roundTrip time.Duration
	signal    time.Duration
	stalled   time.Duration // since the last picture
	frozen    float64       // share of the second that stood still
	decode    time.Duration // a picture
}

// judgment is a health and what it comes from.
type judgment struct {
	health model.Health
	cause  model.HealthCause
}

func good() judgment { return judgment{health: model.HealthGood} }

// worse keeps the worse of two; of equals the first.
func (j judgment) worse(o judgment) judgment {
	if o.health > j.health {
		return o
	}
	return j
}

// rate compares a figure with two limits.
func rate(x, fair, bad float64, cause model.HealthCause) judgment {
	switch {
	case x > bad:
		return judgment{model.HealthBad, cause}
	case x > fair:
		return judgment{model.HealthFair, cause}
	}
	return good()
}

const (
	lossFair, lossBad               = 0.04, 0.10
	tripFair, tripBad               = 0.300, 0.600 // seconds
	missingFair, missingBad         = 0.25, 0.50   // of the pictures there were
	frozenFair, frozenBad           = 0.05, 0.20
	stalledFair, stalledBad         = 1.0, 2.0 // seconds
	masksFair, masksBad             = 0.25, 1  // never bad: viewers see it well, but for edges
	tooLittle                       = 0.5      // of the bit rate asked for
	busy                    float64 = 0.9      // of the time there is for a picture
)

// judgeSending judges a live by what reaches the viewers: pictures that the source
// never gave are not missing.
func judgeSending(s sending) judgment {
	out := rate(s.loss, lossFair, lossBad, model.CauseUplink)
	out = out.worse(rate(s.roundTrip.Seconds(), tripFair, tripBad, slowWay(s.roundTrip, s.signal)))
	want := min(s.captured, s.wanted)
	if !s.picture || want < 1 {
		return out
	}
	out = out.worse(rate(1-s.fps/want, missingFair, missingBad, s.cause(want)))
	return out.worse(rate(s.masksLate, masksFair, masksBad, model.CauseMask))
}

// cause is why pictures are missing: the path carries less, or this computer does
// not keep up.
func (s sending) cause(want float64) model.HealthCause {
	narrow := s.ceil > 0 && s.carries > 0 && float64(s.carries) < tooLittle*float64(s.ceil)
	if narrow && s.work.Seconds()*want < busy {
		return model.CauseUplink
	}
	return model.CauseEncoder
}

// slowWay tells a slow server from a slow path: on a slow path both ports are slow.
func slowWay(media, signal time.Duration) model.HealthCause {
	if signal > 0 && signal < media/3 {
		return model.CauseUplink // only the media waits: the line is full
	}
	return model.CauseServer
}

// judgePlaying judges what this viewer gets. How many pictures a second there are is
// the host's affair; that they stand still is not.
func judgePlaying(p playing) judgment {
	out := rate(p.loss, lossFair, lossBad, model.CauseLine)
	out = out.worse(rate(p.roundTrip.Seconds(), tripFair, tripBad, model.CauseLine))
	if !p.picture {
		return out
	}
	cause := p.cause()
	out = out.worse(rate(p.stalled.Seconds(), stalledFair, stalledBad, cause))
	return out.worse(rate(p.frozen, frozenFair, frozenBad, cause))
}

// cause is why the picture stands still.
func (p playing) cause() model.HealthCause {
	switch {
	case p.loss > lossFair/2, p.roundTrip.Seconds() > tripFair/2:
		return model.CauseLine
	case p.decode.Seconds()*max(p.fps, 1) > busy:
		return model.CauseDecoder
	}
	return model.CauseHost
}

// steady keeps a judgment from flickering: it gets worse after worseAfter seconds
// in a row, and better after betterAfter.
type steady struct {
	shown judgment
	next  judgment
	run   int
}

const (
	worseAfter  = 3
	betterAfter = 5
)

// see takes one second's judgment and returns the one to show.
func (s *steady) see(now judgment) judgment {
	if now.health == s.shown.health {
		s.shown.cause, s.run = now.cause, 0
		return s.shown
	}
	side := now.health > s.shown.health
	if s.run == 0 || side != (s.next.health > s.shown.health) {
		s.next, s.run = now, 0
	}
	s.run++
	if side == (now.health < s.next.health) {
		s.next = now // of the run the one nearest to what is shown
	}
	need := betterAfter
	switch {
	case s.shown.health == model.HealthUnknown && now.health == model.HealthGood:
		need = 1
	case side:
		need = worseAfter
	}
	if s.run >= need {
		s.shown, s.run = s.next, 0
	}
	return s.shown
}
