package model

import "slices"

// ParamKind is how a beauty parameter is set.
type ParamKind int

// The kinds of parameters.
const (
	ParamLevel  ParamKind = iota + 1 // a slider
	ParamSwitch                      // on (1) or off (0)
	ParamChoice                      // one of Options, by index
)

// Param describes one beauty parameter and holds its value. The panel is drawn
// from these; its name's key is "beauty.<ID>", an option's
// "beauty.<ID>.<option>".
type Param struct {
	ID      string
	Group   string // key "beauty.group.<Group>"
	Kind    ParamKind
	Min     float64
	Max     float64
	Step    float64
	Default float64
	Value   float64
	Options []string
	// Disabled, when not nil, greys the parameter out and says why.
	Disabled *Failure
}

// Signed reports whether the parameter goes both ways from a centre at zero.
func (p Param) Signed() bool { return p.Min < 0 && p.Max > 0 }

// Clamp returns v moved into the range and onto a step.
func (p Param) Clamp(v float64) float64 {
	v = min(max(v, p.Min), p.Max)
	if p.Step > 0 {
		steps := int((v-p.Min)/p.Step + 0.5)
		v = min(p.Min+float64(steps)*p.Step, p.Max)
	}
	return v
}

// IDs of the beauty parameters of this stage, after TXBeautyManager.
const (
	BeautyStyle     = "style"     // setBeautyStyle
	BeautySmooth    = "smooth"    // setBeautyLevel
	BeautyWhiteness = "whiteness" // setWhitenessLevel
	BeautyRuddy     = "ruddy"     // setRuddyLevel
	BeautySharpness = "sharpness" // enableSharpnessEnhancement
	BeautyStrength  = "strength"  // setFilterStrength
)

// ColourFilter is one entry of the filter strip.
type ColourFilter struct {
	ID string // empty: no filter
	// Name is shown where the locales have no "beauty.filter.<ID>".
	Name  string
	Thumb *Picture // nil: a swatch is drawn
}

// Beauty is the beauty panel.
type Beauty struct {
	Params  []Param
	Filters []ColourFilter // the first is "none"
	Filter  string         // ID of the chosen one
	// Comparing: the button is held, the untouched picture is shown.
	Comparing bool
}

// DefaultBeauty is the panel with its start values and no colour filter but
// "none"; the controller adds the filters it has.
func DefaultBeauty() Beauty {
	level := func(id, group string, start float64) Param {
		return Param{ID: id, Group: group, Kind: ParamLevel, Max: 9, Step: 1, Default: start, Value: start}
	}
	return Beauty{
		Params: []Param{
			{ID: BeautyStyle, Group: "skin", Kind: ParamChoice, Max: 2, Step: 1, Options: []string{"smooth", "nature", "pitu"}},
			level(BeautySmooth, "skin", 6),
			level(BeautyWhiteness, "tone", 0),
			level(BeautyRuddy, "tone", 0),
			{ID: BeautySharpness, Group: "tone", Kind: ParamSwitch, Max: 1, Step: 1, Default: 1, Value: 1},
			{ID: BeautyStrength, Group: "filter", Kind: ParamLevel, Max: 1, Step: 0.05, Default: 0.5, Value: 0.5},
		},
		Filters: []ColourFilter{{}},
	}
}

// With returns b with the parameter id set to v (clamped); b is not changed.
func (b Beauty) With(id string, v float64) Beauty {
	i := slices.IndexFunc(b.Params, func(p Param) bool { return p.ID == id })
	if i < 0 {
		return b
	}
	b.Params = slices.Clone(b.Params)
	b.Params[i].Value = b.Params[i].Clamp(v)
	return b
}

// Value returns the value of the parameter id, 0 if there is none.
func (b Beauty) Value(id string) float64 {
	for _, p := range b.Params {
		if p.ID == id {
			return p.Value
		}
	}
	return 0
}

// Reset returns b with every parameter at its default and no colour filter.
func (b Beauty) Reset() Beauty {
	b.Params = slices.Clone(b.Params)
	for i := range b.Params {
		b.Params[i].Value = b.Params[i].Default
	}
	b.Filter = ""
	return b
}

// Changed reports whether anything differs from the defaults.
func (b Beauty) Changed() bool {
	return b.Filter != "" || slices.ContainsFunc(b.Params, func(p Param) bool { return p.Value != p.Default })
}
