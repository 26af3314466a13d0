package app

import (
	"math"
	"slices"

	"onair/app/model"
)

// lookForFaces finds out whether faces can be found on this computer, and greys
// out what needs them if not.
func (a *App) lookForFaces() {
	err := a.room.BeautyManager().FacesUnavailable()
	if err == nil {
		return
	}
	f := &model.Failure{Code: model.FailureFaces, Detail: err.Error()}
	a.Store.Update(func(s *model.State) {
		s.Beauty.Faces = f
		s.Beauty.Params = slices.Clone(s.Beauty.Params)
		for i := range s.Beauty.Params {
			if s.Beauty.Params[i].NeedsFace {
				s.Beauty.Params[i].Disabled = f
			}
		}
	})
}

// watchFaces tells, once a second, whether the face that something waits for is
// there, and what a picture costs.
func (a *App) watchFaces(s *model.State) {
	camera := s.Screen == model.ScreenSetup || s.Screen == model.ScreenOnAir && s.OnAir.Summary == nil ||
		s.Screen == model.ScreenWatching && s.Live.CoAnchor.Phase >= model.JoinReady
	if s.Watching.NoSpeaker && a.room.HasSpeaker() {
		a.Store.Update(func(s *model.State) { s.Watching.NoSpeaker = false })
	}
	m := a.room.BeautyManager()
	missing := camera && s.Beauty.Wants() && m.FacesSeen() == 0
	cost := 0.0
	if camera {
		cost = math.Round(m.FrameTime().Seconds()*1e4) / 10
	}
	slow := cost*float64(s.Quality.Rate) > 1000
	if missing != s.Beauty.NoFace || cost != s.Beauty.Cost || slow != s.Beauty.Slow {
		a.Store.Update(func(s *model.State) { s.Beauty.NoFace, s.Beauty.Cost, s.Beauty.Slow = missing, cost, slow })
	}
}
