package audio

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// Source gives sound: 48 kHz interleaved stereo.
//
// ReadAudio fills dst and returns how many samples (not pairs) it wrote; the
// rest is silence, entered and left without a click. It is called on the mixing goroutine every 10 ms and must
// neither wait nor call the Mixer's Add or Remove. After the source is removed it may be
// read one last time.
type Source interface {
	ReadAudio(dst []float32) (n int)
}

// SourceFunc is a function that is a Source.
type SourceFunc func(dst []float32) int

// ReadAudio calls f.
func (f SourceFunc) ReadAudio(dst []float32) int { return f(dst) }

// input is one stream in the mix. The atomics are written and read by anyone,
// what follows them by the mixing goroutine only.
type input struct {
	id      string
	src     Source
	volume  atomic.Uint64 // float64 bits
	muted   atomic.Bool
	leaving atomic.Bool
	meter   Meter

	gain ramp
	dry  bool       // the last block was not full
	last [2]float32 // the last pair of samples
}

// target is where the input's gain should be.
func (in *input) target() float32 {
	if in.muted.Load() || in.leaving.Load() {
		return 0
	}
	return float32(math.Float64frombits(in.volume.Load()))
}

// Mixer adds up streams. Streams fade in and out over 10 ms, and so does every
// change of volume. The sum is limited softly, never clipped. All methods may
// be called from any goroutine; Mix is called by one at a time (a second waits).
type Mixer struct {
	mu     sync.Mutex // guards changes of inputs and taps
	inputs atomic.Pointer[[]*input]
	taps   atomic.Pointer[[]*tap]

	volume atomic.Uint64 // float64 bits
	muted  atomic.Bool

	mixing  sync.Mutex // held by Mix; guards what follows
	scratch [blockLen]float32
	master  ramp
	limit   limiter
	meter   Meter
}

type tap struct{ f func([]float32) }

// NewMixer returns a mixer without streams: it mixes silence.
func NewMixer() *Mixer {
	m := &Mixer{}
	m.inputs.Store(new([]*input))
	m.taps.Store(new([]*tap))
	m.volume.Store(math.Float64bits(1))
	m.master.jump(1)
	return m
}

// Add puts a stream into the mix; volume is 0..1.5. A stream of the same id is
// replaced.
func (m *Mixer) Add(id string, src Source, volume float64) {
	in := &input{id: id, src: src}
	in.volume.Store(math.Float64bits(clampVolume(volume)))
	m.mu.Lock()
	defer m.mu.Unlock()
	old := *m.inputs.Load()
	if i := find(old, id); i >= 0 {
		old[i].leaving.Store(true)
	}
	list := append(slices.Clone(old), in)
	m.inputs.Store(&list)
}

// Remove fades a stream out and forgets it. An unknown id is no error.
func (m *Mixer) Remove(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if in := m.find(id); in != nil {
		in.leaving.Store(true)
	}
}

// SetVolume sets a stream's volume, 0..1.5. An unknown id is no error.
func (m *Mixer) SetVolume(id string, volume float64) {
	if in := m.find(id); in != nil {
		in.volume.Store(math.Float64bits(clampVolume(volume)))
	}
}

// Mute silences a stream or lets it be heard again at its volume. It goes on
// being read and its level measured.
func (m *Mixer) Mute(id string, on bool) {
	if in := m.find(id); in != nil {
		in.muted.Store(on)
	}
}

// MuteAll silences the whole mix or lets it be heard again.
func (m *Mixer) MuteAll(on bool) { m.muted.Store(on) }

// SetMasterVolume sets the volume of the whole mix, 0..1.5.
func (m *Mixer) SetMasterVolume(volume float64) {
	m.volume.Store(math.Float64bits(clampVolume(volume)))
}

// Level is how loud a stream has been over the last 300 ms, 0..100 (see
// levelOf), whatever its volume here. An unknown stream is silent.
func (m *Mixer) Level(id string) float64 {
	if in := m.find(id); in != nil {
		return in.meter.RMS()
	}
	return 0
}

// Levels returns the Level of every stream by id.
func (m *Mixer) Levels() map[string]float64 {
	levels := make(map[string]float64)
	for _, in := range *m.inputs.Load() {
		if !in.leaving.Load() {
			levels[in.id] = in.meter.RMS()
		}
	}
	return levels
}

// Meter measures the mix as it is played.
func (m *Mixer) Meter() *Meter { return &m.meter }

// Tap has f called with every block that is mixed, as it goes to the speaker
// (limited, volumes applied; up to 480 frames, exactly 480 under a Playout). f
// runs on the mixing goroutine, must not wait, and copies what it keeps. The
// returned function ends it: f is not called any more once it has returned, so
// it must not be called from within f.
func (m *Mixer) Tap(f func(block []float32)) (remove func()) {
	t := &tap{f}
	m.changeTaps(func(list []*tap) []*tap { return append(list, t) })
	return func() {
		m.changeTaps(func(list []*tap) []*tap {
			return slices.DeleteFunc(list, func(o *tap) bool { return o == t })
		})
		m.mixing.Lock() // wait for a Mix that still sees the old list
		defer m.mixing.Unlock()
	}
}

func (m *Mixer) changeTaps(change func([]*tap) []*tap) {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := change(slices.Clone(*m.taps.Load()))
	m.taps.Store(&list)
}

// find returns the stream of that id or nil.
func (m *Mixer) find(id string) *input {
	list := *m.inputs.Load()
	if i := find(list, id); i >= 0 {
		return list[i]
	}
	return nil
}

func find(list []*input, id string) int {
	return slices.IndexFunc(list, func(in *input) bool { return in.id == id && !in.leaving.Load() })
}
