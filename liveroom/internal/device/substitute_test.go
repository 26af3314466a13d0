package device

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"onair/media"
	"onair/media/capture"
)

// plugs stands for the system's microphones: what is plugged in, the default
// first.
type plugs struct {
	mu    sync.Mutex
	mics  []string
	cond  *sync.Cond
	heard chan string
}

func newPlugs(mics ...string) *plugs {
	p := &plugs{mics: mics, heard: make(chan string, 1000)}
	p.cond = sync.NewCond(&p.mu)
	return p
}

func (p *plugs) set(mics ...string) {
	p.mu.Lock()
	p.mics = mics
	p.mu.Unlock()
	p.cond.Broadcast()
}

func (p *plugs) open(spec string) (capture.Source, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	label := expected(spec)
	if label == "default" && len(p.mics) > 0 {
		label = p.mics[0]
	}
	if !slices.Contains(p.mics, label) {
		return nil, &capture.Error{Code: capture.NoDevice, Device: label}
	}
	return plugged{p, label}, nil
}

type plugged struct {
	p     *plugs
	label string
}

func (m plugged) Spec() string   { return micScheme + m.label }
func (m plugged) Label() string  { return m.label }
func (m plugged) HasVideo() bool { return false }
func (m plugged) HasAudio() bool { return true }

func (m plugged) Run(ctx context.Context, sink capture.Sink) error {
	defer context.AfterFunc(ctx, m.p.cond.Broadcast)()
	sink.Audio(media.Samples{Data: make([]float32, 960)})
	m.p.heard <- m.label
	m.p.mu.Lock()
	defer m.p.mu.Unlock()
	for ctx.Err() == nil && slices.Contains(m.p.mics, m.label) {
		m.p.cond.Wait()
	}
	if ctx.Err() != nil {
		return nil
	}
	return &capture.Error{Code: capture.Unplugged, Device: m.label}
}

// fallback is what is told when another microphone is used.
type fallback struct{ chosen, inUse string }

func TestTheDefaultMicrophoneTakesThePlaceOfTheChosenOne(t *testing.T) {
	p := newPlugs("Built-in", "USB")
	told := make(chan fallback, 10)
	place := micPlace{post: func(chosen, inUse string) { told <- fallback{chosen, inUse} }}
	place.choose("mic:USB")
	uses := func(label string) { place.uses("mic:USB", label) }
	next := func(from chan string) string {
		t.Helper()
		select {
		case v := <-from:
			return v
		case <-time.After(30 * time.Second):
			t.Fatal("nothing is heard")
			return ""
		}
	}
	tell := func(want fallback) {
		t.Helper()
		select {
		case got := <-told:
			if got != want {
				t.Fatalf("told %+v, want %+v", got, want)
			}
		case <-time.After(30 * time.Second):
			t.Fatalf("%+v was not told", want)
		}
	}
	run := func() (stop func() error) {
		s, err := openSubstituting("mic:USB", p.open, uses)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.Run(ctx, capture.Sink{Audio: func(media.Samples) {}}) }()
		return func() error {
			defer cancel()
			select {
			case err := <-done:
				return err
			default:
			}
			cancel()
			return <-done
		}
	}
	stop := run()
	if got := next(p.heard); got != "USB" {
		t.Fatalf("%s is heard at first", got)
	}
	p.set("Built-in")
	if got := next(p.heard); got != "Built-in" {
		t.Fatalf("%s is heard in place of USB", got)
	}
	tell(fallback{chosen: "USB", inUse: "Built-in"})
	p.set("Built-in", "USB")
	if got := next(p.heard); got != "USB" {
		t.Fatalf("%s is heard with USB back", got)
	}
	tell(fallback{chosen: "USB", inUse: "USB"})
	if err := stop(); err != nil {
		t.Error(err)
	}

	p.set("Built-in")
	stop = run() // it is not there when the live begins
	next(p.heard)
	tell(fallback{chosen: "USB", inUse: "Built-in"})
	stop()
	p.set()
	_, err := openSubstituting("mic:USB", p.open, uses)
	var e *capture.Error
	if !errors.As(err, &e) || e.Device != "USB" {
		t.Errorf("with no microphone at all the error is %v", err)
	}
	uses("")
	tell(fallback{chosen: "USB"})
	uses("")
	p.set("USB")
	stop = run()
	tell(fallback{chosen: "USB", inUse: "USB"})
	stop()
	if len(told) > 0 {
		t.Errorf("%+v was told besides", <-told)
	}
}
