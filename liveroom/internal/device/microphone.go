package device

import (
	"context"
	"strings"
	"sync"

	"onair/media"
	"onair/media/capture"
)

// Microphone runs the source of sound into the Voice, which ends at the
// publisher. When camera and microphone are the same file, the camera's source
// feeds it and it opens nothing itself.
type Microphone struct {
	*Voice
	onState func(err error)

	mu   sync.Mutex
	stop context.CancelFunc
	done chan struct{}
}

func newMicrophone(path *Voice, onState func(error)) *Microphone {
	return &Microphone{Voice: path, onState: onState}
}

// Running reports whether Start was called and Halt was not.
func (m *Microphone) Running() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.stop != nil
}

// Start runs src until Halt.
func (m *Microphone) Start(src capture.Source, open func() (capture.Source, error)) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	m.mu.Lock()
	m.stop, m.done = cancel, done
	m.mu.Unlock()
	m.opened(src.Spec(), src.Label)
	go func() {
		defer close(done)
		first := true
		sink := capture.Sink{Audio: func(s media.Samples) {
			if first {
				first = false
				m.onState(nil)
			}
			m.Push(s)
		}}
		again := func() (capture.Source, error) {
			src, err := open()
			if err == nil {
				m.opened(src.Spec(), src.Label)
			}
			return src, err
		}
		superviseSource(ctx, src, again, sink, func(err error) {
			first = true
			m.onState(err)
		})
	}()
}

// isMicrophone reports whether a source is a device in a room, with its noise
// and echo, and not a file or a test sound.
func isMicrophone(spec string) bool {
	return spec == "" || spec == "default" || strings.HasPrefix(spec, "mic:")
}

// Halt ends capture and waits for it.
func (m *Microphone) Halt() {
	m.mu.Lock()
	stop, done := m.stop, m.done
	m.stop, m.done = nil, nil
	m.mu.Unlock()
	if stop == nil {
		return
	}
	stop()
	<-done
	m.reset()
}
