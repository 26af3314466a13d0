package panel

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// ProfileWidth is the width of a person's card.
const ProfileWidth = 300

// ShowProfile opens the card of a person, with what the user may do to them.
func ShowProfile(w *desk.Desk, u model.User) {
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog, Enter: w.CloseDialog}
	box := container.NewStack()
	var shown model.Powers
	var standing model.Standing
	drawn, follows, blocked, fans := false, false, false, 0
	if w.Can.Follow != nil && u.ID != w.State.Me.ID {
		w.Can.Follow.LookUpFans(u.ID)
	}
	d.Update = func(s model.State) bool {
		powers := PowersOver(w, s, u)
		if st := s.Live.Standings[u.ID]; !drawn || powers != shown || st != standing || follows != s.Lobby.Follows[u.ID] || fans != s.Lobby.Fans[u.ID] || blocked != s.Blocked[u.ID] {
			follows, fans, blocked = s.Lobby.Follows[u.ID], s.Lobby.Fans[u.ID], s.Blocked[u.ID]
			shown, standing, drawn = powers, st, true
			box.Objects = []fyne.CanvasObject{profile(w, u, st, powers)}
			box.Refresh()
		}
		return true
	}
	d.Update(w.State)
	d.Show(box)
}

// PowersOver is Live.Powers, without what the controller cannot do.
func PowersOver(w *desk.Desk, s model.State, u model.User) model.Powers {
	p := s.Live.Powers(s.Me.ID, u.ID)
	if w.Can.Mod == nil {
		p.MuteChat, p.Unmute, p.Remove, p.Ban, p.MakeHelper, p.RevokeHelper = false, false, false, false, false, false
	}
	if w.Can.Seats == nil {
		p.Invite, p.CancelInvite, p.TakeOffStage = false, false, false
	}
	return p
}

func profile(w *desk.Desk, u model.User, st model.Standing, p model.Powers) fyne.CanvasObject {
	centre := func(t kit.TextStyle) kit.TextStyle { t.Align = fyne.TextAlignCenter; return t }
	marks := kit.Row(6, kit.Stretch())
	if mark, bg := markOf(st.Role, st.Helper); mark != "" {
		marks.Add(kit.NewBadge(mark, "", bg, kit.ColorOnTint).Container)
	}
	if st.ChatMuted {
		marks.Add(kit.NewBadge(kit.T("mod.isMuted"), "chat-off", kit.ColorRaised, kit.ColorMuted).Container)
	}
	marks.Add(kit.Stretch())
	rows := []fyne.CanvasObject{
		container.NewCenter(kit.Avatar(u.Avatar, u.ID, u.DisplayName(), 72)),
		kit.NewPara(u.DisplayName(), centre(kit.Title), ProfileWidth),
		kit.NewPara(u.ID, centre(kit.Caption), ProfileWidth),
		marks,
	}
	if follow := followRows(w, u); follow != nil {
		rows = append(rows, follow...)
	}
	rows = append(rows, profileActions(w, u, p)...)
	rows = append(rows, kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("close"), Rank: kit.RankGhost, Tip: kit.T("tip.closeCard"), Action: w.CloseDialog}))
	return kit.Column(6, rows...)
}

// profileActions are the buttons of what is allowed.
func profileActions(w *desk.Desk, u model.User, p model.Powers) (out []fyne.CanvasObject) {
	add := func(on bool, icon, key string, action func()) *kit.Button {
		if !on {
			return nil
		}
		b := kit.NewButton(w.Env, kit.ButtonSpec{Icon: icon, Text: kit.T(key), Tip: kit.T("tip." + key), Left: true, Action: action})
		out = append(out, b)
		return b
	}
	if b := blockRow(w, u); b != nil {
		defer func() { out = append(out, b) }()
	}
	if b := add(p.Invite, "stage-up", "mod.invite", func() { w.Can.Seats.Invite(u.ID) }); b != nil && p.InviteBlocked != "" {
		b.SetEnabled(false, kit.T("blocked."+string(p.InviteBlocked)))
	}
	add(p.CancelInvite, "close", "mod.cancelInvite", func() { w.Can.Seats.CancelInvite(u.ID) })
	add(p.TakeOffStage, "stage-down", "mod.offStage", func() { desk.AskOffStage(w, u) })
	add(p.MuteChat, "chat-off", "mod.mute", func() { AskMute(w, u) })
	add(p.Unmute, "chat", "mod.unmute", func() { w.Can.Mod.MuteChat(u.ID, false, 0) })
	add(p.MakeHelper, "shield", "mod.makeHelper", func() { w.Can.Mod.SetHelper(u.ID, true) })
	add(p.RevokeHelper, "shield", "mod.revokeHelper", func() { w.Can.Mod.SetHelper(u.ID, false) })
	add(p.Remove, "user-x", "mod.remove", func() { AskRemove(w, u, false) })
	add(p.Ban, "ban", "mod.ban", func() { AskRemove(w, u, true) })
	return out
}

