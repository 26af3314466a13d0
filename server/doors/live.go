package doors

import (
	"context"
	"errors"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"onair/room"
	"onair/server/hall"
	"onair/server/sessions"
	"onair/server/streamkey"
	"onair/server/usersig"
	"onair/signaling"
)

// closeTimeout bounds what is done for a program that has gone.
const closeTimeout = 10 * time.Second

// Live is a program that sends a user's stream. Any goroutine may use it. It must be
// closed.
type Live struct {
	desk  *Desk
	key   streamkey.Key
	sess  *sessions.Session
	door  *sessions.Door
	room  *hall.Room
	leave func()

	fresh  bool        // the room was made for it
	sent   atomic.Bool // something was
	over   chan struct{}
	once   sync.Once
	why    error // set before over is closed
	closed sync.Once

	mu    sync.Mutex
	hints map[signaling.HintCode]time.Time
}

// Open lets in a program that comes from an address and shows a key: the key's user has
// a session and is in the room from then on, the user's own, which is opened if need be,
// or another where the user is on stage. RoomID, if it is not 0, is the room asked for.
// Errors have a code: CodeStreamKey, CodeTooFast, CodeBusy, CodeInOtherRoom,
// CodeNoPermission, CodeSigRights, CodeAskLater and those of making and entering rooms.
func (d *Desk) Open(ctx context.Context, key string, roomID uint32, via signaling.Door, from netip.Addr) (*Live, error) {
	leave, err := d.admit(from)
	if err != nil {
		return nil, err
	}
	l, err := d.open(ctx, key, roomID, via)
	if err != nil {
		leave()
		d.cfg.Log.Info("a program is refused", "via", via, "from", from, "err", err)
		return nil, coded(err)
	}
	l.leave = leave
	d.cfg.Log.Info("a program sends", "user", l.key.User, "room", l.room.ID(), "via", via, "from", from)
	return l, nil
}

