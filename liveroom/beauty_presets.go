package liveroom

import (
	"fmt"
	"image/color"
	"io"
	"slices"

	"onair/beauty/backdrop"
	complete "onair/beauty/looks"
	"onair/liveroom/internal/looks"
)

// SetGreenScreenFile puts a film or a picture in place of a real green (or
// blue) cloth behind the user (setGreenScreenFile); films play over and over,
// without sound. An empty path switches it off. A file that cannot be played
// gives CodeBadArgument and changes nothing. It waits for the file's first
// picture.
func (b *BeautyManager) SetGreenScreenFile(path string) error {
	return refused("SetGreenScreenFile", badFile, b.backs.SetScreen(path))
}

// SetGreenScreenData is SetGreenScreenFile with the bytes of a picture. A call
// of ours.
func (b *BeautyManager) SetGreenScreenData(picture []byte) error {
	return refused("SetGreenScreenData", badStill, b.backs.SetScreenStill(picture))
}

// SetBackgroundData puts the bytes of a picture behind the user; see
// SetBackground. A call of ours.
func (b *BeautyManager) SetBackgroundData(picture []byte) error {
	return refused("SetBackgroundData", badStill, b.backs.SetBehindStill(picture))
}

const (
	badStill = "this picture cannot be shown behind you; choose another"
	badFile  = "this file cannot be shown behind you; choose another picture or film"
)

// SetGreenScreenColor names the cloth's colour; nil has it found in the
// picture. A call of ours.
func (b *BeautyManager) SetGreenScreenColor(c color.Color) { b.camera.Chain.SetGreenScreenKey(c) }

// SetBackground changes what is behind the user without any cloth: it is left,
// blurred, or replaced by the picture or film of path, which counts with
// backdrop.Picture alone. Where people cannot be found (see
// FacesUnavailable) the picture passes unchanged. A call of ours; errors as
// SetGreenScreenFile.
func (b *BeautyManager) SetBackground(mode backdrop.Mode, path string) error {
	if mode != backdrop.Picture {
		path = ""
	} else if path == "" {
		return fail("SetBackground", CodeBadArgument, "choose a picture or a film to stand behind you")
	}
	return refused("SetBackground", badFile, b.backs.SetBehind(mode, path))
}

// SetBackgroundBlur sets how strong the blur is, 0 (hardly) to 1 (shapes only).
// A call of ours.
func (b *BeautyManager) SetBackgroundBlur(strength float32) float32 {
	return b.camera.Chain.SetBackgroundBlur(strength)
}

// BeautySettings are the numbers and makeup of a BeautyManager: of presets and files.
type BeautySettings = looks.Settings

// BeautyPresets lists the names of the presets, "none" last. A call of ours.
func BeautyPresets() []string { return []string{"natural", "sweet", "clear", "male", "none"} }

// BeautyLooks lists the names of the complete looks: makeup with skin, tone and filter. A call of ours.
func BeautyLooks() []string { return complete.Names() }

// Settings returns what is set now. A call of ours.
func (b *BeautyManager) Settings() BeautySettings { return looks.Current(b.camera.Chain) }

// Preset returns the settings of a preset: every value, those it does not speak
// of at their default, smoothing off; without those of the room's light. The name of a
// complete look gives what it is made of. An unknown name is CodeBadArgument. A call of ours.
func (b *BeautyManager) Preset(name string) (BeautySettings, error) {
	s, ok := looks.Preset(b.camera.Chain, name)
	if !ok {
		return BeautySettings{}, fail("Preset", CodeBadArgument, fmt.Sprintf("there is no preset %q; there are %v", name, BeautyPresets()))
	}
	return s, nil
}

// Export writes Settings as JSON. A call of ours.
func (b *BeautyManager) Export(w io.Writer) error {
	if err := looks.Write(w, b.Settings()); err != nil {
		return &Error{Code: CodeFailed, Op: "Export", Desc: err.Error(), Err: err}
	}
	return nil
}

// ReadBeautySettings reads what Export wrote, at most 64 KiB. What is not such a
// file is CodeBadArgument. A call of ours.
func ReadBeautySettings(r io.Reader) (BeautySettings, error) {
	var s BeautySettings
	unknown, err := looks.Read(r, &s, func() error {
		if s.Version != 1 {
			return fmt.Errorf("version %d is not known", s.Version)
		}
		return nil
	})
	if s.Strange = unknown; err != nil {
		return BeautySettings{}, refused("ReadBeautySettings", "this is no file of beauty settings: "+err.Error(), err)
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

// UnknownSettings is the cause (errors.As) when Apply or Import left something
// out; its Names say what. A type of ours.
type UnknownSettings = looks.Unknown

// Apply sets what s holds; what it does not speak of stays. Numbers out of
// range are moved into it. Unknown ids, kinds, looks and forms (of a newer
// version, say) are left out and named by the error, CodeBadArgument with an
// *UnknownSettings, while the rest counts. A call of ours.
func (b *BeautyManager) Apply(s BeautySettings) error {
	set := func(id string, v float32) error {
		_, err := b.Set(id, v)
		return err
	}
	unknown := append(looks.Apply(b.camera.Chain, set, s), s.Strange...)
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown)
	err := &UnknownSettings{Names: unknown}
	return &Error{Code: CodeBadArgument, Op: "BeautyManager.Apply", Desc: "not everything is known here; " + err.Error(), Err: err}
}

// SetMakeupTexture lays a PNG of one's own on faces (docs/beauty, "Own makeup"); "" takes it away. Ours.
func (b *BeautyManager) SetMakeupTexture(path string) error {
	return refused("SetMakeupTexture", "this picture cannot be put on; see docs/beauty", looks.SetTexture(b.camera.Chain, path))
}
