// Package welcome is the screen to sign in.
package welcome

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// welcome is the sign-in screen: on the left who you are and the server on
// this computer, one click away; on the right any other server.
type welcome struct {
	w       *desk.Desk
	content fyne.CanvasObject
	version int
	method  model.SignInMethod
	avatar  string
	busy    bool
	offered bool // the last server had the focus once

	nickname, server, userID, userSig *kit.Entry
	named                             *desk.Counted // the nickname
	avatars                           []*kit.AvatarButton
	recent                            *fyne.Container
	recentList                        []string
	nearby                            *fyne.Container
	nearbyList                        []model.NearbyServer
	methods                           *kit.Segmented
	sigField                          *fyne.Container
	here, join                        *kit.Button
	hereWait, joinWait                *desk.Waiting
	hereFail, joinFail                *desk.FailureCard
}

const welcomeColumn = 380

// New makes the screen to sign in.
func New(w *desk.Desk) desk.Screen {
	s := &welcome{w: w, version: -1, method: model.SignInGuest}
	columns := kit.NewVScroll(w.Env, container.NewCenter(kit.Pad(12, 16, kit.Row(48, s.hero(), s.other()))))
	s.content = container.NewStack(columns, container.NewVBox(s.corner()))
	return s
}

func (s *welcome) corner() fyne.CanvasObject {
	settings := kit.NewButton(s.w.Env, kit.ButtonSpec{Icon: "settings", Rank: kit.RankGhost, Tip: kit.T("tip.settings"), Action: s.w.Actions.OpenSettings})
	return kit.Pad(8, 12, kit.Row(0, kit.Stretch(), settings))
}

// hero is the left column.
func (s *welcome) hero() fyne.CanvasObject {
	env := s.w.Env
	s.nickname = kit.NewEntry(env, kit.T("welcome.nickname.hint"), func(string) { s.enable() })
	s.named = desk.NewCounted(kit.T("welcome.nickname"), s.nickname)
	s.here = kit.NewButton(env, kit.ButtonSpec{Text: kit.T("welcome.here"), Icon: "computer", Rank: kit.RankPrimary, Large: true, Tip: kit.T("tip.here"), Action: func() {
		s.signIn(model.ThisComputer)
	}})
	s.nickname.OnSubmitted = func(string) { s.here.Tapped(nil) }
	s.hereWait = desk.NewWaiting(s.w, kit.T("welcome.starting"), s.w.Actions.Cancel)
	s.hereFail = desk.NewFailureCard(s.w, welcomeColumn)
	var row []fyne.CanvasObject
	for i := range kit.AvatarPresets {
		code := fmt.Sprintf("avatar:%d", i+1)
		a := kit.NewAvatarButton(env, code, func() { s.setAvatar(code) })
		s.avatars = append(s.avatars, a)
		row = append(row, a)
	}
	return kit.Fixed(welcomeColumn, 0, kit.Column(0,
		kit.Row(16, kit.Logo(64), kit.Column(0, kit.NewLine(kit.T("app.name"), kit.TextStyle{Size: kit.SizeHeading, Bold: true}), kit.NewLine(kit.T("welcome.tagline"), kit.Muted))),
		kit.Gap(1, 32),
		s.named.Box,
		kit.Gap(1, 12),
		kit.Row(6, row...),
		kit.Gap(1, 24),
		s.here, s.hereWait.Object(),
		kit.Gap(1, 8),
		kit.NewPara(kit.T("welcome.here.explain"), kit.Caption, welcomeColumn),
		kit.Gap(1, 12),
		s.hereFail.Object(),
	))
}

