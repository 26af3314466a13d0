package stage

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/desk"
	"onair/views/kit"
)

// stageNote is a message on the stage: a wait, an end, a failure.
type stageNote struct {
	w     *desk.Desk
	box   *fyne.Container
	spin  *kit.Spinner
	shown Note
}

// Note is what a stageNote says.
type Note struct {
	Title, Text string
	Icon        string // empty and not waiting: no icon
	Waiting     bool
	clear       bool // over a picture that goes on: no scrim
	// Slate is said instead on the last picture where that stands dimmed.
	Slate         string
	Button, Icon2 string
	Action        func()
}

func (t Note) same(o Note) bool {
	return t.Title == o.Title && t.Text == o.Text && t.Icon == o.Icon && t.Waiting == o.Waiting && t.Button == o.Button && t.Icon2 == o.Icon2 && t.clear == o.clear
}

func newStageNote(w *desk.Desk) *stageNote {
	n := &stageNote{w: w, box: container.NewStack(), spin: kit.NewSpinner(w.Env)}
	n.box.Hide()
	return n
}

func (n *stageNote) object() fyne.CanvasObject { return n.box }

// set shows a message; the zero noteText shows none.
func (n *stageNote) set(t Note) {
	if t.same(n.shown) && n.box.Visible() == (t.Title != "") {
		return
	}
	n.shown = t
	if t.Title == "" {
		n.spin.Stop()
		n.box.Hide()
		n.box.Objects = nil
		return
	}
	const width = 380
	var objects []fyne.CanvasObject
	if t.Waiting {
		n.spin.Start()
		objects = append(objects, container.NewCenter(kit.Fixed(40, 40, n.spin)))
	} else {
		n.spin.Stop()
		if t.Icon != "" {
			objects = append(objects, container.NewCenter(kit.Icon(t.Icon, kit.ColorOnGlass, 36)))
		}
	}
	centre := kit.TextStyle{Size: kit.SizeTitle, Bold: true, Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter}
	objects = append(objects, kit.NewPara(t.Title, centre, width))
	if t.Text != "" {
		objects = append(objects, kit.NewPara(t.Text, kit.TextStyle{Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter}, width))
	}
	if t.Button != "" {
		b := kit.NewButton(n.w.Env, kit.ButtonSpec{Text: t.Button, Icon: t.Icon2, Rank: kit.RankPrimary, Action: t.Action})
		objects = append(objects, kit.Gap(1, 6), container.NewCenter(b))
	}
	card := container.NewCenter(kit.Sheet(kit.ColorGlass, 14, kit.Pad(24, 28, kit.Column(10, objects...))))
	n.box.Objects = []fyne.CanvasObject{card}
	kit.Show(n.box, true)
	n.box.Refresh()
}

func (n *stageNote) close() { n.spin.Stop() }
