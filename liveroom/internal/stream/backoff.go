package stream

import (
	"context"
	"time"
)

// backOff is the growing wait between tries: 0.2 s to 5 s.
type backOff struct{ next time.Duration }

func newBackOff() *backOff { return &backOff{next: 200 * time.Millisecond} }

func (b *backOff) reset() { b.next = 200 * time.Millisecond }

// wait returns after the wait, when woken, or when ctx ends.
func (b *backOff) wait(ctx context.Context, wake <-chan struct{}) {
	t := time.NewTimer(b.next)
	defer t.Stop()
	b.next = min(b.next*2, 5*time.Second)
	select {
	case <-t.C:
	case <-wake:
	case <-ctx.Done():
	}
}

// wakeUp leaves a note for who waits on c; one is enough.
func wakeUp(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
