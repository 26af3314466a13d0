package views

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// soundBoard is a grid of short sounds, each with its number key.
type soundBoard struct {
	w       *window
	content fyne.CanvasObject
	grid    *fyne.Container
	pads    []*padTile
	shown   []model.Pad
}

func newSoundBoard(w *window) *soundBoard {
	b := &soundBoard{w: w, grid: container.NewGridWithColumns(3)}
	add := kit.NewButton(w.env, kit.ButtonSpec{Icon: "plus", Text: kit.T("pad.add"), Tip: kit.T("tip.pad.add"), Action: func() {
		pickOne(w, model.FileSound, w.sounds.AddPad)
	}})
	b.content = panelScroll(w.env, kit.Column(12, b.grid, add, kit.NewPara(kit.T("pad.explain"), kit.Caption, panelWidth-34)))
	return b
}

// soundEndings are the files that choosers offer as sound.
var soundEndings = []string{".mp3", ".m4a", ".aac", ".wav", ".ogg", ".opus", ".flac", ".wma", ".mp4", ".mkv", ".webm"}

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
	tap
	box  fyne.CanvasObject
	back *canvas.Rectangle
}

func newPadTile(w *window, p model.Pad, place int) *padTile {
	t := &padTile{back: canvas.NewRectangle(kit.Color(kit.ColorRaised))}
	t.back.CornerRadius = 10
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
	t.init(w.env, t, kit.Fixed(92, 68, container.NewStack(t.back, kit.Pad(10, 6, words))), func() { w.sounds.PlayPad(p.ID) })
	t.tip = name
	t.box = t
	if p.Own {
		forget := &tap{}
		forget.init(w.env, forget, kit.Pad(4, 4, kit.Icon("close", kit.ColorFaint, 12)), func() { w.sounds.RemovePad(p.ID) })
		forget.tip = kit.T("tip.pad.remove")
		t.box = container.NewStack(t, container.NewVBox(kit.Row(0, kit.Stretch(), forget)))
	}
	return t
}

func (t *padTile) setOn(on bool) {
	if t.on != on {
		t.on = on
		t.restyle()
	}
}

func (t *padTile) restyle() {
	t.back.FillColor, t.back.StrokeWidth = kit.Color(kit.ColorRaised), 0
	switch {
	case t.on:
		t.back.FillColor = kit.Color("button")
		t.back.StrokeColor, t.back.StrokeWidth = kit.Color(kit.ColorAccent), 2
	case t.focused:
		t.back.StrokeColor, t.back.StrokeWidth = kit.Color(kit.ColorRing), 2
	case t.hovered:
		t.back.FillColor = kit.Color("hover")
	}
	t.back.Refresh()
}
