package liveroom

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"

	"onair/beauty/makeup"
)

// BeautySettings are the numbers of a BeautyManager and the looks of its
// makeup: what presets hold and what is written to a file. Files, tables and
// stickers in use are not part of it: a program that offers them by name keeps
// the names beside it.
type BeautySettings struct {
	// Version is 1.
	Version int `json:"version"`
	// Values are numbers by id (see BeautyManager.Filters).
	Values map[string]float32 `json:"values"`
	// Makeup are looks by kind, such as "lips".
	Makeup map[string]makeup.Look `json:"makeup,omitempty"`

	unknown []string // names in the file that are none of the above
}

// maxBeautyFile bounds what Import reads.
const maxBeautyFile = 64 << 10

// notSaved are values that say where a picture goes, not how a face looks.
var notSaved = map[string]bool{"mirror": true}

// BeautyPresets lists the names of the presets, "none" last. A call of ours.
func BeautyPresets() []string { return []string{"natural", "sweet", "clear", "male", "none"} }

// beautyPresets are the values that differ from "everything off".
var beautyPresets = map[string]BeautySettings{
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

// Settings returns what is set now. A call of ours.
func (b *BeautyManager) Settings() BeautySettings {
	s := BeautySettings{Version: 1, Values: map[string]float32{}, Makeup: map[string]makeup.Look{}}
	for _, f := range b.Filters() {
		for _, p := range f.Params {
			if v, err := b.camera.Chain.Value(p.ID); err == nil && !notSaved[p.ID] {
				s.Values[p.ID] = v
			}
		}
	}
	for _, k := range makeup.Kinds() {
		s.Makeup[k.String()], _ = b.camera.Chain.Makeup(k)
	}
	return s
}

// Preset returns the settings of a preset: every value, those it does not speak
// of at their default, smoothing off. An unknown name is CodeBadArgument. A call
// of ours.
func (b *BeautyManager) Preset(name string) (BeautySettings, error) {
	preset, ok := beautyPresets[name]
	if !ok {
		return BeautySettings{}, fail("Preset", CodeBadArgument, fmt.Sprintf("there is no preset %q; there are %v", name, BeautyPresets()))
	}
	s := BeautySettings{Version: 1, Values: map[string]float32{}, Makeup: map[string]makeup.Look{}}
	for _, f := range b.Filters() {
		for _, p := range f.Params {
			if !notSaved[p.ID] {
				s.Values[p.ID] = p.Default
			}
		}
	}
	maps.Copy(s.Values, preset.Values)
	for _, k := range makeup.Kinds() {
		s.Makeup[k.String()] = makeup.Looks(k)[0]
	}
	return s, nil
}

// Export writes Settings as JSON. A call of ours.
func (b *BeautyManager) Export(w io.Writer) error {
	data, err := json.MarshalIndent(b.Settings(), "", "  ")
	if err != nil {
		return &Error{Code: CodeFailed, Op: "Export", Desc: "the settings cannot be written", Err: err}
	}
	if _, err := w.Write(append(data, '\n')); err != nil {
		return &Error{Code: CodeFailed, Op: "Export", Desc: "the settings cannot be written; is the disk full?", Err: err}
	}
	return nil
}

// ReadBeautySettings reads what Export wrote, at most 64 KiB. What is not such a
// file is CodeBadArgument. A call of ours.
func ReadBeautySettings(r io.Reader) (BeautySettings, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBeautyFile+1))
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // as editors put it
	var s BeautySettings
	switch {
	case err != nil:
	case len(data) > maxBeautyFile:
		err = fmt.Errorf("it is longer than %d KiB", maxBeautyFile>>10)
	default:
		if err = json.Unmarshal(data, &s); err == nil && s.Version != 1 {
			err = fmt.Errorf("version %d is not known", s.Version)
		}
		s.unknown = strangeNames(data)
	}
	if err != nil {
		return BeautySettings{}, &Error{Code: CodeBadArgument, Op: "ReadBeautySettings", Desc: "this is no file of beauty settings: " + err.Error(), Err: err}
	}
	return s, nil
}

// Import is ReadBeautySettings and Apply: what is known counts, and an
// UnknownSettings in the error names the rest. A call of ours.
func (b *BeautyManager) Import(r io.Reader) error {
	s, err := ReadBeautySettings(r)
	if err != nil {
		return err
	}
	return b.Apply(s)
}
