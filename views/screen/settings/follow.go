package settings

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// newFollowPage is what the settings have on following; no page where the
// controller does not follow.
func newFollowPage(w *desk.Desk) settingsPage {
	if w.Can.Follow == nil {
		return settingsPage{}
	}
	live := kit.NewSwitch(w.Env, "", w.Can.Follow.SetFollowLive)
	rows := []fyne.CanvasObject{kit.Option(kit.T("settings.follow.live"), kit.T("settings.follow.live.explain"), live)}
	outside := kit.NewSwitch(w.Env, "", func(on bool) { w.Can.Desktop.SetDesktop(on) })
	if w.Can.Desktop != nil {
		rows = append(rows, kit.Option(kit.T("settings.desktop"), kit.T("settings.desktop.explain"), outside))
	}
	people := newFollowPeople(w)
	list := group(kit.T("follow.people"), people.box)
	return settingsPage{
		name: kit.T("settings.follow"), icon: "heart",
		object: kit.Column(24, group(kit.T("settings.follow.messages"), rows...), list),
		entered: func() {
			if w.State.Screen != model.ScreenWelcome {
				w.Can.Follow.LookUpFollows()
			}
		},
		update: func(s model.State) {
			live.SetOn(s.Settings.FollowLive)
			outside.SetOn(s.Settings.Desktop)
			kit.Show(list, s.Screen != model.ScreenWelcome)
			people.update(s.Lobby)
		},
	}
}
