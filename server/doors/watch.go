package doors

import (
	"context"
	"crypto/rand"
	"net/netip"
	"strings"
	"sync"
	"time"

	"onair/room"
	"onair/server/hall"
	"onair/server/reply"
	"onair/server/sessions"
	"onair/server/usersig"
	"onair/signaling"
)

// Visit is who wants to watch what.
type Visit struct {
	// Token is a session's token, or a user's ID, a dot and a UserSig of the user;
	// empty: a guest.
	Token string
	Room  uint32
	// User is whom to watch; empty: the room's owner.
	User             string
	Passcode, Invite string // of a private room
	From             netip.Addr
}

// Watcher is a program that watches somebody in a room, as a member. Any goroutine may
// use it. It must be closed.
type Watcher struct {
	desk   *Desk
	sess   *sessions.Session
	door   *sessions.Door
	room   *hall.Room
	viewer string
	leave  func()

	over   chan struct{}
	once   sync.Once
	why    error
	closed sync.Once

	mu     sync.Mutex
	stream string // that is played
}

// Watch lets a program in that watches. Errors have a code: those of entering rooms,
// CodeNotPublishing, CodeNoGuests, CodeTooFast, CodeBusy and those of signatures.
func (d *Desk) Watch(ctx context.Context, v Visit) (*Watcher, error) {
	leave, err := d.admit(v.From)
	if err != nil {
		return nil, err
	}
	w := &Watcher{desk: d, over: make(chan struct{}), leave: leave}
	if err = w.open(ctx, v); err != nil {
		w.Close()
		return nil, coded(err)
	}
	return w, nil
}

func (w *Watcher) open(ctx context.Context, v Visit) error {
	who, err := w.desk.who(v.Token) // first: strangers are not told which rooms there are
	if err != nil {
		return err
	}
	h := w.desk.cfg.Rooms.Get(v.Room)
	if h == nil || !h.Current().Exists() {
		return room.ErrNoSuchRoom
	}
	if v.User == "" {
		v.User = h.Current().Owner().ID
	}
	w.door = &sessions.Door{Watches: v.User, Over: w.end}
	w.viewer = rand.Text()
	if err = w.take(ctx, who, v.From); err == nil {
		err = sessions.May(who.grant, v.Room, usersig.MayEnter|usersig.MayHear|usersig.MaySee)
	}
	if err == nil {
		err = w.sess.May(v.Room, usersig.MayEnter|usersig.MayHear|usersig.MaySee)
	}
	if err == nil {
		err = w.enter(ctx, h, v)
	}
	if err == nil && h.Playable(v.User) == "" {
		err = reply.ErrNoStream
	}
	return err
}

// viewer is who a token stands for: somebody with a session, a user by a signature, or a
// guest.
type viewer struct {
	sess  *sessions.Session
	user  string
	grant *usersig.Grant
}

// who reads a token. It is an error for one that nobody has been given.
func (d *Desk) who(token string) (viewer, error) {
	user, sig, ok := strings.Cut(token, ".")
	switch {
	case token == "" && !d.cfg.Guests:
		return viewer{}, signaling.NewError(signaling.CodeNoGuests, "", "")
	case token == "":
		return viewer{}, nil
	case !ok || strings.Contains(sig, "."):
		sess, err := d.cfg.Sessions.Find(token)
		return viewer{sess: sess}, err
	}
	grant, err := d.cfg.Verify(user, sig)
	return viewer{user: user, grant: grant}, err
}

