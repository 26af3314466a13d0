package looks

import (
	"math"
	"slices"

	"onair/app/model"
)

// lookForFaces finds out whether faces can be found on this computer, and greys
// out what needs them if not.
func (c *Looks) lookForFaces() {
	err := c.filters.FacesUnavailable()
	if err == nil {
		return
	}
	f := &model.Failure{Code: model.FailureFaces, Detail: err.Error()}
	c.desk.Store.Update(func(s *model.State) {
		s.Beauty.Faces = f
		s.Beauty.Params = slices.Clone(s.Beauty.Params)
		for i := range s.Beauty.Params {
			if s.Beauty.Params[i].NeedsFace {
				s.Beauty.Params[i].Disabled = f
			}
		}
	})
}

// Look tells, once a second, whether the face that something waits for is
// there, and what a picture costs.
func (c *Looks) Look(s *model.State) {
	camera := s.Screen == model.ScreenSetup || s.Screen == model.ScreenOnAir && s.OnAir.Summary == nil ||
		s.Screen == model.ScreenWatching && s.Live.CoAnchor.Phase >= model.JoinReady
	missing := camera && s.Beauty.Wants() && c.filters.FacesSeen() == 0
	cost := 0.0
	if camera {
		cost = math.Round(c.filters.FrameTime().Seconds()*1e4) / 10
	}
	slow := cost*float64(s.Quality.Rate) > 1000
	if missing != s.Beauty.NoFace || cost != s.Beauty.Cost || slow != s.Beauty.Slow {
		c.desk.Store.Update(func(s *model.State) { s.Beauty.NoFace, s.Beauty.Cost, s.Beauty.Slow = missing, cost, slow })
	}
}
