package app

import (
	"slices"

	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
)

var _ model.PlayActions = (*App)(nil)

// engineModes are the live room's names of the modes.
var engineModes = map[model.PlayMode]liveroom.PlayMode{
	model.PlayAuto: liveroom.PlayAuto, model.PlayLow: liveroom.PlayLowLatency, model.PlayCDN: liveroom.PlayCDN,
}

// SetPlayMode changes how streams are watched.
func (a *App) SetPlayMode(m model.PlayMode) {
	if !slices.Contains(model.PlayModes(), m) {
		return
	}
	a.applyPlayMode(m)
	a.Store.Update(func(s *model.State) { s.Settings.PlayMode = m })
	a.desk.Remember(func(s *settings.Settings) { s.PlayMode = m })
}

// WantPicture chooses among the encodings of the host that is watched.
func (a *App) WantPicture(lines int) {
	s := a.Store.State()
	if s.Screen != model.ScreenWatching || len(s.Watching.Tiles) == 0 {
		return
	}
	host := s.Watching.Tiles[0].ID
	if err := a.room.SetRemoteVideoQuality(host, lines); err != nil {
		a.desk.Log.Warn("quality of the picture", "err", err)
		return
	}
	a.Store.Update(func(s *model.State) {
		if len(s.Watching.Tiles) > 0 && s.Watching.Tiles[0].ID == host {
			s.Watching.Picture.Want = lines
		}
	})
}

func (a *App) applyPlayMode(m model.PlayMode) {
	if err := a.room.SetPlayMode(engineModes[m]); err != nil {
		a.desk.Log.Error("play mode", "err", err)
	}
}
