package liveroom

import (
	"sync"

	"onair/media"
)

// Listener receives events. OnEvent is called on the LiveRoom's event
// goroutine, never twice at the same time, in the order the events happened. It
// may call everything, also Close.
type Listener interface {
	OnEvent(Event)
}

// NewListener makes a listener of a function. Each call makes a different one.
func NewListener(f func(Event)) Listener { return &funcListener{f} }

type funcListener struct{ f func(Event) }

func (l *funcListener) OnEvent(e Event) { l.f(e) }

// View shows a stream of pictures: a tile of a window, a test, a file. The
// LiveRoom calls it from a goroutine of the stream's, one call at a time for a
// stream; both methods may call everything, also Close. Who takes a view away has
// it cleared when the call returns; only out of a View's own method, and where one
// hangs for over a second, the view is cleared after that method has returned.
//
// A view that Go cannot compare (a function, a struct with a slice) is taken for
// another one each time it is given.
type View interface {
	// Render takes over one reference of f, which is I420 and read-only. Pictures
	// that come while it runs are dropped, but for the newest.
	Render(f *media.Frame)
	// Clear says that no picture will follow for now: the stream stopped or
	// the view was taken away. The last picture must not stay on the screen. A
	// stream that is only interrupted (OnUserVideoAvailable.Lost, or
	// RemoteStatistics.Stalled grows) keeps its last picture: show it dimmed.
	Clear()
}

// SizedView is a View that says how large it shows pictures, so that the server sends no
// more than that. Without it pictures come as large as the line carries.
type SizedView interface {
	View
	// Size, asked twice a second, is in pixels of the screen, 0 where it is not known, and
	// whether anybody can see it. It returns at once and calls nothing of the LiveRoom.
	Size() (width, height int, shown bool)
}

// ViewFunc makes a View of a function, which gets the frame and may use it
// until it returns. Clear does nothing.
type ViewFunc func(f *media.Frame)

// Render calls the function and releases f.
func (v ViewFunc) Render(f *media.Frame) {
	if v != nil {
		v(f)
	}
	f.Release()
}

// Clear does nothing.
func (v ViewFunc) Clear() {}

// The one documented singleton of this package, as TRTC's API has it.
var shared struct {
	mu   sync.Mutex
	room *LiveRoom
}

// SharedInstance returns the process's LiveRoom, made on first use with zero
// Options: give the server's address in Login's Config.
func SharedInstance() *LiveRoom {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.room == nil {
		shared.room = New(Options{})
	}
	return shared.room
}

// DestroySharedInstance leaves the room, logs out, stops all media, removes the
// listeners and forgets the instance; the next SharedInstance is a fresh one.
// Calls on the old one fail with CodeNotInitialised.
func DestroySharedInstance() {
	shared.mu.Lock()
	room := shared.room
	shared.room = nil
	shared.mu.Unlock()
	if room != nil {
		room.Close()
	}
}
