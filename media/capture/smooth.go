package capture

import (
	"time"

	"onair/media"
)

// smoother turns the moments at which chunks of sound arrive, which jitter with
// the scheduler, into the moments at which their samples were captured. Chunks
// arrive late, never early, so the earliest arrivals tell the truth: the
// estimate follows an earlier one quickly and a later one slowly, which also
// follows the difference between the sound card's clock and ours.
type smoother struct {
	started bool
	base    time.Time     // when sample 0 was captured
	in      int64         // samples received
	chunks  int           // since the start or the last gap
	least   time.Duration // smallest lag in this window
	window  int
}

const (
	// settleChunks are followed fast, for the first may be late.
	settleChunks = 50
	// lagWindow chunks all late by more than gapLag mean that sound was lost.
	lagWindow = 50
	gapLag    = 40 * time.Millisecond
	// maxSlew is the most that one chunk shifts the estimate once settled.
	maxSlew = 200 * time.Microsecond
	// maxFill is the longest gap that is filled with silence.
	maxFill = 500 * time.Millisecond
)

func span(samples int64) time.Duration {
	return time.Duration(samples/media.SampleRate)*time.Second +
		time.Duration(samples%media.SampleRate)*time.Second/media.SampleRate
}

// arrived takes note of a chunk of n samples. After a break (restarted), or
// when sound was lost, it returns how many samples of silence to put in first.
func (s *smoother) arrived(at time.Time, n int, restarted bool) (silence int) {
	if !s.started {
		s.started = true
		s.base = at.Add(-span(int64(n)))
		s.in = int64(n)
		return 0
	}
	lag := at.Sub(s.base) - span(s.in+int64(n))
	switch {
	case restarted:
		silence = s.gap(lag)
	case lag < -maxFill:
		s.base = s.base.Add(lag)
	case lag < 0:
		s.base = s.base.Add(s.slew(lag / 4))
	default:
		s.base = s.base.Add(s.slew(lag / 1000))
		if s.window == 0 || lag < s.least {
			s.least = lag
		}
		if s.window++; s.window >= lagWindow {
			s.window = 0
			if s.least > gapLag {
				silence = s.gap(s.least)
			}
		}
	}
	if lag < gapLag {
		s.window = 0
	}
	s.chunks++
	s.in += int64(n)
	return silence
}

func (s *smoother) slew(d time.Duration) time.Duration {
	if s.chunks < settleChunks {
		return d
	}
	return max(-maxSlew, min(maxSlew, d))
}

// gap makes up for lost time: with silence as far as maxFill, with a jump of
// the time beyond.
func (s *smoother) gap(lost time.Duration) (silence int) {
	s.chunks = 0
	if lost <= 0 {
		return 0
	}
	fill := min(lost, maxFill)
	silence = int(int64(fill) * media.SampleRate / int64(time.Second))
	s.in += int64(silence)
	s.base = s.base.Add(lost - fill)
	return silence
}

// timeOf is when a sample was captured.
func (s *smoother) timeOf(sample int64) time.Time { return s.base.Add(span(sample)) }

// blocker cuts chunks of any length into blocks of 10 ms with their times.
type blocker struct {
	smoother
	buf []float32
	out int64 // samples given
}

func newBlocker() *blocker {
	return &blocker{buf: make([]float32, 0, blockFrames*media.Channels)}
}

// push takes a chunk of interleaved stereo that arrived at a moment.
func (b *blocker) push(data []float32, at time.Time, restarted bool, sink func(media.Samples)) {
	silence := b.arrived(at, len(data)/media.Channels, restarted)
	for silence > 0 {
		n := min(silence, (cap(b.buf)-len(b.buf))/media.Channels)
		from := len(b.buf)
		b.buf = b.buf[:from+n*media.Channels]
		clear(b.buf[from:])
		silence -= n
		b.flush(sink)
	}
	for len(data) > 0 {
		n := min(len(data), cap(b.buf)-len(b.buf))
		b.buf = append(b.buf, data[:n]...)
		data = data[n:]
		b.flush(sink)
	}
}

func (b *blocker) flush(sink func(media.Samples)) {
	if len(b.buf) < cap(b.buf) {
		return
	}
	sink(media.Samples{Data: b.buf, Time: b.timeOf(b.out)})
	b.out += blockFrames
	b.buf = b.buf[:0]
}
