package stage

import (
	"context"
	"time"
)

// OrderCalls are what the live room does about order.
type OrderCalls interface {
	MuteAnchor(ctx context.Context, userID string, audio, video bool) error
	MuteChat(ctx context.Context, userID string, mute bool, length time.Duration) error
	KickOut(ctx context.Context, userID string, ban bool) error
	Unban(ctx context.Context, userID string) error
	SetAdmin(ctx context.Context, userID string, admin bool) error
}

// MuteGuest switches a co-anchor's microphone and camera off for everybody.
func (c *Stage) MuteGuest(userID string, mic, cam bool) {
	c.refusable(userID, func(ctx context.Context) error { return c.room.MuteAnchor(ctx, userID, mic, cam) })
}

// MuteChat takes the right to write away, or gives it back.
func (c *Stage) MuteChat(userID string, mute bool, length time.Duration) {
	c.refusable(userID, func(ctx context.Context) error { return c.room.MuteChat(ctx, userID, mute, length) })
}

// MuteAll closes the chat for everybody but the anchor and the helpers.
func (c *Stage) MuteAll(mute bool) {
	c.refusable("", func(ctx context.Context) error { return c.room.MuteChat(ctx, "", mute, 0) })
}

// Remove takes a user out of the room.
func (c *Stage) Remove(userID string, ban bool) {
	c.refusable(userID, func(ctx context.Context) error { return c.room.KickOut(ctx, userID, ban) })
}

// Unban lets a user in again.
func (c *Stage) Unban(userID string) {
	c.refusable(userID, func(ctx context.Context) error { return c.room.Unban(ctx, userID) })
}

// SetHelper names a helper or takes that back.
func (c *Stage) SetHelper(userID string, helper bool) {
	c.refusable(userID, func(ctx context.Context) error { return c.room.SetAdmin(ctx, userID, helper) })
}
