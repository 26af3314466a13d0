package tile

import (
	"image"
	"sync"
	"time"
)

// picture is one converted frame.
type picture struct {
	img     *image.RGBA
	swapped bool // img is in the order of bgra
	capture time.Time
}

// shown is what the toolkit draws.
func (p *picture) shown() image.Image {
	if p.swapped {
		return bgra{p.img}
	}
	return p.img
}

// ring hands pictures from the converter to the screen. Three pictures go
// round through four places: on screen, ready, being written, spare. The
// newest picture wins.
type ring struct {
	mu    sync.Mutex
	front *picture // on screen
	ready *picture // newest, not on screen yet
	back  *picture // being written
	spare *picture
	epoch int // grows with each drop; pictures begun before are stale
}

// write returns a picture of a size for the converter to fill, and the epoch
// to give to written. Only the converter calls it.
func (r *ring) write(size image.Point) (*picture, int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.back == nil {
		r.back, r.spare = r.spare, nil
	}
	if r.back == nil {
		r.back = &picture{}
	}
	if r.back.img == nil || r.back.img.Rect.Size() != size {
		r.back.img = image.NewRGBA(image.Rectangle{Max: size})
	}
	return r.back, r.epoch
}

// written makes the filled picture the ready one. It reports whether the
// screen has to be told: not if it has not taken the one before, or if the
// pictures were dropped meanwhile.
func (r *ring) written(epoch int) (tell bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if epoch != r.epoch {
		return false
	}
	tell = r.ready == nil
	r.ready, r.back = r.back, r.ready
	return tell
}

// take makes the ready picture the one on screen and returns it, or nil when
// nothing is ready. empty: there is nothing on screen either. Only the UI
// goroutine calls it.
func (r *ring) take() (p *picture, empty bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ready == nil {
		return nil, r.front == nil
	}
	old := r.front
	r.front, r.ready = r.ready, nil
	if r.back == nil {
		r.back = old
	} else {
		r.spare = old
	}
	return r.front, false
}

// empty reports whether nothing is ready and nothing on screen.
func (r *ring) empty() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ready == nil && r.front == nil
}

// drop forgets the pictures that are ready and on screen, and the one being
// written.
func (r *ring) drop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.front, r.ready = nil, nil
	r.epoch++
}
