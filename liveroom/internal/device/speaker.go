package device

import (
	"log/slog"
	"sync"
	"time"

	"onair/media/audio"
)

// SpeakerConfig says how the loudspeaker is opened and who is told what.
type SpeakerConfig struct {
	// NoDevice leaves the loudspeaker alone.
	NoDevice bool
	Log      *slog.Logger
	Warn     func(code int, msg string)
	// Failed is told why nothing is to be heard.
	Failed func(err error)
	// Outlet is told which loudspeaker plays; see audio.PlayoutOptions.
	Outlet func(wanted string, now audio.Outlet)
}

// Speaker is the loudspeaker with the mix that it plays; it is opened with the
// first thing to be heard. Any goroutine.
type Speaker struct {
	Mixer *audio.Mixer

	cfg     SpeakerConfig
	mu      sync.Mutex
	label   string
	playout *audio.Playout
	closed  bool
}

// NewSpeaker makes one that is still closed.
func NewSpeaker(cfg SpeakerConfig) *Speaker {
	return &Speaker{Mixer: audio.NewMixer(), cfg: cfg}
}

// Open starts to play the mix, which may go on already; false after Close.
func (s *Speaker) Open() bool {
	err, open := s.open()
	if err != nil {
		s.cfg.Failed(err)
	}
	return open
}

func (s *Speaker) open() (err error, open bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.playout != nil || s.closed {
		return nil, !s.closed
	}
	// It only starts a goroutine, which opens the device.
	s.playout, err = audio.OpenPlayout(s.Mixer, audio.PlayoutOptions{
		NoDevice: s.cfg.NoDevice, Device: s.label, Logger: s.cfg.Log, OnWarning: s.cfg.Warn, OnOutlet: s.cfg.Outlet,
	})
	return err, true
}

// Close ends playing for good.
func (s *Speaker) Close() {
	s.mu.Lock()
	p := s.playout
	s.playout, s.closed = nil, true
	s.mu.Unlock()
	if p != nil {
		p.Close()
	}
}

func (s *Speaker) current() *audio.Playout {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.playout
}

// Opened reports whether something is to be heard.
func (s *Speaker) Opened() bool { return s.current() != nil }

// Playing reports whether a device plays.
func (s *Speaker) Playing() bool {
	p := s.current()
	return p != nil && p.Playing()
}

// Latency is how long after the mix a sample is heard.
func (s *Speaker) Latency() time.Duration {
	if p := s.current(); p != nil {
		return p.Latency()
	}
	return 0
}

// SetQuick plays with as little delay as the system can.
func (s *Speaker) SetQuick(on bool) {
	if p := s.current(); p != nil {
		p.SetQuick(on)
	}
}

// SetLabel chooses a device; "" is the system's default.
func (s *Speaker) SetLabel(label string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.label = label
	if s.playout != nil {
		s.playout.SetDevice(label)
	}
}

// Label is what SetLabel was given.
func (s *Speaker) Label() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.label
}
