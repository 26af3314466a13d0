package looks

import (
	"context"
	"errors"
	"testing"
	"time"

	"onair/media"
	"onair/media/capture"
)

// film gives pictures as fast as they are taken, until its context ends, and
// tells of each run.
type film struct {
	pool  *media.FramePool
	begun chan struct{}
	ended chan int // pictures of this run
}

func (*film) Spec() string   { return "film" }
func (*film) Label() string  { return "film" }
func (*film) HasVideo() bool { return true }
func (*film) HasAudio() bool { return false }

func (f *film) Run(ctx context.Context, sink capture.Sink) error {
	f.begun <- struct{}{}
	n := 0
	for ; ctx.Err() == nil; n++ {
		sink.Video(f.pool.Get(16, 16))
	}
	f.ended <- n
	return nil
}

// TestABackdropRestsWhileNobodyAsks plays a film behind a camera that is off,
// then on, then off.
func TestABackdropRestsWhileNobodyAsks(t *testing.T) {
	src := &film{pool: new(media.FramePool), begun: make(chan struct{}, 9), ended: make(chan int, 9)}
	ctx, cancel := context.WithCancel(context.Background())
	b := &Backdrop{stop: cancel, done: make(chan struct{}), wake: make(chan struct{}, 1)}
	go func() {
		defer close(b.done)
		if err := b.play(ctx, src, func() {}); !errors.Is(err, context.Canceled) {
			t.Errorf("playing ended: %v", err)
		}
	}()
	defer b.Close()
	limit := time.After(30 * time.Second)
	camera := time.NewTicker(time.Millisecond)
	defer camera.Stop()
	<-src.begun
	for round := range 3 {
		select { // it comes to rest by itself
		case n := <-src.ended:
			if n < restAfter || round == 0 && n != restAfter {
				t.Fatalf("round %d: it rests after %d pictures", round, n)
			}
		case <-limit:
			t.Fatal("it does not rest")
		}
		for playing := false; !playing; {
			select {
			case <-src.begun:
				playing = true
			case <-camera.C:
				f := b.Frame(time.Now())
				if f == nil {
					t.Fatal("a resting backdrop has no picture")
				}
				f.Release()
			case <-limit:
				t.Fatal("it does not play again")
			}
		}
	}
}
