package rtmp

import (
	"strconv"
	"time"

	"onair/signaling"
)

// What is waited for before a hint.
const (
	keyTime   = 10 * time.Second // from one keyframe to the next
	mediaTime = 10 * time.Second // for pictures and for sound
	rateTime  = 2 * time.Second  // bit rates are of so long
	farTooFar = 4                // times the bit rate: the program is cut off
)

// watch looks at what a program sends.
type watch struct {
	began, key   time.Time
	video, audio time.Time // the last of each
	delta        time.Duration
	deltas       int // pictures since it was told of B-frames
	since        time.Time
	read         uint64
}

// picture notes an H.264 picture.
func (w *watch) picture(key bool, now time.Time) {
	if w.video = now; key {
		w.key = now
	}
}

// reordered tells whether there are B-frames: pictures are shown later than decoded by
// times that differ. A constant is a program's delay.
func (w *watch) reordered(delta time.Duration) bool {
	if w.deltas++; w.deltas == 1 {
		w.delta = delta
	}
	d := (delta - w.delta).Abs()
	return d > 2*time.Millisecond // times are whole milliseconds, rounded
}

// look tells what has to be set otherwise; false if far too much comes.
func (w *watch) look(tell func(signaling.HintCode, ...string), now time.Time, read uint64, most int) bool {
	if w.began.IsZero() {
		w.began, w.key, w.since, w.read = now, now, now, read
	}
	if now.Sub(w.began) > mediaTime {
		if w.video.IsZero() {
			tell(signaling.HintNoVideo)
		}
		if w.audio.IsZero() {
			tell(signaling.HintNoAudio)
		}
	}
	if now.Sub(w.key) > keyTime && !w.video.IsZero() {
		tell(signaling.HintKeyframes, strconv.Itoa(int(now.Sub(w.key)/time.Second)))
	}
	passed := now.Sub(w.since)
	if passed < rateTime {
		return float64(read-w.read)*8 < farTooFar*float64(most)*rateTime.Seconds()
	}
	rate := float64(read-w.read) * 8 / passed.Seconds()
	w.since, w.read = now, read
	if rate > float64(most) {
		tell(signaling.HintBitRate, strconv.Itoa(int(rate/1000)), strconv.Itoa(most/1000))
	}
	return true
}