// AskMute asks for how long somebody may not write.
func AskMute(w *desk.Desk, u model.User) {
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog}
	rows := []fyne.CanvasObject{
		kit.NewPara(kit.T("mute.title", kit.Values{"Name": u.DisplayName()}), kit.Title, ProfileWidth),
		kit.NewPara(kit.T("mute.text"), kit.Muted, ProfileWidth),
	}
	for _, length := range model.MuteLengths() {
		b := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "clock", Text: MuteLength(length), Left: true, Action: func() {
			w.CloseDialog()
			w.Can.Mod.MuteChat(u.ID, true, length)
		}})
		if rows = append(rows, b); d.Yes == nil {
			d.Yes = b // the shortest
		}
	}
	d.No = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("cancel"), Rank: kit.RankGhost, Action: d.Cancel})
	d.Show(kit.Column(8, append(rows, d.No)...))
}

// MuteLength is a length of silence in words.
func MuteLength(length time.Duration) string {
	switch {
	case length == 0:
		return kit.T("mute.untilEnd")
	case length < time.Hour:
		return kit.N("pk.minutes", int(length/time.Minute))
	}
	return kit.N("mute.hours", int(length/time.Hour))
}

// AskRemove asks before somebody is taken out of the room.
func AskRemove(w *desk.Desk, u model.User, ban bool) {
	key := "remove"
	if ban {
		key = "ban"
	}
	w.Ask(desk.Question{
		Title: kit.T(key+".title", kit.Values{"Name": u.DisplayName()}), Text: kit.T(key + ".text"), Yes: kit.T(key + ".yes"), No: kit.T("cancel"), Danger: true,
		Action: func() { w.Can.Mod.Remove(u.ID, ban) },
	})
}

// showBanned lists who is kept out, with a way to let them in again.
func showBanned(w *desk.Desk) {
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog, Enter: w.CloseDialog}
	list := container.NewVBox()
	var shown []model.User
	d.Update = func(s model.State) bool {
		if len(list.Objects) > 0 && slices.Equal(s.Live.Banned, shown) {
			return true
		}
		shown = s.Live.Banned
		list.Objects = nil
		for _, u := range shown {
			free := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("mod.unban"), Tip: kit.T("tip.mod.unban"), Action: func() { w.Can.Mod.Unban(u.ID) }})
			list.Add(kit.Row(10, kit.Avatar(u.Avatar, u.ID, u.DisplayName(), 32), kit.NewCutLine(u.DisplayName(), kit.Body), free))
		}
		list.Refresh()
		return len(shown) > 0
	}
	d.Update(w.State)
	scroll := kit.NewVScroll(w.Env, list)
	scroll.SetMinSize(fyne.NewSize(ProfileWidth+40, 260))
	shut := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("close"), Tip: kit.T("tip.closeCard"), Action: w.CloseDialog})
	d.Show(kit.Column(12, kit.NewLine(kit.T("mod.banned"), kit.Title), scroll, kit.Row(0, kit.Stretch(), shut)))
}

// followRows is a person's fans and the button to follow; none of the user's own.
func followRows(w *desk.Desk, u model.User) []fyne.CanvasObject {
	if w.Can.Follow == nil || u.ID == w.State.Me.ID {
		return nil
	}
	on := w.State.Lobby.Follows[u.ID]
	text, icon, rank := "follow.on", "plus", kit.RankPrimary
	if on {
		text, icon, rank = "follow.off", "check", kit.RankNormal
	}
	fans := kit.NewPara(kit.N("follow.fans", w.State.Lobby.Fans[u.ID]), kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, ProfileWidth)
	return []fyne.CanvasObject{fans, kit.NewButton(w.Env, kit.ButtonSpec{Icon: icon, Text: kit.T(text), Rank: rank, Action: func() { w.Can.Follow.Follow(u.ID, !on) }})}
}
