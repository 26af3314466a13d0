package capture

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync/atomic"
	"time"
)

// micSource captures from a microphone. The sound system may stop it (on ALSA
// an interrupted poll does, and Go interrupts polls) or stop delivering without
// a word, so Run watches the flow and opens the microphone again.
//
// Opened as the default it follows the system's default microphone, also when
// that is unplugged and another becomes the default.
type micSource struct {
	label    atomic.Pointer[string]
	follow   bool
	reopened atomic.Int64
}

// Reopener is implemented by sources that reopen a device that fell silent.
type Reopener interface {
	// Reopened counts how often it did, since the source was opened.
	Reopened() int64
}

const (
	// stallAfter without a chunk the microphone is reopened. Chunks come every
	// 10 to 40 ms, and a device that stops normally says so; this is for sound
	// systems that hang, and must not hit a machine that is merely busy.
	stallAfter = time.Second
	// firstChunkWithin is the patience with a device just opened.
	firstChunkWithin = 2 * time.Second
	// giveUpAfter without any sound the microphone counts as unplugged; sooner
	// when it cannot even be opened.
	giveUpAfter     = 15 * time.Second
	giveUpOpenAfter = 2 * time.Second
	retryEvery      = 200 * time.Millisecond
	// maxAbandoned bounds drivers that would not close: each keeps a
	// goroutine or two for ever.
	maxAbandoned = 4
	// followEvery is how often a source that follows the default looks for it.
	followEvery = time.Second
)

// errMoved ends a feed because another microphone is the default now.
var errMoved = errors.New("another microphone is the default")

// moved looks which microphone is the default and reports whether that is
// another one than before.
func (m *micSource) moved() bool {
	if !m.follow {
		return false
	}
	return m.adopt(microphones.standard())
}

// adopt makes the microphone of this label the source's, if it is another.
func (m *micSource) adopt(label string) bool {
	if label == "" || label == m.Label() {
		return false
	}
	slog.Info("capture: the default microphone changed", "from", m.Label(), "to", label)
	m.label.Store(&label)
	return true
}

func openMicrophone(label string) (Source, error) {
	microphones.mu.Lock()
	defer microphones.mu.Unlock()
	microphones.refreshLocked()
	list := microphones.listLocked()
	f, ok := pick(list, label)
	if !ok {
		return nil, microphoneNotHere(label, list)
	}
	m := &micSource{follow: label == ""}
	m.label.Store(&f.label)
	return m, nil
}

// microphoneNotHere is notHere, but tells missing permission from absence.
func microphoneNotHere(label string, list []found) *Error {
	e := notHere("microphone", label, list)
	if card, denied := soundDenied(); denied && len(list) == 0 {
		e.Code, e.Err = Denied, fmt.Errorf("%s: %w", card, fs.ErrPermission)
	}
	return e
}

func (m *micSource) Spec() string    { return "mic:" + m.Label() }
func (m *micSource) Label() string   { return *m.label.Load() }
func (m *micSource) HasVideo() bool  { return false }
func (m *micSource) HasAudio() bool  { return true }
func (m *micSource) Reopened() int64 { return m.reopened.Load() }

func (m *micSource) Run(ctx context.Context, sink Sink) error {
	if sink.Audio == nil {
		<-ctx.Done()
		return nil
	}
	out := newBlocker()
	restarted, abandoned := false, 0
	last := time.Now()
	look := true
	var err error
	for {
		var feed *micFeed
		flowed := false
		if look {
			m.moved()
		}
		feed, err = startFeed(m.Label(), look)
		look = true
		if err == nil {
			var got time.Time
			got, err = m.pump(ctx, feed, out, restarted, sink)
			if !got.IsZero() {
				last, restarted, flowed = got, true, true
			}
			// Only a device that delivered and stopped is opened again as it is
			// known, which is quick.
			if feed.stop() {
				look = !flowed
			} else {
				abandoned++
			}
		}
		if ctx.Err() != nil {
			return nil
		}
		if errors.Is(err, errMoved) {
			continue
		}
		if fatal := m.judge(err, last, restarted, abandoned); fatal != nil {
			return fatal
		}
		m.reopened.Add(1)
		slog.Warn("capture: the microphone stopped, opening it again", "label", m.Label(), "why", err)
		if !pause(ctx, retryEvery, flowed) {
			return nil
		}
	}
}

// judge decides whether to try again (nil) or what to report.
func (m *micSource) judge(err error, last time.Time, ran bool, abandoned int) error {
	var e *Error
	known := errors.As(err, &e)
	switch {
	case known && !ran: // it never worked: say why
		return err
	case known && e.Code == NoDevice:
		return &Error{Code: Unplugged, Device: m.Label(), Err: e.Err}
	case known && e.Code == Denied:
		return err
	case known && time.Since(last) > giveUpOpenAfter:
		return &Error{Code: Unplugged, Device: m.Label(), Err: e.Err}
	case abandoned > maxAbandoned:
		return &Error{Code: Unplugged, Device: m.Label(), Err: errors.New("its driver hangs")}
	case time.Since(last) > giveUpAfter:
		return &Error{Code: Unplugged, Device: m.Label(), Err: fmt.Errorf("no sound for %v: %w", giveUpAfter, err)}
	}
	return nil
}

// pause waits a moment before another try, not at all when skip.
func pause(ctx context.Context, d time.Duration, skip bool) bool {
	if skip {
		return ctx.Err() == nil
	}
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}

var errStalled = errors.New("no sound arrives")

// pump passes chunks on until they stop coming. It returns when the last came.
func (m *micSource) pump(ctx context.Context, feed *micFeed, out *blocker, restarted bool, sink Sink) (last time.Time, err error) {
	stall := time.NewTimer(firstChunkWithin)
	defer stall.Stop()
	follow := time.NewTicker(followEvery)
	defer follow.Stop()
	// The sound system is asked aside, for it may hang; one question at a time.
	standard, asking := make(chan string, 1), false
	for {
		select {
		case c, ok := <-feed.chunks:
			if !ok {
				return last, feed.err
			}
			out.push(c.data, c.at, restarted, sink.Audio)
			feed.recycle(c)
			last, restarted = c.at, false
			stall.Reset(stallAfter)
		case <-stall.C:
			// When this program itself stood still, chunks are waiting.
			if len(feed.chunks) == 0 {
				return last, errStalled
			}
			stall.Reset(stallAfter)
		case <-follow.C:
			if m.follow && !asking {
				asking = true
				go func() { standard <- microphones.standard() }()
			}
		case label := <-standard:
			asking = false
			if m.adopt(label) {
				return last, errMoved
			}
		case <-ctx.Done():
			return last, nil
		}
	}
}
