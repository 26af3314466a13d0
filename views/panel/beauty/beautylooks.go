package beauty

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// LookGrid is the choice of complete looks, and what can be done with one's own.
type LookGrid struct {
	w     *desk.Desk
	box   *fyne.Container
	grid  *fyne.Container
	Items []*choiceItem
	shown []model.Choice
	Save  *kit.Button
	Own   *fyne.Container // what only a look of one's own has
	look  string
}

func newLookGrid(w *desk.Desk) *LookGrid {
	g := &LookGrid{w: w, grid: container.NewGridWithColumns(3)}
	g.Save = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "plus", Text: kit.T("beauty.look.save"), Tip: kit.T("tip.beauty.look.save"), Action: func() {
		askName(w, kit.T("beauty.look.save"), g.name(), w.Can.Wear.SaveLook)
	}})
	rename := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("beauty.look.rename"), Action: func() {
		id := g.look
		askName(w, kit.T("beauty.look.rename"), g.name(), func(name string) { w.Can.Wear.RenameLook(id, name) })
	}})
	export := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("beauty.look.export"), Tip: kit.T("tip.beauty.look.export"), Action: func() {
		id := g.look
		w.SaveFile(model.FileBeauty, g.name()+".json", func(path string) { w.Can.Wear.ExportLook(id, path) })
	}})
	remove := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("beauty.look.delete"), Action: func() {
		id := g.look
		w.Ask(desk.Question{
			Title: kit.T("beauty.look.delete.title", kit.Values{"Name": g.name()}), Text: kit.T("beauty.look.delete.text"),
			Yes: kit.T("beauty.look.delete"), No: kit.T("cancel"), Danger: true, Action: func() { w.Can.Wear.DeleteLook(id) },
		})
	}})
	g.Own = kit.Column(8, kit.FillRow(8, rename, export), remove)
	g.box = kit.Column(10, g.grid, g.Save, g.Own)
	return g
}

// name is that of the look of one's own that is worn, empty for none.
func (g *LookGrid) name() string {
	name, own := strings.CutPrefix(g.look, model.OwnLook)
	if !own {
		return ""
	}
	return name
}

// Object is what is to be shown.
func (g *LookGrid) Object() fyne.CanvasObject { return g.box }

// Update shows what is new.
func (g *LookGrid) Update(b model.Beauty) {
	if !sameChoices(g.shown, b.Looks) {
		g.shown, g.Items, g.grid.Objects = b.Looks, nil, nil
		for _, c := range b.Looks {
			item := newChoiceItem(g.w, c, "beauty.look", func() { g.w.Can.Wear.WearLook(c.ID) })
			g.Items = append(g.Items, item)
			g.grid.Add(item)
		}
		g.box.Refresh()
	}
	g.look = b.Look
	for _, item := range g.Items {
		item.setOn(item.id == b.Look)
	}
	kit.Show(g.Own, g.name() != "")
}

func sameChoices(a, b []model.Choice) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].ID != b[i].ID || a[i].Thumb != b[i].Thumb {
			return false
		}
	}
	return true
}

// askName asks for a name.
func askName(w *desk.Desk, title, start string, take func(name string)) {
	entry := kit.NewEntry(w.Env, kit.T("beauty.look.name"), nil)
	d := &desk.Card{Desk: w, Cancel: w.CloseDialog}
	d.Enter = func() {
		if text := strings.TrimSpace(entry.Text); text != "" {
			w.CloseDialog()
			take(text)
		}
	}
	d.Yes = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("beauty.look.keep"), Rank: kit.RankPrimary, Action: d.Enter})
	d.Yes.SetEnabled(start != "", kit.T("beauty.look.name"))
	entry.OnChanged = func(text string) { d.Yes.SetEnabled(strings.TrimSpace(text) != "", kit.T("beauty.look.name")) }
	entry.OnSubmitted = func(string) { d.Enter() }
	d.No = kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("cancel"), Action: d.Cancel})
	d.Show(kit.Column(10, kit.NewPara(title, kit.Title, desk.DialogWidth), entry, kit.Gap(1, 6), kit.Row(8, kit.Stretch(), d.No, d.Yes)))
	entry.SetText(start)
	w.Canvas().Focus(entry)
}
