package looks

import (
	"slices"

	"onair/app/model"
	"onair/beauty/makeup"
)

// Events of makeup, presets, gestures and what is only switched.
type (
	// Lay chooses a look, or a colour of one's own; makeup that was off goes on.
	Lay struct {
		Kind makeup.Kind
		Look makeup.Look
	}
	// Taken: settings from elsewhere, such as a preset, are in force. Values are those
	// they have, by parameter; Looks are by the parameter of their makeup.
	Taken struct {
		Values map[string]float64
		Looks  map[string]makeup.Look
		Preset string // what they are called, if they come with the program
	}
	// Worn: a complete look is on; its colour table is to follow.
	Worn struct{ ID, Table string }
	// Owned: these are the looks there are now, and the one that is worn.
	Owned struct {
		Looks []model.Choice
		Look  string
	}
	// Mute keeps the sticker's sounds off.
	Mute struct{ On bool }
	// Bind says what a gesture does.
	Bind struct {
		ID     string
		Action model.GestureAction
	}
	// Compare shows the untouched picture.
	Compare struct{ On bool }
)

// Effects of these.
type (
	// Paint puts a look in force.
	Paint struct {
		Lay
		Value float64
	}
	// KeepLook remembers it, KeepTaken what was taken with all values, KeepMute and
	// KeepBinding what they say.
	KeepLook  Paint
	KeepTaken struct {
		Beauty model.Beauty
		Looks  map[string]makeup.Look
	}
	KeepMute    Mute
	KeepWorn    Worn
	KeepBinding Bind
	// SetMute, Watch and Bypass switch the sticker's sounds, looking for gestures, and
	// all filters off.
	SetMute Mute
	Watch   struct{ On bool }
	Bypass  Compare
)

// firstStrength is how strong makeup goes on when a colour is chosen.
const firstStrength = 0.5

func (m *moment) lay(e Lay) {
	id := e.Kind.ParamID()
	m.Beauty = m.Beauty.WithLook(id, lookID(e.Look), colourOf(e.Look.Color))
	if m.Beauty.Value(id) == 0 {
		m.Beauty = m.Beauty.With(id, firstStrength)
	}
	p := Paint{e, m.Beauty.Value(id)}
	m.then(p, KeepLook(p))
}

// taken shows what is in force now. The panel's steps are coarser than the values, which
// follow them.
func (m *moment) taken(e Taken) {
	b := m.Beauty
	for id, v := range e.Values {
		b = b.With(id, v)
	}
	for id, l := range e.Looks {
		b = b.WithLook(id, lookID(l), colourOf(l.Color))
	}
	b.Preset = e.Preset
	m.Beauty = b
	for _, p := range b.Params {
		if _, set := e.Values[p.ID]; set {
			m.then(Set{p.ID, p.Value})
		}
	}
	m.then(KeepTaken{b, e.Looks})
}

// worn says what is on, and asks for its table.
func (m *moment) worn(e Worn) {
	if m.Beauty.Filter != e.Table {
		m.choose(Choose{Table, e.Table})
	}
	m.Beauty.Look = e.ID
	m.then(KeepWorn(e))
}

func (m *moment) bind(e Bind) {
	i := slices.IndexFunc(m.Beauty.Gestures, func(g model.GestureBinding) bool { return g.ID == e.ID })
	if i < 0 {
		return
	}
	m.Beauty.Gestures = slices.Clone(m.Beauty.Gestures)
	m.Beauty.Gestures[i].Action = e.Action
	m.then(Watch{gesturesWanted(m.Beauty)}, KeepBinding(e))
}

// gesturesWanted reports whether one of them does something. Those that only work the
// sticker are looked for by the sticker itself.
func gesturesWanted(b model.Beauty) bool {
	return slices.ContainsFunc(b.Gestures, func(g model.GestureBinding) bool {
		return g.Action != model.GestureNothing && g.Action != model.GestureSticker
	})
}
