package liveroom

import (
	"context"
	"sync"

	"onair/media"
	"onair/media/audio"
	"onair/media/capture"
)

// microphone runs the source of sound through gain, mute and meter to the
// publisher. When camera and microphone are the same file, the camera's source
// feeds it and it opens nothing itself.
type microphone struct {
	mic     *audio.Mic
	onState func(err error)

	mu      sync.Mutex
	publish func(media.Samples)
	stop    context.CancelFunc
	done    chan struct{}
}

func newMicrophone(onState func(error)) *microphone {
	m := &microphone{onState: onState}
	m.mic = audio.NewMic(func(s media.Samples) {
		m.mu.Lock()
		publish := m.publish
		m.mu.Unlock()
		if publish != nil {
			publish(s)
		}
	})
	return m
}

func (m *microphone) running() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.stop != nil
}

// start runs src until halt.
func (m *microphone) start(src capture.Source, open func() (capture.Source, error)) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	m.mu.Lock()
	m.stop, m.done = cancel, done
	m.mu.Unlock()
	go func() {
		defer close(done)
		first := true
		sink := capture.Sink{Audio: func(s media.Samples) {
			if first {
				first = false
				m.onState(nil)
			}
			m.mic.Push(s)
		}}
		superviseSource(ctx, src, open, sink, func(err error) {
			first = true
			m.onState(err)
		})
	}()
}

// halt ends capture and waits for it.
func (m *microphone) halt() {
	m.mu.Lock()
	stop, done := m.stop, m.done
	m.stop, m.done = nil, nil
	m.mu.Unlock()
	if stop == nil {
		return
	}
	stop()
	<-done
	m.mic.Reset()
}

func (m *microphone) setPublish(f func(media.Samples)) {
	m.mu.Lock()
	m.publish = f
	m.mu.Unlock()
}