// take finds or makes the session of who watches, and holds it.
func (w *Watcher) take(ctx context.Context, who viewer, from netip.Addr) error {
	d, t := w.desk, w.desk.cfg.Sessions
	switch {
	case who.sess != nil:
		if w.sess = who.sess; !w.sess.Hold(w.door) {
			return signaling.NewError(signaling.CodeSessionGone, "", "")
		}
		return nil
	case who.user == "":
		if d.cfg.Gates.Guest(from) > 0 {
			return signaling.NewError(signaling.CodeTooFast, "", "too many guests from this address")
		}
		w.sess = t.NewFleeting("viewer-" + strings.ToLower(rand.Text()[:20]))
		w.sess.Hold(w.door)
		t.Login(ctx, w.sess)
		return nil
	}
	for {
		if w.sess = t.Get(who.user); w.sess != nil && w.sess.Hold(w.door) {
			return nil
		}
		d.cfg.Remember(ctx, who.user)
		w.sess = t.NewAlone(who.user, d.cfg.Profile(ctx, who.user), who.grant)
		if w.sess.Hold(w.door) && t.LoginIfNone(ctx, w.sess) {
			return nil
		}
	}
}

// enter makes who watches a member, if that is not so already.
func (w *Watcher) enter(ctx context.Context, h *hall.Room, v Visit) error {
	w.room = h
	if in := w.sess.Room(); in != nil {
		if in != h {
			return signaling.NewError(signaling.CodeInOtherRoom, "", "")
		}
		return h.Do(ctx, hall.Op{Cmd: room.LinkBack{User: w.sess.User()}, By: w.sess})
	}
	if h.Current().Owner().ID == w.sess.User() { // an owner who watches is not back
		return room.ErrNoPermission
	}
	key := signaling.EnterRequest{RoomID: v.Room, Passcode: v.Passcode, Invite: v.Invite}
	return Guess(w.desk.cfg.Guesses, w.sess.User(), v.From, key, func(key room.Key) error {
		return w.desk.cfg.Rooms.Join(ctx, w.sess, sessions.ByDoor, v.Room, room.EnterWith{Enter: room.Enter{By: w.sess.Self()}, Key: key}, false, nil)
	})
}

// Play starts playing: open asks the media relay for the stream under the viewer's name.
// Errors have a code; the watcher is to be closed then.
func (w *Watcher) Play(open func(stream, viewer string) error) error { return coded(w.play(open)) }

func (w *Watcher) play(open func(stream, viewer string) error) error {
	stream := w.room.Playable(w.door.Watches)
	if stream == "" {
		return reply.ErrNoStream
	}
	w.mu.Lock()
	w.stream = stream
	w.mu.Unlock()
	if err := open(stream, w.viewer); err != nil {
		return err
	}
	if w.room.Playable(w.door.Watches) != stream { // a PK may have ended meanwhile
		return reply.ErrNoStream
	}
	return w.Err()
}

func (w *Watcher) end(why error) {
	w.once.Do(func() {
		w.why = reason(why)
		close(w.over)
	})
}

// Over is closed when the program may not watch any more; who opened the watcher closes
// it then. Err says why.
func (w *Watcher) Over() <-chan struct{} { return w.over }

// Err is why it is over, with a code; nil before.
func (w *Watcher) Err() error {
	select {
	case <-w.over:
		return w.why
	default:
		return nil
	}
}

// Close ends what is played. Who was in the room to watch alone has left it.
func (w *Watcher) Close() {
	w.closed.Do(func() {
		w.end(sessions.ErrEnded)
		defer w.leave()
		w.mu.Lock()
		if w.stream != "" {
			w.desk.cfg.Media.StopPlay(w.stream, w.viewer)
		}
		w.mu.Unlock()
		if w.sess == nil {
			return
		}
		ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
		defer cancel()
		w.letGo(ctx)
	})
}

func (w *Watcher) letGo(ctx context.Context) {
	_, held := w.sess.LetGo(w.door, time.Time{})
	h := w.sess.Room()
	switch {
	case !held && w.desk.cfg.Sessions.EndAlone(ctx, w.sess):
	case h == nil || w.sess.Doors() > 0:
	case w.sess.Visited() == nil && w.sess.Own() == nil: // the client itself is not there
		_ = h.Do(ctx, hall.Op{Cmd: room.Leave{By: w.sess.User()}, By: w.sess, Valid: func() bool { return w.sess.Visited() == nil && w.sess.Own() == nil }})
	case !held:
		h.WatchLink(w.sess)
	}
}
