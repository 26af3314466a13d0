package app

import (
	"onair/app/model"
	"onair/assets/sounds"
	"onair/liveroom"
)

// ring lets the user hear that somebody asks for something; nobody else hears it.
func (a *App) ring() {
	if !a.Store.State().Settings.CallSound {
		return
	}
	data, err := sounds.Open("ding")
	if err != nil {
		a.desk.Log.Error("ringing", "err", err)
		return
	}
	const track = "ring"
	a.startEffect(liveroom.AudioMusicParam{ID: a.padTrack(track), Path: track + ".ogg", Data: data, IsShortFile: true}, padObserver{a, track})
}

// SetCallSound says whether ring is heard.
func (a *App) SetCallSound(on bool) {
	a.Store.Update(func(s *model.State) { s.Settings.CallSound = on })
	a.desk.Do(func() { a.desk.Settings.CallSound = on; a.desk.Save() })
}
