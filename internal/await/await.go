// Package await lets tests wait for what no event tells of. It asks again and
// again; how long it does so decides nothing, for a busy machine may take long.
package await

import (
	"fmt"
	"testing"
	"time"
)

// Patience is how long is waited for what must happen.
const Patience = 90 * time.Second

// The pause between two questions grows, for some of them are work.
const (
	pause     = time.Millisecond
	pauseMost = 20 * time.Millisecond
)

// Good waits until reason returns "" and fails the test with its last one.
func Good(t testing.TB, reason func() string) {
	t.Helper()
	if err := Wait(reason); err != nil {
		t.Fatal(err)
	}
}

// True waits until ok holds; what names it if it never does.
func True(t testing.TB, what string, ok func() bool) {
	t.Helper()
	Good(t, func() string { return Unless(ok(), what) })
}

// Wait is Good for a process without a test: the last reason is the error.
func Wait(reason func() string) error { return wait(Patience, reason) }

func wait(patience time.Duration, reason func() string) error {
	end := time.Now().Add(patience)
	for wait := pause; ; wait = min(2*wait, pauseMost) {
		why := reason()
		if why == "" {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("not within %v: %s", patience, why)
		}
		time.Sleep(wait)
	}
}

// Unless is "" if ok holds and why otherwise: a reason for Good and Wait.
func Unless(ok bool, why string) string {
	if ok {
		return ""
	}
	return why
}
