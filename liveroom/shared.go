package liveroom

import "sync"

// The one documented singleton of this package, as TRTC's API has it.
var shared struct {
	mu   sync.Mutex
	room *LiveRoom
}

// SharedInstance returns the process's LiveRoom, made on first use with zero
// Options: give the server's address in Login's Config.
func SharedInstance() *LiveRoom {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.room == nil {
		shared.room = New(Options{})
	}
	return shared.room
}

// DestroySharedInstance leaves the room, logs out, stops all media, removes the
// listeners and forgets the instance; the next SharedInstance is a fresh one.
// Calls on the old one fail with CodeNotInitialised.
func DestroySharedInstance() {
	shared.mu.Lock()
	room := shared.room
	shared.room = nil
	shared.mu.Unlock()
	if room != nil {
		room.Close()
	}
}
