package app

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"sync"

	"onair/app/account"
	"onair/app/devices"
	"onair/app/failure"
	"onair/app/model"
	"onair/app/settings"
	"onair/app/stage"
	"onair/liveroom"
)

// SignIn signs in and goes to the lobby. With an empty form it uses the server
// on this computer and a name of its own making.
func (a *App) SignIn(form model.SignInForm) {
	a.Store.Update(func(s *model.State) {
		s.Welcome.Form, s.Welcome.Busy, s.Welcome.Failure = form, true, nil
	})
	a.desk.StartTask(func(ctx context.Context) {
		form, err := a.signIn(ctx, form)
		me, lan := stage.Person(a.room.Self()), a.embedded.LANURL()
		if err != nil {
			f := failure.UnlessCancelled(ctx, err, form.Server)
			a.Store.Update(func(s *model.State) {
				s.Welcome.Busy, s.Welcome.Failure = false, f
				if me.ID == "" { // out of the server from before, too
					s.Screen = model.ScreenWelcome
				}
			})
			return
		}
		a.desk.SignedIn(func(s *model.State) {
			s.Welcome.Busy = false
			s.Welcome.Form, s.Welcome.FormVersion = form, s.Welcome.FormVersion+1
			s.Welcome.Recent = withRecent(s.Welcome.Recent, form.Server)
			s.Screen = model.ScreenLobby
			s.Settings.Server = form.Server
			s.Settings.ServerURL = ""
			if form.Server == model.ThisComputer {
				s.Settings.ServerURL = lan
			}
			s.Me = me
			s.Connection = model.Connection{Phase: model.ConnectionUp}
		})
		a.stage.ReadBlocked()
		a.desk.Go(func() { a.lobby.SignedInAt(a.desk.Context(), a.room.Server()) })
		a.lobby.Start(ctx)
		a.continueStart()
	})
}

// signIn does the work and returns the form as completed.
func (a *App) signIn(ctx context.Context, form model.SignInForm) (model.SignInForm, error) {
	if a.room.Self().UserID != "" {
		a.desk.SignedOut(func(*model.State) {})
		_ = a.room.Logout(ctx)
	}
	at, err := account.Address(form.Server)
	if err != nil {
		return form, err
	}
	address := at.String()
	if form.UserID == "" {
		form.UserID = "guest-" + strings.ToLower(rand.Text()[:6])
	}
	local := form.Server == model.ThisComputer
	if local {
		if address, err = a.embedded.Ensure(ctx); err != nil {
			return form, err
		}
	}
	var id account.Identity
	switch {
	case form.Method == model.SignInUserSig:
		id, err = account.Signed(ctx, address, form)
	case local:
		id, err = a.embedded.Identity(ctx, address, form)
	default:
		id, err = a.guest(ctx, address, form)
	}
	if err != nil {
		return form, err
	}
	err = a.room.Login(ctx, id.SDKAppID, form.UserID, id.UserSig, liveroom.Config{Server: address})
	if err != nil {
		return form, err
	}
	if me := a.room.Self(); form.Nickname != me.UserName || form.Avatar != me.UserAvatar {
		if err := a.room.SetSelfProfile(ctx, form.Nickname, form.Avatar); err != nil {
			a.desk.Log.Warn("profile not stored", "err", err)
		}
	}
	a.desk.Do(func() {
		p := a.desk.Settings
		p.Server, p.UserID, p.Nickname, p.Avatar, p.Method = form.Server, form.UserID, form.Nickname, form.Avatar, form.Method
		p.Recent = withRecent(p.Recent, form.Server)
		a.desk.Save()
	})
	return form, nil
}

// guest signs in with nothing but a name.
func (a *App) guest(ctx context.Context, address string, form model.SignInForm) (account.Identity, error) {
	key, secret := address+" "+form.UserID, make(chan string, 1)
	a.desk.Do(func() { secret <- a.desk.Settings.GuestSecrets[key] })
	var known string
	select {
	case known = <-secret:
	case <-a.desk.Context().Done():
	}
	id, err := account.Guest(ctx, address, known, form)
	if err == nil && id.Secret != "" {
		a.desk.Remember(func(s *settings.Settings) { s.GuestSecrets[key] = id.Secret })
	}
	return id, err
}

func withRecent(list []string, server string) []string {
	if server == model.ThisComputer {
		return list
	}
	list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == server })
	list = slices.Insert(list, 0, server)
	return list[:min(len(list), 8)]
}

// ForgetServer takes an address off the list of recent ones.
func (a *App) ForgetServer(address string) {
	a.Store.Update(func(s *model.State) {
		s.Welcome.Recent = slices.DeleteFunc(slices.Clone(s.Welcome.Recent), func(r string) bool { return r == address })
	})
	recent := a.Store.State().Welcome.Recent
	a.desk.Do(func() { a.desk.Settings.Recent = recent; a.desk.Save() })
}

// SignOut leaves everything and goes back to Welcome.
func (a *App) SignOut() {
	live := a.Store.State().Screen == model.ScreenOnAir
	a.desk.StartTask(func(ctx context.Context) {
		if live { // viewers are not to wait for a host who has gone for good
			if _, err := a.room.EndRoom(ctx); err != nil {
				a.desk.Log.Warn("ending", "err", err)
			}
		}
		_ = a.room.Logout(ctx)
		a.backToWelcome(nil)
	})
}

// backToWelcome shows the sign-in screen with what was typed before.
func (a *App) backToWelcome(why *model.Failure) {
	a.devices.Close(devices.ForStage | devices.ForTest)
	a.desk.SignedOut(func(s *model.State) {
		s.Screen = model.ScreenWelcome
		s.Me, s.Live, s.Words, s.Blocked = model.User{}, model.Live{}, model.BlockedWords{}, nil
		s.Welcome.Busy, s.Welcome.Failure = false, why
		s.Connection = model.Connection{}
		s.OnAir, s.Watching = model.OnAir{}, model.Watching{}
		s.Setup.Going, s.Setup.Failure = false, nil
		s.Lobby = model.Lobby{Sort: s.Lobby.Sort, OnlyFollowed: s.Lobby.OnlyFollowed, Search: s.Lobby.Search, Typed: s.Lobby.Typed, Nearby: s.Lobby.Nearby}
		s.Settings.Open, s.Settings.Test = false, model.DeviceTest{}
	})
}

// nextStep is what follows a sign-in, once.
type nextStep struct {
	mu    sync.Mutex
	start Start
	room  uint32
}

func (n *nextStep) set(start Start, room uint32) {
	n.mu.Lock()
	n.start, n.room = start, room
	n.mu.Unlock()
}

func (n *nextStep) take() (Start, uint32) {
	n.mu.Lock()
	defer n.mu.Unlock()
	start := n.start
	n.start = StartWelcome
	return start, n.room
}

// continueStart goes on to what the command line or a link asked for.
func (a *App) continueStart() {
	switch start, room := a.next.take(); start {
	case StartLive:
		if a.opt.RoomNumber != 0 {
			a.SetRoomNumber(a.opt.RoomNumber)
		}
		a.PrepareLive()
		a.goLiveKnowing(nil)
	case StartWatch:
		a.OpenRoom(room)
	}
}
