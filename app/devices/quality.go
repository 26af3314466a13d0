package devices

import (
	"onair/app/failure"
	"onair/app/model"
	"onair/app/settings"
	"onair/liveroom"
)

// FirstQuality is what can be chosen for the sent picture, and what was.
func FirstQuality(p settings.Settings) model.Quality {
	q := model.Quality{
		Sizes:    settings.Sizes(),
		Size:     p.Size,
		Rates:    settings.Rates(),
		Rate:     p.Rate,
		BitRates: settings.BitRates(),
		BitRate:  p.BitRate,
	}
	q.Automatic = encoding(q, model.Settings{}).EffectiveBitRate()
	return q
}

func encoding(q model.Quality, s model.Settings) liveroom.VideoEncoderParam {
	return liveroom.VideoEncoderParam{
		Width: q.Size.Width, Height: q.Size.Height, FPS: q.Rate, BitRate: q.BitRate, Hardware: s.Hardware, OneLayer: s.OneEncoding,
	}
}

// ApplyQuality says how the own picture is sent: q, and of s what concerns the encoder.
func (c *Devices) ApplyQuality(q model.Quality, s model.Settings) {
	if err := c.engine.SetVideoEncoderParam(encoding(q, s)); err != nil {
		c.desk.Notify(model.Notice{Failure: failure.Of(err, "")})
	}
}

func (c *Devices) changeQuality(change func(*model.Quality)) {
	c.desk.Store.Update(func(s *model.State) {
		change(&s.Quality)
		auto := s.Quality
		auto.BitRate = 0
		s.Quality.Automatic = encoding(auto, model.Settings{}).EffectiveBitRate()
	})
	s := c.desk.Store.State()
	c.desk.Do(func() {
		c.ApplyQuality(s.Quality, s.Settings)
		c.desk.Settings.Size, c.desk.Settings.Rate, c.desk.Settings.BitRate = s.Quality.Size, s.Quality.Rate, s.Quality.BitRate
		c.desk.Save()
	})
}

// SetSize chooses the sent picture's size.
func (c *Devices) SetSize(size model.Size) { c.changeQuality(func(q *model.Quality) { q.Size = size }) }

// SetFrameRate chooses the frames a second.
func (c *Devices) SetFrameRate(fps int) { c.changeQuality(func(q *model.Quality) { q.Rate = fps }) }

// SetBitRate chooses the ceiling of the bit rate; 0 is automatic.
func (c *Devices) SetBitRate(bits int) { c.changeQuality(func(q *model.Quality) { q.BitRate = bits }) }