// other is the right column.
func (s *welcome) other() fyne.CanvasObject {
	env := s.w.Env
	const inner = welcomeColumn - 48
	s.server = kit.NewEntry(env, kit.T("welcome.server.hint"), nil)
	s.userID = kit.NewEntry(env, kit.T("welcome.userID.hint"), nil)
	s.userSig = kit.NewEntry(env, kit.T("welcome.userSig.hint"), nil)
	s.userSig.Password = true // whoever has it can sign in
	s.recent = kit.Row(6)
	s.nearby = kit.Row(6)
	s.nearby.Hide()
	s.methods = kit.NewSegmented(env, []string{kit.T("welcome.guest"), kit.T("welcome.userSig")}, func(i int) {
		s.setMethod([]model.SignInMethod{model.SignInGuest, model.SignInUserSig}[i])
	})
	s.sigField = kit.Field(kit.T("welcome.userSig.label"), s.userSig)
	s.join = kit.NewButton(env, kit.ButtonSpec{Text: kit.T("welcome.join"), Tip: kit.T("tip.join"), Action: func() { s.signIn(s.server.Text) }})
	for _, e := range []*kit.Entry{s.server, s.userID, s.userSig} {
		e.OnSubmitted = func(string) { s.join.Tapped(nil) }
	}
	s.server.OnChanged = func(string) { s.enable() }
	s.userSig.OnChanged = func(string) { s.enable() }
	s.userID.OnChanged = func(string) { s.enable() }
	s.joinWait = desk.NewWaiting(s.w, kit.T("welcome.joining"), s.w.Actions.Cancel)
	s.joinFail = desk.NewFailureCard(s.w, inner)
	form := kit.Column(14,
		kit.Row(8, kit.NewLine(kit.T("welcome.other"), kit.Title), kit.Stretch(), s.methods),
		kit.Column(6, kit.Field(kit.T("welcome.server"), s.server), s.recent, s.nearby),
		kit.Field(kit.T("welcome.userID"), s.userID),
		s.sigField,
		s.joinFail.Object(),
		kit.Column(0, s.join, s.joinWait.Object()),
	)
	s.setMethod(model.SignInGuest)
	return kit.Fixed(welcomeColumn, 0, kit.Outlined(kit.ColorSurface, 14, kit.Pad(20, 24, form)))
}

func (s *welcome) setMethod(m model.SignInMethod) {
	s.method = m
	s.methods.SetChosen(map[model.SignInMethod]int{model.SignInGuest: 0, model.SignInUserSig: 1}[m])
	kit.Show(s.sigField, m == model.SignInUserSig)
	s.enable()
}

func (s *welcome) setAvatar(code string) {
	s.avatar = code
	for _, a := range s.avatars {
		a.SetOn(a.Code == code)
	}
}

// enable greys "Sign in" out while something is missing, and says what.
func (s *welcome) enable() {
	if s.join == nil {
		return
	}
	reason, long := "", s.named.Judge(s.w.State.Limits.Name)
	switch {
	case long != "":
		reason = long
	case s.server.Text == "":
		reason = kit.T("welcome.missing.server")
	case s.method == model.SignInUserSig && s.userID.Text == "":
		reason = kit.T("welcome.missing.userID")
	case s.method == model.SignInUserSig && s.userSig.Text == "":
		reason = kit.T("welcome.missing.userSig")
	}
	s.join.SetEnabled(reason == "" && !s.busy, reason)
	join := kit.T("welcome.join")
	if last := s.w.State.Welcome.Form.Server; last != model.ThisComputer && s.server.Text == last {
		join = kit.T("welcome.joinAt", kit.Values{"Server": desk.Shorten(last, 26)})
	}
	s.join.SetText(join)
	s.here.SetEnabled(long == "" && !s.busy, long)
}

// signIn sends what is typed. The server on this computer takes everybody as
// a guest, so a UserSig for another server stays where it is.
func (s *welcome) signIn(server string) {
	form := model.SignInForm{
		Server: server, UserID: s.userID.Text, Nickname: s.nickname.Text, Avatar: s.avatar, Method: s.method, UserSig: s.userSig.Text,
	}
	if server == model.ThisComputer {
		form.Method = model.SignInGuest
	}
	s.w.Actions.SignIn(form)
}

