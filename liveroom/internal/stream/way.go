package stream

import (
	"errors"
	"time"

	"onair/media/rtc"
)

// Mode is how the user wants to take streams.
type Mode int

// The modes.
const (
	Auto       Mode = iota // low latency, or CDN first if that is asked for; the other where one fails
	LowLatency             // WebRTC alone
	CDN                    // HLS, as long as there is any
)

// Way is how a stream is taken.
type Way int

// The ways.
const (
	Near Way = iota + 1 // WebRTC from the server
	Far                 // HLS from a CDN
)

// Wish is what decides on the way.
type Wish struct {
	Mode     Mode
	CDNFirst bool
	// OnStage says that the user is on stage and talks with others.
	OnStage bool
}

const (
	// nearAgain is how long a way that did not connect is left alone, farAgain the
	// same of HLS that failed; each failure in a row doubles it.
	nearAgain = 30 * time.Second
	farAgain  = 10 * time.Second
	mostAgain = 10 * time.Minute
	// connects is how long WebRTC may take before HLS is begun beside it.
	connects = 4 * time.Second
)

// ways remembers which way has failed. It belongs to one goroutine.
type ways struct {
	near, far failing
}

type failing struct {
	until time.Time
	wait  time.Duration
}

func (f *failing) fail(now time.Time, first time.Duration) {
	f.wait = min(max(2*f.wait, first), mostAgain)
	f.until = now.Add(f.wait)
}

func (f *failing) is(now time.Time) bool { return now.Before(f.until) }

// failed notes that a way ended so.
func (w *ways) failed(way Way, err error, now time.Time) {
	switch {
	case way == Far:
		w.far.fail(now, farAgain)
	case errors.Is(err, rtc.ErrNoPath):
		w.near.fail(now, nearAgain)
	}
}

// works notes that a way shows pictures.
func (w *ways) works(way Way) {
	if way == Far {
		w.far = failing{}
	} else {
		w.near = failing{}
	}
}

// of is the way to take now.
func (w *ways) of(wish Wish, now time.Time) Way {
	near, far := !w.near.is(now), !w.far.is(now)
	switch {
	case wish.OnStage, wish.Mode == LowLatency:
		return Near
	case wish.Mode == CDN, wish.CDNFirst:
		if far {
			return Far
		}
		return Near
	case !near && far:
		return Far
	}
	return Near
}
