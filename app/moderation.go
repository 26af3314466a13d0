package app

import (
	"context"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

var _ model.ModerationActions = (*App)(nil)
var _ model.GuestActions = (*App)(nil)

// MuteGuest switches a co-anchor's microphone and camera off for everybody.
func (a *App) MuteGuest(userID string, mic, cam bool) {
	a.aside(userID, func(ctx context.Context) error { return a.room.MuteAnchor(ctx, userID, mic, cam) })
}

// guestMuted follows what the anchor switched off.
func (a *App) guestMuted(e liveroom.OnAnchorMuted) {
	var before model.CoAnchor
	mine := false
	a.Store.Update(func(s *model.State) {
		before, mine = s.Live.CoAnchor, e.UserID == s.Me.ID
		a.settle(s)
	})
	if !mine {
		return
	}
	switch {
	case e.Audio && !before.MicBlocked:
		a.desk.Notify(model.Notice{Code: model.NoticeMicBlocked})
	case e.Video && !before.CamBlocked:
		a.desk.Notify(model.Notice{Code: model.NoticeCamBlocked})
	case !e.Audio && !e.Video && (before.MicBlocked || before.CamBlocked):
		a.desk.Notify(model.Notice{Code: model.NoticeMediaFree})
	}
}

// markBlocked shows on the tiles what the anchor switched off.
func markBlocked(s *model.State, seats []liveroom.Seat) {
	off := func(user string) (mic, cam bool) {
		for _, seat := range seats {
			if seat.UserID == user && user != "" {
				return seat.MutedAudio, seat.MutedVideo
			}
		}
		return false, false
	}
	s.Live.CoAnchor.MicBlocked, s.Live.CoAnchor.CamBlocked = off(s.Me.ID)
	stageTiles(s, func(tiles []model.Tile) []model.Tile {
		for i := range tiles {
			tiles[i].MicBlocked, tiles[i].CamBlocked = off(tiles[i].User.ID)
		}
		return tiles
	})
}

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
