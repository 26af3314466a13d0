package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// TappedSecondary implements fyne.SecondaryTappable: what can be done with a line.
func (r *ChatRow) TappedSecondary(e *fyne.PointEvent) {
	openLineMenu(r.log.w, r.log, r.Line, e.AbsolutePosition)
}

// MouseIn implements desktop.Hoverable: the tip is when it was said.
func (r *ChatRow) MouseIn(*desktop.MouseEvent) { r.log.w.Env.Tips.Show(r, SaidAt(r.Line)) }

// MouseMoved implements desktop.Hoverable.
func (r *ChatRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (r *ChatRow) MouseOut() { r.log.w.Env.Tips.Hide() }

// SaidAt is the time of a line in words, "" where it is not known.
func SaidAt(l model.ChatLine) string {
	if l.At.IsZero() {
		return ""
	}
	return kit.T("chat.at", kit.Values{"Time": l.At.Local().Format("15:04:05")})
}

// lineAction is one entry of a chat line's menu.
type lineAction struct {
	icon, Key string
	Do        func()
}

// LineActions are what can be done with a line: only what makes sense for it.
func LineActions(w *desk.Desk, l model.ChatLine, open func(model.User)) []lineAction {
	var out []lineAction
	if l.Text != "" {
		out = append(out, lineAction{"copy", "chat.copy", func() { w.Copy(l.Text) }})
	}
	live := w.State.Live
	if live.MayPin(l) {
		pin := lineAction{"pin", "chat.pin", func() { w.Can.Chat.PinLine(l.Seq) }}
		if p := live.Chat.Pinned; p != nil && p.Seq == l.Seq {
			pin = lineAction{"pin", "chat.unpin", func() { w.Can.Chat.PinLine(0) }}
		}
		out = append(out, pin)
	}
	if live.MayDelete(l) {
		out = append(out, lineAction{"trash", "chat.delete", func() { w.Can.Chat.DeleteLine(l.Seq) }})
	}
	if l.User.ID == "" {
		return out
	}
	out = append(out, lineAction{"eye", "chat.profile", func() { open(l.User) }})
	if w.Can.Block != nil && l.User.ID != w.State.Me.ID {
		out = append(out, lineAction{"ban", "mod.block", func() { askBlock(w, l.User) }})
	}
	return out
}

// openLineMenu opens the menu of a line, with its time above, and returns its first
// entry; nil: nothing can be done.
func openLineMenu(w *desk.Desk, log *chatLog, l model.ChatLine, at fyne.Position) (first fyne.Focusable) {
	actions := LineActions(w, l, log.open)
	if len(actions) == 0 {
		return nil
	}
	w.Env.Tips.Hide()
	var pop *widget.PopUp
	var rows []fyne.CanvasObject
	if when := SaidAt(l); when != "" {
		rows = append(rows, kit.Pad(4, 10, kit.NewLine(when, kit.Caption)))
	}
	for _, a := range actions {
		b := kit.NewButton(w.Env, kit.ButtonSpec{Icon: a.icon, Text: kit.T(a.Key), Left: true, Rank: kit.RankGhost, Action: func() {
			pop.Hide()
			a.Do()
		}})
		if first == nil {
			first = b
		}
		rows = append(rows, b)
	}
	pop = widget.NewPopUp(kit.Pad(6, 6, kit.Column(2, rows...)), w.Canvas())
	size, room := pop.MinSize(), w.Canvas().Size()
	pop.ShowAtPosition(fyne.NewPos(max(0, min(at.X, room.Width-size.Width-4)), max(0, min(at.Y, room.Height-size.Height-4))))
	return first
}

// askBlock asks before a user is not heard of any more.
func askBlock(w *desk.Desk, u model.User) {
	w.Ask(desk.Question{
		Title: kit.T("block.title", kit.Values{"Name": u.DisplayName()}), Text: kit.T("block.text"), Yes: kit.T("block.yes"), No: kit.T("cancel"), Danger: true,
		Action: func() { w.Can.Block.BlockUser(u.ID, true) },
	})
}

// blockRow is the button of a person's card; nil where nobody can be blocked.
func blockRow(w *desk.Desk, u model.User) fyne.CanvasObject {
	if w.Can.Block == nil || u.ID == "" || u.ID == w.State.Me.ID {
		return nil
	}
	spec := kit.ButtonSpec{Icon: "ban", Text: kit.T("mod.block"), Tip: kit.T("tip.mod.block"), Left: true, Action: func() { askBlock(w, u) }}
	if w.State.Blocked[u.ID] {
		spec.Icon, spec.Text, spec.Tip = "check", kit.T("mod.unblock"), kit.T("tip.mod.unblock")
		spec.Action = func() { w.Can.Block.BlockUser(u.ID, false) }
	}
	return kit.NewButton(w.Env, spec)
}
