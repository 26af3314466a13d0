package room

import (
	"encoding/json"
	"time"
)

// stored is the state's form in JSON.
type stored struct {
	ID        uint32    `json:"id"`
	Info      Info      `json:"info"`
	Rules     Rules     `json:"rules"`
	Owner     User      `json:"owner"`
	Created   time.Time `json:"created"`
	AwayUntil time.Time `json:"awayUntil,omitzero"`
	NextOrder uint64    `json:"nextOrder"`
	Stage     []Seat    `json:"stage,omitempty"`
	Locked    uint32    `json:"locked,omitempty"`
	Calls     []Call    `json:"calls,omitempty"`
	PK        *PK       `json:"pk,omitempty"`
	PKCalls   []PKCall  `json:"pkCalls,omitempty"`
	NextCall  uint64    `json:"nextCall,omitempty"`
	Admins    []string  `json:"admins,omitempty"`
	Bans      []User    `json:"bans,omitempty"`
	Mutes     []mute    `json:"mutes,omitempty"`
	Kept      []kept    `json:"kept,omitempty"`
	Visits    uint64    `json:"visits,omitempty"`
	Peak      int       `json:"peak,omitempty"`
	Likes     int64     `json:"likes,omitempty"`
	Coins     int64     `json:"coins,omitempty"`
	Gifts     []string  `json:"gifts,omitempty"`
	Givers    []Ranked  `json:"givers,omitempty"`
	Likers    []Ranked  `json:"likers,omitempty"`
	Door      *Key      `json:"door,omitempty"`
	Guests    []string  `json:"guests,omitempty"`
	Words     []string  `json:"words,omitempty"`
	// Apart: the audience is stored by itself, Members are those on stage.
	Apart   bool     `json:"apart,omitempty"`
	Members []Member `json:"members,omitempty"`
}

// mute is one who may not write.
type mute struct {
	UserID string    `json:"userId"` // empty: everybody
	Until  time.Time `json:"until,omitzero"`
}

// rest is all but the members and the rank lists.
func (s State) rest() stored {
	d := stored{ID: s.id, Info: s.info, Rules: s.rules, Owner: s.owner, Created: s.created, AwayUntil: s.awayUntil,
		NextOrder: s.nextOrder, Stage: s.stage, Locked: s.locked, Calls: s.calls, PK: s.pk, PKCalls: s.pkCalls,
		NextCall: s.nextCall, Visits: s.visits, Peak: s.peak, Likes: s.likes, Coins: s.coins, Gifts: s.gifts, Words: s.words, Kept: s.kept}
	d.Admins = s.Admins()
	if s.info.Private {
		d.Door = &s.door
	}
	s.guests.After("", func(id string, _ struct{}) bool { d.Guests = append(d.Guests, id); return true })
	s.bans.After("", func(_ string, u User) bool { d.Bans = append(d.Bans, u); return true })
	s.mutes.After("", func(key string, until time.Time) bool {
		d.Mutes = append(d.Mutes, mute{key[1:], until})
		return true
	})
	return d
}

// MarshalJSON implements json.Marshaler.
func (s State) MarshalJSON() ([]byte, error) {
	d := s.rest()
	d.Givers, d.Likers = s.givers.first(rankKept), s.likers.first(rankKept)
	for m := range s.Members(0) {
		d.Members = append(d.Members, m)
	}
	return json.Marshal(d)
}

// UnmarshalJSON implements json.Unmarshaler. It refuses a state that breaks the
// rules, so that a damaged store is noticed when it is read.
func (s *State) UnmarshalJSON(b []byte) error {
	var d stored
	if err := json.Unmarshal(b, &d); err != nil {
		return err
	}
	n, err := d.state()
	if err == nil {
		*s = n
	}
	return err
}

// open is the state, unchecked.
func (d *stored) open() State {
	n := State{id: d.ID, info: d.Info, rules: d.Rules, owner: d.Owner, created: d.Created,
		awayUntil: d.AwayUntil, nextOrder: d.NextOrder, stage: d.Stage, locked: d.Locked, calls: d.Calls, pk: d.PK,
		pkCalls: d.PKCalls, nextCall: d.NextCall, visits: d.Visits, peak: d.Peak, likes: d.Likes, coins: d.Coins, gifts: d.Gifts, words: d.Words, kept: d.Kept,
		givers: newRanking(d.Givers), likers: newRanking(d.Likers)}
	if n.pk != nil && len(n.pk.Sides) == 0 && !n.pk.Joining { // of a version that knew two sides only
		n.pk = nil
	}
	for _, id := range d.Admins {
		n.admins = n.admins.Set(id, struct{}{})
	}
	if d.Door != nil {
		n.door = *d.Door
	}
	for _, id := range d.Guests {
		n.guests = n.guests.Set(id, struct{}{})
	}
	for _, u := range d.Bans {
		n.bans = n.bans.Set(u.ID, u)
	}
	for _, m := range d.Mutes {
		n.mutes = n.mutes.Set(muteKey(m.UserID), m.Until)
	}
	n.nextUnmute = n.firstUnmute()
	for _, m := range d.Members {
		n = n.putMember(m)
	}
	return n
}
