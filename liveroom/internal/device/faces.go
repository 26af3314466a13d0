package device

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"onair/assets/models"
	"onair/beauty/face"
	"onair/beauty/face/ort"
	"onair/beauty/gesture"
	"onair/media"
)

// Finder finds faces, hands and people for the beauty chain, and gestures
// for the room. The networks are loaded, in the background, the first time
// something asks for them.
type Finder struct {
	log    *slog.Logger
	failed func(error) // told once, when the networks cannot be loaded

	tracker atomic.Pointer[face.Tracker]
	blind   atomic.Bool // the networks cannot be loaded

	mu      sync.Mutex
	chain   face.Want // what the chain asks for
	asked   bool      // gestures are wanted by the user
	sticker bool      // and by a sticker
	opening bool
	closed  bool
	models  *ort.Models
	wg      sync.WaitGroup

	// Touched by the camera's goroutine alone.
	recognizer gesture.Recognizer
	hands      []face.Hand
	events     []gesture.Event
}

// newFinder makes a finder; failed is told once, when the networks cannot be loaded.
func newFinder(log *slog.Logger, failed func(error)) *Finder {
	return &Finder{log: log, failed: failed}
}

// Want implements face.Finder.
func (f *Finder) Want(w face.Want) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.chain = w
	f.applyLocked()
}

// SetGestures switches looking for gestures.
func (f *Finder) SetGestures(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = on
	f.applyLocked()
}

// SetSticker says whether the sticker in use waits for a gesture.
func (f *Finder) SetSticker(waits bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sticker = waits
	f.applyLocked()
}

// TellsGestures reports whether the user wants to hear of gestures.
func (f *Finder) TellsGestures() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asked
}

func (f *Finder) gesturesLocked() bool { return f.asked || f.sticker }

func (f *Finder) wantsLocked() face.Want {
	w := f.chain
	if f.gesturesLocked() {
		w |= face.WantHands
	}
	return w
}

func (f *Finder) applyLocked() {
	w := f.wantsLocked()
	if t := f.tracker.Load(); t != nil {
		t.Want(w)
		return
	}
	if w == 0 || f.opening || f.closed {
		return
	}
	f.opening = true
	f.wg.Go(f.open)
}

func (f *Finder) open() {
	m, err := ort.Open(ort.Options{Models: models.FS()})
	if err != nil {
		f.log.Warn("faces cannot be found", "err", err)
		f.blind.Store(true)
		f.failed(err)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		m.Close()
		return
	}
	f.models = m
	t := face.NewTracker(m, face.Options{Logger: f.log})
	t.Want(f.wantsLocked())
	f.tracker.Store(t)
}

// Unable reports that the networks cannot be loaded, so that nothing will be found.
func (f *Finder) Unable() bool { return f.blind.Load() }

// Submit implements face.Finder.
func (f *Finder) Submit(frame *media.Frame) {
	if t := f.tracker.Load(); t != nil {
		t.Submit(frame)
	}
}

// Faces implements face.Finder.
func (f *Finder) Faces(at time.Time, dst []face.Face) []face.Face {
	if t := f.tracker.Load(); t != nil {
		return t.Faces(at, dst)
	}
	return dst
}

// Hands implements face.Finder.
func (f *Finder) Hands(at time.Time, dst []face.Hand) []face.Hand {
	if t := f.tracker.Load(); t != nil {
		return t.Hands(at, dst)
	}
	return dst
}

// Person implements face.Finder.
func (f *Finder) Person(dst *face.Mask) bool {
	t := f.tracker.Load()
	return t != nil && t.Person(dst)
}

// before offers a picture where only gestures are looked for; otherwise the
// chain does.
func (f *Finder) before(frame *media.Frame) {
	f.mu.Lock()
	alone := f.gesturesLocked() && f.chain == 0
	f.mu.Unlock()
	if alone {
		f.Submit(frame)
	}
}

// seen returns the gestures that a picture settled; the slice is valid until
// the next call.
func (f *Finder) seen(at time.Time) []gesture.Event {
	f.mu.Lock()
	on := f.gesturesLocked()
	f.mu.Unlock()
	if !on {
		return nil
	}
	f.hands = f.Hands(at, f.hands[:0])
	f.events = f.recognizer.Observe(f.hands, at, f.events[:0])
	return f.events
}

// Close ends the tracker; nothing asks any more.
func (f *Finder) Close() {
	f.mu.Lock()
	f.closed = true
	f.mu.Unlock()
	f.wg.Wait()
	if t := f.tracker.Load(); t != nil {
		t.Close()
	}
	if f.models != nil {
		f.models.Close()
	}
}
