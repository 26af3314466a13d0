package views

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// followRows is a person's fans and the button to follow; none of the user's own.
func (w *window) followRows(u model.User) []fyne.CanvasObject {
	if w.follow == nil || u.ID == w.state.Me.ID {
		return nil
	}
	on := w.state.Lobby.Follows[u.ID]
	text, icon, rank := "follow.on", "plus", kit.RankPrimary
	if on {
		text, icon, rank = "follow.off", "check", kit.RankNormal
	}
	fans := kit.NewPara(kit.N("follow.fans", w.state.Lobby.Fans[u.ID]), kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, profileWidth)
	return []fyne.CanvasObject{fans, kit.NewButton(w.env, kit.ButtonSpec{Icon: icon, Text: kit.T(text), Rank: rank, Action: func() { w.follow.Follow(u.ID, !on) }})}
}

// newFollowPage is what the settings have on following; no page where the
// controller does not follow.
func newFollowPage(w *window) settingsPage {
	if w.follow == nil {
		return settingsPage{}
	}
	live := kit.NewSwitch(w.env, "", w.follow.SetFollowLive)
	rows := []fyne.CanvasObject{option(kit.T("settings.follow.live"), kit.T("settings.follow.live.explain"), live)}
	outside := kit.NewSwitch(w.env, "", func(on bool) { w.desktop.SetDesktop(on) })
	if w.desktop != nil {
		rows = append(rows, option(kit.T("settings.desktop"), kit.T("settings.desktop.explain"), outside))
	}
	people := newFollowPeople(w)
	list := group(kit.T("follow.people"), people.box)
	return settingsPage{
		name: kit.T("settings.follow"), icon: "heart",
		object: kit.Column(24, group(kit.T("settings.follow.messages"), rows...), list),
		entered: func() {
			if w.state.Screen != model.ScreenWelcome {
				w.follow.LookUpFollows()
			}
		},
		update: func(s model.State) {
			live.SetOn(s.Settings.FollowLive)
			outside.SetOn(s.Settings.Desktop)
			show(list, s.Screen != model.ScreenWelcome)
			people.update(s.Lobby)
		},
	}
}
