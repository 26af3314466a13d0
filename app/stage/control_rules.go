package stage

import (
	"onair/app/model"
	"onair/liveroom"
)

// ownStream follows the user's stream that another program sends: on air it takes the
// place of camera and microphone, and the window is the control room.
func (m *moment) ownStream(e liveroom.OnOwnStream) {
	if m.Screen != model.ScreenOnAir || m.OnAir.Summary != nil || m.OnAir.Room.ID != e.RoomID {
		return
	}
	if e.On && !m.OnAir.Control {
		m.OnAir.Control, m.OnAir.CamMuted, m.OnAir.MicMuted = true, false, false
		m.eachTile(func(t *model.Tile) {
			if t.ID == model.LocalTile {
				*t = model.Tile{ID: model.LocalTile, User: m.Me, Waiting: true}
			}
		})
		m.then(Release{}, PlayOwn{})
		return
	}
	m.publisher(m.Me.ID, func(t *model.Tile) {
		t.Slate = !e.On && !e.Until.IsZero() && hadPicture(*t) || e.On && t.Slate
		t.Waiting = e.On && !t.Live || !e.Until.IsZero()
		t.Live = t.Live && e.On
	})
}

// playOwn shows it. It is not to be heard: the program's own microphone would hear it.
func (c *Stage) playOwn() {
	me := c.room.Self().UserID
	c.room.MuteRemoteAudio(me, true)
	if err := c.room.StartPlay(me, c.place.View(model.LocalTile)); err != nil {
		c.desk.Log.Warn("the own stream", "err", err)
	}
}
