package settings

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"onair/app/model"
)

// TestSettingsSavedWithAByteOrderMark reads a profile that somebody edited.
func TestSettingsSavedWithAByteOrderMark(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "profile.json"), []byte("\ufeff{\"nickname\": \"Anna\"}"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Unlock()
	if p.Nickname != "Anna" {
		t.Errorf("%q", p.Nickname)
	}
}

// TestOddSettingsArePutRight: what a hand or another version left in the file.
func TestOddSettingsArePutRight(t *testing.T) {
	usual := Default()
	for text, right := range map[string]func(s Settings) bool{
		`{"window": {"width": 10, "height": 10, "x": 99999999, "y": 0, "placed": true}}`: func(s Settings) bool {
			return s.Window == model.WindowPlace{Width: 960, Height: 440}
		},
		`{"window": {"width": 100000, "height": 700}, "nickname": "Anna"}`: func(s Settings) bool {
			return s.Window == model.WindowPlace{} && s.Nickname == "Anna"
		},
		`{"window": "large", "nickname": "Anna"}`:              func(s Settings) bool { return s.Window == model.WindowPlace{} && s.Nickname == "Anna" },
		`{"micGain": 9000, "volume": -3, "danmakuOpacity": 0}`: func(s Settings) bool { return s.MicGain == 150 && s.Volume == 0 && s.DanmakuOpacity == 20 },
		`{"sort": 17, "arrangement": -4, "theme": "pink", "language": "xx"}`: func(s Settings) bool {
			return s.Sort == model.SortViewers && s.Arrangement == 0 && s.Theme == usual.Theme && s.Language == ""
		},
		`{"size": {"Width": 7, "Height": 7}, "rate": 1000, "bitRate": -1}`: func(s Settings) bool {
			return s.Size == usual.Size && s.Rate == usual.Rate && s.BitRate == usual.BitRate
		},
		`{"recent": ["", "a", "a", " b ", null]}`: func(s Settings) bool { return slices.Equal(s.Recent, []string{"a", "b"}) },
		`{"folders": {"camera": "../x", "sound": "/music", "other": "/y"}}`: func(s Settings) bool {
			return len(s.Folders) == 1 && s.Folders[model.FileSound] == "/music"
		},
		`{"beauty": null, "guestSecrets": null}`: func(s Settings) bool { return s.Beauty != nil && s.GuestSecrets != nil },
		`{"nickname": "An`:                       func(s Settings) bool { return s.Nickname == "" && s.Volume == usual.Volume },
		`[]`:                                     func(s Settings) bool { return s.Volume == usual.Volume },
		`null`:                                   func(s Settings) bool { return s.Volume == usual.Volume },
	} {
		p := &Profile{Path: filepath.Join(t.TempDir(), "profile.json"), Settings: Default()}
		if err := os.WriteFile(p.Path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := p.load(); err != nil || !right(p.Settings) {
			t.Errorf("%s: %v, %+v", text, err, p.Settings)
		}
	}
}

// TestAProfileWithoutAPathIsKeptNowhere: not in the folder the program runs in either.
func TestAProfileWithoutAPathIsKeptNowhere(t *testing.T) {
	t.Chdir(t.TempDir())
	p := &Profile{Settings: Default()}
	if err := p.Save(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir("."); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}
