package journey

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"onair/app/account"
	"onair/app/failure"
	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
	"onair/signaling/address"
)

// SignIn signs in and goes to the lobby. With an empty form it uses the server
// on this computer and a name of its own making.
func (j *Journey) SignIn(form model.SignInForm) { j.post(always, WantSignIn{form}) }

// OpenNearby signs in to a server of the local network as a guest.
func (j *Journey) OpenNearby(address string) {
	j.postOf(always, func() Event { return WantServer{address, j.memo.Next} })
}

// ForgetServer takes an address off the list of recent ones.
func (j *Journey) ForgetServer(address string) { j.post(always, Forget{address}) }

// SignOut leaves everything and goes back to Welcome.
func (j *Journey) SignOut() { j.post(always, WantSignOut{}) }

// KickedOut: somebody else signed in as the user.
func (j *Journey) KickedOut() { j.signedOut(&model.Failure{Code: model.FailureKicked}) }

func (j *Journey) signIn(ctx context.Context, e SignIn) {
	form, err := j.login(ctx, e.Form)
	me := j.Calls.Self()
	if err != nil {
		f := failure.UnlessCancelled(ctx, err, form.Server)
		j.post(always, SignInFailed{Number: e.Number, Failure: f, Out: me.UserID == ""})
		return
	}
	lan, page := j.Computer.LANURL(), account.AskPage(ctx, j.Calls.Server())
	newest := false
	j.desk.SignedIn(func(s *model.State) {
		newest = e.Number == j.memo.SignIns
		j.apply(s, SignedIn{e.Number, form, model.User{ID: me.UserID, Name: me.UserName, Avatar: me.UserAvatar}, lan, page})
	})
	if !newest {
		return // the next one signs out of here
	}
	session := j.desk.Session()
	j.Rooms.ReadBlocked()
	j.List.Start(ctx)
	j.post(session.Lasts, Continue{})
	if s := j.desk.Store.State(); s.Program.On && s.Screen == model.ScreenLobby && session.Lasts() {
		j.OpenRoom(s.Program.Room) // it is live already
	}
}

// login does the work and returns the form as completed.
func (j *Journey) login(ctx context.Context, form model.SignInForm) (model.SignInForm, error) {
	if j.Calls.Self().UserID != "" {
		j.desk.SignedOut(func(*model.State) {})
		_ = j.Calls.Logout(ctx)
	}
	at, err := account.Find(ctx, form.Server)
	if err != nil {
		return form, err
	}
	server := at.String()
	if at.TLS() {
		form.Server = server // remembered with https, which is not tried in the open again
	}
	if form.UserID == "" {
		form.UserID = "guest-" + strings.ToLower(rand.Text()[:6])
	}
	local := form.Server == model.ThisComputer
	if local {
		if server, err = j.Computer.Ensure(ctx); err != nil {
			return form, err
		}
	}
	var id account.Identity
	switch {
	case form.Method == model.SignInUserSig:
		id, err = account.Signed(ctx, server, form)
	case local:
		id, err = j.Computer.Identity(ctx, server, form)
	default:
		id, err = j.guest(ctx, server, form)
	}
	if err != nil {
		return form, err
	}
	if err = j.Calls.Login(ctx, id.SDKAppID, form.UserID, id.UserSig, liveroom.Config{Server: server}); err != nil {
		return form, err
	}
	if me := j.Calls.Self(); form.Nickname != me.UserName || form.Avatar != me.UserAvatar {
		if err := j.Calls.SetSelfProfile(ctx, form.Nickname, form.Avatar); err != nil {
			j.desk.Log.Warn("profile not stored", "err", err)
		}
	}
	j.desk.Remember(func(p *settings.Settings) {
		p.Server, p.UserID, p.Nickname, p.Avatar, p.Method = form.Server, form.UserID, form.Nickname, form.Avatar, form.Method
		p.Recent = withRecent(p.Recent, form.Server)
	})
	return form, nil
}

// guest signs in with nothing but a name.
func (j *Journey) guest(ctx context.Context, server string, form model.SignInForm) (account.Identity, error) {
	key, secret := server+" "+form.UserID, make(chan string, 1)
	j.desk.Do(func() { secret <- j.desk.Settings.GuestSecrets[key] })
	var known string
	select {
	case known = <-secret:
	case <-j.desk.Context().Done():
	}
	id, err := account.Guest(ctx, server, known, form)
	if err == nil && id.Secret != "" {
		j.desk.Remember(func(s *settings.Settings) { s.GuestSecrets[key] = id.Secret })
	}
	return id, err
}

func (j *Journey) signOut(ctx context.Context, live bool) {
	if live { // viewers are not to wait for a host who has gone for good
		if _, err := j.Calls.EndRoom(ctx); err != nil {
			j.desk.Log.Warn("ending", "err", err)
		}
	}
	_ = j.Calls.Logout(ctx)
	j.signedOut(nil)
}

func (j *Journey) signedOut(why *model.Failure) {
	j.House.CloseDevices()
	j.desk.SignedOut(func(s *model.State) { j.apply(s, SignedOut{why}) })
}

// ownAddresses are the addresses of the server signed in to.
func (j *Journey) ownAddresses() []address.Server {
	s := j.desk.Store.State().Settings
	list := []string{s.Server}
	if s.Server == model.ThisComputer {
		list = j.Computer.Addresses()
	}
	var out []address.Server
	for _, text := range list {
		if at, err := address.Parse(text); err == nil && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}
