package callback

import (
	"sync"
	"time"

	"onair/media"
)

// View shows pictures; package liveroom's View says how it is called.
type View interface {
	// Render takes over one reference of f.
	Render(f *media.Frame)
	// Clear says that no picture follows for now.
	Clear()
}

// Screen shows one stream in the user's view: the newest picture, on a goroutine
// of its own that lives while there is something to show. Media goroutines never
// wait for the view, and calls out of a view's methods for no view, so these may
// call everything.
type Screen struct {
	callers *Callers
	// rendered, if set, is told of each picture after it was shown.
	rendered func(w, h int)

	mu     sync.Mutex
	view   View
	clears []View // views to be cleared before the next picture
	newest *media.Frame
	busy   bool            // somebody is calling a view
	waits  []chan struct{} // closed when the clears are done
}

// NewScreen makes a screen without a view. rendered, if set, is told of each picture
// after it was shown.
func NewScreen(callers *Callers, rendered func(w, h int)) *Screen {
	return &Screen{callers: callers, rendered: rendered}
}

// Show takes over one reference of f.
func (s *Screen) Show(f *media.Frame) {
	s.mu.Lock()
	if s.view == nil {
		s.mu.Unlock()
		s.done(f)
		return
	}
	old := s.newest
	s.newest = f
	s.startLocked()
	s.mu.Unlock()
	if old != nil {
		old.Release()
	}
}

// Wanted reports whether pictures are shown anywhere.
func (s *Screen) Wanted() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view != nil
}

// View is where the stream is shown, nil for nowhere.
func (s *Screen) View() View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view
}

// Change puts the stream into another view. The old one is cleared by Flush, or
// with the next picture.
func (s *Screen) Change(v View) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.view
	s.view = v
	if old != nil && !Same(old, v) {
		s.clears = append(s.clears, old)
	}
	if v == nil {
		s.dropLocked()
	}
}

// Clear takes the picture away; the view stays.
func (s *Screen) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropLocked()
	if s.view != nil {
		s.clears = append(s.clears, s.view)
		s.startLocked()
	}
}

// flushPatience is how long Flush waits for a view that hangs.
const flushPatience = time.Second

// Flush returns when the call of a view that is under way has ended and what is to
// be cleared was; at once when that call is what flushes. It must not be called
// with a lock or the turn held.
func (s *Screen) Flush() {
	s.mu.Lock()
	if s.busy {
		if s.callers.here() {
			s.mu.Unlock()
			return
		}
		done := make(chan struct{})
		s.waits = append(s.waits, done)
		s.mu.Unlock()
		select {
		case <-done:
		case <-time.After(flushPatience):
		}
		return
	}
	s.busy = true
	clears := s.clears
	s.clears = nil
	s.mu.Unlock()
	id := s.callers.enter()
	for _, v := range clears {
		v.Clear()
	}
	s.callers.leave(id)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy = false
	s.startLocked()
}

// FlushLater is Flush for those who hold something.
func (s *Screen) FlushLater() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.startLocked()
}

func (s *Screen) startLocked() {
	if !s.busy && (len(s.clears)+len(s.waits) > 0 || s.newest != nil) {
		s.busy = true
		go s.run()
	}
}

func (s *Screen) dropLocked() {
	if s.newest != nil {
		s.newest.Release()
		s.newest = nil
	}
}

func (s *Screen) run() {
	id := s.callers.enter()
	defer s.callers.leave(id)
	for {
		s.mu.Lock()
		clears, waits, f, view := s.clears, s.waits, s.newest, s.view
		s.clears, s.waits, s.newest = nil, nil, nil
		if len(clears)+len(waits) == 0 && f == nil {
			s.busy = false
			s.mu.Unlock()
			return
		}
		s.mu.Unlock()
		for _, v := range clears {
			v.Clear()
		}
		for _, w := range waits {
			close(w)
		}
		if f == nil {
			continue
		}
		w, h := f.Width(), f.Height()
		view.Render(f)
		if s.rendered != nil {
			s.rendered(w, h)
		}
	}
}

// done lets go of a picture that is shown nowhere.
func (s *Screen) done(f *media.Frame) {
	w, h := f.Width(), f.Height()
	f.Release()
	if s.rendered != nil {
		s.rendered(w, h)
	}
}
