package live

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"onair/views/kit"
)

// shareWidth is what the addresses of a room have; longer ones are cut.
const shareWidth = 340

// shareButton shows the addresses of the room.
func (f *roomFrame) shareButton() *kit.Button {
	var b *kit.Button
	b = kit.NewButton(f.w.Env, kit.ButtonSpec{Icon: "link", Text: kit.T("onair.share"), Rank: kit.RankGhost, Tip: kit.T("tip.share"), Action: func() { f.openShare(b) }})
	return b
}

// openShare opens the addresses of the room below the button.
func (f *roomFrame) openShare(below fyne.CanvasObject) {
	var rows []fyne.CanvasObject
	row := func(name, tip, address string) {
		if address == "" {
			return
		}
		copied := kit.NewButton(f.w.Env, kit.ButtonSpec{Icon: "copy", Tip: kit.T(tip), Action: func() {
			f.closePop()
			f.w.Copy(address)
			f.w.Actions.CopyLink()
		}})
		rows = append(rows, kit.Frame(nil, nil, nil, copied, kit.Column(0, kit.NewLine(kit.T(name), kit.Caption), kit.NewCutLine(address, kit.Body))))
	}
	share := roomOf(f.state, f.host).share
	row("share.page", "tip.share.page", share.Page)
	row("share.app", "tip.share.app", share.App)
	if len(rows) == 0 {
		return // there is no server to lead to
	}
	f.showPop(kit.Fixed(shareWidth, 0, kit.Pad(8, 10, kit.Column(10, rows...))), func(pop fyne.Size) fyne.Position {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below)
		return fyne.NewPos(max(8, at.X+below.Size().Width-pop.Width), at.Y+below.Size().Height+6)
	})
}

// showPop opens a small sheet over the screen, one at a time; place is told how large it
// is.
func (f *roomFrame) showPop(content fyne.CanvasObject, place func(pop fyne.Size) fyne.Position) {
	f.closePop()
	f.pop, f.popAt = widget.NewPopUp(kit.Pad(6, 6, content), f.w.Canvas()), place
	f.pop.ShowAtPosition(place(f.pop.MinSize()))
}

// placePop puts what is open to what it belongs to, which another size of the window moves.
func (f *roomFrame) placePop() {
	if f.pop != nil && f.pop.Visible() {
		f.pop.Move(f.popAt(f.pop.MinSize()))
	}
}

// followSize lays everything over each other and tells of another size.
type followSize struct {
	size    fyne.Size
	changed func()
}

func (l *followSize) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		kit.Put(o, 0, 0, size.Width, size.Height)
	}
	if size != l.size {
		l.size = size
		l.changed()
	}
}

func (l *followSize) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

// closePop closes what is open, for instance because the window has another size and it
// would stand beside what it belongs to.
func (f *roomFrame) closePop() {
	if f.pop != nil {
		f.pop.Hide()
		f.pop = nil
	}
}
