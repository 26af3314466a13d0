package capture

import (
	"errors"
	"image/color"
	"path/filepath"
	"strings"
	"testing"
)

func TestSpecsThatOpenWithoutDevices(t *testing.T) {
	clip := filepath.Join("testdata", "clip.mkv")
	for _, c := range []struct {
		spec               string
		sound              bool // open with OpenAudio
		label              string
		hasVideo, hasAudio bool
	}{
		{"none", false, "None", false, false},
		{"test:", false, "Test pattern", true, true},
		{"test:320x180@15", false, "Test pattern", true, true},
		{"test:color=ff8000", false, "Test colour", true, true},
		{"file:" + clip, false, "clip.mkv", true, true},
		{"file:" + clip + "?loop=0", false, "clip.mkv", true, true},
		{"file:" + filepath.Join("testdata", "picture-only.mp4"), false, "picture-only.mp4", true, false},
		{"file:" + filepath.Join("testdata", "sound-only.flac"), false, "sound-only.flac", false, true},
		{"picture:" + filepath.Join("testdata", "bars.png"), false, "bars.png", true, false},
		{"none", true, "None", false, false},
		{"tone:", true, "Tone, 440 Hz", false, true},
		{"tone:1000.5", true, "Tone, 1000.5 Hz", false, true},
		{"silence:", true, "Silence", false, true},
		{"test:", true, "Test beeps", false, true},
		{"file:" + clip, true, "clip.mkv", false, true},
	} {
		s, err := openEither(c.spec, c.sound)
		if err != nil {
			t.Errorf("%s: %v", c.spec, err)
			continue
		}
		if s.Spec() != c.spec || s.Label() != c.label || s.HasVideo() != c.hasVideo || s.HasAudio() != c.hasAudio {
			t.Errorf("%s: spec %q, label %q, video %v, sound %v", c.spec, s.Spec(), s.Label(), s.HasVideo(), s.HasAudio())
		}
	}
}

func openEither(spec string, sound bool) (Source, error) {
	if sound {
		return OpenAudio(spec)
	}
	return OpenVideo(spec, VideoOptions{})
}

func TestBadSpecs(t *testing.T) {
	for _, c := range []struct {
		spec  string
		sound bool
		code  Code
		says  string
	}{
		{"nonsense", false, NoDevice, "no colon"},
		{"laser:1", false, NoDevice, "unknown kind"},
		{"camera:", false, NoDevice, "nothing follows"},
		{"mic:", true, NoDevice, "nothing follows"},
		{"mic:x", false, NoDevice, "no picture"},
		{"camera:x", true, NoDevice, "no sound"},
		{"picture:x.png", true, NoDevice, "no sound"},
		{"camera:No Such Camera", false, NoDevice, "No Such Camera"},
		{"mic:No Such Microphone", true, NoDevice, "No Such Microphone"},
		{"screen:-1", false, NoDevice, "numbered from 0"},
		{"screen:99", false, NoDevice, "Screen 100"},
		{"tone:loud", true, NoDevice, "24000"},
		{"tone:0", true, NoDevice, "24000"},
		{"tone:NaN", true, NoDevice, "24000"},
		{"test:color=red", false, NoDevice, "hexadecimal"},
		{"test:12x9", false, NoDevice, "like 1280x720"},
		{"test:99999x99999", false, NoDevice, "like 1280x720"},
		{"test:640x360@0", false, NoDevice, "frames a second"},
		{"test:640x360@NaN", false, NoDevice, "frames a second"},
		{"file:" + filepath.Join("testdata", "missing.mp4"), false, BadFile, "missing.mp4"},
		{"file:" + filepath.Join("testdata", "README.md"), false, BadFile, "README.md"},
		{"file:" + filepath.Join("testdata", "picture-only.mp4"), true, BadFile, "no sound"},
		{"picture:" + filepath.Join("testdata", "missing.png"), false, BadFile, "missing.png"},
		{"picture:" + filepath.Join("testdata", "README.md"), false, BadFile, "README.md"},
	} {
		_, err := openEither(c.spec, c.sound)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v is no *Error", c.spec, err)
			continue
		}
		if e.Code != c.code || !strings.Contains(e.Error(), c.says) {
			t.Errorf("%s: %v: %v; want %v and %q", c.spec, e.Code, e, c.code, c.says)
		}
	}
}

func TestTestSpec(t *testing.T) {
	base := testSpec{width: 1280, height: 720, rate: 30}
	orange := color.RGBA{R: 255, G: 128, A: 255}
	for spec, want := range map[string]testSpec{
		"":                           base,
		"640x360":                    {width: 640, height: 360, rate: 30},
		"@15":                        {width: 1280, height: 720, rate: 15},
		"640x360@15":                 {width: 640, height: 360, rate: 15},
		"color=ff8000":               {width: 1280, height: 720, rate: 30, flat: true, color: orange},
		"640x360@29.97,color=FF8000": {width: 640, height: 360, rate: 29.97, flat: true, color: orange},
	} {
		if got, err := parseTest(spec, base); err != nil || got != want {
			t.Errorf("%q: %+v, %v", spec, got, err)
		}
	}
}

func FuzzSpec(f *testing.F) {
	for _, s := range []string{"", "test:640x360@15,color=ff8000", "tone:440", "file:a?loop=0", "screen:1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		sp, err := parseSpec(s)
		if err != nil {
			return
		}
		if d, err := parseTest(sp.rest, testSpec{width: 1280, height: 720, rate: 30}); err == nil {
			if d.width < 16 || d.width > maxSide || d.height < 16 || d.height > maxSide || !(d.rate >= 1 && d.rate <= 240) {
				t.Errorf("%q gives %+v", s, d)
			}
		}
		_, _ = parseTone(sp.rest)
		_, _ = parseScreen(sp.rest)
		_, _ = cutLoop(sp.rest)
	})
}
