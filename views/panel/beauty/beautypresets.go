package beauty

import (
	"slices"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// PresetRow is the choice of presets, and writing and reading all settings as
// a file.
type PresetRow struct {
	box   *fyne.Container
	Words *kit.Segmented
	ids   []string
}

func newPresetRow(w *desk.Desk, ids []string) *PresetRow {
	r := &PresetRow{ids: ids}
	var words []string
	for _, id := range ids {
		words = append(words, kit.T("beauty.preset."+id))
	}
	r.Words = kit.NewSegmented(w.Env, words, func(i int) { w.Can.Looks.ApplyBeautyPreset(ids[i]) })
	save := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "file", Rank: kit.RankGhost, Tip: kit.T("tip.beauty.export"), Action: func() { w.SaveFile(model.FileBeauty, "onair-beauty.json", w.Can.Looks.ExportBeauty) }})
	load := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "folder", Rank: kit.RankGhost, Tip: kit.T("tip.beauty.import"), Action: func() {
		w.PickFile(model.FileBeauty, w.Can.Looks.ImportBeauty)
	}})
	head := kit.Row(2, kit.NewLine(kit.T("beauty.presets"), kit.Strong), kit.Stretch(), kit.Fixed(30, 26, save), kit.Fixed(30, 26, load))
	r.box = kit.Column(4, head, r.Words)
	return r
}

// Object is what is to be shown.
func (r *PresetRow) Object() fyne.CanvasObject { return r.box }

// Update shows what is new.
func (r *PresetRow) Update(b model.Beauty) { r.Words.SetChosen(slices.Index(r.ids, b.Preset)) }

// GestureList says for each gesture what it does, and lets that be changed.
type GestureList struct {
	box     *fyne.Container
	Selects []*kit.Select
	words   []string
}

func newGestureList(w *desk.Desk, bindings []model.GestureBinding) *GestureList {
	l := &GestureList{box: kit.Column(6)}
	for _, a := range model.GestureActions() {
		l.words = append(l.words, kit.T("gesture.do."+string(a)))
	}
	for _, g := range bindings {
		s := kit.NewSelect(w.Env, func(i int) { w.Can.Looks.BindGesture(g.ID, model.GestureActions()[i]) })
		l.Selects = append(l.Selects, s)
		l.box.Add(kit.Frame(nil, nil, nil, kit.Fixed(168, 36, s), kit.NewCutLine(kit.T("gesture."+g.ID), kit.Muted)))
	}
	return l
}

// Object is what is to be shown.
func (l *GestureList) Object() fyne.CanvasObject { return l.box }

// Update shows what is new.
func (l *GestureList) Update(b model.Beauty) {
	for i, g := range b.Gestures {
		l.Selects[i].SetOptionsAndChoice(l.words, slices.Index(model.GestureActions(), g.Action))
	}
}
