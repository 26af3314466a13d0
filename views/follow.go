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
