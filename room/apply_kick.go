package room

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrRemoved is why somebody does not come in who was put out a moment ago; a
// RemovedError has how long that lasts.
var ErrRemoved = errors.New("room: removed a moment ago")

// RemovedError is ErrRemoved with the time left.
type RemovedError struct{ Left time.Duration }

// Error implements error.
func (e RemovedError) Error() string { return fmt.Sprintf("%v: %v left", ErrRemoved, e.Left) }

// Unwrap returns ErrRemoved.
func (e RemovedError) Unwrap() error { return ErrRemoved }

// kept is one who was put out and may not come back yet.
type kept struct {
	UserID string    `json:"userId"`
	Until  time.Time `json:"until"`
}

// maxKept bounds who is kept out for a time; of more, the first is let in early.
const maxKept = 500

// kickTime is how long KickOut keeps out; zero for not at all.
func (r Rules) kickTime() time.Duration { return max(0, cmp.Or(r.KickTime, DefaultRules().KickTime)) }

// keptOut is how much longer a user who was put out may not come in.
func (s State) keptOut(userID string, now time.Time) time.Duration {
	for _, k := range s.kept {
		if k.UserID == userID {
			return max(0, k.Until.Sub(now))
		}
	}
	return 0
}

func (k KickOut) apply(c *change) error {
	if err := c.staffOnly(k.By, k.User); err != nil {
		return err
	}
	m, ok := c.Member(k.User)
	if !ok {
		return ErrNoSuchUser
	}
	if k.Ban {
		if err := c.ban(k.By, m.User); err != nil {
			return err
		}
	} else {
		c.keepOut(k.User)
	}
	c.throwOut(k.By, m, k.Ban)
	return nil
}

func (c *change) throwOut(by string, m Member, banned bool) {
	c.emit(KickedOut{For: For{To: m.ID}, User: m.User, By: by, Banned: banned})
	c.leave(m)
	c.guests = c.guests.Delete(m.ID)
}

// keepOut notes that a user may not come in for a while.
func (c *change) keepOut(userID string) {
	c.takeBack(userID)
	length := c.rules.kickTime()
	if length == 0 {
		return
	}
	list := append(slices.Clip(c.kept), kept{userID, c.now.Add(length)})
	slices.SortStableFunc(list, func(a, b kept) int { return a.Until.Compare(b.Until) })
	c.kept = list[max(0, len(list)-maxKept):]
}

// takeBack forgets that a user was put out.
func (c *change) takeBack(userID string) {
	if slices.ContainsFunc(c.kept, func(k kept) bool { return k.UserID == userID }) {
		c.kept = slices.DeleteFunc(slices.Clone(c.kept), func(k kept) bool { return k.UserID == userID })
	}
}

// endKept forgets those who may come in again.
func (c *change) endKept() {
	for len(c.kept) > 0 && !c.kept[0].Until.After(c.now) {
		c.kept = c.kept[1:]
	}
	if len(c.kept) == 0 {
		c.kept = nil
	}
}
