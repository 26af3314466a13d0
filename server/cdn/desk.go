// Package cdn joins rooms and HLS: who may watch what by which address, and which names streams have.
package cdn

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"sync"

	"onair/room"
	"onair/server/hall"
	"onair/server/hls"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/survive"
	"onair/server/usersig"
	"onair/signaling"
)

// Config is what a Desk needs of others. All but Limits are required.
type Config struct {
	Rooms    *hall.Hall
	Sessions *sessions.Table
	Relay    Relay
	Secret   string // what addresses are signed with
	Guests   bool   // anybody may watch what is public
	Client   func(*http.Request) netip.Addr
	Limits   Limits
	Panics   *survive.Panics
	Log      *slog.Logger
}

// Relay is what is asked of the media relay.
type Relay interface {
	hls.Relay
	// Reordered tells whether a stream's pictures come in another order than they are shown in.
	Reordered(stream string) bool
}

// Limits bound what is made into HLS; zero: as in hls.Config.
type Limits struct{ Shows, Waiting int }

// Desk answers for HLS. Any goroutine may use it.
type Desk struct {
	cfg    Config
	origin *hls.Origin

	mu     sync.Mutex
	epochs map[uint32]string // of rooms' addresses; random, so that none comes twice
	names  map[string]holder // of stream IDs
}

// New makes a Desk; it must be closed.
func New(cfg Config) *Desk {
	d := &Desk{cfg: cfg, epochs: map[uint32]string{}, names: map[string]holder{}}
	d.origin = hls.New(hls.Config{
		Relay: cfg.Relay, Find: d.find, Bound: d.bound, Secret: cfg.Secret, Client: cfg.Client, Steady: d.steady,
		MaxShows: cfg.Limits.Shows, MaxWaiting: cfg.Limits.Waiting, Panics: cfg.Panics, Logger: cfg.Log,
	})
	return d
}

// Close ends all HLS. It may be called again.
func (d *Desk) Close() { d.origin.Close() }

// ServeHTTP answers requests below hls.Prefix.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.origin.ServeHTTP(w, r) }

// Stats counts.
func (d *Desk) Stats() hls.Stats { return d.origin.Stats() }

// Open reports whether pages of other sites may make a request: reading HLS, which asks for no login.
func Open(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, hls.Prefix) &&
		(r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions)
}

// Cost is what a request takes of its address's share: a player makes some twenty a second, small ones out of memory.
func Cost(r *http.Request) float64 {
	if Open(r) {
		return 0.1
	}
	return 1
}

// playable is the stream a room's members get of a user: on its stage, or the other anchor of its PK.
func playable(st room.State, user string) string {
	if seat, ok := st.Seat(user); ok {
		return seat.Stream
	}
	return st.PeerStream(user)
}

// find implements hls.Config.Find.
func (d *Desk) find(id uint32, user string) (hls.Place, bool) {
	st := d.state(id)
	p := hls.Place{Stream: playable(st, user), Signed: st.Private() || !d.cfg.Guests}
	if p.Signed && st.Exists() {
		p.Epoch = d.epoch(id)
	}
	return p, p.Stream != ""
}

func (d *Desk) epoch(id uint32) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	e := d.epochs[id]
	if e == "" {
		e = rand.Text()
		d.epochs[id] = e
	}
	return e
}

// Renew ends all signed addresses of a room.
func (d *Desk) Renew(id uint32) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.epochs, id)
}

// Stepped is told of each step of a room. It does not wait.
func (d *Desk) Stepped(id uint32, before, after room.State) {
	if !after.Exists() || before.Private() != after.Private() || before.Door() != after.Door() {
		d.Renew(id)
	}
}

// Address answers playAddress.
func (d *Desk) Address(_ context.Context, sess *sessions.Session, in signaling.UserRequest) (signaling.PlayAddress, error) {
	h := sess.Room()
	if h == nil {
		return signaling.PlayAddress{}, reply.Code(signaling.CodeNotInRoom, "")
	}
	if err := sess.May(h.ID(), usersig.MayHear|usersig.MaySee); err != nil {
		return signaling.PlayAddress{}, err
	}
	p, ok := d.find(h.ID(), in.UserID)
	if !ok {
		return signaling.PlayAddress{}, reply.ErrNoStream
	}
	a := d.origin.Address(h.ID(), in.UserID, p)
	out := signaling.PlayAddress{URL: a.Path, PlainURL: a.Plain, Reordered: d.cfg.Relay.Reordered(p.Stream)}
	if !a.Expires.IsZero() {
		out.Expires = a.Expires.UnixMilli()
	}
	return out, nil
}
