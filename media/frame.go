// Package media holds what every media package shares: video frames and their
// pool, blocks of sound, and the one-place mailbox between two stages.
// It imports nothing of ours and no codec, device or network library.
package media

import (
	"image"
	"sync"
	"sync/atomic"
	"time"
)

// Frame is one picture in planar YCbCr 4:2:0 (I420, BT.601 limited range
// unless a codec says otherwise) with the moment it was captured.
//
// The creator holds the first reference. Whoever passes a frame to a second
// owner calls Retain for it; every owner calls Release exactly once and does not
// touch the pixels afterwards. A frame with more than one owner is read-only.
type Frame struct {
	image.YCbCr

	// Time is when the picture was captured (local clock, with its monotonic
	// part). For received pictures it is the sender's capture time carried
	// over into the local clock as well as RTCP sender reports allow.
	Time time.Time

	refs atomic.Int32
	pool *FramePool
}

// Width is the picture's width in pixels.
func (f *Frame) Width() int { return f.Rect.Dx() }

// Height is the picture's height in pixels.
func (f *Frame) Height() int { return f.Rect.Dy() }

// Retain adds an owner and returns f.
func (f *Frame) Retain() *Frame {
	f.refs.Add(1)
	return f
}

// Release drops one owner; the last one gives the pixels back to the pool.
// Releasing more often than retained is a programming error and panics.
func (f *Frame) Release() {
	switch n := f.refs.Add(-1); {
	case n > 0:
	case n == 0:
		if f.pool != nil {
			f.pool.put(f)
		}
	default:
		panic("media: Frame released twice")
	}
}

// Shared reports whether f has more than one owner, so must not be written to.
func (f *Frame) Shared() bool { return f.refs.Load() > 1 }

// CopyFrom copies src's pixels and time. Both must have the same size.
func (f *Frame) CopyFrom(src *Frame) {
	copyPlane(f.Y, f.YStride, src.Y, src.YStride, f.Width(), f.Height())
	cw, ch := (f.Width()+1)/2, (f.Height()+1)/2
	copyPlane(f.Cb, f.CStride, src.Cb, src.CStride, cw, ch)
	copyPlane(f.Cr, f.CStride, src.Cr, src.CStride, cw, ch)
	f.Time = src.Time
}

func copyPlane(dst []byte, ds int, src []byte, ss, w, h int) {
	for y := range h {
		copy(dst[y*ds:y*ds+w], src[y*ss:y*ss+w])
	}
}

// FramePool hands out frames and takes them back. It keeps at most Max free
// frames of the size last asked for; when the size changes the old ones go to
// the garbage collector. Safe for use from any goroutine.
type FramePool struct {
	// Max is the number of free frames kept; 0 means 8.
	Max int

	mu   sync.Mutex
	free []*Frame
	size image.Point
}

// Get returns a frame of w by h pixels with one owner. Rows are tight
// (YStride == w rounded up to 2); the planes are aligned for SIMD; the pixels
// are whatever was there before.
func (p *FramePool) Get(w, h int) *Frame {
	p.mu.Lock()
	if p.size != (image.Point{w, h}) {
		p.size = image.Point{w, h}
		p.free = p.free[:0]
	}
	var f *Frame
	if n := len(p.free); n > 0 {
		f = p.free[n-1]
		p.free = p.free[:n-1]
	}
	p.mu.Unlock()
	if f == nil {
		f = newFrame(w, h)
		f.pool = p
	}
	f.refs.Store(1)
	return f
}

func (p *FramePool) put(f *Frame) {
	limit := p.Max
	if limit == 0 {
		limit = 8
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.size == f.Rect.Size() && len(p.free) < limit {
		p.free = append(p.free, f)
	}
}

// NewFrame returns a frame of w by h pixels that belongs to no pool.
func NewFrame(w, h int) *Frame {
	f := newFrame(w, h)
	f.refs.Store(1)
	return f
}

// planePad keeps SIMD code that reads a little past a plane inside the buffer.
const planePad = 64

func newFrame(w, h int) *Frame {
	cw, ch := (w+1)/2, (h+1)/2
	ys := cw * 2
	yLen, cLen := round64(ys*h+planePad), round64(cw*ch+planePad)
	buf := make([]byte, yLen+2*cLen)
	return &Frame{YCbCr: image.YCbCr{
		Y:              buf[0 : ys*h : yLen],
		Cb:             buf[yLen : yLen+cw*ch : yLen+cLen],
		Cr:             buf[yLen+cLen : yLen+cLen+cw*ch : yLen+2*cLen],
		YStride:        ys,
		CStride:        cw,
		SubsampleRatio: image.YCbCrSubsampleRatio420,
		Rect:           image.Rect(0, 0, w, h),
	}}
}

func round64(n int) int { return (n + 63) &^ 63 }
