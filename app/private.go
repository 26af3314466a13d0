package app

import (
	"context"
	"strings"
	"sync"

	"onair/app/model"
	"onair/liveroom"
)

var _ model.PrivateActions = (*App)(nil)

// roomKeys holds the key of a private room until the room is opened.
type roomKeys struct {
	mu   sync.Mutex
	room uint32
	key  liveroom.RoomKey
}

func (k *roomKeys) set(room uint32, key liveroom.RoomKey) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.room, k.key = room, key
}

func (k *roomKeys) take(room uint32) (key liveroom.RoomKey) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.room == room {
		key = k.key
	}
	k.room, k.key = 0, liveroom.RoomKey{}
	return key
}

// unlocked opens a private room that does not let the user in yet with the key
// that was given, if any.
func (a *App) unlocked(ctx context.Context, info liveroom.RoomInfo) (liveroom.RoomInfo, error) {
	key := a.keys.take(info.RoomID)
	if !info.Private || info.OwnerID != "" {
		return info, nil
	}
	return a.room.UnlockRoom(ctx, info.RoomID, key)
}

// OpenWithPasscode opens a private room.
func (a *App) OpenWithPasscode(room uint32, passcode string) {
	a.keys.set(room, liveroom.RoomKey{Passcode: strings.TrimSpace(passcode)})
	a.OpenRoom(room)
}
