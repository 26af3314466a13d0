// Package looks has the complete looks that come with OnAir: makeup with skin, tone and
// a colour filter.
package looks

import (
	"maps"
	"slices"

	"onair/beauty/makeup"
)

// worn are the values that a complete look is made of, besides its makeup. What it does
// not speak of is off; face shape, background and stickers are the user's own.
var worn = map[string]float32{
	"style": 1, "smooth": 0, "evenRedness": 0, "blemishRemove": 0, "whiteness": 0, "ruddy": 0, "tone": 0,
	"eyeLighten": 0, "toothWhiten": 0, "wrinkleRemove": 0, "pouchRemove": 0, "smileLinesRemove": 0, "strength": 0.5,
}

var names = []string{"daily", "dewy", "peach", "rosy", "latte", "sunkissed", "berry", "classic", "smoky", "retro", "icy", "groomed"}

// Names lists the looks in the order of a panel.
func Names() []string { return slices.Clone(names) }

// kit is makeup by kind: a preset's name and how strong it is.
type kit map[string]struct {
	look     string
	strength float32
}

// shipped are the looks. Whitening stays low, or another tone is chosen: a look keeps the
// wearer's complexion.
var shipped = map[string]struct {
	values map[string]float32
	makeup kit
	table  string
}{
	"daily": {map[string]float32{"smooth": 5, "evenRedness": 3, "blemishRemove": 3, "pouchRemove": 3, "eyeLighten": 2, "strength": 0.3},
		kit{"lips": {"nude", 0.5}, "blush": {"peach", 0.35}, "brows": {"brown", 0.3}, "lashes": {"short", 0.6}}, "neutral"},
	"dewy": {map[string]float32{"smooth": 5, "evenRedness": 4, "blemishRemove": 4, "pouchRemove": 4, "eyeLighten": 3, "strength": 0.35},
		kit{"lips": {"bitten", 0.5}, "blush": {"pink", 0.4}, "highlight": {"champagne", 0.9}, "lashes": {"natural", 0.7}, "brows": {"brown", 0.3}}, "fresh"},
	"peach": {map[string]float32{"smooth": 6, "evenRedness": 3, "blemishRemove": 3, "ruddy": 1, "pouchRemove": 3, "eyeLighten": 3, "strength": 0.4},
		kit{"lips": {"coral", 0.6}, "blush": {"peach", 0.6}, "shadow": {"bronze", 0.35}, "lashes": {"natural", 0.7}, "highlight": {"champagne", 0.5}}, "peach"},
	"rosy": {map[string]float32{"smooth": 6, "evenRedness": 2, "blemishRemove": 3, "whiteness": 1, "ruddy": 1, "pouchRemove": 3, "eyeLighten": 3, "strength": 0.3},
		kit{"lips": {"rose", 0.65}, "blush": {"pink", 0.55}, "shadow": {"rose", 0.4}, "lashes": {"natural", 0.8}, "brows": {"brown", 0.35}, "highlight": {"rosegold", 0.5}}, "sakura"},
	"latte": {map[string]float32{"smooth": 5, "evenRedness": 3, "blemishRemove": 3, "pouchRemove": 3, "eyeLighten": 2, "strength": 0.4},
		kit{"lips": {"nude", 0.75}, "blush": {"rosewood", 0.4}, "contour": {"taupe", 0.6}, "highlight": {"gold", 0.5}, "shadow": {"mocha", 0.55}, "liner": {"soft", 0.5}, "lashes": {"natural", 0.7}, "brows": {"brown", 0.4}}, "cream"},
	"sunkissed": {map[string]float32{"smooth": 4, "blemishRemove": 2, "whiteness": 1, "tone": 2, "eyeLighten": 2, "pouchRemove": 3, "strength": 0.3},
		kit{"lips": {"nude", 0.5}, "blush": {"sunkissed", 0.6}, "contour": {"bronze", 0.7}, "highlight": {"gold", 0.8}, "lashes": {"natural", 0.6}, "brows": {"chestnut", 0.3}}, "warm"},
	"berry": {map[string]float32{"smooth": 6, "evenRedness": 3, "blemishRemove": 4, "pouchRemove": 4, "eyeLighten": 3, "strength": 0.3},
		kit{"lips": {"berry", 0.85}, "blush": {"rosewood", 0.5}, "shadow": {"plum", 0.5}, "liner": {"fine", 0.6}, "lashes": {"long", 0.7}, "brows": {"brown", 0.4}, "contour": {"soft", 0.5}}, "neutral"},
	"classic": {map[string]float32{"smooth": 5, "evenRedness": 4, "blemishRemove": 4, "pouchRemove": 4, "eyeLighten": 3, "toothWhiten": 3, "strength": 0.3},
		kit{"lips": {"cherry", 0.9}, "blush": {"peach", 0.25}, "liner": {"wing", 0.75}, "lashes": {"long", 0.8}, "brows": {"defined", 0.4}, "highlight": {"champagne", 0.5}}, "neutral"},
	"smoky": {map[string]float32{"smooth": 5, "evenRedness": 3, "blemishRemove": 3, "pouchRemove": 4, "eyeLighten": 4, "strength": 0.35},
		kit{"lips": {"nude", 0.7}, "contour": {"sculpted", 0.6}, "highlight": {"pearl", 0.5}, "shadow": {"smoke", 0.75}, "liner": {"soft", 0.8}, "lashes": {"long", 0.9}, "brows": {"defined", 0.45}, "blush": {"rosewood", 0.25}}, "cinema"},
	"retro": {map[string]float32{"smooth": 5, "evenRedness": 3, "blemishRemove": 3, "pouchRemove": 3, "strength": 0.55},
		kit{"lips": {"cherry", 0.75}, "blush": {"sunkissed", 0.4}, "shadow": {"bronze", 0.4}, "liner": {"wing", 0.8}, "lashes": {"natural", 0.8}, "brows": {"defined", 0.4}, "hair": {"chestnut", 0.4}}, "retro"},
	"icy": {map[string]float32{"smooth": 6, "evenRedness": 4, "blemishRemove": 4, "whiteness": 2, "tone": 1, "pouchRemove": 4, "eyeLighten": 4, "strength": 0.4},
		kit{"lips": {"rose", 0.45}, "highlight": {"pearl", 0.9}, "shadow": {"plum", 0.35}, "liner": {"navy", 0.7}, "lashes": {"long", 0.7}, "lenses": {"grey", 0.5}, "hair": {"ash", 0.6}, "brows": {"brown", 0.3}}, "cool"},
	"groomed": {map[string]float32{"smooth": 3, "evenRedness": 4, "blemishRemove": 4, "pouchRemove": 4, "wrinkleRemove": 2, "eyeLighten": 2, "toothWhiten": 2, "strength": 0.3},
		kit{"brows": {"black", 0.25}, "contour": {"soft", 0.45}}, "neutral"},
}

// Look is a complete look: the values it is made of by id, its makeup by kind, and the
// name of the colour table it goes with.
type Look struct {
	Values map[string]float32
	Makeup map[string]makeup.Look
	Table  string
}

// Named is a complete look of Names, with every value that looks are made of; false for
// an unknown name. The maps are the caller's own.
func Named(name string) (Look, bool) {
	l, ok := shipped[name]
	if !ok {
		return Look{}, false
	}
	s := Look{Values: maps.Clone(worn), Makeup: map[string]makeup.Look{}, Table: l.table}
	maps.Copy(s.Values, l.values)
	for _, k := range makeup.Kinds() {
		one := l.makeup[k.String()]
		s.Values[k.ParamID()], s.Makeup[k.String()] = one.strength, makeup.Looks(k)[0]
		if found, ok := makeup.Named(k, one.look); ok {
			s.Makeup[k.String()] = found
		}
	}
	return s, true
}
