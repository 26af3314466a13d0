package liveroom

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"onair/beauty/backdrop"
	"onair/beauty/makeup"
	"onair/liveroom/internal/looks"
)

// levels are TXBeautyManager's levels with their ranges.
func levels(b *BeautyManager) []struct {
	name      string
	id        string
	low, high float32
	set       func(float32) float32
} {
	return []struct {
		name      string
		id        string
		low, high float32
		set       func(float32) float32
	}{
		{"setBeautyLevel", "smooth", 0, 9, b.SetBeautyLevel},
		{"setWhitenessLevel", "whiteness", 0, 9, b.SetWhitenessLevel},
		{"setRuddyLevel", "ruddy", 0, 9, b.SetRuddyLevel},
		{"setFilterStrength", "strength", 0, 1, b.SetFilterStrength},
		{"setEyeScaleLevel", "eyeScale", 0, 9, b.SetEyeScaleLevel},
		{"setFaceSlimLevel", "faceSlim", 0, 9, b.SetFaceSlimLevel},
		{"setFaceVLevel", "faceV", 0, 9, b.SetFaceVLevel},
		{"setChinLevel", "chin", -9, 9, b.SetChinLevel},
		{"setFaceShortLevel", "faceShort", 0, 9, b.SetFaceShortLevel},
		{"setFaceNarrowLevel", "faceNarrow", 0, 9, b.SetFaceNarrowLevel},
		{"setNoseSlimLevel", "noseSlim", 0, 9, b.SetNoseSlimLevel},
		{"setEyeLightenLevel", "eyeLighten", 0, 9, b.SetEyeLightenLevel},
		{"setToothWhitenLevel", "toothWhiten", 0, 9, b.SetToothWhitenLevel},
		{"setWrinkleRemoveLevel", "wrinkleRemove", 0, 9, b.SetWrinkleRemoveLevel},
		{"setPounchRemoveLevel", "pouchRemove", 0, 9, b.SetPounchRemoveLevel},
		{"setSmileLinesRemoveLevel", "smileLinesRemove", 0, 9, b.SetSmileLinesRemoveLevel},
		{"setBlemishRemoveLevel", "blemishRemove", 0, 9, b.SetBlemishRemoveLevel},
		{"setEvenRednessLevel", "evenRedness", 0, 9, b.SetEvenRednessLevel},
		{"setExposureLevel", "exposure", -9, 9, b.SetExposureLevel},
		{"setNoiseReductionLevel", "denoise", 0, 9, b.SetNoiseReductionLevel},
		{"setContrastLevel", "contrast", -9, 9, b.SetContrastLevel},
		{"setSaturationLevel", "saturation", -9, 9, b.SetSaturationLevel},
		{"setWarmthLevel", "warmth", -9, 9, b.SetWarmthLevel},
		{"setShadowLiftLevel", "lift", 0, 9, b.SetShadowLiftLevel},
		{"setFramingLevel", "framing", 0, 9, b.SetFramingLevel},
		{"setForeheadLevel", "forehead", -9, 9, b.SetForeheadLevel},
		{"setEyeDistanceLevel", "eyeDistance", -9, 9, b.SetEyeDistanceLevel},
		{"setEyeAngleLevel", "eyeAngle", -9, 9, b.SetEyeAngleLevel},
		{"setMouthShapeLevel", "mouthShape", -9, 9, b.SetMouthShapeLevel},
		{"setNoseWingLevel", "noseWing", -9, 9, b.SetNoseWingLevel},
		{"setNosePositionLevel", "nosePosition", -9, 9, b.SetNosePositionLevel},
		{"setLipsThicknessLevel", "lipsThickness", -9, 9, b.SetLipsThicknessLevel},
		{"setFaceBeautyLevel", "faceBeauty", 0, 9, b.SetFaceBeautyLevel},
	}
}

func TestBeautyLevelsHaveTheRangesOfTRTC(t *testing.T) {
	r := New(Options{})
	defer r.Close()
	b := r.BeautyManager()
	for _, l := range levels(b) {
		for _, c := range []struct{ ask, want float32 }{{l.high, l.high}, {l.low, l.low}, {l.high + 5, l.high}, {l.low - 5, l.low}, {l.high / 2, l.high / 2}} {
			if got := l.set(c.ask); got != c.want {
				t.Errorf("%s(%v) is %v, want %v", l.name, c.ask, got, c.want)
			}
			if v, err := b.Value(l.id); err != nil || v != c.want {
				t.Errorf("after %s(%v) the value %q is %v, %v", l.name, c.ask, l.id, v, err)
			}
		}
	}
	if _, err := b.Set("no such thing", 1); CodeOf(err) != CodeBadArgument {
		t.Errorf("an unknown value gives %v", err)
	}
}

