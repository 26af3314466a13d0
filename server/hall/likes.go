package hall

import (
	"time"

	"onair/room"
	"onair/server/wire"
	"onair/signaling"
)

// Liking is likes of one user.
type Liking struct {
	User  string
	Count int64
}

// likes gathers likes until they are told.
type likes struct {
	count int64
	users []signaling.User
	by    []room.Ranked
	at    map[string]int // in by
	due   time.Time
	told  time.Time
}

// likers is how many users an event about likes names.
const likers = 5

func (l *likes) add(u room.User, n int64, pace time.Duration) {
	l.count += n
	i, known := l.at[u.ID]
	if !known {
		if l.at == nil {
			l.at = make(map[string]int)
		}
		i = len(l.by)
		l.at[u.ID] = i
		l.by = append(l.by, room.Ranked{User: u})
	}
	l.by[i].Value += n
	if !known && len(l.users) < likers {
		l.users = append(l.users, wire.User(u))
	}
	if l.due.IsZero() {
		l.due = time.Now()
		if next := l.told.Add(pace); next.After(l.due) {
			l.due = next
		}
	}
}

// likesEvent tells of the likes gathered.
func (h *Room) likesEvent(e room.LikesChanged) *signaling.Event {
	ev := signaling.NewEvent(signaling.EventLikes, signaling.LikesEvent{RoomID: h.id, Count: e.Count, Total: e.Total, Users: h.likes.users})
	h.likes = likes{told: time.Now()}
	return ev
}
