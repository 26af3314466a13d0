package gate

import (
	"net/netip"
	"time"

	"onair/server/limit"
)

// Guesses bound wrong passcodes by user, by address and by room; what was right
// is given back. Who has not guessed wrong of late is always heard: wrong guesses
// of others keep nobody out.
type Guesses struct {
	users *limit.Table[string, limit.Bucket]
	addrs *limit.Table[netip.Addr, limit.Bucket]
	rooms *limit.Table[uint32, limit.Bucket]
}

// maxGuessers is how many users, addresses and rooms are remembered each.
const maxGuessers = 10000

// How many wrong passcodes there may be at once, and how long until one more.
var (
	userGuesses = limit.Every(12*time.Second, 5)
	addrGuesses = limit.Every(6*time.Second, 20)
	roomGuesses = limit.Every(2*time.Second, 30)
)

// NewGuesses is Guesses without any.
func NewGuesses() *Guesses {
	full := func(r limit.Rate) func(*limit.Bucket, time.Time) bool {
		return func(b *limit.Bucket, now time.Time) bool { return b.Full(r, now) }
	}
	return &Guesses{limit.NewTable[string](maxGuessers, full(userGuesses)), limit.NewTable[netip.Addr](maxGuessers, full(addrGuesses)),
		limit.NewTable[uint32](maxGuessers, full(roomGuesses))}
}

// Take reports whether a user may try a passcode of a room now.
func (g *Guesses) Take(user string, addr netip.Addr, room uint32, now time.Time) (ok bool) {
	g.users.With(user, now, func(u *limit.Bucket) {
		first := u.Full(userGuesses, now)
		if ok = u.Take(userGuesses, 1, now) == 0; !ok {
			return
		}
		free := true
		charge := func(b *limit.Bucket, r limit.Rate) {
			if first {
				b.Force(r, 1, now)
			} else {
				free = b.Take(r, 1, now) == 0 && free
			}
		}
		g.addrs.With(addr, now, func(b *limit.Bucket) { charge(b, addrGuesses) })
		g.rooms.With(room, now, func(b *limit.Bucket) { charge(b, roomGuesses) })
		if ok = free; !ok {
			u.Give(1)
		}
	})
	return ok
}

// GiveBack undoes a Take: it was no wrong passcode.
func (g *Guesses) GiveBack(user string, addr netip.Addr, room uint32, now time.Time) {
	give := func(b *limit.Bucket) { b.Give(1) }
	g.users.With(user, now, give)
	g.addrs.With(addr, now, give)
	g.rooms.With(room, now, give)
}
