// Package sound is the receiving end of an Opus stream: packets go in as the
// network brings them, blocks of samples come out at the pace of the playout.
//
// A read position runs behind the newest sound by a lag that follows the
// measured jitter. Lost packets are rebuilt from in-band FEC or concealed; late
// ones let the lag grow. The lag is steered back, and the sender's clock
// followed, by resampling a few parts in a thousand, and by cutting out or
// repeating periods of the sound when it is far off.
package sound

import (
	"sync"
	"time"

	"onair/media/rtc/internal/clock"
)

// Decoder is what the buffer needs of an Opus decoder; av.OpusDecoder is one.
type Decoder interface {
	Decode(packet []byte, dst []float32) ([]float32, error)
	Conceal(dst []float32) ([]float32, error)
	DecodeFEC(next []byte, dst []float32) ([]float32, error)
}

const (
	rate     = 48000
	channels = 2
	ringSize = 128 // packets; 2.5 s
	maxGap   = rate * 60 / 1000
	// maxUnderrun is how long a silent network is concealed.
	maxUnderrun = 100 * time.Millisecond
	// maxExcess is how much too late sound may be before it is skipped instead
	// of played faster.
	maxExcess = 0.25
	// The dead band around the wanted lag, in seconds.
	tooLate, tooEarly = 0.015, 0.008
)

type slot struct {
	seq     int64
	ts      int64
	payload []byte
}

// Counts are totals since the start.
type Counts struct {
	Received, Late, Lost uint64 // packets
	Recovered, Concealed uint64 // packets rebuilt by FEC; made up
	Underruns            uint64
	Skips                uint64
	// Shortened and Lengthened are periods cut out and put in twice.
	Shortened, Lengthened uint64
}

// Buffer is one stream's. Push belongs to the receiving goroutine, Read to the
// playout's; all methods may be called at the same time.
type Buffer struct {
	mu      sync.Mutex
	dec     Decoder
	epoch   time.Time
	seqs    clock.Unwrap16
	stamps  clock.Unwrap32
	ring    [ringSize]slot
	started bool // a packet came
	playing bool
	next    int64 // sequence number to decode next
	nextTS  int64 // its timestamp
	highest int64
	in      []float32 // decoded, interleaved; old pairs at the front, one at least
	pos     float64   // read position in pairs
	scratch []float32
	dry     time.Duration // concealed since the network fell silent
	made    int           // times that the end of in was made up by expand
	transit transit
	lag     float64 // smoothed, seconds
	minLag  float64
	want    float64 // see wanted
	wantAt  time.Time

	correcting bool
	seamAt     time.Time // when the sound was last stretched
	counts     Counts
	lostHere   int64 // sequence number of the newest loss
	asked      [ringSize]asked
	overtook   time.Time // when a packet last came out of its turn
}

// New returns an empty buffer around a decoder that it does not close.
func New(dec Decoder) *Buffer { return &Buffer{dec: dec} }

// Counts returns the totals so far.
func (b *Buffer) Counts() Counts {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.counts
}

// Push takes a packet that came at now. The payload is copied.
func (b *Buffer) Push(seq16 uint16, ts32 uint32, payload []byte, now time.Time) {
	if len(payload) == 0 || len(payload) > 1500 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.started {
		b.epoch = now
	}
	seq := b.seqs.At(seq16)
	if d := seq - b.highest; b.started && (d > 1000 || d < -1000) {
		b.started, b.playing = false, false
		b.seqs = clock.Unwrap16{}
		seq = b.seqs.At(seq16)
		for i := range b.ring {
			b.ring[i].seq = 0
		}
	}
	ts := b.stamps.At(ts32)
	if !b.started {
		b.started, b.highest, b.next, b.nextTS = true, seq, seq, ts
	}
	b.counts.Received++
	b.outOfTurn(seq, now)
	b.highest = max(b.highest, seq)
	b.transit.add(now.Sub(b.epoch).Seconds()-float64(ts)/rate, now)
	if seq < b.next {
		b.counts.Late++
		return
	}
	s := &b.ring[seq%ringSize]
	*s = slot{seq, ts, append(s.payload[:0], payload...)}
	if seq-b.next >= ringSize { // nobody reads: keep the newest
		b.next = seq - ringSize + 1
		b.in, b.pos = append(b.in[:0], 0, 0), 1
	}
}

