package settings

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
type Settings struct {
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

	Camera      string      `json:"camera"`
	Microphone  string      `json:"microphone"`
	Speaker     string      `json:"speaker"`
	Size        model.Size  `json:"size"`
	Rate        int         `json:"rate"`
	BitRate     int         `json:"bitRate"`
	Mirrored    bool        `json:"mirrored"`
	MirrorSent  bool        `json:"mirrorSent"`
	Hardware    bool        `json:"hardware"`
	OneEncoding bool        `json:"oneEncoding,omitempty"`
	MicGain     int         `json:"micGain"`
	Volume      int         `json:"volume"`
	Language    string      `json:"language"`
	Theme       model.Theme `json:"theme"`
	// RTMP and SRT are doors of the server on this computer.
	RTMP model.Door `json:"rtmp,omitzero"`
	SRT  model.Door `json:"srt,omitzero"`
	// PlayMode is how streams are watched.
	PlayMode model.PlayMode `json:"playMode,omitempty"`

	Beauty map[string]float64 `json:"beauty"`
	Filter string             `json:"filter"`
	Looks  Looks              `json:"looks"`
	Sound  Sound              `json:"sound"`

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

func Default() Settings {
	return Settings{
		Method: model.SignInGuest,
		Size:   model.Size{Width: 1280, Height: 720}, Rate: 30, Mirrored: true,
		MicGain: 100, Volume: 100, DanmakuOpacity: 80, Theme: model.ThemeSystem, FollowLive: true, CallSound: true, Sort: model.SortViewers,
		RTMP: model.Door{At: model.RTMPDoor}, SRT: model.Door{At: model.SRTDoor},
		GuestSecrets: map[string]string{}, Beauty: map[string]float64{}, Sound: defaultSound(),
	}
}

// profile is a locked settings file.
type Profile struct {
	Path    string
	Unlock  func()
	unkept  error  // why nothing is saved, nil where it is
	noPlace string // the folder that cannot be used then; empty for none at all
	Settings
}

// Dir is dir, or where settings are usually.
func Dir(dir string) (string, error) {
	if dir != "" {
		return dir, nil
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no folder for settings: %w", err)
	}
	return filepath.Join(base, "onair"), nil
}

var ErrTooManyWindows = errors.New("too many windows are open")

// Open takes the first profile that no other running program uses. Without
// a folder that can be written it takes one that is not saved, with what can be read.
func Open(dir string) (*Profile, error) {
	dir, err := Dir(dir)
	if err != nil {
		return unkeptProfile("", err), nil
	}
	p, err := lockProfile(dir)
	switch {
	case errors.Is(err, ErrTooManyWindows):
		return nil, err
	case err != nil:
		return unkeptProfile(dir, err), nil
	}
	return p, nil
}

// unkeptProfile has what the first profile of a folder holds, if that can be read.
func unkeptProfile(dir string, why error) *Profile {
	p := &Profile{Unlock: func() {}, unkept: why, noPlace: dir, Settings: Default()}
	if dir == "" {
		return p
	}
	p.Path = filepath.Join(dir, "profile.json")
	if p.load() != nil {
		p.Settings = Default()
	}
	return p
}

func lockProfile(dir string) (*Profile, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("settings folder: %w", err)
	}
	for n := 1; n <= 32; n++ {
		name := "profile"
		if n > 1 {
			name = fmt.Sprintf("profile-%d", n)
		}
		unlock, err := LockFile(filepath.Join(dir, name+".lock"))
		if errors.Is(err, ErrLocked) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("settings folder: %w", err)
		}
		p := &Profile{Path: filepath.Join(dir, name+".json"), Unlock: unlock, Settings: Default()}
		if err := p.try(); err != nil {
			unlock()
			return nil, err
		}
		return p, nil
	}
	return nil, ErrTooManyWindows
}

// try reads the settings and finds out whether they can be written.
func (p *Profile) try() error {
	if err := p.load(); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(p.Path), ".write*")
	if err != nil {
		return fmt.Errorf("settings folder: %w", err)
	}
	f.Close()
	os.Remove(f.Name())
	return nil
}

func (p *Profile) load() error {
	data, err := os.ReadFile(p.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	err = json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), &p.Settings)
	if err != nil {
		// Keep what cannot be read for whoever wants to rescue it.
		_ = os.WriteFile(p.Path+".broken", data, 0o600)
	}
	if odd := (*json.UnmarshalTypeError)(nil); err != nil && !errors.As(err, &odd) { // a field of another kind alone is left out
		p.Settings = Default()
	}
	p.Settings = p.Settings.sane()
	return nil
}

// Save writes the file whole or not at all. Where nothing is kept, which was said at
// the start, and for a profile without a path it does nothing.
func (p *Profile) Save() error {
	if p.unkept != nil || p.Path == "" {
		return nil
	}
	data, err := json.MarshalIndent(p.Settings, "", "  ")
	if err != nil {
		return err
	}
	next := p.Path + ".new"
	if err := os.WriteFile(next, append(data, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(next, p.Path)
}

// failure says that nothing is kept and why, nil where it is.
func (p *Profile) Failure() *model.Failure {
	switch {
	case p.unkept == nil:
		return nil
	case p.noPlace == "":
		return &model.Failure{Code: model.FailureSettingsNowhere, Detail: p.unkept.Error()}
	}
	return &model.Failure{Code: model.FailureSettingsFolder, Subject: p.noPlace, Detail: p.unkept.Error()}
}