func (s *welcome) Object() fyne.CanvasObject { return s.content }

func (s *welcome) Update(st model.State) {
	m := st.Welcome
	if m.FormVersion != s.version {
		s.version = m.FormVersion
		s.nickname.SetContent(m.Form.Nickname)
		s.server.SetContent(m.Form.Server)
		s.userID.SetContent(m.Form.UserID)
		s.userSig.SetContent(m.Form.UserSig)
		s.setAvatar(m.Form.Avatar)
		if m.Form.Method == model.SignInUserSig {
			s.setMethod(model.SignInUserSig)
		} else {
			s.setMethod(model.SignInGuest)
		}
	}
	s.busy = m.Busy
	local := m.Form.Server == model.ThisComputer
	kit.Show(s.here, !(m.Busy && local))
	kit.Show(s.join, !(m.Busy && !local))
	s.hereWait.Set(m.Busy && local, "")
	s.joinWait.Set(m.Busy && !local, kit.T("welcome.joining", kit.Values{"Server": m.Form.Server}))
	s.hereFail.Set(onlyIf(local, m.Failure))
	s.joinFail.Set(onlyIf(!local, m.Failure))
	s.setRecent(m.Recent)
	s.setNearby(st.Lobby.Nearby)
	s.enable()
	if !s.offered && st.Screen == model.ScreenWelcome {
		s.offered = true
		s.offerLast(m.Form)
	}
}

// offerLast gives the focus to what signs in as last time: Enter is enough. With a
// UserSig, which is not stored, it is the field that takes one.
func (s *welcome) offerLast(last model.SignInForm) {
	canvas := s.w.Canvas()
	switch {
	case last.UserID == "" || canvas.Focused() != nil:
	case last.Server == model.ThisComputer:
		canvas.Focus(s.here)
	case last.Method == model.SignInUserSig && last.UserSig == "":
		canvas.Focus(s.userSig)
	default:
		canvas.Focus(s.join)
	}
}

func onlyIf(yes bool, f *model.Failure) *model.Failure {
	if yes {
		return f
	}
	return nil
}

// setRecent offers the last servers as chips.
func (s *welcome) setRecent(addresses []string) {
	if len(addresses) > 3 {
		addresses = addresses[:3]
	}
	if fmt.Sprint(addresses) == fmt.Sprint(s.recentList) {
		return
	}
	s.recentList = addresses
	var chips []fyne.CanvasObject
	for _, a := range addresses {
		chips = append(chips, newChip(s.w.Env, a, func() {
			s.server.SetText(a)
		}, func() { s.w.Actions.ForgetServer(a) }))
	}
	s.recent.Objects = chips
	s.recent.Refresh()
}

// setNearby offers servers found on the local network; a tap fills the address in.
func (s *welcome) setNearby(list []model.NearbyServer) {
	list = list[:min(len(list), 2)]
	if slices.Equal(list, s.nearbyList) {
		return
	}
	s.nearbyList = list
	s.nearby.Objects = nil
	if len(list) > 0 {
		s.nearby.Add(kit.NewLine(kit.T("lobby.nearby"), kit.Caption))
	}
	for _, n := range list {
		name := n.Name
		if name == "" {
			name = n.Address
		}
		s.nearby.Add(kit.NewButton(s.w.Env, kit.ButtonSpec{
			Icon: "network", Text: desk.Shorten(name, 14), Tip: kit.T("tip.nearby", kit.Values{"Address": n.Address}), Action: func() { s.server.SetText(n.Address) },
		}))
	}
	kit.Show(s.nearby, len(list) > 0)
	s.nearby.Refresh()
}

func (s *welcome) Key(fyne.KeyName) bool { return false }

func (s *welcome) FullScreen(bool) {}

func (s *welcome) Close() {}
