package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"onair/app/model"
)

// settings is what the program remembers between runs, one JSON file for each
// profile. A second window on the same machine gets a profile of its own, so
// that it does not sign the first one out.
type settings struct {
	Server   string             `json:"server"`
	Recent   []string           `json:"recent"`
	UserID   string             `json:"userId"`
	Nickname string             `json:"nickname"`
	Method   model.SignInMethod `json:"method,omitempty"`
	Avatar   string             `json:"avatar"`
	// GuestSecrets proves that a guest's name is ours, by server address.
	GuestSecrets map[string]string `json:"guestSecrets,omitempty"`
	// Blocked are users not to be heard of, by server address.
	Blocked map[string][]string `json:"blocked,omitempty"`

	Camera     string      `json:"camera"`
	Microphone string      `json:"microphone"`
	Speaker    string      `json:"speaker"`
	Size       model.Size  `json:"size"`
	Rate       int         `json:"rate"`
	BitRate    int         `json:"bitRate"`
	Mirrored   bool        `json:"mirrored"`
	MirrorSent bool        `json:"mirrorSent"`
	Hardware   bool        `json:"hardware"`
	MicGain    int         `json:"micGain"`
	Volume     int         `json:"volume"`
	Language   string      `json:"language"`
	Theme      model.Theme `json:"theme"`

	Beauty map[string]float64 `json:"beauty"`
	Filter string             `json:"filter"`
	Looks  lookSettings       `json:"looks"`
	Sound  soundSettings      `json:"sound"`

	Arrangement    model.Arrangement `json:"arrangement"`
	DanmakuOff     bool              `json:"danmakuOff"`
	DanmakuOpacity int               `json:"danmakuOpacity"`
	Title          string            `json:"title"`
	FollowLive     bool              `json:"followLive"`
	CallSound      bool              `json:"callSound"`
	// DesktopOff: the desktop is not told what happens while the window is not looked at.
	DesktopOff bool `json:"desktopOff,omitempty"`

	Window       model.WindowPlace         `json:"window"`
	Folded       bool                      `json:"folded,omitempty"`
	Folders      map[model.FileKind]string `json:"folders,omitempty"`
	Sort         model.RoomSort            `json:"sort"`
	OnlyFollowed bool                      `json:"onlyFollowed,omitempty"`
}

func defaultSettings() settings {
	return settings{
		Method: model.SignInGuest,
		Size:   model.Size{Width: 1280, Height: 720}, Rate: 30, Mirrored: true,
		MicGain: 100, Volume: 100, DanmakuOpacity: 80, Theme: model.ThemeSystem, FollowLive: true, CallSound: true, Sort: model.SortViewers,
		GuestSecrets: map[string]string{}, Beauty: map[string]float64{}, Sound: defaultSoundSettings(),
	}
}

// profile is a locked settings file.
type profile struct {
	path   string
	unlock func()
	settings
}

// settingsDir is dir, or where settings are usually.
func settingsDir(dir string) (string, error) {
	if dir != "" {
		return dir, nil
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no folder for settings: %w", err)
	}
	return filepath.Join(base, "onair"), nil
}

// openProfile takes the first profile that no other running program uses.
func openProfile(dir string) (*profile, error) {
	dir, err := settingsDir(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("settings folder: %w", err)
	}
	for n := 1; n <= 32; n++ {
		name := "profile"
		if n > 1 {
			name = fmt.Sprintf("profile-%d", n)
		}
		unlock, err := lockFile(filepath.Join(dir, name+".lock"))
		if errors.Is(err, errLocked) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("settings folder: %w", err)
		}
		p := &profile{path: filepath.Join(dir, name+".json"), unlock: unlock, settings: defaultSettings()}
		return p, p.load()
	}
	return nil, errors.New("too many windows are open")
}

func (p *profile) load() error {
	data, err := os.ReadFile(p.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	err = json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &p.settings)
	if err != nil {
		// Keep what cannot be read for whoever wants to rescue it.
		os.WriteFile(p.path+".broken", data, 0o600)
	}
	if odd := (*json.UnmarshalTypeError)(nil); err != nil && !errors.As(err, &odd) { // a field of another kind alone is left out
		p.settings = defaultSettings()
	}
	p.settings = p.settings.sane()
	return nil
}

// save writes the file whole or not at all.
func (p *profile) save() error {
	data, err := json.MarshalIndent(p.settings, "", "  ")
	if err != nil {
		return err
	}
	next := p.path + ".new"
	if err := os.WriteFile(next, append(data, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(next, p.path)
}
