package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// stageNote is a message on the stage: a wait, an end, a failure.
type stageNote struct {
	w     *window
	box   *fyne.Container
	spin  *kit.Spinner
	shown noteText
}

// noteText is what a stageNote says.
type noteText struct {
	title, text   string
	icon          string // empty and not waiting: no icon
	waiting       bool
	clear         bool // over a picture that goes on: no scrim
	button, icon2 string
	action        func()
}

func (t noteText) same(o noteText) bool {
	t.action, o.action = nil, nil
	return t.title == o.title && t.text == o.text && t.icon == o.icon && t.waiting == o.waiting && t.button == o.button && t.clear == o.clear
}

func newStageNote(w *window) *stageNote {
	n := &stageNote{w: w, box: container.NewStack(), spin: kit.NewSpinner(w.env)}
	n.box.Hide()
	return n
}

func (n *stageNote) object() fyne.CanvasObject { return n.box }

// set shows a message; the zero noteText shows none.
func (n *stageNote) set(t noteText) {
	if t.same(n.shown) && n.box.Visible() == (t.title != "") {
		return
	}
	n.shown = t
	if t.title == "" {
		n.spin.Stop()
		n.box.Hide()
		n.box.Objects = nil
		return
	}
	const width = 380
	var objects []fyne.CanvasObject
	if t.waiting {
		n.spin.Start()
		objects = append(objects, container.NewCenter(kit.Fixed(40, 40, n.spin)))
	} else {
		n.spin.Stop()
		if t.icon != "" {
			objects = append(objects, container.NewCenter(kit.Icon(t.icon, kit.ColorOnGlass, 36)))
		}
	}
	centre := kit.TextStyle{Size: kit.SizeTitle, Bold: true, Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter}
	objects = append(objects, kit.NewPara(t.title, centre, width))
	if t.text != "" {
		objects = append(objects, kit.NewPara(t.text, kit.TextStyle{Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter}, width))
	}
	if t.button != "" {
		b := kit.NewButton(n.w.env, kit.ButtonSpec{Text: t.button, Icon: t.icon2, Rank: kit.RankPrimary, Action: t.action})
		objects = append(objects, kit.Gap(1, 6), container.NewCenter(b))
	}
	card := container.NewCenter(kit.Sheet(kit.ColorGlass, 14, kit.Pad(24, 28, kit.Column(10, objects...))))
	n.box.Objects = []fyne.CanvasObject{card}
	show(n.box, true)
	n.box.Refresh()
}

func (n *stageNote) close() { n.spin.Stop() }
