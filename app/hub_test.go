package app

import (
	"testing"

	"onair/media"
)

// pane is a sink that says how large it is.
type pane struct {
	w, h  int
	shown bool
}

func (*pane) Render(f *media.Frame)    { f.Release() }
func (*pane) Clear()                   {}
func (p *pane) Room() (int, int, bool) { return p.w, p.h, p.shown }

// blind is one that does not.
type blind struct{}

func (*blind) Render(f *media.Frame) { f.Release() }
func (*blind) Clear()                {}

// TestTheLargestOfATilesPlacesCounts: what the server sends has to do for all of them.
func TestTheLargestOfATilesPlacesCounts(t *testing.T) {
	small, large, hidden, early := &pane{320, 180, true}, &pane{960, 540, true}, &pane{1280, 720, false}, &pane{0, 0, true}
	for _, c := range []struct {
		name  string
		sinks []VideoSink
		w, h  int
		shown bool
	}{
		{"nowhere yet", nil, 0, 0, true},
		{"one", []VideoSink{small}, 320, 180, true},
		{"two", []VideoSink{small, large}, 960, 540, true},
		{"one is hidden", []VideoSink{hidden, small}, 320, 180, true},
		{"all are hidden", []VideoSink{hidden}, 0, 0, false},
		{"one is not laid out", []VideoSink{small, early}, 0, 0, true},
		{"one does not say", []VideoSink{small, &blind{}}, 0, 0, true},
	} {
		f := newHub().feed("host")
		f.sinks = c.sinks
		if w, h, shown := f.Size(); w != c.w || h != c.h || shown != c.shown {
			t.Errorf("%s: %dx%d, %v", c.name, w, h, shown)
		}
	}
}
