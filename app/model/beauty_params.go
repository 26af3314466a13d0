package model

// DefaultBeauty is the panel with its start values and nothing to choose from
// but "none"; the controller adds what it has.
func DefaultBeauty() Beauty {
	return Beauty{
		Params:  defaultParams(),
		Filters: []ColourFilter{{}},
		Presets: []string{"natural", "sweet", "clear", "male", "none"},
	}
}

// defaultParams describes every slider, in the order they stand.
func defaultParams() []Param {
	params := []Param{
		{ID: BeautyStyle, Tab: TabSkin, Group: "skin", Kind: ParamChoice, Max: 2, Step: 1, Options: []string{"smooth", "nature", "pitu"}},
		level(TabSkin, "skin", BeautySmooth, 6),
		level(TabSkin, "skin", "evenRedness", 0),
		ofFace(level(TabSkin, "skin", "blemishRemove", 0)),
		level(TabSkin, "tone", BeautyWhiteness, 0),
		level(TabSkin, "tone", BeautyRuddy, 0),
		{ID: "tone", Tab: TabSkin, Group: "tone", Kind: ParamChoice, Max: 4, Step: 1, Options: []string{"light", "porcelain", "warm", "tan", "deep"}},
		{ID: BeautySharpness, Tab: TabSkin, Group: "tone", Kind: ParamSwitch, Max: 1, Step: 1, Default: 1, Value: 1},
	}
	for _, id := range []string{"eyeLighten", "toothWhiten", "wrinkleRemove", "pouchRemove", "smileLinesRemove"} {
		params = append(params, ofFace(level(TabSkin, "retouch", id, 0)))
	}
	params = append(params, Param{ID: "faceShape", Tab: TabShape, Group: "face", Kind: ParamChoice, Max: 2, Step: 1, Options: []string{"natural", "goddess", "male"}})
	for _, g := range shapeGroups {
		for _, id := range g.ids {
			p := ofFace(level(TabShape, g.name, id, 0))
			if signedShape[id] {
				p = both(p)
			}
			params = append(params, p)
		}
	}
	for _, id := range []string{"makeup.lips", "makeup.blush", "makeup.contour", "makeup.highlight", "makeup.shadow", "makeup.liner", "makeup.lashes", "makeup.brows", "makeup.lenses", "makeup.hair"} {
		params = append(params, ofFace(share(TabMakeup, id, id, 0)))
	}
	return append(params,
		share(TabBackground, "background", "background.blur", 0.5),
		share(TabBackground, "screen", "screen.similarity", 0.5), share(TabBackground, "screen", "screen.smoothness", 0.4), share(TabBackground, "screen", "screen.spill", 0.8),
		share(TabFilters, "filter", BeautyStrength, 0.5),
		Param{ID: "autoLight", Tab: TabFilters, Group: "light", Kind: ParamSwitch, Max: 1, Step: 1},
		Param{ID: "autoDenoise", Tab: TabFilters, Group: "light", Kind: ParamSwitch, Max: 1, Step: 1}, level(TabFilters, "light", "denoise", 0),
		level(TabFilters, "light", "lift", 0),
		both(level(TabFilters, "light", "exposure", 0)), both(level(TabFilters, "light", "contrast", 0)),
		both(level(TabFilters, "light", "saturation", 0)), both(level(TabFilters, "light", "warmth", 0)),
		ofFace(level(TabFilters, "framing", "framing", 0)))
}

// shapeGroups are the sliders of the tab for the face's shape.
var shapeGroups = []struct {
	name string
	ids  []string
}{
	{"face", []string{"faceBeauty", "faceSlim", "faceV", "faceNarrow", "faceShort", "chin", "forehead", "cheekbones", "jawAngle", "doubleChin", "smallHead"}},
	{"eyes", []string{"eyeScale", "eyeDistance", "eyeAngle"}},
	{"brows", []string{"browHeight", "browDistance"}},
	{"nose", []string{"noseSlim", "noseWing", "nosePosition"}},
	{"mouth", []string{"mouthShape", "lipsThickness", "mouthCorners", "philtrum"}},
}

// signedShape are those that go both ways.
var signedShape = map[string]bool{
	"chin": true, "forehead": true, "eyeDistance": true, "eyeAngle": true, "mouthShape": true,
	"noseWing": true, "nosePosition": true, "lipsThickness": true,
	"jawAngle": true, "browHeight": true, "browDistance": true, "mouthCorners": true, "philtrum": true,
}

func level(tab BeautyTab, group, id string, start float64) Param {
	return Param{ID: id, Tab: tab, Group: group, Kind: ParamLevel, Max: 9, Step: 1, Default: start, Value: start}
}

func share(tab BeautyTab, group, id string, start float64) Param {
	return Param{ID: id, Tab: tab, Group: group, Kind: ParamLevel, Max: 1, Step: 0.05, Default: start, Value: start}
}

func both(p Param) Param {
	p.Min = -p.Max
	return p
}

func ofFace(p Param) Param {
	p.NeedsFace = true
	return p
}
