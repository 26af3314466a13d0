package app

import (
	"slices"
	"strconv"
	"time"

	"onair/app/desk"
	"onair/app/devices"
	"onair/app/model"
	"onair/app/stage"
	"onair/liveroom"
)

// levelEvery is how often level meters move; numbers follow once a second.
const levelEvery = 100 * time.Millisecond

// tick moves meters and numbers while a screen shows them. Where there is no meter it
// wakes once a second.
func (a *App) tick() {
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for a.desk.Context().Err() == nil {
		if s := a.Store.State(); metered(&s) {
			a.withMeters(second.C)
		} else {
			a.withoutMeters(second.C)
		}
	}
}

// withMeters moves the microphone's meters until none is on screen.
func (a *App) withMeters(second <-chan time.Time) {
	t := time.NewTicker(levelEvery)
	defer t.Stop()
	for {
		select {
		case <-a.desk.Context().Done():
			return
		case <-second:
			a.everySecond()
		case <-t.C:
			if s := a.Store.State(); !metered(&s) {
				return
			}
			a.moveMeters()
		}
	}
}

// withoutMeters returns when one comes on screen.
func (a *App) withoutMeters(second <-chan time.Time) {
	shown := make(chan struct{}, 1)
	defer a.Store.Subscribe(func(s model.State) {
		if metered(&s) {
			select {
			case shown <- struct{}{}:
			default:
			}
		}
	})()
	for {
		select {
		case <-a.desk.Context().Done():
			return
		case <-second:
			a.everySecond()
		case <-shown:
			return
		}
	}
}

// metered is whether the microphone's level is on screen.
func metered(s *model.State) bool {
	return s.Screen == model.ScreenWatching && s.Live.CoAnchor.Phase >= model.JoinReady ||
		s.Screen == model.ScreenSetup || s.Screen == model.ScreenOnAir && s.OnAir.Summary == nil || s.Settings.Test.Microphone
}

func (a *App) moveMeters() {
	level := a.room.MicrophoneLevel()
	a.Store.Update(func(s *model.State) {
		s.Setup.MicLevel, s.OnAir.MicLevel, s.Live.CoAnchor.MicLevel = level, level, level
		if s.Settings.Test.Microphone {
			s.Settings.Test.MicLevel = level
		}
		devices.ChangeOwnTile(s, func(t *model.Tile) { t.Level = level })
	})
}

func (a *App) everySecond() {
	v := a.desk.Visit() // before the state, so that it is not of a later one
	now := a.Store.State()
	s := &now
	if s.Connection.Phase == model.ConnectionLost && s.Connection.RetryIn > 0 {
		a.Store.Update(func(s *model.State) { s.Connection.RetryIn = max(s.Connection.RetryIn-1, 0) })
	}
	if s.Waits() {
		a.Store.Update((*model.State).CountDown)
	}
	a.looks.Look(s)
	if s.Watching.NoSpeaker && a.room.HasSpeaker() {
		a.Store.Update(func(s *model.State) { s.Watching.NoSpeaker = false })
	}
	a.followGestures(s)
	live := s.Screen == model.ScreenOnAir && s.OnAir.Summary == nil
	watching := s.Screen == model.ScreenWatching
	if !live && !watching {
		return
	}
	all := a.room.Statistics()
	a.stats.write(s, all, &a.delays)
	if live && s.OnAir.Control {
		a.controlNumbers(v, s.Me.ID, all)
		return
	}
	if live {
		picture := !s.OnAir.CamMuted && s.Setup.Check(model.CheckCamera).State == model.CheckGood
		stats, health := a.health.local(strconv.FormatUint(uint64(s.OnAir.Room.ID), 10), all, a.room.VideoEncoderParam(), picture, time.Now())
		stats.Delay = a.delays.median(model.LocalTile)
		levels, stalls := a.levels(s.OnAir.Tiles), stallsOf(all)
		v.Update(func(s *model.State) {
			stage.Stalls(s, stalls)
			s.OnAir.Stats, s.OnAir.Health = stats, health
			showLevels(s, levels)
		})
		return
	}
	if len(s.Watching.Tiles) == 0 {
		return
	}
	host := s.Watching.Tiles[0].ID
	i := slices.IndexFunc(all.Remote, func(r liveroom.RemoteStatistics) bool { return r.UserID == host })
	if i < 0 {
		return
	}
	r := all.Remote[i]
	stats, health := a.health.remote(r, all.ServerRoundTrip, !s.Watching.Tiles[0].CamMuted, time.Now())
	stats.Delay = a.delays.median(host)
	levels, stalls := a.levels(s.Watching.Tiles), stallsOf(all)
	v.Update(func(s *model.State) {
		stage.Stalls(s, stalls)
		s.Watching.Stats, s.Watching.Health = stats, health
		showLevels(s, levels)
	})
}

// controlNumbers are those of the own stream that another program sends, as it comes
// back.
func (a *App) controlNumbers(v *desk.Visit, me string, all liveroom.Statistics) {
	levels, stalls := a.levels(a.Store.State().OnAir.Tiles), stallsOf(all)
	var stats model.Stats
	var health model.Health
	if i := slices.IndexFunc(all.Remote, func(r liveroom.RemoteStatistics) bool { return r.UserID == me }); i >= 0 {
		stats, health = a.health.remote(all.Remote[i], all.ServerRoundTrip, true, time.Now())
		stats.Delay, stalls[model.LocalTile] = a.delays.median(model.LocalTile), all.Remote[i].Stalled
		levels[model.LocalTile] = all.Remote[i].Level
	}
	v.Update(func(s *model.State) {
		stage.Stalls(s, stalls)
		s.OnAir.Stats, s.OnAir.Health = stats, health
		showLevels(s, levels)
	})
}

// stallsOf is for how long no picture of somebody has come.
func stallsOf(all liveroom.Statistics) map[string]time.Duration {
	out := map[string]time.Duration{}
	for _, r := range all.Remote {
		out[r.UserID] = r.Stalled
	}
	return out
}

// levels are how loud everybody but the user is.
func (a *App) levels(tiles []model.Tile) map[string]int {
	out := map[string]int{}
	for _, t := range tiles {
		if t.ID != model.LocalTile {
			out[t.ID] = a.room.RemoteLevel(t.ID)
		}
	}
	return out
}

// showLevels moves their level rings.
func showLevels(s *model.State, levels map[string]int) {
	stage.ChangeTiles(s, func(tiles []model.Tile) []model.Tile {
		for i := range tiles {
			if l, ok := levels[tiles[i].ID]; ok {
				tiles[i].Level = l
			}
		}
		return tiles
	})
}
