package server

import (
	"sync"
	"time"
)

// guesses bounds wrong passcodes, by user and by room: a token bucket each (as
// x/time/rate, but what was right is given back). The zero value is ready.
type guesses struct {
	mu    sync.Mutex
	users map[string]*bucket
	rooms map[uint32]*bucket
	now   func() time.Time // nil: time.Now
}

// How many wrong passcodes there may be at once, and how long until one more.
const (
	userGuesses, userPause = 5, 12 * time.Second
	roomGuesses, roomPause = 30, 2 * time.Second
	maxBuckets             = 10000
)

type bucket struct {
	used float64
	at   time.Time
}

// left brings a bucket up to date and reports whether one may be taken.
func (b *bucket) left(now time.Time, most float64, pause time.Duration) bool {
	b.used = max(0, b.used-float64(now.Sub(b.at))/float64(pause))
	b.at = now
	return b.used+1 <= most
}

func bucketOf[K comparable](all *map[K]*bucket, key K, now time.Time, pause time.Duration) *bucket {
	b := (*all)[key]
	if b != nil {
		return b
	}
	if *all == nil {
		*all = make(map[K]*bucket)
	}
	if len(*all) >= maxBuckets {
		for k, old := range *all {
			if float64(now.Sub(old.at))/float64(pause) >= old.used {
				delete(*all, k)
			}
		}
	}
	b = &bucket{at: now}
	(*all)[key] = b
	return b
}

// take reports whether a user may try a passcode of a room now.
func (g *guesses) take(user string, room uint32) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := time.Now()
	if g.now != nil {
		now = g.now()
	}
	u, r := bucketOf(&g.users, user, now, userPause), bucketOf(&g.rooms, room, now, roomPause)
	ok, okRoom := u.left(now, userGuesses, userPause), r.left(now, roomGuesses, roomPause)
	if !ok || !okRoom {
		return false
	}
	u.used++
	r.used++
	return true
}

// giveBack undoes a take: it was no wrong passcode.
func (g *guesses) giveBack(user string, room uint32) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if b := g.users[user]; b != nil {
		b.used = max(0, b.used-1)
	}
	if b := g.rooms[room]; b != nil {
		b.used = max(0, b.used-1)
	}
}
