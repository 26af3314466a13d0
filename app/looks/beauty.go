package looks

import (
	"io"
	"strings"

	"onair/app/model"
	"onair/app/settings"
	"onair/assets/luts"
)

// First is the panel's state: what is remembered.
func First(p settings.Settings) model.Beauty {
	b := model.DefaultBeauty()
	for id, v := range p.Beauty {
		b = b.With(id, v)
	}
	for _, name := range luts.Names() {
		if name == luts.Original {
			continue // the strip's "none"
		}
		b.Filters = append(b.Filters, model.ColourFilter{ID: name, Name: name})
		if name == p.Filter {
			b.Filter = name
		}
	}
	if strings.HasPrefix(p.Filter, OwnFile) {
		b.Filter = p.Filter
	}
	return firstLooks(b, p.Looks)
}

// Apply tells the filters what is remembered.
func (c *Looks) Apply(b model.Beauty) {
	for _, p := range b.Params {
		c.applyBeauty(p.ID, p.Value)
	}
	c.applyLooks(b)
}

// SetBeauty moves one parameter; the newest value wins.
func (c *Looks) SetBeauty(id string, value float64) {
	c.desk.Store.Update(func(s *model.State) { s.Beauty = s.Beauty.With(id, value) })
	v := c.desk.Store.State().Beauty.Value(id)
	c.applyBeauty(id, v)
	c.desk.Do(func() { c.desk.Settings.Beauty[id], c.desk.Settings.Looks.Preset = v, "" })
}

// ResetBeauty puts one parameter back to its default.
func (c *Looks) ResetBeauty(id string) {
	for _, p := range c.desk.Store.State().Beauty.Params {
		if p.ID == id {
			c.SetBeauty(id, p.Default)
		}
	}
}

// ResetAllBeauty puts every parameter back and takes the colour filter away.
func (c *Looks) ResetAllBeauty() {
	before := c.desk.Store.State().Beauty
	if !before.Changed() {
		return
	}
	c.desk.Do(func() { c.before = before })
	c.desk.Store.Update(func(s *model.State) { s.Beauty = s.Beauty.Reset(); s.Beauty.CanUndo = true })
	for _, p := range c.desk.Store.State().Beauty.Params {
		c.applyBeauty(p.ID, p.Value)
	}
	c.SetSticker("")
	c.SetBackground("")
	c.SetGreenScreen("")
	c.SetColourFilter("")
	c.desk.Do(func() { c.desk.Settings.Beauty, c.desk.Settings.Looks.Preset = map[string]float64{}, "" })
}

// UndoResetBeauty brings back what was there before everything was reset.
func (c *Looks) UndoResetBeauty() {
	if s := c.desk.Store.State(); !s.Beauty.CanUndo {
		return
	}
	c.desk.Do(func() {
		before := c.before
		c.desk.Store.Update(func(s *model.State) {
			for _, p := range before.Params {
				s.Beauty = s.Beauty.With(p.ID, p.Value)
			}
			s.Beauty.Preset, s.Beauty.CanUndo = before.Preset, false
		})
		for _, p := range c.desk.Store.State().Beauty.Params {
			c.applyBeauty(p.ID, p.Value)
			c.desk.Settings.Beauty[p.ID] = p.Value
		}
		c.desk.Settings.Looks.Preset = before.Preset
		c.SetColourFilter(before.Filter)
		c.SetSticker(before.Sticker)
		c.SetBackground(before.Background)
		c.SetGreenScreen(before.Green)
	})
}

// SetColourFilter chooses a colour table: one that comes with the program, a file of
// the user's own, or none.
func (c *Looks) SetColourFilter(id string) {
	c.table.Store(id)
	if !strings.HasPrefix(id, OwnFile) {
		c.desk.Store.Update(func(s *model.State) { s.Beauty.Filter = id })
		c.desk.Do(func() {
			c.applyFilter(id)
			c.desk.Settings.Filter = id
		})
		return
	}
	c.desk.Choose(func() {
		if c.applyFilter(id) {
			c.desk.Do(func() { c.desk.Settings.Filter = id; c.desk.Save() })
		}
	})
}

// CompareBeauty shows the untouched picture while on is true.
func (c *Looks) CompareBeauty(on bool) {
	c.filters.SetBypass(on)
	c.desk.Store.Update(func(s *model.State) { s.Beauty.Comparing = on })
}

func (c *Looks) applyBeauty(id string, v float64) {
	if _, err := c.filters.Set(id, float32(v)); err != nil {
		c.desk.Log.Error("beauty", "err", err)
	}
}

// applyFilter reports whether the table is in force; if not, the one before stays.
func (c *Looks) applyFilter(id string) bool {
	table, err := readTable(id)
	if c.table.Load() != id { // another was chosen while the file was read
		return false
	}
	if err == nil {
		err = c.filters.SetFilterData(table)
	}
	if err != nil {
		c.choiceFailed(model.FailureTable, id, err)
		return false
	}
	c.desk.Store.Update(func(s *model.State) { s.Beauty.Filter = id })
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
	if path, own := strings.CutPrefix(id, OwnFile); own {
		return ReadFile(path, maxTable)
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
