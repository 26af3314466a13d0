package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/kit"
)

// TappedSecondary implements fyne.SecondaryTappable: what can be done with a line.
func (r *chatRow) TappedSecondary(e *fyne.PointEvent) {
	r.log.w.openLineMenu(r.log, r.line, e.AbsolutePosition)
}

// MouseIn implements desktop.Hoverable: the tip is when it was said.
func (r *chatRow) MouseIn(*desktop.MouseEvent) { r.log.w.env.Tips.Show(r, saidAt(r.line)) }

// MouseMoved implements desktop.Hoverable.
func (r *chatRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *chatRow) MouseOut() { r.log.w.env.Tips.Hide() }

// saidAt is the time of a line in words, "" where it is not known.
func saidAt(l model.ChatLine) string {
	if l.At.IsZero() {
		return ""
	}
	return kit.T("chat.at", kit.Values{"Time": l.At.Local().Format("15:04:05")})
}

// lineAction is one entry of a chat line's menu.
type lineAction struct {
	icon, key string
	do        func()
}

// lineActions are what can be done with a line: only what makes sense for it.
func (w *window) lineActions(l model.ChatLine, open func(model.User)) []lineAction {
	var out []lineAction
	if l.Text != "" {
		out = append(out, lineAction{"copy", "chat.copy", func() { w.app.Clipboard().SetContent(l.Text) }})
	}
	if l.User.ID == "" {
		return out
	}
	out = append(out, lineAction{"eye", "chat.profile", func() { open(l.User) }})
	if w.block != nil && l.User.ID != w.state.Me.ID {
		out = append(out, lineAction{"ban", "mod.block", func() { w.askBlock(l.User) }})
	}
	return out
}

// openLineMenu opens the menu of a line, with its time above.
func (w *window) openLineMenu(log *chatLog, l model.ChatLine, at fyne.Position) {
	actions := w.lineActions(l, log.open)
	if len(actions) == 0 {
		return
	}
	w.env.Tips.Hide()
	var pop *widget.PopUp
	var rows []fyne.CanvasObject
	if when := saidAt(l); when != "" {
		rows = append(rows, kit.Pad(4, 10, kit.NewLine(when, kit.Caption)))
	}
	for _, a := range actions {
		rows = append(rows, kit.NewButton(w.env, kit.ButtonSpec{Icon: a.icon, Text: kit.T(a.key), Left: true, Rank: kit.RankGhost, Action: func() {
			pop.Hide()
			a.do()
		}}))
	}
	pop = widget.NewPopUp(kit.Pad(6, 6, kit.Column(2, rows...)), w.win.Canvas())
	size, room := pop.MinSize(), w.win.Canvas().Size()
	pop.ShowAtPosition(fyne.NewPos(max(0, min(at.X, room.Width-size.Width-4)), max(0, min(at.Y, room.Height-size.Height-4))))
}

// askBlock asks before a user is not heard of any more.
func (w *window) askBlock(u model.User) {
	w.ask(question{
		title: kit.T("block.title", kit.Values{"Name": u.DisplayName()}), text: kit.T("block.text"), yes: kit.T("block.yes"), no: kit.T("cancel"), danger: true,
		action: func() { w.block.BlockUser(u.ID, true) },
	})
}

// blockRow is the button of a person's card; nil where nobody can be blocked.
func (w *window) blockRow(u model.User) fyne.CanvasObject {
	if w.block == nil || u.ID == "" || u.ID == w.state.Me.ID {
		return nil
	}
	spec := kit.ButtonSpec{Icon: "ban", Text: kit.T("mod.block"), Tip: kit.T("tip.mod.block"), Left: true, Action: func() { w.askBlock(u) }}
	if w.state.Blocked[u.ID] {
		spec.Icon, spec.Text, spec.Tip = "check", kit.T("mod.unblock"), kit.T("tip.mod.unblock")
		spec.Action = func() { w.block.BlockUser(u.ID, false) }
	}
	return kit.NewButton(w.env, spec)
}
