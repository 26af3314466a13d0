package device

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/audio"
	"onair/media/clean"
	"onair/media/voice"
)

// Voice is the way of the microphone's sound to the viewers: cleaned,
// amplified or muted, changed, heard by oneself, joined by the music, limited.
// Whoever brings sound calls Push, one at a time; the rest is for any
// goroutine.
type Voice struct {
	in      *audio.Mic // blocks of 10 ms as they were captured
	mic     *audio.Mic // volume, mute and level of the voice
	out     *audio.Mic // the limiter over voice and music
	clean   *clean.Processor
	effects *voice.Chain
	// What users hear of themselves passes a chain of its own, on the ear
	// monitor's thread; where that cannot play, monitor is in the mix.
	earEffects *voice.Chain
	monitor    *audio.Monitor
	earGain    atomic.Uint32                 // float32 bits, of the last sample
	direct     atomic.Bool                   // the ear monitor plays by itself
	device     atomic.Pointer[func() string] // the open microphone's label; nil: none
	music      audio.Source
	latency    func() time.Duration // of the playout

	untouched atomic.Bool  // the source is no microphone: nothing to clean
	monitored atomic.Bool  // the user hears the own voice
	lastPush  atomic.Int64 // Unix nanoseconds
	cleanLate atomic.Int64 // what cleaning adds, nanoseconds

	pushing sync.Mutex // held while a block passes
	mixed   []float32

	mu        sync.Mutex
	publish   func(media.Samples)
	clock     *silenceClock
	wanted    clean.Switches
	musicMode bool
}

// NewVoice makes the way of a microphone that is joined by music; latency is the
// loudspeaker's.
func NewVoice(music audio.Source, latency func() time.Duration, log *slog.Logger) *Voice {
	p := &Voice{effects: voice.New(), earEffects: voice.New(), monitor: audio.NewMonitor(), music: music, latency: latency}
	cleaner, err := clean.New(clean.Options{Enabled: clean.Voice(), Logger: log})
	if err != nil {
		log.Warn("the microphone's sound is not cleaned", "err", err)
	}
	p.clean = cleaner
	p.SetClean(func(s *clean.Switches) { *s = clean.Voice() })
	p.in = audio.NewMic(func(s media.Samples) {
		if p.clean != nil && !p.untouched.Load() {
			p.clean.Capture(s.Data, p.latency())
			s.Time = s.Time.Add(-time.Duration(p.cleanLate.Load()))
		}
		p.mic.Push(s)
	})
	p.mic = audio.NewMic(p.afterVoice)
	p.out = audio.NewMic(func(s media.Samples) {
		p.mu.Lock()
		publish := p.publish
		p.mu.Unlock()
		if publish != nil {
			publish(s)
		}
	})
	return p
}

// afterVoice changes the voice and mixes the music in.
func (p *Voice) afterVoice(s media.Samples) {
	p.effects.Process(s.Data)
	s.Time = s.Time.Add(-p.effects.Latency()) // when what comes out was said
	if p.monitored.Load() && !p.direct.Load() {
		p.monitor.Write(s.Data)
	}
	if cap(p.mixed) < len(s.Data) {
		p.mixed = make([]float32, len(s.Data))
	}
	mixed := p.mixed[:len(s.Data)]
	n := p.music.ReadAudio(mixed)
	for i, v := range mixed[:n] {
		s.Data[i] += v
	}
	p.out.Push(s)
}

// Push takes captured sound of any length.
func (p *Voice) Push(s media.Samples) {
	p.pushing.Lock()
	defer p.pushing.Unlock()
	p.lastPush.Store(time.Now().UnixNano())
	p.in.Push(s)
}

// Far takes what the loudspeaker plays.
func (p *Voice) Far(block []float32) {
	if p.clean != nil {
		p.clean.Far(block)
	}
}

// reset forgets an unfinished block, and the microphone.
func (p *Voice) reset() {
	p.device.Store(nil)
	p.pushing.Lock()
	defer p.pushing.Unlock()
	p.in.Reset()
	p.mic.Reset()
}

// SetPublish says where the sound goes; nil: nowhere. While it goes somewhere,
// a clock keeps the music coming where no microphone does.
func (p *Voice) SetPublish(f func(media.Samples)) {
	p.mu.Lock()
	p.publish = f
	old := p.clock
	p.clock = nil
	if f != nil {
		p.clock = newSilenceClock(p)
	}
	p.mu.Unlock()
	if old != nil {
		old.close()
	}
}

// Close frees what the path holds; nothing may push any more.
func (p *Voice) Close() {
	p.SetPublish(nil)
	if p.clean != nil {
		p.clean.Close()
	}
}