func (b *Buffer) at(seq int64) *slot {
	if s := &b.ring[seq%ringSize]; s.seq == seq {
		return s
	}
	return nil
}

// SetMinLag asks for at least this much lag, for video that needs longer.
func (b *Buffer) SetMinLag(d time.Duration) {
	b.mu.Lock()
	b.minLag = min(d.Seconds(), 1)
	b.mu.Unlock()
}

// Lag is how far the read position is behind the earliest moment it could be
// at, and how far it wants to be for its own sake.
func (b *Buffer) Lag() (is, need time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return seconds(b.lag), seconds(b.need())
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

// need is the lag that the network's jitter calls for.
func (b *Buffer) need() float64 {
	n := b.transit.spread() + 0.015
	if b.counts.Lost > 0 && b.highest-b.lostHere < 250 {
		n += 0.020 // FEC needs the packet after the lost one
	}
	return min(n, 1)
}

// Read fills dst (interleaved stereo) at now. ts is the unwrapped RTP timestamp
// of the first sample and ok whether there is one; without sound dst is silent.
func (b *Buffer) Read(dst []float32, now time.Time) (ts int64, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.started || (!b.playing && !b.start(now)) {
		clear(dst)
		return 0, false
	}
	step := b.steer(now)
	head := b.head()
	for done := 0; done < len(dst); {
		n := b.resample(dst[done:], step)
		done += n
		if done < len(dst) && !b.fill() {
			clear(dst[done:])
			b.playing = false
			b.counts.Underruns++
			break
		}
	}
	b.compact()
	return head, true
}

// head is the timestamp at the read position.
func (b *Buffer) head() int64 {
	return b.nextTS - int64(float64(len(b.in)/channels)-b.pos)
}

func (b *Buffer) lagAt(ts int64, now time.Time) float64 {
	return now.Sub(b.epoch).Seconds() - float64(ts)/rate - b.transit.min()
}

// start begins (again) once the first sound to play is as old as the lag asks.
func (b *Buffer) start(now time.Time) bool {
	want := max(b.need(), b.minLag)
	for ; b.next <= b.highest; b.next++ {
		s := b.at(b.next)
		if s == nil {
			continue
		}
		lag := b.lagAt(s.ts, now)
		if lag < want {
			return false
		}
		if lag < want+0.02 || b.next == b.highest {
			b.nextTS, b.playing, b.lag, b.dry = s.ts, true, lag, 0
			b.want, b.wantAt, b.correcting = want, now, false
			b.in, b.pos = append(b.in[:0], 0, 0), 1
			return true
		}
	}
	return false
}

// steer measures the lag and returns how many input samples go into one output
// sample. Within a dead band it is exactly one, so that most of the time samples
// pass untouched; outside it is 1 % off, which nobody hears, and 3 % when far.
func (b *Buffer) steer(now time.Time) float64 {
	lag := b.lagAt(b.head(), now)
	b.lag += (lag - b.lag) * 0.05
	want := b.wanted(now)
	if b.lag > want+maxExcess && lag > want+maxExcess {
		b.skip(now, want)
		return 1
	}
	err := b.lag - want
	switch {
	case err > tooLate || err < -tooEarly:
		b.correcting = true
	case err < 0.002 && err > -0.002:
		b.correcting = false
	}
	if !b.correcting {
		return 1
	}
	b.stretch(err, now)
	rate := 0.01
	if err < 0 {
		rate = -rate
	}
	return 1 + rate
}

// wanted is the lag to keep: it grows at once and shrinks by 50 ms a second.
func (b *Buffer) wanted(now time.Time) float64 {
	dt := min(now.Sub(b.wantAt).Seconds(), 1)
	b.wantAt = now
	b.want = max(b.need(), b.minLag, b.want-0.05*dt)
	return b.want
}

// skip drops packets until the lag is as wanted.
func (b *Buffer) skip(now time.Time, want float64) {
	for b.next < b.highest {
		if s := b.at(b.next); s != nil && b.lagAt(s.ts, now) <= want+0.02 {
			break
		}
		b.next++
	}
	if s := b.at(b.next); s != nil {
		b.nextTS = s.ts
		b.in, b.pos = append(b.in[:0], 0, 0), 1
		b.lag = b.lagAt(s.ts, now)
		b.counts.Skips++
	}
}
