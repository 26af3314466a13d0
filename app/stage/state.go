package stage

import (
	"maps"
	"slices"
	"time"

	"onair/app/model"
	"onair/liveroom"
)

// State is what the rules work on: what the screens show, and what is remembered
// of the room besides.
type State struct {
	model.State
	Memo Memo
}

// Memo is what only makes sense between events.
type Memo struct {
	// Seats of the room, as it told last.
	Seats []liveroom.Seat
	// Line is the ID of the newest line of the chat, First that of the oldest.
	Line, First uint64
	// Moves counts who came and went: a list that was read meanwhile is old.
	Moves uint64
	// Since, Most and Entered are what the summary of the own live is made of where
	// the server has none.
	Since         time.Time
	Most, Entered int
	// Danmaku is what was chosen, for the next room.
	Danmaku model.Danmaku
	// Gathered is of the room, Banner the ID of the newest banner of all rooms.
	Gathered Gathered
	Banner   uint64
	// Private and Words number what was asked about the own live's key and the blocked
	// words: an older answer is not shown after a later question's.
	Private, Words Turns
}

// Turns numbers questions of one kind.
type Turns struct{ Asked, Shown uint64 }

func (t *Turns) ask() uint64 {
	t.Asked++
	return t.Asked
}

// answer tells whether the answer to a question may still be shown.
func (t *Turns) answer(number uint64) bool {
	if number < t.Shown {
		return false
	}
	t.Shown = number
	return true
}

// roomBelow leaves room below for the lines that are read in later.
const roomBelow = 1 << 32

// newChat numbers the lines of another room above every line before.
func (m *Memo) newChat() {
	m.Line = m.Line&^(roomBelow-1) + roomBelow
	m.First = m.Line
}

// moment is one step of the rules.
type moment struct {
	State
	now     time.Time
	effects []Effect
}

func (m *moment) then(e ...Effect) { m.effects = append(m.effects, e...) }

// notify tells in a toast.
func (m *moment) notify(code model.NoticeCode, subject string) {
	m.then(Notify{model.Notice{Code: code, Subject: subject}})
}

// say adds lines to the chat.
func (s *State) say(lines ...model.ChatLine) {
	lines = slices.DeleteFunc(lines, func(l model.ChatLine) bool { return s.Blocked[l.User.ID] })
	for i := range lines {
		if lines[i].ID == 0 {
			s.Memo.Line++
			lines[i].ID = s.Memo.Line
		}
	}
	s.Live.Chat = s.Live.Chat.With(lines...)
}

// standing changes one member's standing.
func (s *State) standing(id string, change func(*model.Standing)) {
	all := maps.Clone(s.Live.Standings)
	if all == nil {
		all = map[string]model.Standing{}
	}
	st := all[id]
	change(&st)
	if all[id] = st; st == (model.Standing{}) {
		delete(all, id)
	}
	s.Live.Standings = all
}

// tiles changes those of the room on screen.
func (s *State) tiles(change func([]model.Tile) []model.Tile) { ChangeTiles(&s.State, change) }

// ChangeTiles changes the tiles of the room on screen; change is given a copy.
func ChangeTiles(s *model.State, change func([]model.Tile) []model.Tile) {
	if s.Screen == model.ScreenOnAir {
		s.OnAir.Tiles = change(slices.Clone(s.OnAir.Tiles))
	} else if s.Screen == model.ScreenWatching {
		s.Watching.Tiles = change(slices.Clone(s.Watching.Tiles))
	}
}

// eachTile changes those of the room on screen one by one.
func (s *State) eachTile(change func(*model.Tile)) {
	s.tiles(func(tiles []model.Tile) []model.Tile {
		for i := range tiles {
			change(&tiles[i])
		}
		return tiles
	})
}

func (s *State) withoutTile(id string) {
	s.tiles(func(tiles []model.Tile) []model.Tile {
		return slices.DeleteFunc(tiles, func(t model.Tile) bool { return t.ID == id })
	})
}

// withTile adds a tile, unless there is one of its ID.
func (s *State) withTile(t model.Tile) {
	s.tiles(func(tiles []model.Tile) []model.Tile {
		if slices.ContainsFunc(tiles, func(o model.Tile) bool { return o.ID == t.ID }) {
			return tiles
		}
		return append(tiles, t)
	})
}

// person is what is known of a user.
func (s *State) person(id string) model.User {
	if id == s.Me.ID {
		return s.Me
	}
	for _, t := range slices.Concat(s.OnAir.Tiles, s.Watching.Tiles) {
		if t.ID == id && t.User.ID != "" {
			return t.User
		}
	}
	for _, side := range s.Live.PK.Sides {
		if side.User.ID == id {
			return side.User
		}
	}
	for _, r := range s.Live.PK.Rooms { // also after the PK has ended
		if r.Room.Host.ID == id {
			return r.Room.Host
		}
	}
	for _, u := range slices.Concat(s.OnAir.Members, s.Watching.Members) {
		if u.ID == id {
			return u
		}
	}
	return model.User{ID: id}
}

// personOf is what a live room tells of a user.
func personOf(u liveroom.UserInfo) model.User {
	return model.User{ID: u.UserID, Name: u.UserName, Avatar: u.UserAvatar}
}

// roleOf is a member's place by its name.
func roleOf(role liveroom.Role) model.Role {
	switch role {
	case liveroom.RoleAnchor:
		return model.RoleAnchor
	case liveroom.RoleCoAnchor:
		return model.RoleCoAnchor
	default:
		return model.RoleAudience
	}
}
