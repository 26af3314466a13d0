package app

import (
	"context"
	"time"

	"onair/app/model"
)

var _ model.ModerationActions = (*App)(nil)

// MuteChat and the rest look after order in the room.
func (a *App) MuteChat(userID string, mute bool, length time.Duration) {
	a.aside(userID, func(ctx context.Context) error { return a.room.MuteChat(ctx, userID, mute, length) })
}

// MuteAll closes the chat for everybody but the anchor and the helpers.
func (a *App) MuteAll(mute bool) {
	a.aside("", func(ctx context.Context) error { return a.room.MuteChat(ctx, "", mute, 0) })
}

// Remove takes a user out of the room.
func (a *App) Remove(userID string, ban bool) {
	a.aside(userID, func(ctx context.Context) error { return a.room.KickOut(ctx, userID, ban) })
}

// Unban lets a user in again.
func (a *App) Unban(userID string) {
	a.aside(userID, func(ctx context.Context) error { return a.room.Unban(ctx, userID) })
}

// SetHelper names a helper or takes that back.
func (a *App) SetHelper(userID string, helper bool) {
	a.aside(userID, func(ctx context.Context) error { return a.room.SetAdmin(ctx, userID, helper) })
}
