package settings

import (
	"fmt"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// profileForm changes the user's own name and picture.
type profileForm struct {
	w       *desk.Desk
	name    *kit.Entry
	named   *desk.Counted
	avatars []*kit.AvatarButton
	avatar  string
	save    *kit.Button
	failure *desk.FailureCard
	me      model.User // as taken over into the fields
	box     *fyne.Container
}

func newProfileForm(w *desk.Desk) *profileForm {
	f := &profileForm{w: w, me: model.User{ID: "\x00"}}
	f.name = kit.NewEntry(w.Env, kit.T("welcome.nickname.hint"), func(string) { f.judge() })
	f.named = desk.NewCounted(kit.T("welcome.nickname"), f.name)
	row := kit.Row(6)
	for i := range kit.AvatarPresets {
		code := fmt.Sprintf("avatar:%d", i+1)
		a := kit.NewAvatarButton(w.Env, code, func() { f.choose(code) })
		f.avatars = append(f.avatars, a)
		row.Add(a)
	}
	f.save = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("me.save"), Rank: kit.RankPrimary, Tip: kit.T("tip.me.save"), Action: func() {
		w.Can.Profiles.SetProfile(f.name.Text, f.avatar)
	}})
	f.name.OnSubmitted = func(string) { f.save.Tapped(nil) }
	f.failure = desk.NewFailureCard(w, desk.DialogWidth)
	f.box = kit.Column(12, f.named.Box, row, f.failure.Object(), kit.Row(0, f.save, kit.Stretch()))
	return f
}

func (f *profileForm) choose(code string) {
	f.avatar = code
	for _, a := range f.avatars {
		a.SetOn(a.Code == code)
	}
	f.judge()
}

func (f *profileForm) update(s model.State) {
	if s.Me != f.me {
		f.me = s.Me
		f.name.SetContent(s.Me.Name)
		f.choose(s.Me.Avatar)
	}
	f.failure.Set(s.Profile.Failure)
	f.judge()
}

// judge enables saving where there is something to save.
func (f *profileForm) judge() {
	s := f.w.State
	reason := f.named.Judge(s.Limits.Name)
	switch {
	case reason != "":
	case s.Me.ID == "":
		reason = kit.T("me.signedOut")
	case s.Profile.Saving:
		reason = kit.T("me.saving")
	case f.name.Text == s.Me.Name && f.avatar == s.Me.Avatar:
		reason = kit.T("me.same")
	}
	f.save.SetEnabled(reason == "", reason)
}

// newMePage is the page of the settings; it works in a room, too.
func newMePage(w *desk.Desk) settingsPage {
	p := settingsPage{name: kit.T("me.title"), icon: "user"}
	if w.Can.Profiles == nil {
		return p
	}
	f := newProfileForm(w)
	p.object = group(kit.T("me.title"), f.box, kit.NewPara(kit.T("me.explain"), kit.Caption, settingsWidth-40))
	p.update = f.update
	return p
}
