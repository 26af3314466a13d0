package desk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/kit"
)

// Question is something to confirm.
type Question struct {
	Title, Text, Yes, No string
	Danger               bool
	Wary                 bool // Enter gives the answer that ends nothing
	Action               func()
}

// Card is a card over the window that must be answered first.
type Card struct {
	Desk   *Desk
	pop    *widget.PopUp
	Enter  func()
	Yes    *kit.Button
	No     *kit.Button
	Other  *kit.Button // the second answer of AskTwo
	marked *kit.Button // has the focus at first and is what Enter presses; Yes if nil
	Cancel func()
	// Update, if not nil, shows a new state; it reports whether the dialog stays.
	Update func(model.State) bool
	Closed func() // what has to end with the dialog
	level  int    // how many overlays there are with it
}

const (
	DialogWidth = 400 // of the text on a card
	dialogEdge  = 24  // space above and below
)

// Ask shows a question.
func (w *Desk) Ask(q Question) {
	rank := kit.RankPrimary
	if q.Danger {
		rank = kit.RankDanger
	}
	d := &Card{Desk: w, Cancel: w.CloseDialog}
	d.Yes = kit.NewButton(w.Env, kit.ButtonSpec{Text: q.Yes, Rank: rank, Action: func() {
		w.CloseDialog()
		q.Action()
	}})
	d.No = kit.NewButton(w.Env, kit.ButtonSpec{Text: q.No, Action: d.Cancel})
	if q.Wary {
		d.marked = d.No
	}
	d.Show(kit.Column(8,
		kit.NewPara(q.Title, kit.Title, DialogWidth),
		kit.NewPara(q.Text, kit.Muted, DialogWidth),
		kit.Gap(1, 8),
		kit.Row(8, kit.Stretch(), d.No, d.Yes),
	))
}

// AskTwo shows a question with a second answer between no and yes.
func (w *Desk) AskTwo(q Question, other string, action func()) {
	d := &Card{Desk: w, Cancel: w.CloseDialog}
	do := func(f func()) func() {
		return func() {
			w.CloseDialog()
			f()
		}
	}
	rank := kit.RankPrimary
	if q.Danger {
		rank = kit.RankDanger
	}
	d.Yes = kit.NewButton(w.Env, kit.ButtonSpec{Text: q.Yes, Rank: rank, Action: do(q.Action)})
	d.Other = kit.NewButton(w.Env, kit.ButtonSpec{Text: other, Action: do(action)})
	d.No = kit.NewButton(w.Env, kit.ButtonSpec{Text: q.No, Rank: kit.RankGhost, Action: d.Cancel})
	if q.Wary {
		d.marked = d.Other
	}
	d.Show(kit.Column(8,
		kit.NewPara(q.Title, kit.Title, DialogWidth),
		kit.NewPara(q.Text, kit.Muted, DialogWidth),
		kit.Gap(1, 8),
		kit.Row(8, kit.Stretch(), d.No, d.Other, d.Yes),
	))
}

// Show puts content on a card over the window.
func (d *Card) Show(content fyne.CanvasObject) {
	d.Desk.CloseDialog()
	d.Desk.Env.Tips.Hide()
	d.Desk.dialog = d
	d.pop = widget.NewModalPopUp(kit.Pad(dialogEdge, 0, kit.NewFitScroll(d.Desk.Env, kit.Pad(0, 24, content), func() float32 { return d.Desk.Canvas().Size().Height - 2*dialogEdge - 8 })), d.Desk.Canvas())
	d.pop.Show()
	d.level = len(d.Desk.Canvas().Overlays().List())
	if d.marked == nil {
		d.marked = d.Yes
	}
	if d.Enter == nil && d.marked != nil {
		d.Enter = func() { d.marked.Tapped(nil) }
	}
	if d.marked != nil && d.marked.Enabled() {
		d.Desk.Canvas().Focus(d.marked) // it is seen what Enter does
	}
}

// Content is what the card shows, with its space around it.
func (d *Card) Content() fyne.CanvasObject { return d.pop.Content }

// Covered reports whether a menu or a chooser lies over the dialog, whose keys
// then do nothing.
func (d *Card) Covered() bool { return len(d.Desk.Canvas().Overlays().List()) > d.level }

// Key handles a key while the card is on top.
func (d *Card) Key(k fyne.KeyName) {
	switch k {
	case fyne.KeyEscape:
		d.Cancel()
	case fyne.KeyReturn, fyne.KeyEnter:
		if d.Enter != nil {
			d.Enter()
		}
	}
}

// Dialog is the card that is open, nil for none.
func (w *Desk) Dialog() *Card { return w.dialog }

// UpdateDialog shows a new state on the card, which may go with it.
func (w *Desk) UpdateDialog(s model.State) {
	if d := w.dialog; d != nil && d.Update != nil && !d.Update(s) {
		w.CloseDialog()
	}
}

// CloseDialog takes the card away.
func (w *Desk) CloseDialog() {
	if w.dialog != nil {
		d := w.dialog
		w.dialog = nil
		d.pop.Hide()
		if d.Closed != nil {
			d.Closed()
		}
	}
}

// PanelWidth is the width of a side panel.
const PanelWidth = 328
