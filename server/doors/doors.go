// Package doors lets people into rooms whose client is not a WebSocket of ours: a program
// that sends a user's stream with a stream key (Live), and one that watches (Watcher).
// They are members like any other, by the session of their user, which a door holds as
// a connection does: a user's app and a program may be there together, and either may
// go without the other.
package doors

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"sync"
	"time"

	"onair/room"
	"onair/server/gate"
	"onair/server/hall"
	"onair/server/sessions"
	"onair/server/streamkey"
	"onair/server/usersig"
	"onair/signaling"
)

// Config is what doors need of the rest of the server. All fields are required.
type Config struct {
	Keys     *streamkey.Keys
	Sessions *sessions.Table
	Rooms    *hall.Hall
	Gates    *gate.Gates
	Guesses  *gate.Guesses
	Media    hall.Media
	// Profile is what is stored of a user; Remember keeps the ID from guests.
	Profile  func(ctx context.Context, user string) room.User
	Remember func(ctx context.Context, user string)
	// Opening makes a user's room as the last one was.
	Opening func(ctx context.Context, owner room.User, id uint32) (room.Command, error)
	// Verify checks a UserSig; nil: everything is allowed.
	Verify func(user, sig string) (*usersig.Grant, error)
	// StreamName is what the relay calls a user's stream.
	StreamName func(room uint32, user string) string
	Guests     bool // anybody may watch
	// Grace is how long the place of a stream that stopped waits while the user's app is there.
	Grace time.Duration
	Log   *slog.Logger
}

// Desk opens doors. Any goroutine may use it.
type Desk struct {
	cfg Config

	mu     sync.Mutex
	lives  map[*Live]bool
	paused map[string]time.Time // users who ended their live while a program sent it: until when keys open no new one
	timers map[*time.Timer]bool
	closed bool
}

// New makes a desk; it must be closed.
func New(cfg Config) *Desk {
	d := &Desk{cfg: cfg, lives: map[*Live]bool{}, paused: map[string]time.Time{}, timers: map[*time.Timer]bool{}}
	cfg.Keys.OnRevoked(d.revoked)
	return d
}

// Why a door is over, besides what package sessions says.
var (
	errRevoked = signaling.NewError(signaling.CodeStreamKey, "", "the stream key was revoked")
	errClosed  = signaling.NewError(signaling.CodeShuttingDown, "", "")
)

// revoked ends what is sent with a key.
func (d *Desk) revoked(k streamkey.Key) {
	for _, l := range d.list() {
		if l.key.ID == k.ID {
			l.end(errRevoked)
		}
	}
}

func (d *Desk) list() []*Live {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := make([]*Live, 0, len(d.lives))
	for l := range d.lives {
		all = append(all, l)
	}
	return all
}

// Lives is how many programs send by a door.
func (d *Desk) Lives(via signaling.Door) (n int) {
	for _, l := range d.list() {
		if l.door.Via == via {
			n++
		}
	}
	return n
}

// Close ends all that is sent; who sends closes it. Rooms and sessions are left as they
// are: programs may come back to the server's next life.
func (d *Desk) Close() {
	d.mu.Lock()
	d.closed = true
	for t := range d.timers {
		t.Stop()
	}
	d.mu.Unlock()
	for _, l := range d.list() {
		l.end(errClosed)
	}
}

// admit counts a program that comes from an address; leave gives its place back.
func (d *Desk) admit(from netip.Addr) (leave func(), err error) {
	if d.cfg.Gates.Login(from) > 0 {
		return nil, signaling.NewError(signaling.CodeTooFast, "", "too many programs come from this address")
	}
	leave, ok := d.cfg.Gates.Connect(from)
	if !ok {
		return nil, signaling.NewError(signaling.CodeBusy, "", "too many connections from this address")
	}
	return sync.OnceFunc(leave), nil
}

// pause is how long after its owner has ended a live no key of the owner's opens
// another: programs try again and again.
const pause = 2 * time.Minute

// hold keeps keys of a user from opening rooms for a while.
func (d *Desk) hold(user string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	for u, until := range d.paused {
		if until.Before(now) {
			delete(d.paused, u)
		}
	}
	d.paused[user] = now.Add(pause)
}

// held is how long a user's keys open no room; trying makes it longer.
func (d *Desk) held(user string) (left time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if left = time.Until(d.paused[user]); left > 0 {
		d.paused[user] = time.Now().Add(pause)
	}
	return left
}

// after runs f when a time has passed, unless the desk is closed first.
func (d *Desk) after(wait time.Duration, f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	var t *time.Timer
	t = time.AfterFunc(wait, func() {
		d.mu.Lock()
		mine := d.timers[t] && !d.closed
		delete(d.timers, t)
		d.mu.Unlock()
		if mine {
			f()
		}
	})
	d.timers[t] = true
}

// reason is a door's end as an error with a code.
func reason(err error) error {
	for _, row := range []struct {
		err  error
		code signaling.Code
	}{
		{sessions.ErrReplaced, signaling.CodeKickedOffline}, {sessions.ErrEnded, signaling.CodeSessionGone},
		{sessions.ErrOut, signaling.CodeNotInRoom}, {sessions.ErrOffStage, signaling.CodeNotOnStage},
	} {
		if errors.Is(err, row.err) {
			return &signaling.Error{Code: row.code, Desc: row.code.Info().Text, Err: err}
		}
	}
	return err
}
