// Package visit is where the user is: it enters and leaves rooms, follows what the server
// says of the one the user is in, and comes back after the server forgot the session. It
// knows neither listeners nor media: who is told, and what is stopped, is given at
// construction.
package visit

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"onair/liveroom/internal/session"
	"onair/liveroom/internal/stay"
	"onair/signaling"
)

// ErrOutside says that the user is in no room.
var ErrOutside = errors.New("not in a room")

// Config is what visits need; all must be set. What is called with the lock of the visits
// held waits for nothing and calls no method of Visits: Tell, Entered, Lost, Take,
// SeatLost, Stage, Renew, Steady, Picture, Back, Go.
type Config struct {
	Session *session.Session
	Log     *slog.Logger
	// Begin gives the next visit its number; what is told of earlier ones is dropped.
	Begin func() uint64
	// Tell tells listeners; visit 0 is no room's.
	Tell func(visit uint64, told []stay.Told)
	// Entered comes first of a visit; Lost says that the room is gone with the server.
	Entered func(visit uint64, took time.Duration)
	Lost    func(visit uint64)
	// Take takes the room's media out of use; stop ends it and waits.
	Take func() (stop func())
	// SeatLost says that the user may not publish any more, Stage that somebody publishes
	// who did not before, or no more.
	SeatLost, Stage func()
	// Renew says that media connections are dead, mostly, without having said so, but for
	// those kept; nil: none is.
	Renew func(kept *signaling.KeptMedia)
	// Steady says whether the own pictures are to keep their size.
	Steady func(on bool)
	// Picture says what the server sends of a user's picture from now on.
	Picture func(signaling.PlayQualityEvent)
	// Back says that the user is in the room again.
	Back func()
	// Go runs f on a goroutine that has an owner.
	Go func(f func(context.Context))
	// Turn waits for the turn among the calls that change where the user is.
	Turn func(context.Context) (done func(), err error)
}

// Visits is where the user is. Any goroutine; Enter, Leave, Part and Abandon are for who
// has the turn.
type Visits struct {
	cfg Config

	mu  sync.Mutex
	now *visit // nil: in no room
}

// visit is a stay with what its owner asked for, to make the room anew.
type visit struct {
	*stay.Stay
	param signaling.RoomParam
}

// New makes one of a user who is in no room.
func New(cfg Config) *Visits { return &Visits{cfg: cfg} }

// Place is where the user is at one moment; zero in no room.
type Place struct {
	In        bool
	Room      signaling.RoomInfo
	Owner     bool
	Role      signaling.Role
	Admin     bool
	SoundOnly bool // the own seat may not send pictures
	Seats     []signaling.SeatInfo
	Number    uint64 // tells one visit from another
	Quality   int    // of the room's sound, as its owner asked for; 0: not said
}

// Place is where the user is now.
func (v *Visits) Place() Place {
	v.mu.Lock()
	defer v.mu.Unlock()
	s := v.now
	if s == nil {
		return Place{}
	}
	return Place{
		In: true, Room: s.Room, Owner: s.Owner, Role: s.Role, Admin: s.Admin, SoundOnly: s.SoundOnly, Seats: s.Seats,
		Number: s.Number, Quality: s.param.Quality,
	}
}

// Inside calls f with the stay, and the lock held, if the user is in a room.
func (v *Visits) Inside(f func(s *stay.Stay)) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.now != nil {
		f(v.now.Stay)
	}
}

// ChangeParam keeps what the room is made with, should it have to be made again.
func (v *Visits) ChangeParam(change func(*signaling.RoomParam)) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.now != nil {
		change(&v.now.param)
	}
}

// SetLive notes that the user publishes, or does not; the server tells everybody else.
func (v *Visits) SetLive(live bool) {
	v.Inside(func(s *stay.Stay) { v.cfg.Tell(s.Number, s.SetLive(s.Self, live)) })
}

// OnStage reports whether a user publishes, with a picture, and whether that is lost.
func (v *Visits) OnStage(userID string) (on, video, lost bool) {
	v.Inside(func(s *stay.Stay) { on, video, lost = s.OnStage(userID) })
	return on, video, lost
}

// Enter asks to be a member of a room, of a user who is in none. param is what it would be
// made with again.
func (v *Visits) Enter(ctx context.Context, typ string, in any, param signaling.RoomParam) error {
	start := time.Now()
	err := v.cfg.Session.Enter(ctx, typ, in, func(snap *signaling.Snapshot) { v.Begin(snap, param, start) })
	if err != nil && ctx.Err() != nil { // it may have been done all the same
		v.cfg.Go(func(ctx context.Context) { _ = v.cfg.Session.Call(ctx, signaling.TypeExitRoom, nil, nil) })
	}
	return err
}

// Begin begins a visit with the room as it is; it runs at the answer's place among the events.
func (v *Visits) Begin(snap *signaling.Snapshot, param signaling.RoomParam, start time.Time) {
	v.mu.Lock()
	defer v.mu.Unlock()
	s := stay.New(v.cfg.Begin(), v.cfg.Session.Self().UserID, snap)
	v.now = &visit{Stay: s, param: param}
	v.cfg.Entered(s.Number, time.Since(start))
	v.cfg.Tell(s.Number, append(s.Present(), s.OpenMatters(snap)...))
	v.cfg.Stage()
}

// Leave ends the visit here and on the server; out takes the server's answer. The user
// has left in any case when it returns.
func (v *Visits) Leave(ctx context.Context, typ string, out any) error {
	in := v.Place().In
	v.Abandon() // also what plays and waits for a room
	if !in {
		return ErrOutside
	}
	return v.cfg.Session.Leave(ctx, typ, out)
}

// Abandon ends the visit on this side: nothing more of the room is told, all media has
// stopped when it returns.
func (v *Visits) Abandon() { v.drop()() }

func (v *Visits) drop() (stop func()) {
	v.cfg.Begin()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.now = nil
	return v.cfg.Take()
}

// Part leaves a room on both sides at once. What the server says does not count: entering
// the next room sorts out what was left behind.
func (v *Visits) Part(ctx context.Context) {
	stop := v.drop()
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		stop()
	}()
	if err := v.cfg.Session.Part(ctx); err != nil {
		v.cfg.Log.Debug("leaving for another room", "err", err)
	}
	<-stopped
}
