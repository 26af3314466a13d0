package settings

import (
	"path/filepath"
	"slices"
	"strings"

	"onair/app/model"
)

// sane is s with what cannot be meant put right, as a hand or another version may
// have left it in the file.
func (s Settings) sane() Settings {
	usual := Default()
	s.Window = s.Window.Sane()
	s.MicGain, s.Volume, s.DanmakuOpacity = min(max(s.MicGain, 0), 150), min(max(s.Volume, 0), 100), min(max(s.DanmakuOpacity, 20), 100)
	s.Arrangement = min(max(s.Arrangement, 0), model.ArrangeSide)
	s.RTMP, s.SRT = saneDoor(s.RTMP, usual.RTMP), saneDoor(s.SRT, usual.SRT)
	if s.Method != model.SignInUserSig {
		s.Method = model.SignInGuest
	}
	if s.Sort < model.SortViewers || s.Sort > model.SortTitle {
		s.Sort = usual.Sort
	}
	if !slices.Contains(Sizes(), s.Size) {
		s.Size = usual.Size
	}
	if !slices.Contains(Rates(), s.Rate) {
		s.Rate = usual.Rate
	}
	if !slices.Contains(BitRates(), s.BitRate) {
		s.BitRate = usual.BitRate
	}
	if !slices.Contains(model.PlayModes(), s.PlayMode) {
		s.PlayMode = usual.PlayMode
	}
	if !slices.Contains([]string{"", "en", "zh"}, s.Language) {
		s.Language = usual.Language
	}
	if !slices.Contains([]model.Theme{model.ThemeSystem, model.ThemeDark, model.ThemeLight}, s.Theme) {
		s.Theme = usual.Theme
	}
	s.Sound.PublishVolume, s.Sound.PlayoutVolume = min(max(s.Sound.PublishVolume, 0), 150), min(max(s.Sound.PlayoutVolume, 0), 150)
	s.Sound.MonitorVolume = min(max(s.Sound.MonitorVolume, 0), 150)
	var recent []string
	for _, r := range s.Recent {
		if r = strings.TrimSpace(r); r != "" && len(r) <= 512 && !slices.Contains(recent, r) {
			recent = append(recent, r)
		}
	}
	s.Recent = recent[:min(len(recent), 8)]
	folders := map[model.FileKind]string{}
	for kind, dir := range s.Folders {
		if slices.Contains(model.FileKinds(), kind) && filepath.IsAbs(dir) && len(dir) <= 4096 {
			folders[kind] = dir
		}
	}
	s.Folders = folders
	if s.GuestSecrets == nil {
		s.GuestSecrets = map[string]string{}
	}
	if s.Beauty == nil {
		s.Beauty = map[string]float64{}
	}
	return s
}

func saneDoor(d, usual model.Door) model.Door {
	if d.At == "" || len(d.At) > 260 {
		return usual
	}
	return d
}
