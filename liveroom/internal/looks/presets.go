package looks

import (
	"maps"

	"onair/beauty"
	"onair/beauty/looks"
	"onair/beauty/makeup"
)

// presets are the values that differ from "everything off".
var presets = map[string]Settings{
	"natural": {Values: map[string]float32{
		"style": 1, "smooth": 5, "whiteness": 1, "ruddy": 1, "eyeLighten": 2, "pouchRemove": 3, "eyeScale": 1, "faceSlim": 1,
	}},
	"sweet": {
		Values: map[string]float32{
			"style": 2, "smooth": 6, "whiteness": 3, "ruddy": 3, "eyeLighten": 3, "toothWhiten": 2, "pouchRemove": 4, "smileLinesRemove": 3,
			"eyeScale": 3, "faceSlim": 2, "faceV": 2, "noseSlim": 2, "makeup.lips": 0.4, "makeup.blush": 0.35,
		},
		Makeup: map[string]makeup.Look{"lips": {}, "blush": {}},
	},
	"clear": {Values: map[string]float32{
		"style": 0, "smooth": 7, "whiteness": 4, "ruddy": 1, "eyeLighten": 4, "toothWhiten": 3, "wrinkleRemove": 4, "pouchRemove": 5,
		"smileLinesRemove": 4, "faceSlim": 1,
	}},
	"male": {Values: map[string]float32{
		"style": 1, "smooth": 4, "ruddy": 1, "eyeLighten": 2, "wrinkleRemove": 3, "pouchRemove": 4, "noseSlim": 1,
	}},
	"none": {},
}

// ofTheRoom are values that answer to light and camera, and the part of its picture: a preset leaves them.
var ofTheRoom = []string{"autoLight", "denoise", "autoDenoise", "lift", "exposure", "contrast", "saturation", "warmth", "framing"}

// Preset is every value of a preset, those it does not speak of at their default,
// smoothing off, without those of the room's light; or what a complete look is made of.
// It is false for an unknown name.
func Preset(chain *beauty.Chain, name string) (Settings, bool) {
	if l, ok := looks.Named(name); ok {
		return Settings{Version: 1, Values: l.Values, Makeup: l.Makeup, Filter: l.Table}, true
	}
	return preset(chain, name)
}

func preset(chain *beauty.Chain, name string) (Settings, bool) {
	preset, ok := presets[name]
	if !ok {
		return Settings{}, false
	}
	s := fill(chain, func(p beauty.Param) float32 { return p.Default })
	for _, id := range ofTheRoom {
		delete(s.Values, id)
	}
	maps.Copy(s.Values, preset.Values)
	for _, k := range makeup.Kinds() {
		s.Makeup[k.String()] = makeup.Looks(k)[0]
	}
	return s, true
}
