package app

import (
	"sync"

	"onair/app/model"
	"onair/media"
)

// VideoSink shows the frames of one tile. Render takes over one reference of f;
// Clear says that no frame follows for now. Both return at once and may be
// called from any goroutine.
type VideoSink interface {
	Render(f *media.Frame)
	Clear()
}

// hub passes each tile's frames on to the sinks that screens attached.
type hub struct {
	mu    sync.Mutex
	tiles map[string]*tileFeed
}

// tileFeed is one tile's place in the hub; it is the live room's View.
type tileFeed struct {
	// mu is held while frames are handed out, so that a detached sink is not
	// called any more once detach has returned. Sinks return at once.
	mu    sync.Mutex
	sinks []VideoSink
	last  *media.Frame
	keep  bool
}

func newHub() *hub { return &hub{tiles: map[string]*tileFeed{}} }

// feed returns the tile's feed, made on first use.
func (h *hub) feed(tile string) *tileFeed {
	h.mu.Lock()
	defer h.mu.Unlock()
	f := h.tiles[tile]
	if f == nil {
		f = &tileFeed{}
		h.tiles[tile] = f
	}
	return f
}

// attach adds a sink to a tile.
func (h *hub) attach(tile string, sink VideoSink) (detach func()) {
	if tile == model.CameraTestTile { // the same camera in another place
		tile = model.LocalTile
	}
	f := h.feed(tile)
	f.mu.Lock()
	f.sinks = append(f.sinks, sink)
	f.mu.Unlock()
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		for i, s := range f.sinks {
			if s == sink {
				f.sinks = append(f.sinks[:i:i], f.sinks[i+1:]...)
				return
			}
		}
	}
}

// Render gives every sink a reference of its own.
func (f *tileFeed) Render(frame *media.Frame) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.sinks {
		s.Render(frame.Retain())
	}
	if f.keep {
		f.drop()
		f.last = frame
		return
	}
	frame.Release()
}

// sized is a sink that says how large it shows pictures, in pixels, and whether anybody can
// see it.
type sized interface {
	Room() (width, height int, shown bool)
}

// Size is the largest of the sinks'; zero while one does not know, or there is none: as
// large as any.
func (f *tileFeed) Size() (width, height int, shown bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	unknown := len(f.sinks) == 0
	for _, s := range f.sinks {
		r, ok := s.(sized)
		if !ok {
			return 0, 0, true
		}
		w, h, seen := r.Room()
		unknown = unknown || seen && w*h == 0
		shown = shown || seen
		if seen && w*h > width*height {
			width, height = w, h
		}
	}
	if unknown {
		return 0, 0, true
	}
	return width, height, shown
}

// Clear clears the sinks and lets go of the kept frame.
func (f *tileFeed) Clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range f.sinks {
		s.Clear()
	}
	f.drop()
}

func (f *tileFeed) drop() {
	if f.last != nil {
		f.last.Release()
		f.last = nil
	}
}

// keepLast makes the feed hold the newest frame, for taking a snapshot.
func (f *tileFeed) keepLast(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.keep = on; !on {
		f.drop()
	}
}

// newest returns the newest frame with a reference for the caller, or nil.
func (f *tileFeed) newest() *media.Frame {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.last == nil {
		return nil
	}
	return f.last.Retain()
}
