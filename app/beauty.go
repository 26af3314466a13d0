package app

import (
	"io"

	"onair/app/model"
	"onair/assets/luts"
)

func (a *App) firstBeauty() model.Beauty {
	b := model.DefaultBeauty()
	for id, v := range a.profile.Beauty {
		b = b.With(id, v)
	}
	for _, name := range luts.Names() {
		if name == luts.Original {
			continue // the strip's "none"
		}
		b.Filters = append(b.Filters, model.ColourFilter{ID: name, Name: name})
		if name == a.profile.Filter {
			b.Filter = name
		}
	}
	return a.firstLooks(b)
}

// SetBeauty moves one parameter; the newest value wins.
func (a *App) SetBeauty(id string, value float64) {
	a.Store.Update(func(s *model.State) { s.Beauty = s.Beauty.With(id, value) })
	v := a.Store.State().Beauty.Value(id)
	a.applyBeauty(id, v)
	a.do(func() { a.profile.Beauty[id], a.profile.Looks.Preset = v, "" })
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
	a.Store.Update(func(s *model.State) { s.Beauty = s.Beauty.Reset() })
	for _, p := range a.Store.State().Beauty.Params {
		a.applyBeauty(p.ID, p.Value)
	}
	a.SetSticker("")
	a.SetBackground("")
	a.SetGreenScreen("")
	a.do(func() {
		a.applyFilter("")
		a.profile.Beauty, a.profile.Filter, a.profile.Looks.Preset = map[string]float64{}, "", ""
	})
}

// SetColourFilter chooses a colour table by name; empty takes it away.
func (a *App) SetColourFilter(id string) {
	a.Store.Update(func(s *model.State) { s.Beauty.Filter = id })
	a.do(func() {
		a.applyFilter(id)
		a.profile.Filter = id
	})
}

// CompareBeauty shows the untouched picture while on is true.
func (a *App) CompareBeauty(on bool) {
	a.room.BeautyManager().SetBypass(on)
	a.Store.Update(func(s *model.State) { s.Beauty.Comparing = on })
}

func (a *App) applyBeauty(id string, v float64) {
	if _, err := a.room.BeautyManager().Set(id, float32(v)); err != nil {
		a.log.Error("beauty", "err", err)
	}
}

func (a *App) applyFilter(name string) {
	var png []byte
	if name != "" {
		var err error
		if png, err = readLUT(name); err != nil {
			a.log.Error("colour filter", "name", name, "err", err)
			return
		}
	}
	if err := a.room.BeautyManager().SetFilterData(png); err != nil {
		a.log.Error("colour filter", "name", name, "err", err)
	}
}

func readLUT(name string) ([]byte, error) {
	f, err := luts.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}
