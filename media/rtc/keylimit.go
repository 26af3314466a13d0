package rtc

import "time"

// keyLimit bounds the keyframes made on request. One is many times the size of
// another picture, so viewers who ask in turn could use up the whole rate.
type keyLimit struct {
	last  time.Time
	spent float64 // keyframes lately, forgotten at one a second
}

const (
	keyframeGap = 300 * time.Millisecond
	// keyframeLongGap holds when many were asked for. The relay gives those who
	// join a keyframe that is no older, so they never wait for this.
	keyframeLongGap = 500 * time.Millisecond
	// fullGap holds on a full path, where keyframes make matters worse.
	fullGap  = time.Second
	keyBurst = 3 // so many may follow each other at keyframeGap
)

// allows tells whether a keyframe may be made at now. One that is refused stays
// wanted.
func (k *keyLimit) allows(now time.Time, r room) bool {
	gap := keyframeGap
	switch {
	case r == roomNone:
		gap = fullGap
	case k.spent-now.Sub(k.last).Seconds() > keyBurst-1:
		gap = keyframeLongGap
	}
	return now.Sub(k.last) >= gap
}

// made notes a keyframe, for whatever reason.
func (k *keyLimit) made(now time.Time) {
	k.spent = max(k.spent-now.Sub(k.last).Seconds(), 0) + 1
	k.last = now
}
