package audio

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/hajimehoshi/oto/v2"

	"onair/media"
)

// errNoDevice means that the system has no speaker that can be opened.
var errNoDevice = errors.New("no sound device")

// openTimeout bounds how long a driver may take to open the device.
const openTimeout = 5 * time.Second

// speaker is the process's one way out. oto allows a single context in a
// process, so this is, against the rule of no global state, a process-wide
// value: playouts share the context and count their references, and when the
// last one goes the device is suspended, not closed (oto cannot close it).
//
// A context whose device failed is of no use any more. On Linux a second one
// may take its place: oto's ALSA driver keeps nothing that two contexts would
// share. Elsewhere the device stays gone until the program starts again.
var speaker sharedSpeaker

type sharedSpeaker struct {
	mu     sync.Mutex
	ctx    *oto.Context
	ready  <-chan struct{}
	refs   int
	buffer time.Duration
}

// acquire opens the device, or joins in, and returns the context and the length
// of the device's buffer. The first user's buffer length holds for all.
// Each success needs one release.
func (s *sharedSpeaker) acquire(ctx context.Context, buffer time.Duration) (*oto.Context, time.Duration, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx != nil && s.ctx.Err() != nil && canReopen {
		s.ctx, s.refs = nil, 0
	}
	if s.ctx != nil && s.refs == 0 && buffer > s.buffer && canReopen {
		s.ctx = nil // suspended, and of too small a buffer
	}
	if s.ctx == nil {
		if err := probe(); err != nil {
			return nil, 0, err
		}
		c, ready, err := oto.NewContextWithOptions(&oto.NewContextOptions{
			SampleRate:   media.SampleRate,
			ChannelCount: media.Channels,
			Format:       oto.FormatFloat32LE,
			BufferSize:   buffer,
		})
		if err != nil {
			return nil, 0, fmt.Errorf("open the sound device: %w", err)
		}
		s.ctx, s.ready, s.buffer = c, ready, buffer
	}
	timeout := time.NewTimer(openTimeout)
	defer timeout.Stop()
	select {
	case <-s.ready:
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	case <-timeout.C:
		return nil, 0, fmt.Errorf("open the sound device: no answer for %v", openTimeout)
	}
	if err := s.ctx.Err(); err != nil {
		return nil, 0, fmt.Errorf("open the sound device: %w", err)
	}
	if s.refs == 0 {
		if err := s.ctx.Resume(); err != nil {
			return nil, 0, fmt.Errorf("resume the sound device: %w", err)
		}
	}
	s.refs++
	return s.ctx, s.buffer, nil
}

// forget drops a context that nobody uses and whose buffer is longer than that,
// so that the next one is made with a shorter one.
func (s *sharedSpeaker) forget(buffer time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx != nil && s.refs == 0 && s.buffer > buffer && canReopen {
		s.ctx = nil
	}
}

// release gives back what acquire returned.
func (s *sharedSpeaker) release(c *oto.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c != s.ctx {
		return // replaced meanwhile
	}
	if s.refs--; s.refs > 0 || c.Err() != nil {
		return
	}
	// A driver that hangs would keep Suspend from returning.
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = c.Suspend() // the error is that of the device, known already
	}()
	timeout := time.NewTimer(time.Second)
	defer timeout.Stop()
	select {
	case <-done:
	case <-timeout.C:
	}
}
