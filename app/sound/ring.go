package sound

import (
	"onair/app/model"
	"onair/assets/sounds"
	"onair/liveroom"
)

// Ring lets the user hear that somebody asks for something; nobody else hears it.
func (c *Sound) Ring() {
	if !c.desk.Store.State().Settings.CallSound {
		return
	}
	data, err := sounds.Open("ding")
	if err != nil {
		c.desk.Log.Error("ringing", "err", err)
		return
	}
	const track = "ring"
	c.startEffect(liveroom.AudioMusicParam{ID: c.padTrack(track), Path: track + ".ogg", Data: data, IsShortFile: true}, padObserver{c, track})
}

// SetCallSound says whether ring is heard.
func (c *Sound) SetCallSound(on bool) {
	c.desk.Store.Update(func(s *model.State) { s.Settings.CallSound = on })
	c.desk.Do(func() { c.desk.Settings.CallSound = on; c.desk.Save() })
}
