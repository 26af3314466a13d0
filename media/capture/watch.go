package capture

import (
	"context"
	"time"
)

// watchEvery is how often Watch looks. Asking costs about a millisecond, works
// the same on every system, and sees what a watch on /dev would not: sound
// servers' devices, and permissions that come after the node.
const watchEvery = 2 * time.Second

// Watch calls changed with all devices at once, and again whenever one is
// plugged in or out, until ctx ends. It blocks; changed is called on the
// caller's goroutine.
func Watch(ctx context.Context, changed func([]Device)) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	last := ""
	for {
		if now := fingerprint(); now != last {
			if list, err := Devices(ctx); err == nil {
				changed(list)
				last = now
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// fingerprint changes whenever a device comes or goes.
func fingerprint() string {
	drivers.mu.Lock()
	cameras := drivers.refreshLocked()
	drivers.mu.Unlock()
	microphones.mu.Lock()
	defer microphones.mu.Unlock()
	return cameras + "\n" + microphones.refreshLocked()
}
