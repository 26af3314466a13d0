package looks

import (
	"strings"

	"onair/app/model"
)

// Kind is a kind of choice that may be a file.
type Kind int

// The kinds: colour tables, stickers, backgrounds, and what takes a green wall's place.
const (
	Table Kind = iota
	Sticker
	Background
	Green
	Texture // makeup pictures of one's own
)

// State is what the rules work on: what the panel shows, and what is remembered besides.
type State struct {
	Beauty model.Beauty
	Memo   Memo
}

// Memo is what only makes sense between events.
type Memo struct {
	// Table is the colour table that was chosen last: another may be read still.
	Table string
	// Before is what there was before everything was reset.
	Before model.Beauty
}

// Event is one of the types below, or of those in look_rules.go.
type Event any

type (
	// Move moves one value, Reset puts it back to its default.
	Move struct {
		ID    string
		Value float64
	}
	Reset struct{ ID string }
	// ResetAll puts everything back, Undo brings back what there was before that.
	ResetAll struct{}
	Undo     struct{}
	// Choose chooses something; empty: nothing of its kind.
	Choose struct {
		Kind Kind
		ID   string
	}
	// Loaded: it is in force, or what was before stays for Err. OnFace: the sticker
	// needs a face. First: it was remembered from the last run.
	Loaded struct {
		Load
		OnFace bool
		Err    error
	}
)

// Effect is one of the types below, or of those in look_rules.go.
type Effect any

type (
	// Set moves a value of the filters.
	Set struct {
		ID    string
		Value float64
	}
	// Load reads something and puts it in force: Loaded.
	Load struct {
		Kind  Kind
		ID    string
		First bool
	}
	// Keep remembers a choice, KeepValue a value, KeepAll all of them and the preset that
	// they are.
	Keep      Choose
	KeepValue Move
	KeepAll   struct{ Beauty model.Beauty }
	// Refuse tells why a choice is not in force.
	Refuse struct {
		Choose
		Err error
	}
)

// moment is one step of the rules.
type moment struct {
	State
	effects []Effect
}

func (m *moment) then(e ...Effect) { m.effects = append(m.effects, e...) }

// reduce is the rules: what becomes of a state after an event, and what is to be done
// then. It reads nothing else and changes nothing of what it is given.
func reduce(s State, e Event) (State, []Effect) {
	m := &moment{State: s}
	switch e := e.(type) {
	case Move:
		m.Beauty = m.Beauty.With(e.ID, e.Value)
		e.Value = m.Beauty.Value(e.ID)
		m.then(Set(e), KeepValue(e))
	case Reset:
		for _, p := range m.Beauty.Params {
			if p.ID == e.ID {
				return reduce(s, Move{e.ID, p.Default})
			}
		}
	case ResetAll:
		m.resetAll()
	case Undo:
		m.undo()
	case Choose:
		if e.Kind == Table {
			m.Beauty.Look = ""
		}
		m.choose(e)
	case Loaded:
		m.loaded(e)
	case Lay:
		m.lay(e)
	case Taken:
		m.taken(e)
	case Worn:
		m.worn(e)
	case Owned:
		m.Beauty.Looks, m.Beauty.Look = e.Looks, e.Look
	case Mute:
		m.Beauty.StickerMuted = e.On
		m.then(SetMute(e), KeepMute(e))
	case Bind:
		m.bind(e)
	case Compare:
		m.Beauty.Comparing = e.On
		m.then(Bypass(e))
	default:
		m.gifts(e)
	}
	return m.State, m.effects
}

func (m *moment) resetAll() {
	if !m.Beauty.Changed() {
		return
	}
	m.Memo.Before = m.Beauty
	m.Beauty = m.Beauty.Reset()
	m.Beauty.CanUndo = true
	m.setAll()
	for _, k := range []Kind{Sticker, Background, Green, Texture, Table} {
		m.choose(Choose{Kind: k})
	}
	m.then(KeepAll{})
}

func (m *moment) undo() {
	if !m.Beauty.CanUndo {
		return
	}
	before := m.Memo.Before
	for _, p := range before.Params {
		m.Beauty = m.Beauty.With(p.ID, p.Value)
	}
	m.Beauty.Preset, m.Beauty.Look, m.Beauty.CanUndo = before.Preset, before.Look, false
	m.setAll()
	m.then(KeepAll{m.Beauty})
	for _, c := range []Choose{{Table, before.Filter}, {Sticker, before.Sticker}, {Background, before.Background}, {Green, before.Green}, {Texture, before.Texture}} {
		m.choose(c)
	}
}

func (m *moment) setAll() {
	for _, p := range m.Beauty.Params {
		m.then(Set{p.ID, p.Value})
	}
}

// choose begins to read what was chosen. A table that comes with the program is shown at
// once.
func (m *moment) choose(e Choose) {
	if e.Kind == Table {
		m.Memo.Table = e.ID
		if !isOwnFile(e.ID) {
			m.Beauty.Filter = e.ID
		}
	}
	m.then(Load{Kind: e.Kind, ID: e.ID})
}

// loaded shows what is in force. What does not open leaves the one before, and what has
// vanished since the last run is not chosen any more.
func (m *moment) loaded(e Loaded) {
	what := Choose{e.Kind, e.ID}
	switch {
	case e.Kind == Table && e.ID != m.Memo.Table: // another was chosen meanwhile
	case e.Err != nil:
		m.then(Refuse{what, e.Err})
		if e.First {
			m.choose(Choose{Kind: e.Kind})
		}
	default:
		*m.shown(e.Kind) = e.ID
		if e.Kind == Sticker {
			m.Beauty.StickerOnFace = e.OnFace
		}
		if !e.First {
			m.then(Keep(what))
		}
	}
}

// shown is where the panel shows a choice.
func (m *moment) shown(k Kind) *string {
	switch k {
	case Sticker:
		return &m.Beauty.Sticker
	case Background:
		return &m.Beauty.Background
	case Green:
		return &m.Beauty.Green
	case Texture:
		return &m.Beauty.Texture
	default:
		return &m.Beauty.Filter
	}
}

func isOwnFile(id string) bool { return strings.HasPrefix(id, OwnFile) }
