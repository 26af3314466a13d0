package devices

import (
	"onair/app/model"
	"slices"
)

// MuteMicrophone sends silence while muted.
func (c *Devices) MuteMicrophone(muted bool) {
	c.engine.MuteLocalAudio(muted)
	c.desk.Store.Update(func(s *model.State) {
		s.OnAir.MicMuted, s.Setup.MicMuted, s.Live.CoAnchor.MicMuted = muted, muted, muted
		ChangeOwnTile(s, func(t *model.Tile) { t.MicMuted = muted })
	})
}

// MuteCamera sends no picture while muted.
func (c *Devices) MuteCamera(muted bool) {
	c.engine.MuteLocalVideo(muted)
	c.desk.Store.Update(func(s *model.State) {
		s.OnAir.CamMuted, s.Live.CoAnchor.CamMuted = muted, muted
		ChangeOwnTile(s, func(t *model.Tile) {
			t.CamMuted, t.Live = muted, !muted && s.Setup.Check(model.CheckCamera).State == model.CheckGood
		})
	})
}

// ChangeOwnTile changes the own tile on the stage, if there is one.
func ChangeOwnTile(s *model.State, change func(*model.Tile)) {
	for _, list := range []*[]model.Tile{&s.OnAir.Tiles, &s.Watching.Tiles} {
		i := slices.IndexFunc(*list, func(t model.Tile) bool { return t.ID == model.LocalTile })
		if i < 0 {
			continue
		}
		tiles := slices.Clone(*list)
		change(&tiles[i])
		*list = tiles
	}
}

// SetMirror mirrors the user's own picture for the user.
func (c *Devices) SetMirror(on bool) {
	c.engine.SetMirror(on)
	c.desk.Store.Update(func(s *model.State) {
		s.Settings.Mirrored, s.Setup.Mirrored, s.OnAir.Mirrored = on, on, on
		ChangeOwnTile(s, func(t *model.Tile) { t.Mirrored = on })
	})
	c.desk.Do(func() { c.desk.Settings.Mirrored = on })
}

// SetMirrorSent mirrors what viewers see.
func (c *Devices) SetMirrorSent(on bool) {
	c.engine.SetEncoderMirror(on)
	c.desk.Store.Update(func(s *model.State) { s.Settings.MirrorSent = on })
	c.desk.Do(func() { c.desk.Settings.MirrorSent = on })
}

// SetHardware asks for a hardware encoder.
func (c *Devices) SetHardware(on bool) {
	c.desk.Store.Update(func(s *model.State) { s.Settings.Hardware = on })
	s := c.desk.Store.State()
	c.desk.Do(func() {
		c.ApplyQuality(s.Quality, s.Settings)
		c.desk.Settings.Hardware = on
	})
}

// SetOneEncoding sends no smaller encodings of the picture.
func (c *Devices) SetOneEncoding(on bool) {
	c.desk.Store.Update(func(s *model.State) { s.Settings.OneEncoding = on })
	s := c.desk.Store.State()
	c.desk.Do(func() {
		c.ApplyQuality(s.Quality, s.Settings)
		c.desk.Settings.OneEncoding = on
	})
}
