package looks

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"onair/beauty"
	"onair/beauty/makeup"
)

// Settings are the numbers of a chain by id, and the looks of its makeup by kind. Files, tables
// and stickers in use are not part of it: a program that offers them by name keeps the names
// beside it.
type Settings struct {
	// Version is 1.
	Version int `json:"version"`
	// Values are numbers by id (see BeautyManager.Filters).
	Values map[string]float32 `json:"values"`
	// Makeup are looks by kind, such as "lips".
	Makeup map[string]makeup.Look `json:"makeup,omitempty"`
	// Filter names the colour table that goes with them; Apply leaves it to the program.
	Filter string `json:"filter,omitempty"`
	// Strange are names in the file that are none of the above.
	Strange []string `json:"-"`
}

// notSaved are values that say where a picture goes, not how a face looks.
var notSaved = map[string]bool{"mirror": true}

// Current is what is set now.
func Current(chain *beauty.Chain) Settings {
	s := fill(chain, func(p beauty.Param) float32 {
		v, _ := chain.Value(p.ID)
		return v
	})
	for _, k := range makeup.Kinds() {
		s.Makeup[k.String()], _ = chain.Makeup(k)
	}
	return s
}

// fill has a number for every value that is saved.
func fill(chain *beauty.Chain, value func(beauty.Param) float32) Settings {
	s := Settings{Version: 1, Values: map[string]float32{}, Makeup: map[string]makeup.Look{}}
	for _, f := range chain.Filters() {
		for _, p := range f.Params {
			if !notSaved[p.ID] {
				s.Values[p.ID] = value(p)
			}
		}
	}
	return s
}

// Apply sets what s holds by set, and returns the names of what is not known, such as
// "values.glow" or "makeup.lips.form". What s does not speak of stays.
func Apply(chain *beauty.Chain, set func(id string, v float32) error, s Settings) (unknown []string) {
	for _, id := range slices.Sorted(maps.Keys(s.Values)) {
		if !notSaved[id] && set(id, s.Values[id]) != nil {
			unknown = append(unknown, "values."+id)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Makeup)) {
		i := slices.IndexFunc(makeup.Kinds(), func(k makeup.Kind) bool { return k.String() == name })
		if i < 0 {
			unknown = append(unknown, "makeup."+name)
			continue
		}
		k := makeup.Kinds()[i]
		look, strange := knownLook(k, s.Makeup[name])
		for _, part := range strange {
			unknown = append(unknown, "makeup."+name+"."+part)
		}
		strength, _ := chain.Value(k.ParamID())
		chain.SetMakeup(k, look, strength)
	}
	return unknown
}

// knownLook is l without what this version does not know: a look of another
// name becomes a colour of its own, a form there is not becomes plain.
func knownLook(k makeup.Kind, l makeup.Look) (makeup.Look, []string) {
	var strange []string
	if l.Form < makeup.FormPlain || l.Form > makeup.FormBold {
		strange = append(strange, fmt.Sprintf("form %d", l.Form))
		l.Form = makeup.FormPlain
	}
	own := makeup.Custom(l.Color, l.Form)
	if _, known := makeup.Named(k, l.Name); l.Name != "" && l.Name != own.Name && !known {
		strange = append(strange, fmt.Sprintf("name %q", l.Name))
		l.Name = own.Name
	}
	return l, strange
}

// strangeNames are the outermost names of a settings file that are not known.
func strangeNames(data []byte) []string {
	var file map[string]json.RawMessage
	if json.Unmarshal(data, &file) != nil {
		return nil
	}
	for name := range file { // names count in any case, as encoding/json has it
		if slices.Contains([]string{"version", "values", "makeup", "filter"}, strings.ToLower(name)) {
			delete(file, name)
		}
	}
	return slices.Sorted(maps.Keys(file))
}
