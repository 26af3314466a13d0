package looks

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"onair/media"
	"onair/media/capture"
	"onair/media/picture"
)

// Backdrop plays a picture or a film for the beauty chain (backdrop.Source): the
// newest picture of a source, over and over. While nobody asks for pictures (the
// camera is off, or a green screen goes first) it rests and keeps the last one;
// the first question has it play again, from the start.
type Backdrop struct {
	stop context.CancelFunc
	done chan struct{}
	wake chan struct{}

	unseen  atomic.Int32 // pictures that came since one was asked for
	resting atomic.Bool

	mu     sync.Mutex
	newest *media.Frame
	closed bool
}

// backdropSize bounds what is decoded: more than a 720p picture shows would
// cost time for nothing.
const backdropWidth, backdropHeight = 1280, 720

// restAfter is how many pictures may come with nobody asking: two seconds of a
// film.
const restAfter = 60

// isStill reports whether a file is a picture that does not move; everything
// else is opened as a film.
func isStill(path string) bool {
	data, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	info, err := picture.Inspect(data)
	return err == nil && !info.Animated
}

// maxStillFile is more than pictures have, and less than most films.
const maxStillFile = 256 << 20

// openBackdrop opens a file and waits for its first picture, so that a bad file
// is an error here.
func openBackdrop(ctx context.Context, path string) (*Backdrop, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%q cannot be opened: %w", path, err)
	}
	spec := "file:" + path
	if info.Mode().IsRegular() && info.Size() < maxStillFile && isStill(path) {
		spec = "picture:" + path
	}
	src, err := capture.OpenVideo(spec, capture.VideoOptions{Width: backdropWidth, Height: backdropHeight, FrameRate: 30})
	if err != nil {
		return nil, err
	}
	runCtx, cancel := context.WithCancel(context.Background())
	b := &Backdrop{stop: cancel, done: make(chan struct{}), wake: make(chan struct{}, 1)}
	first := make(chan struct{})
	var once sync.Once
	failed := make(chan error, 1)
	go func() {
		defer close(b.done)
		failed <- b.play(runCtx, src, func() { once.Do(func() { close(first) }) })
	}()
	select {
	case <-first:
		return b, nil
	case err = <-failed:
	case <-ctx.Done():
		err = ctx.Err()
	case <-time.After(5 * time.Second):
		err = fmt.Errorf("%q gives no picture", path)
	}
	b.Close()
	return nil, err
}

// play runs the source, again after each rest, until ctx ends or it cannot go
// on. shown is called at each picture.
func (b *Backdrop) play(ctx context.Context, src capture.Source, shown func()) error {
	for {
		b.unseen.Store(0) // also where a question of before the rest is what ends it
		runCtx, rest := context.WithCancel(ctx)
		err := src.Run(runCtx, capture.Sink{Video: func(f *media.Frame) {
			b.put(f)
			shown()
			if b.unseen.Add(1) >= restAfter {
				rest()
			}
		}})
		rested := runCtx.Err() != nil
		rest()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case rested:
		case err == nil:
			return errors.New("the file has come to its end")
		default:
			return err
		}
		b.resting.Store(true)
		select {
		case <-b.wake:
		case <-ctx.Done():
			return ctx.Err()
		}
		b.resting.Store(false)
	}
}

func (b *Backdrop) put(f *media.Frame) {
	b.mu.Lock()
	old := b.newest
	if b.closed {
		old, f = f, nil
	}
	if f != nil {
		b.newest = f
	}
	b.mu.Unlock()
	if old != nil {
		old.Release()
	}
}

// Frame implements backdrop.Source.
func (b *Backdrop) Frame(time.Time) *media.Frame {
	b.unseen.Store(0)
	if b.resting.Load() {
		select {
		case b.wake <- struct{}{}:
		default:
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.newest == nil {
		return nil
	}
	return b.newest.Retain()
}

// Close ends playing and waits for it.
func (b *Backdrop) Close() {
	b.stop()
	<-b.done
	b.mu.Lock()
	old := b.newest
	b.newest, b.closed = nil, true
	b.mu.Unlock()
	if old != nil {
		old.Release()
	}
}
