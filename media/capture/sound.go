package capture

import (
	"context"
	"math"
	"time"

	"onair/media"
)

// generator fills dst (interleaved stereo) with the sound whose first sample
// is the n-th since the Unix epoch, so that everything generated anywhere at
// one moment is in step. dst holds zeros.
type generator func(dst []float32, n int64)

const (
	toneLevel = 0.5
	beepHz    = 1000
	// beepFrames is the length of a beep, and of the flash that goes with it.
	beepFrames = media.SampleRate / 10
	flashTime  = 100 * time.Millisecond
)

// sine is a steady tone.
func sine(hz float64) generator {
	// The phase is kept below one turn, so it stays exact for years.
	return func(dst []float32, n int64) {
		for i := range len(dst) / media.Channels {
			turns := math.Mod(float64((n+int64(i))%(media.SampleRate*1000))*hz/media.SampleRate, 1)
			v := float32(toneLevel * math.Sin(2*math.Pi*turns))
			dst[2*i], dst[2*i+1] = v, v
		}
	}
}

// beep sounds for the first tenth of each second of the wall clock.
func beep(dst []float32, n int64) {
	for i := range len(dst) / media.Channels {
		at := (n + int64(i)) % media.SampleRate
		if at >= beepFrames {
			continue
		}
		v := float32(toneLevel * math.Sin(2*math.Pi*beepHz*float64(at)/media.SampleRate))
		dst[2*i], dst[2*i+1] = v, v
	}
}

// sampleIndex is the number of the sample at t since the epoch.
func sampleIndex(t time.Time) int64 {
	return t.Unix()*media.SampleRate + int64(t.Nanosecond())*media.SampleRate/int64(time.Second)
}

// blocks makes generated sound at the right pace.
type blocks struct {
	tick ticks
	gen  generator
	buf  []float32
}

// newBlocks starts on the first whole 10 ms of the wall clock at or after now.
func newBlocks(now time.Time, gen generator) *blocks {
	start := onGrid(now, blockTime)
	return &blocks{
		tick: ticks{start: start, num: 1, den: int64(time.Second / blockTime)},
		gen:  gen, buf: make([]float32, blockFrames*media.Channels),
	}
}

// onGrid is the first moment at or after t that is a whole number of periods
// of the wall clock. It keeps t's monotonic part.
func onGrid(t time.Time, period time.Duration) time.Time {
	into := time.Duration(t.UnixNano() % int64(period))
	if into == 0 {
		return t
	}
	return t.Add(period - into)
}

// emit gives the block that is due and moves on.
func (b *blocks) emit(sink func(media.Samples)) {
	at := b.tick.next()
	if b.gen != nil {
		clear(b.buf)
		b.gen(b.buf, sampleIndex(at))
	}
	sink(media.Samples{Data: b.buf, Time: at})
	b.tick.n++
}

// sound is a generated source of sound only.
type sound struct {
	spec, label string
	gen         generator
	newClock    func() clock
}

func newSound(spec, label string, gen generator) *sound {
	return &sound{spec: spec, label: label, gen: gen, newClock: newSystemClock}
}

func (s *sound) Spec() string   { return s.spec }
func (s *sound) Label() string  { return s.label }
func (s *sound) HasVideo() bool { return false }
func (s *sound) HasAudio() bool { return true }

func (s *sound) Run(ctx context.Context, sink Sink) error {
	if sink.Audio == nil {
		<-ctx.Done()
		return nil
	}
	clk := s.newClock()
	b := newBlocks(clk.Now(), s.gen)
	for clk.SleepUntil(ctx, b.tick.next()) {
		b.tick.skip(clk.Now())
		b.emit(sink.Audio)
	}
	return nil
}

// nothing is the source that gives nothing.
type nothing struct{}

func (nothing) Spec() string   { return "none" }
func (nothing) Label() string  { return "None" }
func (nothing) HasVideo() bool { return false }
func (nothing) HasAudio() bool { return false }

func (nothing) Run(ctx context.Context, _ Sink) error {
	<-ctx.Done()
	return nil
}
