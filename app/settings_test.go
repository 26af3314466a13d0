package app

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
	p, err := openProfile(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer p.unlock()
	if p.Nickname != "Anna" {
		t.Errorf("%q", p.Nickname)
	}
}

// TestOddSettingsArePutRight: what a hand or another version left in the file.
func TestOddSettingsArePutRight(t *testing.T) {
	usual := defaultSettings()
	for text, right := range map[string]func(s settings) bool{
		`{"window": {"width": 10, "height": 10, "x": 99999999, "y": 0, "placed": true}}`: func(s settings) bool {
			return s.Window == model.WindowPlace{Width: 960, Height: 440}
		},
		`{"window": {"width": 100000, "height": 700}, "nickname": "Anna"}`: func(s settings) bool {
			return s.Window == model.WindowPlace{} && s.Nickname == "Anna"
		},
		`{"window": "large", "nickname": "Anna"}`:              func(s settings) bool { return s.Window == model.WindowPlace{} && s.Nickname == "Anna" },
		`{"micGain": 9000, "volume": -3, "danmakuOpacity": 0}`: func(s settings) bool { return s.MicGain == 150 && s.Volume == 0 && s.DanmakuOpacity == 20 },
		`{"sort": 17, "arrangement": -4, "theme": "pink", "language": "xx"}`: func(s settings) bool {
			return s.Sort == model.SortViewers && s.Arrangement == 0 && s.Theme == usual.Theme && s.Language == ""
		},
		`{"size": {"Width": 7, "Height": 7}, "rate": 1000, "bitRate": -1}`: func(s settings) bool {
			return s.Size == usual.Size && s.Rate == usual.Rate && s.BitRate == usual.BitRate
		},
		`{"recent": ["", "a", "a", " b ", null]}`: func(s settings) bool { return slices.Equal(s.Recent, []string{"a", "b"}) },
		`{"folders": {"camera": "../x", "sound": "/music", "other": "/y"}}`: func(s settings) bool {
			return len(s.Folders) == 1 && s.Folders[model.FileSound] == "/music"
		},
		`{"beauty": null, "guestSecrets": null}`: func(s settings) bool { return s.Beauty != nil && s.GuestSecrets != nil },
		`{"nickname": "An`:                       func(s settings) bool { return s.Nickname == "" && s.Volume == usual.Volume },
		`[]`:                                     func(s settings) bool { return s.Volume == usual.Volume },
		`null`:                                   func(s settings) bool { return s.Volume == usual.Volume },
	} {
		p := &profile{path: filepath.Join(t.TempDir(), "profile.json"), settings: defaultSettings()}
		if err := os.WriteFile(p.path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := p.load(); err != nil || !right(p.settings) {
			t.Errorf("%s: %v, %+v", text, err, p.settings)
		}
	}
}

// TestTheWindowIsRemembered from one run to the next.
func TestTheWindowIsRemembered(t *testing.T) {
	d := newDesk(t)
	a := d.window()
	place := model.WindowPlace{Width: 1400, Height: 900, X: 30, Y: 60, Placed: true}
	a.RememberWindow(place)
	a.RememberFolded(true)
	a.RememberFolder(model.FileTable, "/tables")
	a.SetSort(model.SortTitle)
	a.SetOnlyFollowed(true)
	a.do(func() { a.cancel() }) // after those
	<-a.ctx.Done()
	a.Close()
	s := d.window().Store.State()
	if s.Memory.Window != place || !s.Memory.Folded || s.Memory.Folders[model.FileTable] != "/tables" || s.Lobby.Sort != model.SortTitle || !s.Lobby.OnlyFollowed {
		t.Errorf("the next run: %+v, lobby %+v", s.Memory, s.Lobby)
	}
}

// TestResettingAllBeautyCanBeUndone with all that was chosen.
func TestResettingAllBeautyCanBeUndone(t *testing.T) {
	a := newDesk(t).window()
	filter := a.Store.State().Beauty.Filters[1].ID
	a.SetBeauty(model.BeautySmooth, 7)
	a.SetColourFilter(filter)
	a.SetBackground("blur")
	until(t, a, "the background", func(s model.State) bool { return s.Beauty.Background == "blur" })
	before := a.Store.State().Beauty
	a.ResetAllBeauty()
	until(t, a, "nothing", func(s model.State) bool { return !s.Beauty.Changed() && s.Beauty.CanUndo })
	a.UndoResetBeauty()
	s := until(t, a, "all of it", func(s model.State) bool { return s.Beauty.Background == "blur" && s.Beauty.Filter == filter })
	if s.Beauty.Value(model.BeautySmooth) != 7 || s.Beauty.CanUndo || !slices.EqualFunc(s.Beauty.Params, before.Params, func(a, b model.Param) bool { return a.Value == b.Value }) {
		t.Errorf("brought back: %+v", s.Beauty.Params)
	}
}
