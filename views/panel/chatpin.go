package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// pinBar is what is pinned, above the lines of the chat.
type pinBar struct {
	w     *desk.Desk
	box   *fyne.Container
	shown *model.ChatLine
	may   bool // take it down
}

// pinChars is how much of a pinned text is shown.
const pinChars = 160

func newPinBar(w *desk.Desk) *pinBar {
	b := &pinBar{w: w, box: container.NewStack()}
	b.box.Hide()
	return b
}

func (b *pinBar) update(l *model.ChatLine) {
	may := l != nil && b.w.State.Live.MayPin(*l)
	if l == b.shown && may == b.may {
		return
	}
	b.shown, b.may = l, may
	b.box.Objects = nil
	if l != nil {
		b.box.Objects = []fyne.CanvasObject{b.content(*l)}
	}
	kit.Show(b.box, l != nil)
	b.box.Refresh()
}

func (b *pinBar) content(l model.ChatLine) fyne.CanvasObject {
	width := float32(chatWidth - 62)
	var down fyne.CanvasObject
	if b.may {
		width -= 34
		down = container.NewVBox(kit.NewButton(b.w.Env, kit.ButtonSpec{Icon: "close", Rank: kit.RankGhost, Tip: kit.T("chat.unpin"), Action: func() { b.w.Can.Chat.PinLine(0) }}))
	}
	words := kit.Column(2,
		kit.NewCutLine(kit.T("chat.pinned", kit.Values{"Name": desk.Shorten(l.User.DisplayName(), 18)}), kit.Caption),
		kit.NewPara(desk.Shorten(l.Text, pinChars), kit.Body, width))
	sign := container.NewVBox(kit.Pad2(2, 0, 0, 8, kit.Icon("pin", kit.ColorAccent, 16)))
	return kit.Pad2(8, 2, 12, 12, kit.Sheet(kit.ColorTint, 8, kit.Pad(6, 10, kit.Frame(nil, nil, sign, down, words))))
}
