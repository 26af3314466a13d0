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
func (c *Looks) SetBeauty(id string, value float64) { c.post(Move{id, value}) }

// ResetBeauty puts one parameter back to its default.
func (c *Looks) ResetBeauty(id string) { c.post(Reset{id}) }

// ResetAllBeauty puts every parameter back and takes the colour filter away.
func (c *Looks) ResetAllBeauty() { c.post(ResetAll{}) }

// UndoResetBeauty brings back what was there before everything was reset.
func (c *Looks) UndoResetBeauty() { c.post(Undo{}) }

// post gives an event to the rules and carries out what follows.
func (c *Looks) post(e Event) {
	var effects []Effect
	c.desk.Store.Update(func(s *model.State) {
		next, todo := reduce(State{Beauty: s.Beauty, Memo: c.memo}, e)
		s.Beauty, c.memo, effects = next.Beauty, next.Memo, todo
	})
	for _, e := range effects {
		c.carry(e)
	}
}

// carry does what the rules want done.
func (c *Looks) carry(e Effect) {
	switch e := e.(type) {
	case Set:
		c.applyBeauty(e.ID, e.Value)
	case Load:
		run := c.desk.Choose
		if e.Kind == Table && !isOwnFile(e.ID) {
			run = c.desk.Do
		}
		run(func() { c.load(e) })
	case Keep:
		c.desk.Do(func() { c.keep(e) })
	case KeepValue:
		c.desk.Do(func() {
			c.desk.Settings.Beauty[e.ID], c.desk.Settings.Looks.Preset, c.desk.Settings.Looks.Look = e.Value, "", ""
		})
	case KeepAll:
		c.desk.Do(func() {
			c.desk.Settings.Beauty, c.desk.Settings.Looks.Preset = map[string]float64{}, e.Beauty.Preset
			c.desk.Settings.Looks.Look = e.Beauty.Look
			for _, p := range e.Beauty.Params {
				c.desk.Settings.Beauty[p.ID] = p.Value
			}
		})
	case Refuse:
		c.refuse(e)
	default:
		c.carryLook(e)
	}
}

// CompareBeauty shows the untouched picture while on is true.
func (c *Looks) CompareBeauty(on bool) { c.post(Compare{on}) }

func (c *Looks) applyBeauty(id string, v float64) {
	if _, err := c.filters.Set(id, float32(v)); err != nil {
		c.desk.Log.Error("beauty", "err", err)
	}
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
