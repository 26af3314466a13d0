// Package viewtest is a window for tests: under Fyne's test driver, with a recorder for
// what the user wants, on states with something in every screen.
package viewtest

import (
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"go.uber.org/goleak"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/internal/drawclock"
	"onair/views/shell"
)

// Program is that of all windows: a new one reads the typefaces anew.
var Program fyne.App

// screensOf makes the screens of all windows.
var screensOf shell.Screens

// Main runs the tests of a package with some screens, and looks for goroutines that
// stay.
func Main(m *testing.M, screens shell.Screens) {
	screensOf = screens
	// A slow machine must not make the toolkit forget what it measured: it measures
	// anew in other typefaces then, and pictures differ by a pixel.
	drawclock.Set(func() time.Time { return FixedNow })
	Program = test.NewApp()
	// Fyne's test driver starts a goroutine for the whole process at init.
	goleak.VerifyTestMain(m, goleak.IgnoreCurrent())
}

// Harness is a window under Fyne's test driver with a recorder for intents.
type Harness struct {
	*shell.Window
	t     *testing.T
	Store *model.Store
	Acts  *Recorder
	Cable *cable

	mu    sync.Mutex
	calls []func()
	come  chan struct{}
}

// cable stands for the live-room engine's end of AttachVideo.
type cable struct {
	Sinks    map[string][]desk.Sink
	Attached int
	Detached int
}

func (c *cable) attach(tile string, sink desk.Sink) func() {
	c.Attached++
	c.Sinks[tile] = append(c.Sinks[tile], sink)
	return func() {
		c.Detached++
		c.Sinks[tile] = slices.DeleteFunc(c.Sinks[tile], func(s desk.Sink) bool { return s == sink })
	}
}

// New is a harness of the usual size on a sample state that change has changed.
func New(t *testing.T, change func(*model.State)) *Harness {
	return NewSized(t, 1280, 800, change)
}

// NewSized is a harness with a window of a size.
func NewSized(t *testing.T, width, height float32, change func(*model.State)) *Harness {
	t.Helper()
	return NewWith(t, width, height, func(r *Recorder) model.Actions { return r }, change)
}

// NewWith is a harness whose controller offers what actions says.
func NewWith(t *testing.T, width, height float32, actions func(*Recorder) model.Actions, change func(*model.State)) *Harness {
	t.Helper()
	s := sample()
	change(&s)
	h := &Harness{t: t, Store: model.NewStore(s), Acts: &Recorder{}, Cable: &cable{Sinks: map[string][]desk.Sink{}}, come: make(chan struct{}, 10_000)}
	w, err := shell.New(shell.Config{
		Store: h.Store, Actions: actions(h.Acts), AttachVideo: h.Cable.attach, Post: h.post, Now: func() time.Time { return FixedNow }, Width: width, Height: height,
	}, screensOf, Program)
	if err != nil {
		t.Fatal(err)
	}
	h.Window = w
	t.Cleanup(func() {
		// What is drawing in the background ends before the goroutines are counted.
		h.Window.Close()
		h.Win.Close()
	})
	return h
}

func (h *Harness) post(f func()) {
	h.mu.Lock()
	h.calls = append(h.calls, f)
	h.mu.Unlock()
	h.come <- struct{}{}
}

// Drain waits for a posted call and runs all that are there.
func (h *Harness) Drain() {
	h.t.Helper()
	select {
	case <-h.come:
	case <-time.After(20 * time.Second):
		h.t.Fatal("nothing was posted")
	}
	h.mu.Lock()
	calls := h.calls
	h.calls = nil
	h.mu.Unlock()
	for _, f := range calls {
		f()
	}
}

// Until drains until ok says so.
func (h *Harness) Until(what string, ok func() bool) {
	h.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			h.t.Fatalf("not in time: %s", what)
		}
		h.Drain()
	}
}

// Set changes the state and shows it.
func (h *Harness) Set(change func(*model.State)) {
	h.Store.Update(change)
	h.Show(h.Store.State())
}

// Press types a key where nothing has the focus.
func (h *Harness) Press(key fyne.KeyName) { h.Env.OnKey(&fyne.KeyEvent{Name: key}) }

// Tap taps something and tells what was asked for.
func (h *Harness) Tap(o fyne.Tappable) []string {
	h.Acts.Calls = nil
	o.Tapped(&fyne.PointEvent{})
	return h.Acts.Calls
}

// Want checks the recorded intents since the last look, and forgets them.
func (h *Harness) Want(calls ...string) {
	h.t.Helper()
	if !slices.Equal(h.Acts.Calls, calls) {
		h.t.Errorf("intents %q, want %q", h.Acts.Calls, calls)
	}
	h.Acts.Calls = nil
}