func (d *Desk) open(ctx context.Context, text string, roomID uint32, via signaling.Door) (*Live, error) {
	key, err := d.cfg.Keys.Find(text)
	switch {
	case err != nil:
		return nil, signaling.NewError(signaling.CodeStreamKey, "", "")
	case key.Room != 0 && roomID != 0 && key.Room != roomID:
		return nil, signaling.NewError(signaling.CodeStreamKey, "", "this stream key is for another room")
	case key.Room != 0:
		roomID = key.Room
	}
	l := &Live{desk: d, key: key, over: make(chan struct{}), hints: map[signaling.HintCode]time.Time{}, leave: func() {}}
	l.door = &sessions.Door{Via: via, Over: l.end}
	d.mu.Lock()
	if d.closed {
		d.mu.Unlock()
		return nil, errClosed
	}
	d.lives[l] = true // before the key is looked at again: so it cannot be revoked unnoticed
	d.mu.Unlock()
	if _, err = d.cfg.Keys.Find(text); err == nil {
		err = d.mayTakeOver(key.User, roomID)
	}
	if err == nil {
		l.take(ctx)
		l.room, l.fresh, err = d.place(ctx, l.sess, roomID)
	}
	if err == nil {
		err = l.mayDo()
	}
	if err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// mayTakeOver refuses what can be seen to be refused before another program of the user's
// has to go for this one.
func (d *Desk) mayTakeOver(user string, id uint32) error {
	sess := d.cfg.Sessions.Get(user)
	if sess == nil {
		return nil
	}
	h := sess.Room()
	if h == nil || !h.Current().Exists() { // it may end just now
		return nil
	}
	if err := onStage(sess, h, id); err != nil {
		return err
	}
	return sess.May(h.ID(), usersig.MaySendAudio)
}

// take lets the program hold the user's session, a new one if there is none.
func (l *Live) take(ctx context.Context) {
	t, user := l.desk.cfg.Sessions, l.key.User
	for {
		if l.sess = t.Get(user); l.sess != nil && l.sess.Hold(l.door) {
			return
		}
		l.desk.cfg.Remember(ctx, user)
		l.sess = t.NewAlone(user, l.desk.cfg.Profile(ctx, user), nil)
		if l.sess.Hold(l.door) && t.LoginIfNone(ctx, l.sess) {
			return
		}
	}
}

// mayDo refuses what the session's signature does not allow. What is only seen is left
// out later.
func (l *Live) mayDo() error { return l.sess.May(l.room.ID(), usersig.MaySendAudio) }

// User is whose stream it is, Room the room's number.
func (l *Live) User() string { return l.key.User }

// Room is the room's number.
func (l *Live) Room() uint32 { return l.room.ID() }

// Publish makes the stream known: open gives what comes in to the media relay under that
// name, as the seat allows, with on told what flows. Called again it replaces what was
// sent before. Errors have a code; the live is to be closed then.
func (l *Live) Publish(ctx context.Context, open func(stream string, seat room.Seat, on func(room.Media)) error) error {
	stream := l.desk.cfg.StreamName(l.room.ID(), l.key.User)
	soundOnly := l.sess.May(l.room.ID(), usersig.MaySendVideo) != nil
	err := l.room.Send(ctx, l.sess, stream, room.Media{Video: true, Audio: true}, soundOnly, func(seat room.Seat, on func(room.Media)) error {
		if err := l.Err(); err != nil { // another program has come, whose stream this would be
			return err
		}
		if seat.SoundOnly {
			l.Tell(signaling.HintSoundOnly)
		} else if seat.Muted != (room.Media{}) {
			l.Tell(signaling.HintSeatMuted)
		}
		return open(stream, seat, on)
	}, nil)
	if err == nil {
		select {
		case <-l.over:
			err = l.Err()
		default:
			l.sent.Store(true)
		}
	}
	return coded(err)
}

// hintPause is how long the same hint is not told again.
const hintPause = 30 * time.Second

// Tell tells the user, in the app if it is there, what the program sends wrongly, and the
// log. The same is not told again soon.
func (l *Live) Tell(code signaling.HintCode, args ...string) {
	l.mu.Lock()
	soon := time.Since(l.hints[code]) < hintPause
	if !soon {
		l.hints[code] = time.Now()
	}
	l.mu.Unlock()
	if soon {
		return
	}
	l.desk.cfg.Log.Warn("a program sends what has to be set otherwise", "user", l.key.User, "room", l.room.ID(), "via", l.door.Via, "hint", code, "args", args)
	l.sess.Post(signaling.NewEvent(signaling.EventStreamHint, signaling.StreamHint{RoomID: l.room.ID(), Via: l.door.Via, Code: code, Args: args}))
}

// end notes why the program may not send any more. It does not wait.
func (l *Live) end(why error) {
	l.once.Do(func() {
		l.why = reason(why)
		close(l.over)
	})
}

// Over is closed when the program may not send any more; Err says why. Who opened the
// live ends the program's connection and closes the live.
func (l *Live) Over() <-chan struct{} { return l.over }

// Err is why the live is over, with a code; nil before.
func (l *Live) Err() error {
	select {
	case <-l.over:
		return l.why
	default:
		return nil
	}
}

// Close is for a program that is gone and may come back: the stream's place on stage
// waits for it, as long as a lost connection's does.
func (l *Live) Close() { l.close(false) }

// Bye is Close for a program that says that it ends: an owner whose app is not there
// has left, and the room waits as for any owner who has.
func (l *Live) Bye() { l.close(true) }

func (l *Live) close(bye bool) {
	l.closed.Do(func() {
		l.end(sessions.ErrEnded)
		d := l.desk
		if l.sess != nil && (errors.Is(l.why, sessions.ErrOut) || errors.Is(l.why, sessions.ErrOffStage)) {
			d.hold(l.key.User) // the program goes on trying
		}
		d.mu.Lock()
		delete(d.lives, l)
		shutdown := d.closed
		d.mu.Unlock()
		defer l.leave()
		if l.sess == nil || shutdown { // then the session waits in the store
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
		defer cancel()
		l.letGo(ctx, bye)
	})
}

// letGo takes the program off the session, and sees to what becomes of that.
func (l *Live) letGo(ctx context.Context, bye bool) {
	d := l.desk
	until := time.Now().Add(d.cfg.Grace)
	if l.room == nil {
		until = time.Time{}
	}
	sender, held := l.sess.LetGo(l.door, until)
	if !sender {
		return // another program's turn
	}
	if l.room != nil {
		d.cfg.Media.StopPublish(d.cfg.StreamName(l.room.ID(), l.key.User))
	}
	h := l.sess.Room()
	if h != nil && l.fresh && !l.sent.Load() { // a room that nothing came of, and that the app has not taken up
		_ = h.Do(ctx, hall.Op{Cmd: room.Destroy{By: l.key.User}, Valid: apart(l.sess)})
		h = l.sess.Room()
	}
	if (bye || h == nil) && d.cfg.Sessions.EndAlone(ctx, l.sess) || h == nil {
		return
	}
	if !held {
		h.WatchLink(l.sess)
	}
	d.after(d.cfg.Grace, func() { d.giveUp(l.sess) }) // the app is there, or comes back before its own time is over
}

// giveUp gives back the place of a stream that did not come back while the user's app is
// there. An app that never entered the room is taken out of it.
func (d *Desk) giveUp(sess *sessions.Session) {
	h := sess.Room()
	if h == nil {
		return
	}
	if !sess.GiveUp() {
		if own := sess.Own(); own != nil && !own.On && !sess.Over() { // the app is away just now
			d.after(d.cfg.Grace, func() { d.giveUp(sess) })
		}
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	if h.Do(ctx, hall.Op{Cmd: room.Leave{By: sess.User()}, By: sess, Valid: apart(sess)}) != nil {
		_ = h.Do(ctx, hall.Op{Cmd: room.Unpublish{By: sess.User()}, By: sess})
	}
}

// apart asks whether a session's client itself is not in the session's room.
func apart(s *sessions.Session) func() bool { return func() bool { return s.Visited() == nil } }
