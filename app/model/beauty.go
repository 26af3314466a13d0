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
	Tab     BeautyTab
	Group   string // key "beauty.group.<Group>"
	Kind    ParamKind
	Min     float64
	Max     float64
	Step    float64
	Default float64
	Value   float64
	Options []string
	// NeedsFace: it does nothing while no face is in the picture.
	NeedsFace bool
	// Disabled, when not nil, greys the parameter out and says why.
	Disabled *Failure
}

// Signed reports whether the parameter goes both ways from a centre at zero.
func (p Param) Signed() bool { return p.Min < 0 && p.Max > 0 }

// clamp returns v moved into the range and onto a step.
func (p Param) clamp(v float64) float64 {
	v = min(max(v, p.Min), p.Max)
	if p.Step > 0 {
		steps := int((v-p.Min)/p.Step + 0.5)
		v = min(p.Min+float64(steps)*p.Step, p.Max)
	}
	return v
}

// BeautyTab is a tab of the beauty panel; its name's key is "beauty.tab.<tab>".
type BeautyTab string

// The tabs in the order they stand.
const (
	TabLooks      BeautyTab = "looks"
	TabSkin       BeautyTab = "skin"
	TabShape      BeautyTab = "shape"
	TabMakeup     BeautyTab = "makeup"
	TabStickers   BeautyTab = "stickers"
	TabBackground BeautyTab = "background"
	TabFilters    BeautyTab = "filters"
)

// BeautyTabs lists every tab in order.
func BeautyTabs() []BeautyTab {
	return []BeautyTab{TabLooks, TabSkin, TabShape, TabMakeup, TabStickers, TabBackground, TabFilters}
}

// IDs of the beauty parameters, after TXBeautyManager. Those that only the
// panel's description names are in beauty_params.go.
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
	// Thumbs are the live picture through each filter, by ID, while the tab is open.
	Thumbs map[string]*Picture
	Makeup []Makeup
	// Texture is a makeup picture of the user's own, "file:PATH"; empty: none.
	Texture string
	// Looks are the complete looks, the first is "none"; Look is the one worn, empty once
	// a value was moved.
	Looks []Choice
	Look  string
	// Stickers and Backgrounds are what can be chosen; the first is "none".
	Stickers     []Choice
	Sticker      string
	StickerMuted bool
	// GiftsWorn: large gifts put something on the user's head for a while.
	GiftsWorn bool
	// StickerOnFace: the sticker shows only on a face.
	StickerOnFace bool
	Backgrounds   []Choice
	Background    string
	// Green is what stands behind a green wall; its first choice is "none".
	Greens []Choice
	Green  string
	// Presets are IDs, named by "beauty.preset.<ID>"; Preset is the one in
	// force, empty once a value was moved.
	Presets []string
	Preset  string
	// Gestures are what the hand can show and what that does.
	Gestures []GestureBinding
	// NoFace: something is on that needs a face, and none is seen.
	NoFace bool
	// Faces, when not nil, says why faces cannot be found on this computer.
	Faces *Failure
	// Slow: the pictures take longer than there is time for one.
	Slow bool
	// Cost is how long the last pictures took, in milliseconds; 0 unknown.
	Cost float64
	// CanUndo: everything was reset, and nothing changed since.
	CanUndo bool
	// Comparing: the button is held, the untouched picture is shown.
	Comparing bool
}

// With returns b with the parameter id set to v (clamped); b is not changed.
func (b Beauty) With(id string, v float64) Beauty {
	i := slices.IndexFunc(b.Params, func(p Param) bool { return p.ID == id })
	if i < 0 {
		return b
	}
	b.Params = slices.Clone(b.Params)
	b.Params[i].Value = b.Params[i].clamp(v)
	b.Preset, b.Look = "", ""
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

// Reset returns b with every parameter at its default and nothing chosen.
func (b Beauty) Reset() Beauty {
	b.Params = slices.Clone(b.Params)
	for i := range b.Params {
		b.Params[i].Value = b.Params[i].Default
	}
	b.StickerOnFace = false
	b.Filter, b.Sticker, b.Background, b.Green, b.Texture, b.Preset, b.Look = "", "", "", "", "", "", ""
	return b
}

// Changed reports whether anything differs from the defaults.
func (b Beauty) Changed() bool {
	return b.Filter != "" || b.Sticker != "" || b.Background != "" || b.Green != "" || b.Texture != "" ||
		slices.ContainsFunc(b.Params, func(p Param) bool { return p.Value != p.Default })
}

// Wants reports whether something is on that needs a face.
func (b Beauty) Wants() bool {
	return b.StickerOnFace || b.Texture != "" || slices.ContainsFunc(b.Params, func(p Param) bool { return p.NeedsFace && p.Value != 0 })
}
