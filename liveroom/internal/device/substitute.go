package device

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"onair/media/capture"
)

// micScheme begins the spec of a microphone chosen by name.
const micScheme = "mic:"

// searchEvery is how often a chosen microphone is looked for while another takes
// its place.
const searchEvery = time.Second

// micPlace remembers which microphone took the chosen one's place, to tell when
// that changes.
type micPlace struct {
	mu     sync.Mutex
	chosen string // spec
	inUse  string // label; "" is none
	post   func(chosen, inUse string)
}

// choose notes what the user chose; it is expected to work.
func (p *micPlace) choose(spec string) {
	p.mu.Lock()
	p.chosen, p.inUse = spec, expected(spec)
	p.mu.Unlock()
}

// expected is what is in use when everything is as chosen.
func expected(spec string) string {
	if label, named := strings.CutPrefix(spec, micScheme); named {
		return label
	}
	return "default"
}

// uses notes which microphone is used for spec, "" for none.
func (p *micPlace) uses(spec, label string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	chosen, named := strings.CutPrefix(spec, micScheme)
	was := p.inUse
	switch {
	case p.chosen != spec: // another was chosen meanwhile
		return
	case named || label == "":
		p.inUse = label
	default:
		p.inUse = "default"
	}
	if p.inUse == was {
		return
	}
	if !named {
		chosen = ""
	}
	p.post(chosen, label)
}

// substituting is a microphone chosen by name, with the system's default in its
// place while it is not there.
type substituting struct {
	spec string
	open func(spec string) (capture.Source, error)
	told func(label string)
	now  atomic.Pointer[openedMic]
}

type openedMic struct {
	capture.Source
	chosen bool
}

// openSubstituting opens the microphone of a spec or, if it is not there, the
// system's default; without any it fails with the chosen one's error.
func openSubstituting(spec string, open func(string) (capture.Source, error), told func(label string)) (*substituting, error) {
	s := &substituting{spec: spec, open: open, told: told}
	m, err := s.pick()
	if err != nil {
		return nil, err
	}
	s.use(m)
	return s, nil
}

func (s *substituting) pick() (*openedMic, error) {
	src, err := s.open(s.spec)
	if err == nil {
		return &openedMic{src, true}, nil
	}
	if !missing(err) {
		return nil, err
	}
	if src, other := s.open("default"); other == nil {
		return &openedMic{src, false}, nil
	}
	return nil, err
}

// missing reports whether a device is not there, or not any more.
func missing(err error) bool {
	var e *capture.Error
	return errors.As(err, &e) && (e.Code == capture.NoDevice || e.Code == capture.Unplugged)
}

func (s *substituting) use(m *openedMic) {
	s.now.Store(m)
	s.told(m.Label())
}

func (s *substituting) Spec() string   { return s.now.Load().Spec() }
func (s *substituting) Label() string  { return s.now.Load().Label() }
func (s *substituting) HasVideo() bool { return false }
func (s *substituting) HasAudio() bool { return true }

// Run captures from the chosen microphone or the one in its place. It fails when
// there is none, or none that works.
func (s *substituting) Run(ctx context.Context, sink capture.Sink) error {
	for {
		failed := s.now.Load()
		back, err := s.play(ctx, failed, sink)
		switch {
		case ctx.Err() != nil:
			return nil
		case back != nil:
			s.use(&openedMic{back, true})
			continue
		case !missing(err):
			return err
		}
		next, none := s.pick()
		if none != nil || next.chosen == failed.chosen {
			return err
		}
		s.use(next)
	}
}

// play runs one microphone; in the place of the chosen one until that is back.
func (s *substituting) play(ctx context.Context, m *openedMic, sink capture.Sink) (back capture.Source, err error) {
	if m.chosen {
		return nil, m.Run(ctx, sink)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- m.Run(ctx, sink) }()
	search := time.NewTicker(searchEvery)
	defer search.Stop()
	// The sound system is asked aside, for it may hang; one question at a time.
	found, asking := make(chan capture.Source, 1), false
	for {
		select {
		case err := <-done:
			return nil, err
		case <-search.C:
			if asking {
				continue
			}
			asking = true
			go func() {
				src, err := s.open(s.spec)
				if err != nil {
					src = nil
				}
				found <- src
			}()
		case src := <-found:
			asking = false
			if src != nil {
				cancel()
				<-done
				return src, nil
			}
		}
	}
}

// absent is a microphone that is not there yet: it fails, and is opened again.
type absent struct {
	spec string
	err  error
}

func (a absent) Spec() string                            { return a.spec }
func (a absent) Label() string                           { return expected(a.spec) }
func (a absent) HasVideo() bool                          { return false }
func (a absent) HasAudio() bool                          { return true }
func (a absent) Run(context.Context, capture.Sink) error { return a.err }
