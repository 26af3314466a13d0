package server

import (
	"time"

	"onair/server/gate"
	"onair/server/limit"
	"onair/server/wire"
	"onair/signaling"
)

// gates are the limits of users and addresses.
func (l Limits) gates() gate.Limits {
	return gate.Limits{
		Messages:      limit.Rate{PerSecond: l.MessageRate, Burst: float64(l.MessageBurst)},
		Chat:          limit.Rate{PerSecond: l.ChatRate, Burst: float64(l.ChatBurst)},
		Likes:         limit.Rate{PerSecond: l.LikeRate, Burst: max(5*l.LikeRate, signaling.MaxLikes)},
		Titles:        limit.Rate{PerSecond: l.TitleRate, Burst: max(50*l.TitleRate, 1)},
		Address:       limit.Rate{PerSecond: l.AddressRate, Burst: 2 * l.AddressRate},
		Logins:        limit.Rate{PerSecond: l.LoginRate, Burst: 10 * l.LoginRate},
		HTTP:          limit.Rate{PerSecond: l.HTTPRate, Burst: 20 * l.HTTPRate},
		Guests:        limit.Rate{PerSecond: l.GuestRate, Burst: 30 * l.GuestRate},
		MaxPerAddress: l.MaxPerAddress,
	}
}

// frames is how many WebSocket frames one connection may send: what a message in
// many fragments needs, and far above what a client sends that means well.
func (l Limits) frames() limit.Rate {
	r := max(600, 20*l.MessageRate)
	return limit.Rate{PerSecond: r, Burst: 5 * r}
}

// mayAsk counts an invitation of a user's.
func mayAsk(g *gate.Gates, user string) error {
	if wait := g.Ask(user); wait > 0 {
		return askLater(wait)
	}
	return nil
}

// askLater says when there may be one more.
func askLater(wait time.Duration) error {
	return wire.Later(signaling.CodeAskLater, "wait %d s before asking again", wait)
}
