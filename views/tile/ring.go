package tile

import (
	"image"
	"sync"
	"time"
)

// picture is one converted frame.
type picture struct {
	img     *image.RGBA
	capture time.Time
}

// ring hands pictures from the converter to the screen through three places:
// one on screen, one ready, one being written. The newest picture wins.
type ring struct {
	mu           sync.Mutex
	front, ready *picture
	back         *picture
}

// write returns a picture of a size for the converter to fill. Only the
// converter calls it.
func (r *ring) write(size image.Point) *picture {
	r.mu.Lock()
	p := r.back
	r.mu.Unlock()
	if p == nil {
		p = &picture{}
		r.mu.Lock()
		r.back = p
		r.mu.Unlock()
	}
	if p.img == nil || p.img.Rect.Size() != size {
		p.img = image.NewRGBA(image.Rectangle{Max: size})
	}
	return p
}

// written makes the filled picture the ready one. It reports whether the
// screen had taken the one before (so it has to be told again).
func (r *ring) written() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	fresh := r.ready == nil
	r.ready, r.back = r.back, r.ready
	return fresh
}

// take makes the ready picture the one on screen and returns it, or nil when
// nothing is ready. Only the UI goroutine calls it.
func (r *ring) take() *picture {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ready == nil {
		return nil
	}
	old := r.front
	r.front, r.ready = r.ready, nil
	if r.back == nil {
		r.back = old
	}
	return r.front
}

// drop forgets the ready picture and the one on screen.
func (r *ring) drop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.front, r.ready = nil, nil
}
