package app

import (
	"slices"

	"onair/app/devices"
	"onair/app/model"
	"onair/liveroom"
)

// forViewers are the actions that a viewer's gesture can cause.
var forViewers = []model.GestureAction{model.GestureLike, model.GestureRaise, model.GestureGift}

// wantsGestureCamera reports whether a viewer's camera has to be on for gestures
// alone. Its picture stays on this computer.
func wantsGestureCamera(s *model.State) bool {
	return s.Screen == model.ScreenWatching && s.Watching.Phase.InRoom() && s.Live.CoAnchor.Phase < model.JoinReady &&
		slices.ContainsFunc(s.Beauty.Gestures, func(g model.GestureBinding) bool { return slices.Contains(forViewers, g.Action) })
}

// followGestures opens and closes the camera of a viewer with gestures; once a
// second, from one goroutine.
func (a *App) followGestures(s *model.State) {
	want := wantsGestureCamera(s)
	if want == a.gesturing {
		return
	}
	a.gesturing = want
	if !want {
		a.devices.DropCamera(devices.ForGestures)
		return
	}
	a.devices.OpenCamera(devices.ForGestures, func() bool {
		now := a.Store.State()
		return wantsGestureCamera(&now)
	})
}

// gestureMeans is what a gesture stands for where that can be done now, otherwise
// nothing.
func gestureMeans(s *model.State, name string) model.GestureAction {
	i := slices.IndexFunc(s.Beauty.Gestures, func(g model.GestureBinding) bool { return g.ID == name })
	if i < 0 {
		return model.GestureNothing
	}
	action, watching := s.Beauty.Gestures[i].Action, s.Screen == model.ScreenWatching
	switch action {
	case model.GestureLike:
		if watching {
			return action
		}
	case model.GestureRaise:
		if watching && s.Live.CoAnchor.Phase == model.JoinNone {
			return action
		}
	case model.GestureGift:
		if watching && len(s.Live.Gifts.Catalogue) > 0 {
			return action
		}
	case model.GestureApplaud:
		if s.Screen == model.ScreenOnAir {
			return action
		}
	}
	return model.GestureNothing
}

// gestured does what the gesture stands for.
func (a *App) gestured(e liveroom.OnGesture) {
	s := a.Store.State()
	switch gestureMeans(&s, string(e.Name)) {
	case model.GestureLike:
		a.Like()
	case model.GestureRaise:
		a.AskToJoin(false)
	case model.GestureGift:
		a.SendGift(s.Live.Gifts.Catalogue[0].ID, 1, "")
	case model.GestureApplaud:
		a.PlayPad("applause")
	}
}
