package liveroom

import "onair/media"

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
	// the view was taken away. The last picture must not stay on the screen.
	Clear()
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
