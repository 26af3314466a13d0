// Package people is what is stored of users: their names and pictures, the IDs of guests,
// and what an owner's rooms have from one to the next.
package people

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"log/slog"
	"net/netip"
	"sync"
	"time"

	"onair/room"
	"onair/server/clean"
	"onair/server/gate"
	"onair/server/hall"
	"onair/server/reply"
	"onair/server/secret"
	"onair/server/sessions"
	"onair/server/store"
	"onair/server/wire"
	"onair/signaling"
)

// Bucket is a store.Bucket, or one whose answers a test delays or loses.
type Bucket interface {
	Size(ctx context.Context) (entries, bytes uint64, err error)
	Get(ctx context.Context, key string) (store.Entry, error)
	Put(ctx context.Context, key string, value []byte) error
}

// Config is what profiles need of others. All fields are required.
type Config struct {
	Users Bucket
	Words *clean.Words // the operator's
	Gates *gate.Gates
	// LoggedIn reports whether a user has a session, Keep stores the user's session anew.
	LoggedIn  func(user string) bool
	Keep      func(ctx context.Context, user string) error
	MaxGuests int // users above which there are no new guests
	Log       *slog.Logger
}

// Profiles are the users that the server knows of. Any goroutine may use them.
type Profiles struct {
	cfg Config
	mu  sync.Mutex // held while an ID is given away
}

// New makes profiles.
func New(cfg Config) *Profiles { return &Profiles{cfg: cfg} }

// storedUser is what the server keeps of a user, by user ID.
type storedUser struct {
	Name   string `json:"name,omitempty"`
	Avatar string `json:"avatar,omitempty"`
	// Guest is the hash of a guest's secret; empty for users of a back end.
	Guest string `json:"guest,omitempty"`
}

// user reads what is kept of a user; false if there is nothing.
func (s *Profiles) user(ctx context.Context, id string) (storedUser, bool, error) {
	var u storedUser
	e, err := s.cfg.Users.Get(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return u, false, nil
	}
	if err == nil {
		err = json.Unmarshal(e.Value, &u)
	}
	return u, err == nil, err
}

// Known reports whether there is something stored of a user.
func (s *Profiles) Known(ctx context.Context, id string) (bool, error) {
	_, known, err := s.user(ctx, id)
	return known, err
}

func (s *Profiles) putUser(ctx context.Context, id string, u storedUser) error {
	b, err := json.Marshal(u)
	if err != nil {
		return err
	}
	if err := s.cfg.Users.Put(ctx, id, b); err != nil {
		return errors.Join(store.ErrNotStored, err)
	}
	return nil
}

// Remember keeps a user's ID from being given to a guest later on.
func (s *Profiles) Remember(ctx context.Context, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, known, err := s.user(ctx, id)
	if err == nil && !known {
		err = s.putUser(ctx, id, storedUser{})
	}
	if err != nil {
		s.cfg.Log.Warn("user not remembered", "user", id, "err", err)
	}
}

// Profile is a user as others see them. One that cannot be read is no reason to
// refuse a login.
func (s *Profiles) Profile(ctx context.Context, id string) room.User {
	u, _, err := s.user(ctx, id)
	if err != nil {
		s.cfg.Log.Warn("profile not readable", "user", id, "err", err)
	}
	return s.Today(room.User{ID: id, Name: u.Name, Avatar: u.Avatar})
}

// Today is a profile that was stored, perhaps before today's rules, as they allow it.
func (s *Profiles) Today(u room.User) room.User {
	name, err := s.cfg.Words.Name(u.Name, signaling.DefaultTextLimits().Name)
	if err != nil {
		name = ""
	}
	return room.User{ID: u.ID, Name: name, Avatar: clean.Shown(u.Avatar)}
}

// SetSelf changes the name and the picture of a session's user. Errors have a code.
func (s *Profiles) SetSelf(ctx context.Context, sess *sessions.Session, in signaling.Profile) error {
	err := clean.Picture("picture", in.AvatarURL)
	if err != nil {
		return err
	}
	if in.UserName, err = s.cfg.Words.Name(in.UserName, signaling.DefaultTextLimits().Name); err != nil {
		return err
	}
	if err := s.mayRename(sess); err != nil {
		return err
	}
	u, _, err := s.user(ctx, sess.User())
	if err != nil {
		return err
	}
	self := room.User{ID: sess.User(), Name: in.UserName, Avatar: in.AvatarURL}
	if h := sess.Room(); h != nil { // first, for it may refuse
		if err := h.Do(ctx, hall.Op{Cmd: room.SetProfile{User: self}, By: sess}); err != nil && !errors.Is(err, room.ErrNoSuchRoom) && !errors.Is(err, room.ErrNotMember) {
			return err
		}
	}
	u.Name, u.Avatar = in.UserName, in.AvatarURL
	if err := s.putUser(ctx, sess.User(), u); err != nil {
		return err
	}
	sess.SetSelf(self)
	if err := s.cfg.Keep(ctx, sess.User()); err != nil {
		s.cfg.Log.Warn("the profile of a session is not stored", "user", sess.User(), "err", err)
	}
	return nil
}

// fullOfGuests reports whether so many users are remembered that new guests have
// no place.
func (s *Profiles) fullOfGuests(ctx context.Context) bool {
	n, _, err := s.cfg.Users.Size(ctx)
	return err != nil || n >= uint64(s.cfg.MaxGuests)
}

// mayRename refuses a new name of one who may not write in the room now, for all
// would read it, and of one who has changed it too often.
func (s *Profiles) mayRename(sess *sessions.Session) error {
	if h := sess.Room(); h != nil {
		st := h.Current()
		if _, in := st.Member(sess.User()); in {
			if err := st.MayChat(sess.User(), time.Now()); err != nil {
				return err
			}
		}
	}
	if wait := s.cfg.Gates.Name(sess.User()); wait > 0 {
		return wire.Later(signaling.CodeAskLater, "wait %d s before asking again", wait)
	}
	return nil
}

// Guest gives a user ID to a guest, or gives it again to one who knows its
// secret. It returns the secret.
//
// Only new IDs and wrong secrets count against the address's limit: who has been
// here before is not kept out by others of the same address.
func (s *Profiles) Guest(ctx context.Context, from netip.Addr, id, nickname, shown string) (string, error) {
	if err := clean.UserID(id); err != nil {
		return "", err
	}
	nickname, err := s.cfg.Words.Name(nickname, signaling.DefaultTextLimits().Name)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	u, known, err := s.user(ctx, id)
	switch {
	case err != nil:
		return "", err
	case known && u.Guest == "", !known && s.cfg.LoggedIn(id):
		return "", reply.Code(signaling.CodeUserTaken, "")
	case known && subtle.ConstantTimeCompare([]byte(sessions.Hash(shown)), []byte(u.Guest)) == 1:
	case s.cfg.Gates.Guest(from) > 0:
		return "", reply.Code(signaling.CodeTooFast, "too many guests from this address")
	case known:
		return "", reply.Code(signaling.CodeUserTaken, "")
	case s.fullOfGuests(ctx):
		return "", reply.Code(signaling.CodeStorage, "this server takes no more new guests")
	default:
		shown = secret.Hex(16)
	}
	u.Guest = sessions.Hash(shown)
	if nickname != "" {
		u.Name = nickname
	}
	return shown, s.putUser(ctx, id, u)
}
