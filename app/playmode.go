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

func (a *App) applyPlayMode(m model.PlayMode) {
	if err := a.room.SetPlayMode(engineModes[m]); err != nil {
		a.desk.Log.Error("play mode", "err", err)
	}
}
