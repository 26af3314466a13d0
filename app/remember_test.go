package app

import (
	"slices"
	"testing"

	"onair/app/model"
)

// TestTheWindowIsRemembered from one run to the next.
func TestTheWindowIsRemembered(t *testing.T) {
	d := newDesk(t)
	a := d.window()
	place := model.WindowPlace{Width: 1400, Height: 900, X: 30, Y: 60, Placed: true}
	a.RememberWindow(place)
	a.RememberFolded(true)
	a.RememberFolder(model.FileTable, "/tables")
	a.SetSort(model.SortTitle)
	a.SetOnlyFollowed(true)
	a.SetOneEncoding(true)
	a.desk.Do(func() { a.desk.Stop() }) // after those
	<-a.desk.Context().Done()
	a.Close()
	s := d.window().Store.State()
	if s.Memory.Window != place || !s.Memory.Folded || s.Memory.Folders[model.FileTable] != "/tables" || s.Lobby.Sort != model.SortTitle || !s.Lobby.OnlyFollowed || !s.Settings.OneEncoding {
		t.Errorf("the next run: %+v, lobby %+v, settings %+v", s.Memory, s.Lobby, s.Settings)
	}
}

// TestResettingAllBeautyCanBeUndone with all that was chosen.
func TestResettingAllBeautyCanBeUndone(t *testing.T) {
	a := newDesk(t).window()
	filter := a.Store.State().Beauty.Filters[1].ID
	a.SetBeauty(model.BeautySmooth, 7)
	a.SetColourFilter(filter)
	a.SetBackground("blur")
	until(t, a, "the background", func(s model.State) bool { return s.Beauty.Background == "blur" })
	before := a.Store.State().Beauty
	a.ResetAllBeauty()
	until(t, a, "nothing", func(s model.State) bool { return !s.Beauty.Changed() && s.Beauty.CanUndo })
	a.UndoResetBeauty()
	s := until(t, a, "all of it", func(s model.State) bool { return s.Beauty.Background == "blur" && s.Beauty.Filter == filter })
	if s.Beauty.Value(model.BeautySmooth) != 7 || s.Beauty.CanUndo || !slices.EqualFunc(s.Beauty.Params, before.Params, func(a, b model.Param) bool { return a.Value == b.Value }) {
		t.Errorf("brought back: %+v", s.Beauty.Params)
	}
}
