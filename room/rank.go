package room

import "slices"

// rankKept is how many users a room keeps in each of its rank lists.
const rankKept = 200

// Ranked is a user's place in a rank list: coins given, or likes sent.
type Ranked struct {
	User  User  `json:"user"`
	Value int64 `json:"value"`
}

// Givers are those who gave most, highest first, at most n.
func (s State) Givers(n int) []Ranked { return slices.Clone(s.givers[:min(n, len(s.givers))]) }

// Likers are those who liked most, highest first, at most n.
func (s State) Likers(n int) []Ranked { return slices.Clone(s.likers[:min(n, len(s.likers))]) }

// rank adds to a user's sum and returns a new list; who was first with a sum
// stays before others with the same. The lowest falls out of a full list.
func rank(list []Ranked, u User, n int64) []Ranked {
	i := slices.IndexFunc(list, func(r Ranked) bool { return r.User.ID == u.ID })
	row := Ranked{u, n}
	next := make([]Ranked, 0, len(list)+1)
	if i >= 0 {
		row.Value += list[i].Value
		next = append(append(next, list[:i]...), list[i+1:]...)
	} else {
		next = append(next, list...)
	}
	at := slices.IndexFunc(next, func(r Ranked) bool { return r.Value < row.Value })
	if at < 0 {
		at = len(next)
	}
	next = slices.Insert(next, at, row)
	return next[:min(len(next), rankKept)]
}
