// Package gate holds users and addresses to their limits. What is used up outlives
// connections and sessions: coming again is no way around it.
package gate

import (
	"net/http"
	"net/netip"
	"time"

	"onair/server/asker"
	"onair/server/limit"
)

// Limits are how often something may be done, by one user or from one address.
type Limits struct {
	Messages, Chat, Likes, Titles limit.Rate // of a user
	Address, Logins, HTTP, Guests limit.Rate // of an address; Address: messages
	MaxPerAddress                 int        // open connections
}

// Gates count what is done. Any goroutine may use them.
type Gates struct {
	limits  Limits
	proxies asker.Proxies
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
	keys     limit.Bucket // stream keys made and revoked
	shows    limit.Bucket // changes of what is shown of streams
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

// New makes gates nobody has gone through yet.
func New(l Limits, proxies asker.Proxies) *Gates {
	g := &Gates{limits: l, proxies: proxies}
	g.users = limit.NewTable[string](maxUserGates, func(u *userGate, now time.Time) bool {
		return u.messages.Full(l.Messages, now) && u.share.Full(addrShare, now) && u.chat.Full(l.Chat, now) &&
			u.likes.Full(l.Likes, now) && u.covers.Full(coverRate, now) &&
			u.names.Full(nameRate, now) && u.titles.Full(l.Titles, now) && u.words.Full(wordRate, now) && u.asks.Full(askRate, now) && u.keys.Full(keyRate, now) &&
			u.shows.Full(showRate, now)
	})
	g.addrs = limit.NewTable[netip.Addr](maxAddrGates, func(a *addrGate, now time.Time) bool {
		return a.conns == 0 && a.messages.Full(l.Address, now) && a.logins.Full(l.Logins, now) &&
			a.http.Full(l.HTTP, now) && a.guests.Full(l.Guests, now)
	})
	return g
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
	// keyRate is for stream keys that are made or revoked.
	keyRate = limit.Every(3*time.Second, 20)
	// showRate is for what a viewer shows of streams: a keyframe may have to be made for
	// each. All pictures of a stage go out of sight at once, and come back at once.
	showRate = limit.Rate{PerSecond: 2, Burst: 40}
)

// Client is who sent a request, as far as limits go.
func (g *Gates) Client(r *http.Request) netip.Addr { return asker.Household(g.proxies.Client(r)) }

// Secure reports whether a request came over TLS, to here or to a trusted proxy.
func (g *Gates) Secure(r *http.Request) bool { return g.proxies.Secure(r) }

// Message counts a user's message; false if there were too many.
func (g *Gates) Message(user string, addr netip.Addr, cost float64, now time.Time) (ok bool) {
	g.users.With(user, now, func(u *userGate) {
		if ok = u.messages.Take(g.limits.Messages, cost, now) == 0; !ok {
			return
		}
		g.addrs.With(addr, now, func(a *addrGate) { ok = a.messages.Take(g.limits.Address, cost, now) == 0 })
		ok = ok || u.share.Take(addrShare, cost, now) == 0
	})
	return ok
}

// LoggedIn counts the message that logged a user in.
func (g *Gates) LoggedIn(user string, now time.Time) {
	g.users.With(user, now, func(u *userGate) { u.messages.Force(g.limits.Messages, 1, now) })
}

// ofUser takes from one of a user's buckets; the wait is 0 if there was enough.
func (g *Gates) ofUser(user string, which func(*userGate) *limit.Bucket, r limit.Rate, n float64) (wait time.Duration) {
	now := time.Now()
	g.users.With(user, now, func(u *userGate) { wait = which(u).Take(r, n, now) })
	return wait
}

// ofAddr takes from one of an address's buckets.
func (g *Gates) ofAddr(addr netip.Addr, which func(*addrGate) *limit.Bucket, r limit.Rate, n float64) (wait time.Duration) {
	now := time.Now()
	g.addrs.With(addr, now, func(a *addrGate) { wait = which(a).Take(r, n, now) })
	return wait
}

// Connect takes a place among an address's connections. leave gives it back.
func (g *Gates) Connect(addr netip.Addr) (leave func(), ok bool) {
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

// Each of these takes something of a user, or of an address. The wait is 0 if there
// was enough, else how long until there is.

// Chat takes one message for a room.
func (g *Gates) Chat(user string) time.Duration {
	return g.ofUser(user, func(u *userGate) *limit.Bucket { return &u.chat }, g.limits.Chat, 1)
}

// Like takes n likes.
func (g *Gates) Like(user string, n int) time.Duration {
	return g.ofUser(user, func(u *userGate) *limit.Bucket { return &u.likes }, g.limits.Likes, float64(n))
}

// Title takes one change of a room's title or cover.
func (g *Gates) Title(user string) time.Duration {
	return g.ofUser(user, func(u *userGate) *limit.Bucket { return &u.titles }, g.limits.Titles, 1)
}

// Cover takes one cover.
func (g *Gates) Cover(user string) time.Duration {
	return g.ofUser(user, func(u *userGate) *limit.Bucket { return &u.covers }, coverRate, 1)
}

// Name takes one change of the user's name.
func (g *Gates) Name(user string) time.Duration {
	return g.ofUser(user, func(u *userGate) *limit.Bucket { return &u.names }, nameRate, 1)
}

// Words takes one change of the blocked words.
func (g *Gates) Words(user string) time.Duration {
	return g.ofUser(user, func(u *userGate) *limit.Bucket { return &u.words }, wordRate, 1)
}

// Ask takes one invitation.
func (g *Gates) Ask(user string) time.Duration {
	return g.ofUser(user, func(u *userGate) *limit.Bucket { return &u.asks }, askRate, 1)
}

// Keys takes one stream key made or revoked.
func (g *Gates) Keys(user string) time.Duration {
	return g.ofUser(user, func(u *userGate) *limit.Bucket { return &u.keys }, keyRate, 1)
}

// Show takes one change of what the user shows of a stream.
func (g *Gates) Show(user string) time.Duration {
	return g.ofUser(user, func(u *userGate) *limit.Bucket { return &u.shows }, showRate, 1)
}

// Login takes one login or resume.
func (g *Gates) Login(addr netip.Addr) time.Duration {
	return g.ofAddr(addr, func(a *addrGate) *limit.Bucket { return &a.logins }, g.limits.Logins, 1)
}

// HTTP takes n requests.
func (g *Gates) HTTP(addr netip.Addr, n float64) time.Duration {
	return g.ofAddr(addr, func(a *addrGate) *limit.Bucket { return &a.http }, g.limits.HTTP, n)
}

// Guest takes one new guest.
func (g *Gates) Guest(addr netip.Addr) time.Duration {
	return g.ofAddr(addr, func(a *addrGate) *limit.Bucket { return &a.guests }, g.limits.Guests, 1)
}
