package app

import (
	"context"
	"strings"
	"sync"

	"onair/app/desk"
	"onair/app/model"
	"onair/liveroom"
	"onair/signaling/address"
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

// SetPrivate makes the live that is on, or the next one, private or public.
func (a *App) SetPrivate(on bool) {
	s := a.Store.State()
	a.Store.Update(func(s *model.State) { s.Setup.Private = on })
	if s.Screen == model.ScreenOnAir {
		a.changePrivate(func(ctx context.Context) (liveroom.PrivateInfo, error) {
			return a.room.SetPrivate(ctx, on, s.Setup.Passcode, false)
		})
	}
}

// SetPasscode chooses the next live's passcode.
func (a *App) SetPasscode(text string) {
	a.Store.Update(func(s *model.State) { s.Setup.Passcode = strings.TrimSpace(text) })
}

// RenewInvitation ends the invitation that is out.
func (a *App) RenewInvitation() {
	a.changePrivate(func(ctx context.Context) (liveroom.PrivateInfo, error) {
		return a.room.SetPrivate(ctx, true, "", true)
	})
}

func (a *App) changePrivate(call func(ctx context.Context) (liveroom.PrivateInfo, error)) {
	v, number := a.desk.Visit(), a.privates.Ask()
	a.stage.Refusable("", func(ctx context.Context) error {
		now, err := call(ctx)
		a.showPrivate(v, number, now, err)
		return err
	})
}

// readPrivate asks for the key of the own live.
func (a *App) readPrivate(ctx context.Context, v *desk.Visit, number uint64) {
	now, err := a.room.Private(ctx)
	if err != nil {
		a.desk.Log.Warn("private", "err", err)
	}
	a.showPrivate(v, number, now, err)
}

// showPrivate shows an answer, unless a later question's stands there already.
func (a *App) showPrivate(v *desk.Visit, number uint64, now liveroom.PrivateInfo, err error) {
	v.Update(func(s *model.State) {
		if !a.privates.Answer(number) {
			return
		}
		if err != nil {
			s.Setup.Private = s.Live.Private.On
			return
		}
		s.Live.Private = model.Private{On: now.Private, Passcode: now.Passcode}
		if now.Private {
			s.Live.Private.Invitation = invitationOf(s.OnAir.Link, now.Invite)
		}
	})
}

// invitationOf is a room's link with the code of an invitation.
func invitationOf(link, code string) string {
	l, err := address.ParseLink(link)
	if err != nil {
		return ""
	}
	l.Invite = code
	return l.String()
}
