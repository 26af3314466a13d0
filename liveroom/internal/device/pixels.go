package device

import (
	"onair/media"
	"onair/media/av"
)

// copied returns a copy of f.
func copied(pool *media.FramePool, f *media.Frame) *media.Frame {
	own := pool.Get(f.Width(), f.Height())
	own.CopyFrom(f)
	own.Time = f.Time
	return own
}

// mirrored returns a copy of f flipped left to right.
func mirrored(pool *media.FramePool, f *media.Frame) *media.Frame {
	m := pool.Get(f.Width(), f.Height())
	if err := av.Mirror(m, f); err != nil { // of no size: nothing that anybody could see
		m.Time = f.Time
		m.CopyFrom(f)
	}
	return m
}
