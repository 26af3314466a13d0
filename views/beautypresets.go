package views

import (
	"slices"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/kit"
)

// presetRow is the choice of presets, and writing and reading all settings as
// a file.
type presetRow struct {
	box   *fyne.Container
	words *kit.Segmented
	ids   []string
}

func newPresetRow(w *window, ids []string) *presetRow {
	r := &presetRow{ids: ids}
	var words []string
	for _, id := range ids {
		words = append(words, kit.T("beauty.preset."+id))
	}
	r.words = kit.NewSegmented(w.env, words, func(i int) { w.looks.ApplyBeautyPreset(ids[i]) })
	save := kit.NewButton(w.env, kit.ButtonSpec{Icon: "file", Rank: kit.RankGhost, Tip: kit.T("tip.beauty.export"), Action: func() { saveOne(w, model.FileBeauty, "onair-beauty.json", w.looks.ExportBeauty) }})
	load := kit.NewButton(w.env, kit.ButtonSpec{Icon: "folder", Rank: kit.RankGhost, Tip: kit.T("tip.beauty.import"), Action: func() {
		pickOne(w, model.FileBeauty, w.looks.ImportBeauty)
	}})
	head := kit.Row(2, kit.NewLine(kit.T("beauty.presets"), kit.Strong), kit.Stretch(), kit.Fixed(30, 26, save), kit.Fixed(30, 26, load))
	r.box = kit.Column(4, head, r.words)
	return r
}

func (r *presetRow) object() fyne.CanvasObject { return r.box }

func (r *presetRow) update(b model.Beauty) { r.words.SetChosen(slices.Index(r.ids, b.Preset)) }

// gestureList says for each gesture what it does, and lets that be changed.
type gestureList struct {
	box     *fyne.Container
	selects []*kit.Select
	words   []string
}

func newGestureList(w *window, bindings []model.GestureBinding) *gestureList {
	l := &gestureList{box: kit.Column(6)}
	for _, a := range model.GestureActions() {
		l.words = append(l.words, kit.T("gesture.do."+string(a)))
	}
	for _, g := range bindings {
		s := kit.NewSelect(w.env, func(i int) { w.looks.BindGesture(g.ID, model.GestureActions()[i]) })
		l.selects = append(l.selects, s)
		l.box.Add(kit.Frame(nil, nil, nil, kit.Fixed(168, 36, s), kit.NewCutLine(kit.T("gesture."+g.ID), kit.Muted)))
	}
	return l
}

func (l *gestureList) object() fyne.CanvasObject { return l.box }

func (l *gestureList) update(b model.Beauty) {
	for i, g := range b.Gestures {
		l.selects[i].SetOptionsAndChoice(l.words, slices.Index(model.GestureActions(), g.Action))
	}
}
