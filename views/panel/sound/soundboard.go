package sound

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// soundBoard is a grid of short sounds, each with its number key.
type soundBoard struct {
	w       *desk.Desk
	content fyne.CanvasObject
	grid    *fyne.Container
	pads    []*padTile
	shown   []model.Pad
}

func newSoundBoard(w *desk.Desk) *soundBoard {
	b := &soundBoard{w: w, grid: container.NewGridWithColumns(3)}
	add := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "plus", Text: kit.T("pad.add"), Tip: kit.T("tip.pad.add"), Action: func() {
		w.PickFile(model.FileSound, w.Can.Sounds.AddPad)
	}})
	b.content = kit.PanelScroll(w.Env, kit.Column(12, b.grid, add, kit.NewPara(kit.T("pad.explain"), kit.Caption, desk.PanelWidth-34)))
	return b
}

func (b *soundBoard) object() fyne.CanvasObject { return b.content }

func (b *soundBoard) update(pads []model.Pad) {
	if !samePads(pads, b.shown) {
		b.pads, b.grid.Objects = nil, nil
		for i, p := range pads {
			t := newPadTile(b.w, p, i)
			b.pads = append(b.pads, t)
			b.grid.Add(t.box)
		}
		b.grid.Refresh()
	}
	b.shown = pads
	for i, p := range pads {
		b.pads[i].setOn(p.On)
	}
}

func samePads(a, b []model.Pad) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Name != b[i].Name {
			return false
		}
	}
	return true
}

// padTile is one sound; own ones have a cross.
type padTile struct {
	soundTile
	box fyne.CanvasObject
}

func newPadTile(w *desk.Desk, p model.Pad, place int) *padTile {
	t := &padTile{}
	t.paint(10, "button")
	name := p.Name
	if key := "pad." + p.ID; !p.Own && kit.Has(key) {
		name = kit.T(key)
	}
	number := ""
	if place < len(padKeys) {
		number = strconv.Itoa(place + 1)
	}
	words := kit.Column(4,
		kit.NewLine(number, kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorFaint, Align: fyne.TextAlignCenter}),
		kit.NewCutLine(name, kit.TextStyle{Color: kit.ColorText, Align: fyne.TextAlignCenter}))
	t.Init(w.Env, t, kit.Fixed(92, 68, container.NewStack(t.back, kit.Pad(10, 6, words))), func() { w.Can.Sounds.PlayPad(p.ID) })
	t.Tip = name
	t.box = t
	if p.Own {
		forget := &kit.Tap{}
		forget.Init(w.Env, forget, kit.Pad(4, 4, kit.Icon("close", kit.ColorFaint, 12)), func() { w.Can.Sounds.RemovePad(p.ID) })
		forget.Tip = kit.T("tip.pad.remove")
		t.box = container.NewStack(t, container.NewVBox(kit.Row(0, kit.Stretch(), forget)))
	}
	return t
}
