package lobby

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// onlyFollowed is the lobby's switch for lives of people the user follows.
func (l *lobby) onlyFollowed() *kit.Button {
	b := kit.NewButton(l.w.Env, kit.ButtonSpec{Icon: "heart", Rank: kit.RankGhost, Tip: kit.T("tip.onlyFollowed"), Action: func() {
		l.w.Can.Follow.SetOnlyFollowed(!l.w.State.Lobby.OnlyFollowed)
	}})
	kit.Show(b, l.w.Can.Follow != nil)
	return b
}

func (l *lobby) setOnly(on bool) {
	icon, tip := "heart", kit.T("tip.onlyFollowed")
	if on {
		icon, tip = "heart-full", kit.T("tip.everybody")
	}
	l.only.SetIcon(icon, tip)
	l.only.SetOn(on)
}

// nobodyFollowed is shown when nobody whom the user follows is live.
func (l *lobby) nobodyFollowed() *fyne.Container {
	box := container.NewCenter(kit.Column(10,
		container.NewCenter(kit.Icon("heart", kit.ColorFaint, 40)),
		kit.NewPara(kit.T("follow.noneLive"), kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, 360),
		container.NewCenter(kit.NewButton(l.w.Env, kit.ButtonSpec{Text: kit.T("follow.everybody"), Action: func() { l.w.Can.Follow.SetOnlyFollowed(false) }})),
	))
	box.Hide()
	return box
}
