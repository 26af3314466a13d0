package liveroom

import "onair/media"

// View shows a stream of pictures: a tile of a window, a test, a file.
// The LiveRoom calls it from media goroutines, one call at a time for a
// stream.
type View interface {
	// Render takes over one reference of f and must not block: keep the newest
	// frame and return. f is I420 and read-only.
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
	v(f)
	f.Release()
}

// Clear does nothing.
func (v ViewFunc) Clear() {}
