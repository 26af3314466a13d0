package room

import "slices"

// rankKept is how many users a room keeps in each of its rank lists.
const rankKept = 100

// Ranked is a user's place in a rank list: coins given, or likes sent.
type Ranked struct {
	User  User  `json:"user"`
	Value int64 `json:"value"`
}

// ranking is a rank list, highest first, with its stored form, made once: most
// changes of a room are about something else. Never changed in place.
type ranking struct {
	rows []Ranked
	json []byte
}

// Givers are those who gave most, highest first, at most n.
func (s State) Givers(n int) []Ranked { return s.givers.first(n) }

// Likers are those who liked most, highest first, at most n.
func (s State) Likers(n int) []Ranked { return s.likers.first(n) }

func (r *ranking) first(n int) []Ranked {
	if r == nil {
		return nil
	}
	return slices.Clone(r.rows[:min(n, len(r.rows))])
}

func newRanking(rows []Ranked) *ranking {
	if len(rows) == 0 {
		return nil
	}
	b, err := plainJSON(rows)
	if err != nil {
		panic("room: a rank list that is no JSON") // strings and numbers
	}
	return &ranking{rows, b}
}

// add is a list with more for some users. Who was first with a sum stays before
// others with the same; the lowest fall out of a full list.
func (r *ranking) add(more ...Ranked) *ranking {
	rows := r.first(rankKept)
	for _, m := range more {
		if i := slices.IndexFunc(rows, func(o Ranked) bool { return o.User.ID == m.User.ID }); i >= 0 {
			m.Value += rows[i].Value
			rows = slices.Delete(rows, i, i+1)
		}
		at := slices.IndexFunc(rows, func(o Ranked) bool { return o.Value < m.Value })
		if at < 0 {
			at = len(rows)
		}
		rows = slices.Insert(rows, at, m)
		rows = rows[:min(len(rows), rankKept)]
	}
	return newRanking(rows)
}