func TestPresetsSpeakOfValuesThatExist(t *testing.T) {
	r := New(Options{})
	defer r.Close()
	b := r.BeautyManager()
	for _, name := range BeautyPresets() {
		s, err := b.Preset(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Apply(s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for id, want := range s.Values {
			if v, _ := b.Value(id); v != want {
				t.Errorf("%s: %q is %v, want %v (out of its range?)", name, id, v, want)
			}
		}
	}
	if v, _ := b.Value("smooth"); v != 0 {
		t.Errorf("the preset none leaves smoothing at %v", v)
	}
	if _, err := b.Preset("nobody"); CodeOf(err) != CodeBadArgument {
		t.Errorf("an unknown preset gives %v", err)
	}
}

func TestBeautySettingsGoThroughAFile(t *testing.T) {
	r := New(Options{})
	defer r.Close()
	b := r.BeautyManager()
	b.SetEyeScaleLevel(4)
	b.SetChinLevel(-3)
	look := makeup.Custom(makeup.RGB{R: 200, G: 30, B: 60}, makeup.FormBold)
	b.SetMakeup(makeup.Lips, look, 0.5)
	var file bytes.Buffer
	if err := b.Export(&file); err != nil {
		t.Fatal(err)
	}
	other := New(Options{})
	defer other.Close()
	if err := other.BeautyManager().Import(bytes.NewReader(file.Bytes())); err != nil {
		t.Fatal(err)
	}
	got, want := other.BeautyManager().Settings(), b.Settings()
	if len(got.Values) == 0 || got.Values["eyeScale"] != 4 || got.Values["chin"] != -3 || got.Makeup["lips"] != want.Makeup["lips"] {
		t.Errorf("read back %+v", got)
	}
	for name, text := range map[string]string{
		"not JSON":      "hello",
		"other version": `{"version": 7}`,
		"too long":      `{"version": 1, "values": {"` + strings.Repeat("x", looks.MaxFile) + `": 1}}`,
		"wrong colour":  `{"version": 1, "makeup": {"lips": {"color": "red"}}}`,
	} {
		if err := b.Import(strings.NewReader(text)); CodeOf(err) != CodeBadArgument {
			t.Errorf("%s: %v", name, err)
		}
	}
	err := b.Import(strings.NewReader(`{"version": 1, "colours": {}, "values": {"smooth": 3, "of tomorrow": 1},
		"makeup": {"wig": {}, "lips": {"name": "of tomorrow", "color": "#aa0033", "form": 9}, "blush": {"name": "custom", "color": "#aa0033", "form": 2}}}`))
	var unknown *UnknownSettings
	wantNames := []string{"colours", `makeup.lips.form 9`, `makeup.lips.name "of tomorrow"`, "makeup.wig", "values.of tomorrow"}
	if CodeOf(err) != CodeBadArgument || !errors.As(err, &unknown) || !slices.Equal(unknown.Names, wantNames) {
		t.Errorf("unknown settings give %v, want %q", err, wantNames)
	}
	if l := b.Settings().Makeup["lips"]; l != makeup.Custom(makeup.RGB{R: 0xaa, B: 0x33}, makeup.FormPlain) {
		t.Errorf("beside unknown parts the lips became %+v", l)
	}
	if v, _ := b.Value("smooth"); v != 3 {
		t.Errorf("beside an unknown value smooth became %v, want 3", v)
	}
}

func FuzzReadBeautySettings(f *testing.F) {
	f.Add([]byte(`{"version":1,"values":{"smooth":3},"makeup":{"lips":{"name":"rose","color":"#aa0033"}}}`))
	f.Add([]byte(`{"version":1,"values":{"smooth":1e300}}`))
	r := New(Options{})
	f.Cleanup(func() { r.Close() })
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := ReadBeautySettings(bytes.NewReader(data)); err == nil {
			r.BeautyManager().Apply(s)
		} else if CodeOf(err) != CodeBadArgument {
			t.Errorf("code %d", CodeOf(err))
		}
	})
}

func TestBackdropsAndStickersRefuseBadFiles(t *testing.T) {
	r := New(Options{})
	defer r.Close()
	b := r.BeautyManager()
	bad := filepath.Join(t.TempDir(), "bad.mp4")
	if err := os.WriteFile(bad, []byte("no film at all"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"a missing film":     b.SetGreenScreenFile(filepath.Join(t.TempDir(), "none.mp4")),
		"a broken film":      b.SetGreenScreenFile(bad),
		"a broken picture":   b.SetBackground(backdrop.Picture, bad),
		"no picture":         b.SetBackground(backdrop.Picture, ""),
		"a sticker of air":   b.SetMotionTmpl(t.TempDir()),
		"a sticker nowhere":  b.SetMotionTmpl(filepath.Join(t.TempDir(), "none")),
		"a table of nothing": b.SetFilter(bad),
	} {
		if CodeOf(err) != CodeBadArgument {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, err := range []error{b.SetGreenScreenFile(""), b.SetBackground(backdrop.Blur, ""), b.SetBackground(backdrop.None, ""), b.SetMotionTmpl("")} {
		if err != nil {
			t.Errorf("off is refused: %v", err)
		}
	}
}

func TestBeautySettingsSavedWithAByteOrderMark(t *testing.T) {
	s, err := ReadBeautySettings(strings.NewReader("\ufeff{\"version\": 1, \"values\": {\"smooth\": 3}, \"strange\": 1}"))
	if err != nil || s.Values["smooth"] != 3 || len(s.Strange) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
}
