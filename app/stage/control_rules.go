package stage

import (
	"context"

	"onair/app/desk"
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
		m.control(true)
		m.then(Release{}, PlayOwn{})
		return
	}
	m.publisher(m.Me.ID, func(t *model.Tile) {
		t.Slate = !e.On && !e.Until.IsZero() && hadPicture(*t) || e.On && t.Slate
		t.Waiting = e.On && !t.Live || !e.Until.IsZero()
		t.Live = t.Live && e.On
	})
}

// control begins or ends to show another program's picture.
func (m *moment) control(on bool) {
	m.OnAir.Control, m.OnAir.CamMuted, m.OnAir.MicMuted = on, false, false
	m.eachTile(func(t *model.Tile) {
		if t.ID == model.LocalTile {
			*t = model.Tile{ID: model.LocalTile, User: m.Me, Waiting: true, Mirrored: !on && m.OnAir.Mirrored}
		}
	})
}

// wantCamera goes over to the own camera, once no program sends.
func (m *moment) wantCamera() {
	if m.Screen != model.ScreenOnAir || m.OnAir.Summary != nil || !m.OnAir.Control || m.Program.On {
		return
	}
	m.control(false)
	m.OnAir.Failure = nil
	m.then(TakeCamera{})
}

// cameraTaken goes back to waiting for the program where that did not work.
func (m *moment) cameraTaken(err error) {
	if err == nil || m.OnAir.Control { // a program sends again
		return
	}
	m.control(true)
	m.OnAir.Failure = &model.Failure{Code: model.FailurePublish, Detail: err.Error()}
	m.then(Release{}, PlayOwn{})
}

// TakeCamera sends camera and microphone instead of another program's stream.
func (c *Stage) TakeCamera() { c.Post(WantCamera{}) }

func (c *Stage) takeCamera(ctx context.Context, v *desk.Visit) error {
	c.room.StopPlay(c.room.Self().UserID)
	c.place.OpenLive(ctx)
	return c.inRoom(v, func() error { return c.room.StartPublish(ctx, "") })
}

// playOwn shows it. It is not to be heard: the program's own microphone would hear it.
func (c *Stage) playOwn() {
	me := c.room.Self().UserID
	c.room.MuteRemoteAudio(me, true)
	if err := c.room.StartPlay(me, c.place.View(model.LocalTile)); err != nil {
		c.desk.Log.Warn("the own stream", "err", err)
	}
}
