package app

import (
	"io"
	"strings"

	"onair/app/model"
	"onair/assets/luts"
)

func (a *App) firstBeauty() model.Beauty {
	b := model.DefaultBeauty()
	for id, v := range a.desk.Settings.Beauty {
		b = b.With(id, v)
	}
	for _, name := range luts.Names() {
		if name == luts.Original {
			continue // the strip's "none"
		}
		b.Filters = append(b.Filters, model.ColourFilter{ID: name, Name: name})
		if name == a.desk.Settings.Filter {
			b.Filter = name
		}
	}
	if strings.HasPrefix(a.desk.Settings.Filter, ownFile) {
		b.Filter = a.desk.Settings.Filter
	}
	return a.firstLooks(b)
}

// SetBeauty moves one parameter; the newest value wins.
func (a *App) SetBeauty(id string, value float64) {
	a.Store.Update(func(s *model.State) { s.Beauty = s.Beauty.With(id, value) })
	v := a.Store.State().Beauty.Value(id)
	a.applyBeauty(id, v)
	a.desk.Do(func() { a.desk.Settings.Beauty[id], a.desk.Settings.Looks.Preset = v, "" })
}

// ResetBeauty puts one parameter back to its default.
func (a *App) ResetBeauty(id string) {
	for _, p := range a.Store.State().Beauty.Params {
		if p.ID == id {
			a.SetBeauty(id, p.Default)
		}
	}
}

// ResetAllBeauty puts every parameter back and takes the colour filter away.
func (a *App) ResetAllBeauty() {
	before := a.Store.State().Beauty
	if !before.Changed() {
		return
	}
	a.desk.Do(func() { a.reset = before })
	a.Store.Update(func(s *model.State) { s.Beauty = s.Beauty.Reset(); s.Beauty.CanUndo = true })
	for _, p := range a.Store.State().Beauty.Params {
		a.applyBeauty(p.ID, p.Value)
	}
	a.SetSticker("")
	a.SetBackground("")
	a.SetGreenScreen("")
	a.SetColourFilter("")
	a.desk.Do(func() { a.desk.Settings.Beauty, a.desk.Settings.Looks.Preset = map[string]float64{}, "" })
}

// UndoResetBeauty brings back what was there before everything was reset.
func (a *App) UndoResetBeauty() {
	if s := a.Store.State(); !s.Beauty.CanUndo {
		return
	}
	a.desk.Do(func() {
		before := a.reset
		a.Store.Update(func(s *model.State) {
			for _, p := range before.Params {
				s.Beauty = s.Beauty.With(p.ID, p.Value)
			}
			s.Beauty.Preset, s.Beauty.CanUndo = before.Preset, false
		})
		for _, p := range a.Store.State().Beauty.Params {
			a.applyBeauty(p.ID, p.Value)
			a.desk.Settings.Beauty[p.ID] = p.Value
		}
		a.desk.Settings.Looks.Preset = before.Preset
		a.SetColourFilter(before.Filter)
		a.SetSticker(before.Sticker)
		a.SetBackground(before.Background)
		a.SetGreenScreen(before.Green)
	})
}

// SetColourFilter chooses a colour table: one that comes with the program, a file of
// the user's own, or none.
func (a *App) SetColourFilter(id string) {
	a.table.Store(id)
	if !strings.HasPrefix(id, ownFile) {
		a.Store.Update(func(s *model.State) { s.Beauty.Filter = id })
		a.desk.Do(func() {
			a.applyFilter(id)
			a.desk.Settings.Filter = id
		})
		return
	}
	a.desk.Choose(func() {
		if a.applyFilter(id) {
			a.desk.Do(func() { a.desk.Settings.Filter = id; a.desk.Save() })
		}
	})
}

// CompareBeauty shows the untouched picture while on is true.
func (a *App) CompareBeauty(on bool) {
	a.room.BeautyManager().SetBypass(on)
	a.Store.Update(func(s *model.State) { s.Beauty.Comparing = on })
}

func (a *App) applyBeauty(id string, v float64) {
	if _, err := a.room.BeautyManager().Set(id, float32(v)); err != nil {
		a.desk.Log.Error("beauty", "err", err)
	}
}

// applyFilter reports whether the table is in force; if not, the one before stays.
func (a *App) applyFilter(id string) bool {
	table, err := readTable(id)
	if a.table.Load() != id { // another was chosen while the file was read
		return false
	}
	if err == nil {
		err = a.room.BeautyManager().SetFilterData(table)
	}
	if err != nil {
		a.choiceFailed(model.FailureTable, id, err)
		return false
	}
	a.Store.Update(func(s *model.State) { s.Beauty.Filter = id })
	return true
}

// maxTable is the largest file that is read as a colour table, in bytes: a .cube file
// may have 32 MiB.
const maxTable = 33 << 20

// readTable reads a table that comes with the program or a file; nil for none.
func readTable(id string) ([]byte, error) {
	if id == "" {
		return nil, nil
	}
	if path, own := strings.CutPrefix(id, ownFile); own {
		return readSome(path, maxTable)
	}
	return readLUT(id)
}

func readLUT(name string) ([]byte, error) {
	f, err := luts.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
