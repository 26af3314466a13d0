package liveroom

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"onair/beauty/makeup"
)

// UnknownSettings is the cause (errors.As) when Apply or Import left something
// out. A type of ours.
type UnknownSettings struct {
	// Names are what was left out, such as "values.glow" or "makeup.lips.form",
	// sorted.
	Names []string
}

// Error implements error.
func (u *UnknownSettings) Error() string { return "left out: " + strings.Join(u.Names, ", ") }

// Apply sets what s holds; what it does not speak of stays. Numbers out of
// range are moved into it. Unknown ids, kinds, looks and forms (of a newer
// version, say) are left out and named by the error, CodeBadArgument with an
// *UnknownSettings, while the rest counts. A call of ours.
func (b *BeautyManager) Apply(s BeautySettings) error {
	unknown := slices.Clone(s.unknown)
	for _, id := range slices.Sorted(maps.Keys(s.Values)) {
		if notSaved[id] {
			continue
		}
		if _, err := b.Set(id, s.Values[id]); err != nil {
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
		strength, _ := b.camera.Chain.Value(k.ParamID())
		b.camera.Chain.SetMakeup(k, look, strength)
	}
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown)
	err := &UnknownSettings{Names: unknown}
	return &Error{Code: CodeBadArgument, Op: "BeautyManager.Apply", Desc: "not everything is known here; " + err.Error(), Err: err}
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
		if slices.Contains([]string{"version", "values", "makeup"}, strings.ToLower(name)) {
			delete(file, name)
		}
	}
	return slices.Sorted(maps.Keys(file))
}
