package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

const profileWidth = 300

// showProfile opens the card of a person, with what the user may do to them.
func (w *window) showProfile(u model.User) {
	d := &dialog{w: w, cancel: w.closeDialog, enter: w.closeDialog}
	box := container.NewStack()
	var shown model.Powers
	var standing model.Standing
	drawn, follows, blocked, fans := false, false, false, 0
	if w.follow != nil && u.ID != w.state.Me.ID {
		w.follow.LookUpFans(u.ID)
	}
	d.update = func(s model.State) bool {
		powers := w.powersOver(s, u)
		if st := s.Live.Standings[u.ID]; !drawn || powers != shown || st != standing || follows != s.Lobby.Follows[u.ID] || fans != s.Lobby.Fans[u.ID] || blocked != s.Blocked[u.ID] {
			follows, fans, blocked = s.Lobby.Follows[u.ID], s.Lobby.Fans[u.ID], s.Blocked[u.ID]
			shown, standing, drawn = powers, st, true
			box.Objects = []fyne.CanvasObject{w.profile(u, st, powers)}
			box.Refresh()
		}
		return true
	}
	d.update(w.state)
	d.show(box)
}

// powersOver is Live.Powers, without what the controller cannot do.
func (w *window) powersOver(s model.State, u model.User) model.Powers {
	p := s.Live.Powers(s.Me.ID, u.ID)
	if w.mod == nil {
		p.MuteChat, p.Unmute, p.Remove, p.Ban, p.MakeHelper, p.RevokeHelper = false, false, false, false, false, false
	}
	if w.seats == nil {
		p.Invite, p.CancelInvite, p.TakeOffStage = false, false, false
	}
	return p
}

func (w *window) profile(u model.User, st model.Standing, p model.Powers) fyne.CanvasObject {
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
		kit.NewPara(u.DisplayName(), centre(kit.Title), profileWidth),
		kit.NewPara(u.ID, centre(kit.Caption), profileWidth),
		marks,
	}
	if follow := w.followRows(u); follow != nil {
		rows = append(rows, follow...)
	}
	rows = append(rows, w.profileActions(u, p)...)
	rows = append(rows, kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("close"), Rank: kit.RankGhost, Tip: kit.T("tip.closeCard"), Action: w.closeDialog}))
	return kit.Column(6, rows...)
}

// profileActions are the buttons of what is allowed.
func (w *window) profileActions(u model.User, p model.Powers) (out []fyne.CanvasObject) {
	add := func(on bool, icon, key string, action func()) *kit.Button {
		if !on {
			return nil
		}
		b := kit.NewButton(w.env, kit.ButtonSpec{Icon: icon, Text: kit.T(key), Tip: kit.T("tip." + key), Left: true, Action: action})
		out = append(out, b)
		return b
	}
	if b := w.blockRow(u); b != nil {
		defer func() { out = append(out, b) }()
	}
	if b := add(p.Invite, "stage-up", "mod.invite", func() { w.seats.Invite(u.ID) }); b != nil && p.InviteBlocked != "" {
		b.SetEnabled(false, kit.T("blocked."+string(p.InviteBlocked)))
	}
	add(p.CancelInvite, "close", "mod.cancelInvite", func() { w.seats.CancelInvite(u.ID) })
	add(p.TakeOffStage, "stage-down", "mod.offStage", func() { w.askOffStage(u) })
	add(p.MuteChat, "chat-off", "mod.mute", func() { w.askMute(u) })
	add(p.Unmute, "chat", "mod.unmute", func() { w.mod.MuteChat(u.ID, false, 0) })
	add(p.MakeHelper, "shield", "mod.makeHelper", func() { w.mod.SetHelper(u.ID, true) })
	add(p.RevokeHelper, "shield", "mod.revokeHelper", func() { w.mod.SetHelper(u.ID, false) })
	add(p.Remove, "user-x", "mod.remove", func() { w.askRemove(u, false) })
	add(p.Ban, "ban", "mod.ban", func() { w.askRemove(u, true) })
	return out
}

// askMute asks for how long somebody may not write.
func (w *window) askMute(u model.User) {
	d := &dialog{w: w, cancel: w.closeDialog}
	rows := []fyne.CanvasObject{
		kit.NewPara(kit.T("mute.title", kit.Values{"Name": u.DisplayName()}), kit.Title, profileWidth),
		kit.NewPara(kit.T("mute.text"), kit.Muted, profileWidth),
	}
	for _, length := range model.MuteLengths() {
		b := kit.NewButton(w.env, kit.ButtonSpec{Icon: "clock", Text: muteLength(length), Left: true, Action: func() {
			w.closeDialog()
			w.mod.MuteChat(u.ID, true, length)
		}})
		if rows = append(rows, b); d.yes == nil {
			d.yes = b // the shortest
		}
	}
	d.no = kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("cancel"), Rank: kit.RankGhost, Action: d.cancel})
	d.show(kit.Column(8, append(rows, d.no)...))
}

func muteLength(length time.Duration) string {
	switch {
	case length == 0:
		return kit.T("mute.untilEnd")
	case length < time.Hour:
		return kit.N("pk.minutes", int(length/time.Minute))
	}
	return kit.N("mute.hours", int(length/time.Hour))
}

// askRemove asks before somebody is taken out of the room.
func (w *window) askRemove(u model.User, ban bool) {
	key := "remove"
	if ban {
		key = "ban"
	}
	w.ask(question{
		title: kit.T(key+".title", kit.Values{"Name": u.DisplayName()}), text: kit.T(key + ".text"), yes: kit.T(key + ".yes"), no: kit.T("cancel"), danger: true,
		action: func() { w.mod.Remove(u.ID, ban) },
	})
}

// showBanned lists who is kept out, with a way to let them in again.
func (w *window) showBanned() {
	d := &dialog{w: w, cancel: w.closeDialog, enter: w.closeDialog}
	list := container.NewVBox()
	var shown []model.User
	d.update = func(s model.State) bool {
		if len(list.Objects) > 0 && sameUsers(s.Live.Banned, shown) {
			return true
		}
		shown = s.Live.Banned
		list.Objects = nil
		for _, u := range shown {
			free := kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("mod.unban"), Tip: kit.T("tip.mod.unban"), Action: func() { w.mod.Unban(u.ID) }})
			list.Add(kit.Row(10, kit.Avatar(u.Avatar, u.ID, u.DisplayName(), 32), kit.NewCutLine(u.DisplayName(), kit.Body), free))
		}
		list.Refresh()
		return len(shown) > 0
	}
	d.update(w.state)
	scroll := kit.NewVScroll(w.env, list)
	scroll.SetMinSize(fyne.NewSize(profileWidth+40, 260))
	shut := kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("close"), Tip: kit.T("tip.closeCard"), Action: w.closeDialog})
	d.show(kit.Column(12, kit.NewLine(kit.T("mod.banned"), kit.Title), scroll, kit.Row(0, kit.Stretch(), shut)))
}
