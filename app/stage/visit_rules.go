package stage

import (
	"onair/app/account"
	"onair/app/model"
	"onair/liveroom"
)

// around is about the way into a room, out of it, and what holds for all of it.
func (m *moment) around(e Event) {
	switch e := e.(type) {
	case Joining:
		m.joining(e)
	case NotEntered:
		m.Watching.Phase, m.Watching.Failure = model.WatchFailed, e.Failure
		if e.Failure == nil {
			m.Watching.Phase = model.WatchEnded
		}
		m.Watching.Tiles = offlineTiles(m.Watching.Tiles)
	case Opening:
		m.Live = model.Live{Role: model.RoleAnchor}
		m.Memo.Seats, m.Memo.Gathered = nil, Gathered{}
	case OnAir:
		m.onAir(e)
	case Entered:
		m.entered(e)
	case Closed:
		m.closed(e)
	case StandingsRead:
		m.Live.Standings = e.Standings
	case MembersRead:
		if e.Moves == m.Memo.Moves {
			m.Watching.Members, m.OnAir.Members = e.Users, e.Users
		}
	case RoomIs:
		m.roomIs(e)
	case Link:
		if m.Screen != model.ScreenWelcome {
			m.Connection = e.Connection
		}
	case Blocking:
		m.State.State = m.WithBlocked(e.UserID, e.On)
	case BlockedAre:
		m.Blocked = e.Users
	}
}

// joining shows the way into a room.
func (m *moment) joining(e Joining) {
	m.Screen = model.ScreenWatching
	m.Live, m.Memo.Seats, m.Memo.Gathered = model.Live{}, nil, Gathered{}
	m.Watching = model.Watching{
		Room: e.Room, Link: e.Link, Share: account.ShareOf(e.Link), Phase: model.WatchJoining,
		Volume: m.Settings.Volume, Muted: m.Watching.Muted, NoSpeaker: m.Watching.NoSpeaker,
		Tiles: []model.Tile{{ID: e.Room.Host.ID, User: e.Room.Host, Waiting: true}},
	}
}

func (m *moment) onAir(e OnAir) {
	m.Memo.Since, m.Memo.Most, m.Memo.Entered = m.now, 0, 0
	m.Screen = model.ScreenOnAir
	m.Live, m.Memo.Gathered = model.Live{Role: model.RoleAnchor}, Gathered{}
	m.then(ReadPrivate{m.Memo.Private.ask()}) // before anybody can press the switch
	control := m.Program.Streaming() && m.Program.Room == e.Room.ID
	own := m.Setup.Preview
	own.ID, own.User, own.Mirrored, own.MicMuted = model.LocalTile, m.Me, m.Settings.Mirrored, m.Setup.MicMuted
	if control {
		own = model.Tile{ID: model.LocalTile, User: m.Me, Waiting: true}
		m.then(PlayOwn{})
	}
	cameras := 0
	for _, c := range m.Devices.Cameras {
		if c.Kind == model.DeviceHardware {
			cameras++
		}
	}
	m.OnAir = model.OnAir{
		Room: e.Room, Link: e.Link, Share: account.ShareOf(e.Link), Since: m.now, Tiles: []model.Tile{own},
		MicMuted: m.Setup.MicMuted, Mirrored: m.Settings.Mirrored, CanSwitch: cameras > 1, Control: control,
	}
}

func (m *moment) entered(e Entered) {
	m.Memo.newChat()
	m.Live.Role, m.Live.Helper, m.Live.CommentsOff = roleOf(e.Role), e.Helper, e.CommentsOff
	m.Live.Danmaku = m.Memo.Danmaku
	m.Live.CoAnchor.Preview = model.Tile{ID: model.LocalTile, User: m.Me}
}

// closed fills the summary: with what the server knows, or else the program's own
// numbers.
func (m *moment) closed(e Closed) {
	sum := &model.Summary{
		Title: m.OnAir.Room.Title, Length: m.now.Sub(m.Memo.Since), MostAtOnce: m.Memo.Most, Entered: m.Memo.Entered,
		Likes: m.Live.Likes.Total, Coins: m.Live.Gifts.Coins, Givers: m.Live.Gifts.Rank,
	}
	addTo(sum, e.Told)
	m.OnAir.Ending, m.OnAir.Tiles, m.OnAir.Summary = false, nil, sum
	m.Live = model.Live{}
	m.Setup.RoomNumber = 0
}

func addTo(m *model.Summary, s liveroom.Summary) {
	if s.Length == 0 {
		return
	}
	m.Length, m.MostAtOnce, m.Entered = s.Length, max(s.Peak-1, 0), s.Visits
	m.Likes, m.Coins, m.Messages = s.Likes, s.Coins, s.Messages
	m.Givers, m.Likers = nil, nil
	for _, g := range s.Givers {
		m.Givers = append(m.Givers, model.Giver{User: personOf(g.User), Coins: g.Value})
	}
	for _, l := range s.Likers {
		m.Likers = append(m.Likers, model.Liker{User: personOf(l.User), Likes: l.Value})
	}
}

// roomIs takes over title, counts and whether the host is away.
func (m *moment) roomIs(e RoomIs) {
	m.Memo.Most = max(m.Memo.Most, e.Room.Viewers)
	own, watched := m.OnAir.Room.ID == e.Room.ID, m.Watching.Room.ID == e.Room.ID
	if own || watched {
		m.Live.CommentsOff = !e.Comments
	}
	if own {
		m.OnAir.Room = e.Room
		m.Setup.CommentsOff = !e.Comments
	}
	if !watched {
		return
	}
	m.Watching.Room = e.Room
	switch {
	case m.Watching.Phase == model.WatchEnded || m.Watching.Phase == model.WatchFailed:
	case e.HostAway:
		m.Watching.Phase = model.WatchHostAway
	case !e.Live:
		m.Watching.Phase = model.WatchWaiting
	case m.Watching.Phase == model.WatchHostAway:
		m.Watching.Phase = model.WatchWaiting
	}
}
