package stream

import (
	"sync"
	"time"

	"onair/liveroom/internal/callback"
	"onair/signaling"
)

// RemoteQuality is what comes of a user's picture.
type RemoteQuality struct {
	// Width and Height are of the encoding that the server sends; 0: none, or not known.
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`
	// Layers are the heights of the encodings that there are, the largest first.
	Layers []int `json:"layers,omitempty"`
	// Why it is no better: "" (there is none), "line", "tile", "hidden", "chosen", "source".
	Why string `json:"why,omitempty"`
	// Sound: no picture is sent, the sound alone.
	Sound bool `json:"sound,omitempty"`
}

// wishAgain is the wait after the server could not be told; an older one never can.
const wishAgain = 10 * time.Second

// sized is a view that says how large it shows pictures, in pixels; shown is false where
// nobody can see it. It returns at once and calls nothing.
type sized interface {
	Size() (width, height int, shown bool)
}

// wish is what a viewer shows and wants of a stream, and what it gets. Any goroutine.
type wish struct {
	mu      sync.Mutex
	quality int
	told    signaling.PlayWish // what the server knows
	last    signaling.PlayWish // what was seen at the last look
	busy    bool               // it is being told
	quick   bool               // the user chose: tell at once
	again   time.Time          // not before, since the server could not be told
	gets    RemoteQuality
}

// choose sets the wished quality.
func (w *wish) choose(quality int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.quality, w.quick = quality, true
}

// seen is what is wished for with a view. What is not known to be large or small is as
// large as any.
func (w *wish) seen(v callback.View) signaling.PlayWish {
	out := signaling.PlayWish{Quality: w.quality}
	if s, ok := v.(sized); ok {
		width, height, shown := s.Size()
		// Steps of 16, so that a window that is being drawn larger is not told pixel by pixel.
		up := func(n int) int { return min(max(n+15, 0)/16*16, signaling.MaxPlaySize) }
		out.View = signaling.PlayView{Width: up(width), Height: up(height), Hidden: !shown}
		if !shown {
			out.View.Width, out.View.Height = 0, 0
		}
	}
	return out
}

// begin is what a new stream is asked for with.
func (w *wish) begin(v callback.View) signaling.PlayWish {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.told = w.seen(v)
	w.last, w.quick, w.gets = w.told, false, RemoteQuality{}
	return w.told
}

// due is what the server has to be told, if that has held since the last look: at once where
// the user chose, or where it is seen again. ended has to be called then.
func (w *wish) due(v callback.View, at time.Time) (now signaling.PlayWish, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now = w.seen(v)
	held := now == w.last || w.quick || w.told.View.Hidden && !now.View.Hidden
	w.last = now
	if w.busy || now == w.told || !held || at.Before(w.again) {
		return now, false
	}
	w.busy, w.quick = true, false
	return now, true
}

// ended notes that the server was told, or could not be.
func (w *wish) ended(now signaling.PlayWish, err error, at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy = false
	if err == nil {
		w.told = now
	} else {
		w.again = at.Add(wishAgain)
	}
}

// hear takes over what the server says that it sends, and tells whether that is sound alone.
func (w *wish) hear(in signaling.PlayQualityEvent) (soundAlone bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.gets = QualityOf(in)
	return w.gets.Sound
}

// QualityOf is what the server says that it sends.
func QualityOf(in signaling.PlayQualityEvent) RemoteQuality {
	alone := in.Height == 0 && in.Why != "" && in.Why != "source"
	return RemoteQuality{Width: in.Width, Height: in.Height, Layers: in.Layers, Why: in.Why, Sound: alone}
}

func (w *wish) got() RemoteQuality {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.gets
}
