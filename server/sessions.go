package server

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"sync"
	"time"

	"onair/room"
	"onair/server/gateway"
	"onair/server/hall"
	"onair/server/usersig"
	"onair/signaling"
)

// sessionToken identifies a session to its client: user, number, secret.
type sessionToken struct {
	id     string // changes with every login
	secret string // empty for a session read from the store
	hash   string // of the secret, hex
}

// newToken makes a token whose secret follows from the server's key, so that who
// shows one proves to have had it also when the session is another's by now.
func (s *Server) newToken(user string) sessionToken {
	id := randomHex(8)
	secret := s.tokenSecret(user, id)
	return sessionToken{id: id, secret: secret, hash: hashSecret(secret)}
}

func (s *Server) tokenSecret(user, id string) string {
	m := hmac.New(sha256.New, []byte(s.key))
	fmt.Fprintf(m, "session\n%s\n%s\n", user, id)
	return hex.EncodeToString(m.Sum(nil))[:48]
}

func hashSecret(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

func (t sessionToken) text(user string) string { return user + "." + t.id + "." + t.secret }

// storedSession is a session in the store, by user ID.
type storedSession struct {
	ID    string         `json:"id"`
	Hash  string         `json:"hash"`
	Grant *usersig.Grant `json:"grant,omitempty"`
	// Self is the user's profile, so that a start need not look each up; nil in
	// entries of earlier versions.
	Self *room.User `json:"self,omitempty"`
}

// sessions knows the one session of each user.
type sessions struct {
	srv *Server
	kv  kvBucket
	mu  sync.Mutex
	by  map[string]*session
	// writing orders what is stored of a user; users share them by hash.
	writing [64]sync.Mutex
}

// load reads the sessions of the server's last life. They count as dropped now.
func (r *sessions) load(ctx context.Context, now time.Time) error {
	entries, err := r.kv.All(ctx)
	if err != nil {
		return err
	}
	for _, e := range entries {
		var d storedSession
		if err := json.Unmarshal(e.Value, &d); err != nil {
			r.srv.log.Warn("stored session dropped", "user", e.Key, "err", err)
			continue
		}
		s := &session{srv: r.srv, user: e.Key, lostAt: now, token: sessionToken{id: d.ID, hash: d.Hash}, grant: d.Grant}
		if d.Self != nil && d.Self.ID == e.Key {
			s.profile = r.srv.today(*d.Self)
		} else {
			s.profile = r.srv.profile(ctx, e.Key)
		}
		// Clients count from what the last server sent; starting far above
		// makes their numbers recognisably old without storing each one.
		s.seq = uint64(now.UnixMilli())
		r.by[e.Key] = s
	}
	return nil
}

// get returns a user's session, nil if there is none.
func (r *sessions) get(user string) *session {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.by[user]
}

// Of implements hall.Sessions.
func (r *sessions) Of(user string) hall.Session {
	if s := r.get(user); s != nil {
		return s
	}
	return nil
}

// replace makes s its user's session and returns the one before.
func (r *sessions) replace(ctx context.Context, s *session) *session {
	r.mu.Lock()
	old := r.by[s.user]
	r.by[s.user] = s
	r.mu.Unlock()
	if err := r.write(ctx, s.user); err != nil {
		r.srv.log.Warn("a session is not stored, so it will not outlive this server", "user", s.user, "err", err)
	}
	return old
}

// write stores which session a user has now, so that the last write is right
// whoever makes it.
func (r *sessions) write(ctx context.Context, user string) error {
	h := fnv.New32a()
	_, _ = h.Write([]byte(user))
	mu := &r.writing[h.Sum32()%uint32(len(r.writing))]
	mu.Lock()
	defer mu.Unlock()
	s := r.get(user)
	if s == nil {
		return r.kv.Delete(ctx, user)
	}
	self := s.self()
	b, err := json.Marshal(storedSession{ID: s.token.id, Hash: s.token.hash, Grant: s.grant, Self: &self})
	if err == nil {
		err = r.kv.Put(ctx, user, b)
	}
	return err
}

// remove forgets s unless a newer one has taken its place.
func (r *sessions) remove(ctx context.Context, s *session) {
	r.mu.Lock()
	mine := r.by[s.user] == s
	if mine {
		delete(r.by, s.user)
	}
	r.mu.Unlock()
	if mine {
		if err := r.write(ctx, s.user); err != nil {
			r.srv.log.Debug("stored session not deleted", "user", s.user, "err", err)
		}
	}
}

// find looks a resume token up. CodeSessionGone: too late, or never ours.
// CodeKickedOffline: it was ours, and the user has logged in anew since; who does
// not know its secret does not learn that.
func (r *sessions) find(token string) (*session, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, codeError(signaling.CodeSessionGone, "")
	}
	ours := hmac.Equal([]byte(r.srv.tokenSecret(parts[0], parts[1])), []byte(parts[2]))
	hash := []byte(hashSecret(parts[2]))
	s := r.get(parts[0])
	switch {
	case s != nil && s.token.id == parts[1] && subtle.ConstantTimeCompare(hash, []byte(s.token.hash)) == 1:
		return s, nil
	case s != nil && s.token.id != parts[1] && ours:
		return nil, codeError(signaling.CodeKickedOffline, "")
	}
	return nil, codeError(signaling.CodeSessionGone, "")
}

// all returns every session.
func (r *sessions) all() []*session {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]*session, 0, len(r.by))
	for _, s := range r.by {
		all = append(all, s)
	}
	return all
}

func (r *sessions) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.by)
}

// run ends sessions whose grace time is over.
func (r *sessions) run(ctx context.Context) {
	grace := r.srv.cfg.Limits.SessionGrace
	t := time.NewTicker(min(time.Second, max(grace/4, time.Millisecond)))
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-t.C:
			for _, s := range r.all() {
				if s.expired(now, grace) {
					r.srv.endSession(ctx, s, nil, signaling.CloseLogout, "too long without a connection")
				}
			}
		}
	}
}

func (s *session) expired(now time.Time, grace time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conn == nil && !s.ended && now.Sub(s.lostAt) >= grace
}

// endSession ends a session for good: its client is told, its user leaves the
// room, its media stops.
func (s *Server) endSession(ctx context.Context, sess *session, last *signaling.Event, code int, text string) {
	if !sess.finish(last) {
		return
	}
	sess.hangUp(code, text)
	s.rooms.Leave(ctx, sess)
	s.sessions.remove(ctx, sess)
}

// restarted begins the grace time of the sessions of the server's last life anew.
func (r *sessions) restarted(now time.Time) {
	for _, s := range r.all() {
		s.mu.Lock()
		if s.conn == nil {
			s.lostAt = now
		}
		s.mu.Unlock()
	}
}

// connLost notes that a session's connection is gone.
func (s *Server) connLost(c *gateway.Conn) {
	sess := c.Session().(*session)
	if !sess.detach(c, time.Now()) {
		return
	}
	if h := sess.Room(); h != nil {
		h.WatchLink(sess)
	}
}
