package model

// Profile is the change of the user's own name and picture.
type Profile struct {
	Saving  bool
	Saved   int // grows with each change that was taken
	Failure *Failure
}

// ProfileActions change what others see of the user.
type ProfileActions interface {
	// SetProfile changes name and picture, also in a room; see User.
	SetProfile(name, avatar string)
}

// Renamed puts a person's new name and picture wherever people who are there now are
// shown. Lines of chat keep the name of their time.
func (s *State) Renamed(u User) {
	put := func(at *User) {
		if at.ID == u.ID && u.ID != "" {
			*at = u
		}
	}
	put(&s.Me)
	put(&s.Setup.Preview.User)
	for _, tiles := range []*[]Tile{&s.OnAir.Tiles, &s.Watching.Tiles} {
		*tiles = changed(*tiles, func(t *Tile) { put(&t.User) })
	}
	for _, people := range []*[]User{&s.OnAir.Members, &s.Watching.Members} {
		*people = changed(*people, put)
	}
	s.Lobby.Rooms = changed(s.Lobby.Rooms, func(r *Room) { put(&r.Host) })
	put(&s.OnAir.Room.Host)
	put(&s.Watching.Room.Host)
	s.Live.PK.Sides = changed(s.Live.PK.Sides, func(p *PKSide) { put(&p.User) })
	put(&s.Live.CoAnchor.Preview.User)
	s.Live.CoAnchor.Requests = changed(s.Live.CoAnchor.Requests, func(r *JoinRequest) { put(&r.User) })
	s.Live.CoAnchor.Invited = changed(s.Live.CoAnchor.Invited, func(i *Invitation) { put(&i.User) })
	s.Live.CoAnchor.Seats = changed(s.Live.CoAnchor.Seats, func(seat *Seat) { put(&seat.User) })
}

// changed is a copy of list with each entry changed: states are never written to.
func changed[T any](list []T, change func(*T)) []T {
	if len(list) == 0 {
		return list
	}
	out := make([]T, len(list))
	for i, v := range list {
		change(&v)
		out[i] = v
	}
	return out
}
