package server

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
	"onair/signaling"
)

// profiles are the users that the server knows of.
type profiles struct {
	users     kvBucket
	words     *clean.Words // the operator's
	gates     *gate.Gates
	sessions  *sessions.Table
	maxGuests int
	log       *slog.Logger
	mu        sync.Mutex // held while an ID is given away
}

// storedUser is what the server keeps of a user, by user ID.
type storedUser struct {
	Name   string `json:"name,omitempty"`
	Avatar string `json:"avatar,omitempty"`
	// Guest is the hash of a guest's secret; empty for users of a back end.
	Guest string `json:"guest,omitempty"`
}

// user reads what is kept of a user; false if there is nothing.
func (s *profiles) user(ctx context.Context, id string) (storedUser, bool, error) {
	var u storedUser
	e, err := s.users.Get(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return u, false, nil
	}
	if err == nil {
		err = json.Unmarshal(e.Value, &u)
	}
	return u, err == nil, err
}

func (s *profiles) putUser(ctx context.Context, id string, u storedUser) error {
	b, err := json.Marshal(u)
	if err != nil {
		return err
	}
	if err := s.users.Put(ctx, id, b); err != nil {
		return errors.Join(store.ErrNotStored, err)
	}
	return nil
}

// remember keeps a user's ID from being given to a guest later on.
func (s *profiles) remember(ctx context.Context, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, known, err := s.user(ctx, id)
	if err == nil && !known {
		err = s.putUser(ctx, id, storedUser{})
	}
	if err != nil {
		s.log.Warn("user not remembered", "user", id, "err", err)
	}
}

// profile is a user as others see them. One that cannot be read is no reason to
// refuse a login.
func (s *profiles) profile(ctx context.Context, id string) room.User {
	u, _, err := s.user(ctx, id)
	if err != nil {
		s.log.Warn("profile not readable", "user", id, "err", err)
	}
	return s.today(room.User{ID: id, Name: u.Name, Avatar: u.Avatar})
}

// today is a profile that was stored, perhaps before today's rules, as they allow it.
func (s *profiles) today(u room.User) room.User {
	name, err := s.words.Name(u.Name, signaling.DefaultTextLimits().Name)
	if err != nil {
		name = ""
	}
	return room.User{ID: u.ID, Name: name, Avatar: clean.Shown(u.Avatar)}
}

func (s *profiles) setSelfProfile(ctx context.Context, sess *sessions.Session, in signaling.Profile) (none, error) {
	err := clean.Picture("picture", in.AvatarURL)
	if err != nil {
		return none{}, err
	}
	if in.UserName, err = s.words.Name(in.UserName, signaling.DefaultTextLimits().Name); err != nil {
		return none{}, err
	}
	if err := s.mayRename(sess); err != nil {
		return none{}, err
	}
	u, _, err := s.user(ctx, sess.User())
	if err != nil {
		return none{}, err
	}
	self := room.User{ID: sess.User(), Name: in.UserName, Avatar: in.AvatarURL}
	if h := sess.Room(); h != nil { // first, for it may refuse
		if err := h.Do(ctx, hall.Op{Cmd: room.SetProfile{User: self}, By: sess}); err != nil && !errors.Is(err, room.ErrNoSuchRoom) && !errors.Is(err, room.ErrNotMember) {
			return none{}, err
		}
	}
	u.Name, u.Avatar = in.UserName, in.AvatarURL
	if err := s.putUser(ctx, sess.User(), u); err != nil {
		return none{}, err
	}
	sess.SetSelf(self)
	if err := s.sessions.Write(ctx, sess.User()); err != nil {
		s.log.Warn("the profile of a session is not stored", "user", sess.User(), "err", err)
	}
	return none{}, nil
}

// fullOfGuests reports whether so many users are remembered that new guests have
// no place.
func (s *profiles) fullOfGuests(ctx context.Context) bool {
	n, _, err := s.users.Size(ctx)
	return err != nil || n >= uint64(s.maxGuests)
}

// mayRename refuses a new name of one who may not write in the room now, for all
// would read it, and of one who has changed it too often.
func (s *profiles) mayRename(sess *sessions.Session) error {
	if h := sess.Room(); h != nil {
		st := h.Current()
		if _, in := st.Member(sess.User()); in {
			if err := st.MayChat(sess.User(), time.Now()); err != nil {
				return err
			}
		}
	}
	if wait := s.gates.Name(sess.User()); wait > 0 {
		return askLater(wait)
	}
	return nil
}

// guest gives a user ID to a guest, or gives it again to one who knows its
// secret. It returns the secret.
//
// Only new IDs and wrong secrets count against the address's limit: who has been
// here before is not kept out by others of the same address.
func (s *profiles) guest(ctx context.Context, from netip.Addr, in sigRequest) (string, error) {
	id, nickname, shown := in.UserID, in.Nickname, in.Secret
	if err := clean.UserID(id); err != nil {
		return "", err
	}
	nickname, err := s.words.Name(nickname, signaling.DefaultTextLimits().Name)
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	u, known, err := s.user(ctx, id)
	switch {
	case err != nil:
		return "", err
	case known && u.Guest == "", !known && s.sessions.Get(id) != nil:
		return "", reply.Code(signaling.CodeUserTaken, "")
	case known && subtle.ConstantTimeCompare([]byte(sessions.Hash(shown)), []byte(u.Guest)) == 1:
	case s.gates.Guest(from) > 0:
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
