package room

import (
	"slices"
	"strings"
)

// Likes and Coins are the room's totals.
func (s State) Likes() int64 { return s.likes }

// Coins is what all gifts of the room were worth.
func (s State) Coins() int64 { return s.coins }

// giftKeys is how many keys of gifts a room remembers. One of each giver is enough,
// who gives nothing else before that gift is settled.
const giftKeys = 512

func (k Like) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if k.Count < 1 {
		return ErrBadCommand
	}
	c.likes += k.Count
	if len(k.By) > 0 {
		c.likers = c.likers.add(k.By...)
	}
	c.emit(LikesChanged{Count: k.Count, Total: c.likes})
	c.score(k.Count)
	return nil
}

func (k Gift) apply(c *change) error {
	if !c.Exists() {
		return ErrNoSuchRoom
	}
	if slices.Contains(c.gifts, k.Key) { // also of one who has left meanwhile
		return ErrGiftKnown
	}
	m, err := c.member(k.By)
	if err != nil {
		return err
	}
	if k.Key == "" || k.Coins < 1 {
		return ErrBadCommand
	}
	if k.To == "" {
		k.To = c.owner.ID
	}
	if k.To == k.By {
		return ErrBadCommand
	}
	if _, on := c.Seat(k.To); !on {
		return ErrNotOnStage
	}
	to, _ := c.Member(k.To)
	mine := k.By + "."
	c.gifts = slices.DeleteFunc(slices.Clone(c.gifts), func(key string) bool { return strings.HasPrefix(key, mine) })
	c.gifts = append(c.gifts, k.Key)
	if len(c.gifts) > giftKeys {
		c.gifts = c.gifts[1:]
	}
	c.coins += k.Coins
	c.givers = c.givers.add(Ranked{m.User, k.Coins})
	c.emit(Gifted{User: m.User, Target: to.User, Coins: k.Coins, Total: c.coins})
	c.score(k.Coins)
	return nil
}
