package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/kit"
)

// question is something to confirm.
type question struct {
	title, text, yes, no string
	danger               bool
	wary                 bool // Enter gives the answer that ends nothing
	action               func()
}

// dialog is a card over the window that must be answered first.
type dialog struct {
	w      *window
	pop    *widget.PopUp
	enter  func()
	yes    *kit.Button
	no     *kit.Button
	other  *kit.Button // the second answer of askTwo
	marked *kit.Button // has the focus at first and is what Enter presses; yes if nil
	cancel func()
	// update, if not nil, shows a new state; it reports whether the dialog stays.
	update func(model.State) bool
	closed func() // what has to end with the dialog
	level  int    // how many overlays there are with it
}

const (
	dialogWidth = 400
	dialogEdge  = 24 // space above and below
)

// ask shows a question.
func (w *window) ask(q question) {
	rank := kit.RankPrimary
	if q.danger {
		rank = kit.RankDanger
	}
	d := &dialog{w: w, cancel: w.closeDialog}
	d.yes = kit.NewButton(w.env, kit.ButtonSpec{Text: q.yes, Rank: rank, Action: func() {
		w.closeDialog()
		q.action()
	}})
	d.no = kit.NewButton(w.env, kit.ButtonSpec{Text: q.no, Action: d.cancel})
	if q.wary {
		d.marked = d.no
	}
	d.show(kit.Column(8,
		kit.NewPara(q.title, kit.Title, dialogWidth),
		kit.NewPara(q.text, kit.Muted, dialogWidth),
		kit.Gap(1, 8),
		kit.Row(8, kit.Stretch(), d.no, d.yes),
	))
}

// askTwo shows a question with a second answer between no and yes.
func (w *window) askTwo(q question, other string, action func()) {
	d := &dialog{w: w, cancel: w.closeDialog}
	do := func(f func()) func() {
		return func() {
			w.closeDialog()
			f()
		}
	}
	rank := kit.RankPrimary
	if q.danger {
		rank = kit.RankDanger
	}
	d.yes = kit.NewButton(w.env, kit.ButtonSpec{Text: q.yes, Rank: rank, Action: do(q.action)})
	d.other = kit.NewButton(w.env, kit.ButtonSpec{Text: other, Action: do(action)})
	d.no = kit.NewButton(w.env, kit.ButtonSpec{Text: q.no, Rank: kit.RankGhost, Action: d.cancel})
	if q.wary {
		d.marked = d.other
	}
	d.show(kit.Column(8,
		kit.NewPara(q.title, kit.Title, dialogWidth),
		kit.NewPara(q.text, kit.Muted, dialogWidth),
		kit.Gap(1, 8),
		kit.Row(8, kit.Stretch(), d.no, d.other, d.yes),
	))
}

// show puts content on a card over the window.
func (d *dialog) show(content fyne.CanvasObject) {
	d.w.closeDialog()
	d.w.env.Tips.Hide()
	d.w.dialog = d
	d.pop = widget.NewModalPopUp(kit.Pad(dialogEdge, 0, kit.NewFitScroll(d.w.env, kit.Pad(0, 24, content), func() float32 { return d.w.win.Canvas().Size().Height - 2*dialogEdge - 8 })), d.w.win.Canvas())
	d.pop.Show()
	d.level = len(d.w.win.Canvas().Overlays().List())
	if d.marked == nil {
		d.marked = d.yes
	}
	if d.enter == nil && d.marked != nil {
		d.enter = func() { d.marked.Tapped(nil) }
	}
	if d.marked != nil && d.marked.Enabled() {
		d.w.win.Canvas().Focus(d.marked) // it is seen what Enter does
	}
}

// covered reports whether a menu or a chooser lies over the dialog, whose keys
// then do nothing.
func (d *dialog) covered() bool { return len(d.w.win.Canvas().Overlays().List()) > d.level }

func (d *dialog) key(k fyne.KeyName) {
	switch k {
	case fyne.KeyEscape:
		d.cancel()
	case fyne.KeyReturn, fyne.KeyEnter:
		if d.enter != nil {
			d.enter()
		}
	}
}

func (w *window) closeDialog() {
	if w.dialog != nil {
		d := w.dialog
		w.dialog = nil
		d.pop.Hide()
		if d.closed != nil {
			d.closed()
		}
	}
}
