package stage

import (
	"slices"

	"onair/app/model"
	"onair/liveroom"
)

// roomEvent is about who is in the room and what becomes of it.
func (m *moment) roomEvent(e Event) bool {
	switch e := e.(type) {
	case liveroom.OnRoomDestroy:
		m.destroyed(e)
	case liveroom.OnAnchorEnter:
		if u := personOf(e.User); m.isHost(u.ID) {
			m.publisher(u.ID, func(t *model.Tile) { t.User, t.Waiting = u, true })
		} else {
			m.withTile(model.Tile{ID: u.ID, User: u, Waiting: true})
			m.cameUp(u)
			m.then(Play{u.ID})
		}
	case liveroom.OnAnchorExit:
		if m.isHost(e.User.UserID) {
			comes := m.Watching.Phase == model.WatchHostAway // else nothing is on its way
			m.publisher(e.User.UserID, func(t *model.Tile) { t.Live, t.Waiting, t.Slate = false, false, comes && hadPicture(*t) })
		} else {
			m.withoutTile(e.User.UserID)
			m.then(StopPlay{e.User.UserID})
		}
	case liveroom.OnUserVideoAvailable:
		m.publisher(e.UserID, func(t *model.Tile) {
			t.Slate = !e.Available && e.Lost && hadPicture(*t) || e.Available && t.Slate
			t.CamMuted, t.Waiting = !e.Available && !e.Lost, e.Available || e.Lost
			t.Live = t.Live && e.Available
		})
	case liveroom.OnUserAudioAvailable:
		m.publisher(e.UserID, func(t *model.Tile) { t.MicMuted = !e.Available })
	case liveroom.OnFirstVideoFrame:
		m.publisher(e.UserID, func(t *model.Tile) { t.Live, t.Waiting, t.Slate = true, false, false })
	case liveroom.OnOwnStream:
		m.ownStream(e)
	case liveroom.OnPlayWay:
		if m.isHost(e.UserID) {
			m.Watching.ByCDN = e.CDN
		}
	case liveroom.OnRemoteQuality:
		m.quality(e)
	case liveroom.OnUserProfileChange:
		m.Renamed(personOf(e.User))
	case liveroom.OnAudienceEnter:
		m.member(personOf(e.User), true)
	case liveroom.OnAudienceExit:
		m.member(personOf(e.User), false)
	case liveroom.OnKickedOut:
		m.kickedOut(e)
	case liveroom.OnBanned:
		m.banned(personOf(e.User), e.Banned)
	default:
		return false
	}
	return true
}

// quality takes over which of a picture's encodings comes. Without one the tile says so.
func (m *moment) quality(e liveroom.OnRemoteQuality) {
	if m.isHost(e.UserID) {
		p := &m.Watching.Picture
		p.Lines, p.Layers, p.Why, p.Sound = e.Height, e.Layers, model.PictureWhy(e.Why), e.Sound
	}
	alone := e.Sound && e.Why == "chosen"
	m.publisher(e.UserID, func(t *model.Tile) {
		t.SoundAlone = alone
		if alone {
			t.Live, t.Slate = false, false
		}
	})
}

// hadPicture reports whether a picture stood in a tile, which may be shown on.
func hadPicture(t model.Tile) bool { return t.Live || t.Slate }

// isHost reports whether a user is the anchor of the room that is watched.
func (s *State) isHost(userID string) bool {
	return s.Screen == model.ScreenWatching && len(s.Watching.Tiles) > 0 && s.Watching.Tiles[0].ID == userID
}

// publisher changes the tile of somebody who sends, and the phase that follows.
func (m *moment) publisher(userID string, change func(*model.Tile)) {
	if m.Screen == model.ScreenOnAir && m.OnAir.Control && userID == m.Me.ID {
		userID = model.LocalTile
	}
	m.eachTile(func(t *model.Tile) {
		if t.ID == userID {
			change(t)
		}
	})
	if m.isHost(userID) {
		m.Watching.Phase = phaseAfter(m.Watching.Phase, m.Watching.Tiles[0])
	}
}

func phaseAfter(now model.WatchPhase, t model.Tile) model.WatchPhase {
	switch {
	case now == model.WatchEnded || now == model.WatchFailed || now == model.WatchHostAway:
		return now
	case t.Live:
		return model.WatchPlaying
	case t.CamMuted, t.SoundAlone:
		return model.WatchCamOff
	default:
		return model.WatchWaiting
	}
}

func (m *moment) destroyed(e liveroom.OnRoomDestroy) {
	if m.Live.CoAnchor.Phase != model.JoinNone {
		m.ownStageOver() // with the room the seat is gone
	}
	switch m.Screen {
	case model.ScreenWatching:
		m.Watching.Phase, m.Watching.Length = model.WatchEnded, e.Summary.Length
		m.Watching.Tiles = offlineTiles(m.Watching.Tiles)
		m.Watching.Stats, m.Watching.Health = model.Stats{}, model.HealthUnknown
	case model.ScreenOnAir:
		m.OnAir.Failure = &model.Failure{Code: model.FailurePublish, Detail: "the server closed the room: " + string(e.Reason)}
	}
}

// offlineTiles is tiles that nothing comes from any more.
func offlineTiles(tiles []model.Tile) []model.Tile {
	tiles = slices.Clone(tiles)
	for i := range tiles {
		tiles[i].Live, tiles[i].Waiting, tiles[i].Slate, tiles[i].MicMuted, tiles[i].Level = false, false, false, false, 0
	}
	return tiles
}

// maxMembers is how many viewers are listed.
const maxMembers = 200

// member keeps the list of viewers, newest first.
func (m *moment) member(u model.User, came bool) {
	m.Memo.Moves++
	kind := model.ChatLeft
	if came {
		m.Memo.Entered++
		kind = model.ChatCame
	} else {
		c := &m.Live.CoAnchor
		c.Requests, c.Invited = withoutRequest(c.Requests, u.ID), withoutInvited(c.Invited, u.ID)
		m.standing(u.ID, func(st *model.Standing) { *st = model.Standing{ChatMuted: st.ChatMuted} })
	}
	m.say(model.ChatLine{Kind: kind, User: u})
	for _, list := range []*[]model.User{&m.OnAir.Members, &m.Watching.Members} {
		next := slices.DeleteFunc(slices.Clone(*list), func(o model.User) bool { return o.ID == u.ID })
		if came {
			next = slices.Insert(next, 0, u)
		}
		*list = next[:min(len(next), maxMembers)]
	}
}

// kickedOut shows a viewer that they were taken out of the room.
func (m *moment) kickedOut(e liveroom.OnKickedOut) {
	m.ownStageOver()
	m.Watching.Phase = model.WatchRemoved
	m.Watching.Removed = model.Removal{By: m.person(e.By), Banned: e.Banned}
	m.Watching.Tiles = offlineTiles(m.Watching.Tiles[:min(1, len(m.Watching.Tiles))])
	m.Live.CoAnchor = model.CoAnchor{}
	m.Live.PK = model.PK{}
}

func (m *moment) banned(u model.User, on bool) {
	m.Live.Banned = slices.DeleteFunc(slices.Clone(m.Live.Banned), func(b model.User) bool { return b.ID == u.ID })
	if on {
		m.Live.Banned = append(m.Live.Banned, u)
	}
}
