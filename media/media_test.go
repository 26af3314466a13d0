package media

import (
	"context"
	"testing"
	"time"
)

func TestFramePoolReusesReleasedFrames(t *testing.T) {
	var p FramePool
	a := p.Get(64, 48)
	a.Release()
	if b := p.Get(64, 48); b != a {
		t.Error("a released frame of the same size was not used again")
	}
	if c := p.Get(63, 47); c.Width() != 63 || len(c.Cb) != 32*24 {
		t.Errorf("odd size: %v, %d chroma bytes", c.Rect, len(c.Cb))
	}
}

func TestFrameReleasedTwicePanics(t *testing.T) {
	f := NewFrame(2, 2)
	f.Release()
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	f.Release()
}

func TestFramePoolDoesNotAllocateInTheSteadyState(t *testing.T) {
	var p FramePool
	p.Get(1280, 720).Release()
	if n := testing.AllocsPerRun(100, func() { p.Get(1280, 720).Release() }); n != 0 {
		t.Errorf("%v allocations a frame", n)
	}
}

func TestFrameBoxKeepsTheNewest(t *testing.T) {
	b := NewFrameBox()
	first, second := NewFrame(2, 2), NewFrame(2, 2)
	b.Put(first)
	b.Put(second)
	if got := b.Take(context.Background()); got != second {
		t.Error("took the older frame")
	}
	if b.Dropped() != 1 || first.refs.Load() != 0 {
		t.Errorf("dropped %d, first has %d owners", b.Dropped(), first.refs.Load())
	}
}

func TestFrameBoxTakeEnds(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	b := NewFrameBox()
	if f := b.Take(ctx); f != nil {
		t.Error("a frame out of an empty box")
	}
	b.Close()
	b.Close()
	if f := b.Take(context.Background()); f != nil {
		t.Error("a frame out of a closed box")
	}
	f := NewFrame(2, 2)
	b.Put(f)
	if f.refs.Load() != 0 {
		t.Error("a closed box kept a frame")
	}
}
