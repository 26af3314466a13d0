package server

import (
	"net/http"
	"net/netip"
	"time"

	"onair/server/asker"
	"onair/server/limit"
	"onair/server/wire"
	"onair/signaling"
)

// gates hold users and addresses to their limits. They outlive connections and
// sessions: coming again is no way around them.
type gates struct {
	limits  Limits
	proxies asker.Proxies
	hosts   asker.Hosts
	users   *limit.Table[string, userGate]
	addrs   *limit.Table[netip.Addr, addrGate]
}

// userGate is what one user has used up.
type userGate struct {
	messages limit.Bucket // requests of any kind
	share    limit.Bucket // of a crowded address
	chat     limit.Bucket
	likes    limit.Bucket
	covers   limit.Bucket
	names    limit.Bucket
	titles   limit.Bucket // changes of a room's title or cover
	words    limit.Bucket // changes of the blocked words
	asks     limit.Bucket // invitations to the stage and to a PK
}

// addrGate is what one address has used up; IPv6 by networks of 64 bits.
type addrGate struct {
	messages limit.Bucket
	logins   limit.Bucket
	http     limit.Bucket
	guests   limit.Bucket
	conns    int
}

// How many users and addresses are told apart.
const (
	maxUserGates = 50000
	maxAddrGates = 50000
)

func newGates(c Config) *gates {
	l := c.Limits
	g := &gates{limits: l, proxies: c.proxies, hosts: c.hosts}
	g.users = limit.NewTable[string](maxUserGates, func(u *userGate, now time.Time) bool {
		return u.messages.Full(l.messages(), now) && u.share.Full(addrShare, now) && u.chat.Full(l.chat(), now) &&
			u.likes.Full(l.likes(), now) && u.covers.Full(coverRate, now) &&
			u.names.Full(nameRate, now) && u.titles.Full(l.titles(), now) && u.words.Full(wordRate, now) && u.asks.Full(askRate, now)
	})
	g.addrs = limit.NewTable[netip.Addr](maxAddrGates, func(a *addrGate, now time.Time) bool {
		return a.conns == 0 && a.messages.Full(l.address(), now) && a.logins.Full(l.logins(), now) &&
			a.http.Full(l.http(), now) && a.guests.Full(l.guests(), now)
	})
	return g
}

func (l Limits) messages() limit.Rate {
	return limit.Rate{PerSecond: l.MessageRate, Burst: float64(l.MessageBurst)}
}
func (l Limits) chat() limit.Rate {
	return limit.Rate{PerSecond: l.ChatRate, Burst: float64(l.ChatBurst)}
}
func (l Limits) likes() limit.Rate {
	return limit.Rate{PerSecond: l.LikeRate, Burst: max(5*l.LikeRate, signaling.MaxLikes)}
}
func (l Limits) titles() limit.Rate {
	return limit.Rate{PerSecond: l.TitleRate, Burst: max(50*l.TitleRate, 1)}
}
func (l Limits) address() limit.Rate {
	return limit.Rate{PerSecond: l.AddressRate, Burst: 2 * l.AddressRate}
}
func (l Limits) logins() limit.Rate {
	return limit.Rate{PerSecond: l.LoginRate, Burst: 10 * l.LoginRate}
}
func (l Limits) http() limit.Rate { return limit.Rate{PerSecond: l.HTTPRate, Burst: 20 * l.HTTPRate} }
func (l Limits) guests() limit.Rate {
	return limit.Rate{PerSecond: l.GuestRate, Burst: 30 * l.GuestRate}
}

// frames is how many WebSocket frames one connection may send: what a message in
// many fragments needs, and far above what a client sends that means well.
func (l Limits) frames() limit.Rate {
	r := max(600, 20*l.MessageRate)
	return limit.Rate{PerSecond: r, Burst: 5 * r}
}

var (
	// addrShare is what a user may send however crowded the user's address is.
	addrShare = limit.Rate{PerSecond: 5, Burst: 20}
	// coverRate is for covers of one user.
	coverRate = limit.Every(10*time.Second, 5)
	// nameRate is for changes of one user's name.
	nameRate = limit.Every(10*time.Second, 10)
	// wordRate is for lists of blocked words: a room's members are looked through
	// with each.
	wordRate = limit.Every(time.Second, 20)
	// askRate is for invitations that pop up at somebody else's.
	askRate = limit.Every(3*time.Second, 10)
)

// Client is who sent a request, as far as limits go.
func (g *gates) Client(r *http.Request) netip.Addr { return asker.Household(g.proxies.Client(r)) }

// Message counts a user's message; false if there were too many.
func (g *gates) Message(user string, addr netip.Addr, cost float64, now time.Time) (ok bool) {
	g.users.With(user, now, func(u *userGate) {
		if ok = u.messages.Take(g.limits.messages(), cost, now) == 0; !ok {
			return
		}
		g.addrs.With(addr, now, func(a *addrGate) { ok = a.messages.Take(g.limits.address(), cost, now) == 0 })
		ok = ok || u.share.Take(addrShare, cost, now) == 0
	})
	return ok
}

// LoggedIn counts the message that logged a user in.
func (g *gates) LoggedIn(user string, now time.Time) {
	g.users.With(user, now, func(u *userGate) { u.messages.Force(g.limits.messages(), 1, now) })
}

// ofUser takes from one of a user's buckets; the wait is 0 if there was enough.
func (g *gates) ofUser(user string, which func(*userGate) *limit.Bucket, r limit.Rate, n float64) (wait time.Duration) {
	now := time.Now()
	g.users.With(user, now, func(u *userGate) { wait = which(u).Take(r, n, now) })
	return wait
}

// ofAddr takes from one of an address's buckets.
func (g *gates) ofAddr(addr netip.Addr, which func(*addrGate) *limit.Bucket, r limit.Rate, n float64) (wait time.Duration) {
	now := time.Now()
	g.addrs.With(addr, now, func(a *addrGate) { wait = which(a).Take(r, n, now) })
	return wait
}

// Connect takes a place among an address's connections. leave gives it back.
func (g *gates) Connect(addr netip.Addr) (leave func(), ok bool) {
	now := time.Now()
	g.addrs.With(addr, now, func(a *addrGate) {
		if ok = a.conns < g.limits.MaxPerAddress; ok {
			a.conns++
		}
	})
	return func() {
		g.addrs.With(addr, time.Now(), func(a *addrGate) { a.conns = max(0, a.conns-1) })
	}, ok
}

// mayAsk counts an invitation of a user's.
func (s *Server) mayAsk(user string) error {
	if wait := s.gates.ofUser(user, (*userGate).forAsks, askRate, 1); wait > 0 {
		return askLater(wait)
	}
	return nil
}

// askLater says when there may be one more.
func askLater(wait time.Duration) error {
	return wire.Later(signaling.CodeAskLater, "wait %d s before asking again", wait)
}

func (u *userGate) forNames() *limit.Bucket  { return &u.names }
func (u *userGate) forTitles() *limit.Bucket { return &u.titles }
func (u *userGate) forWords() *limit.Bucket  { return &u.words }
func (u *userGate) forAsks() *limit.Bucket   { return &u.asks }
func (u *userGate) forChat() *limit.Bucket   { return &u.chat }
func (u *userGate) forLikes() *limit.Bucket  { return &u.likes }
func (u *userGate) forCovers() *limit.Bucket { return &u.covers }
func (a *addrGate) forLogins() *limit.Bucket { return &a.logins }
func (a *addrGate) forHTTP() *limit.Bucket   { return &a.http }
func (a *addrGate) forGuests() *limit.Bucket { return &a.guests }
