package turn

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

func TestOneAtATimeAndNobodyAfterClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turn := New()
		if err := turn.Take(t.Context()); err != nil {
			t.Fatal(err)
		}
		gone, leave := context.WithCancel(t.Context())
		leave()
		if err := turn.Take(gone); !errors.Is(err, context.Canceled) {
			t.Errorf("who cannot wait: %v", err)
		}
		next := make(chan error, 1)
		go func() { next <- turn.Take(t.Context()) }()
		synctest.Wait()
		if len(next) != 0 {
			t.Error("two have the turn")
		}
		if !turn.Close() || turn.Close() {
			t.Error("it was closed before, or not at all")
		}
		turn.Give()
		if err := <-next; !errors.Is(err, ErrClosed) {
			t.Errorf("after Close: %v", err)
		}
		turn.TakeAnyway()
		turn.GiveQuietly()
	})
}
