package sessions

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
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
func (r *Table) newToken(user string) sessionToken {
	id := hex.EncodeToString(random(8))
	secret := r.tokenSecret(user, id)
	return sessionToken{id: id, secret: secret, hash: Hash(secret)}
}

func (r *Table) tokenSecret(user, id string) string {
	m := hmac.New(sha256.New, []byte(r.cfg.Key))
	fmt.Fprintf(m, "session\n%s\n%s\n", user, id)
	return hex.EncodeToString(m.Sum(nil))[:48]
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}

// Hash is what is stored of a secret, hex.
func Hash(s string) string {
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

// Table knows the one session of each user.
type Table struct {
	cfg Config
	mu  sync.Mutex
	by  map[string]*Session
	new []*Session // that Run has not seen
	// writing orders what is stored of a user; users share them by hash.
	writing [64]sync.Mutex
}

// load reads the sessions of the server's last life. They count as dropped now.
func (r *Table) load(ctx context.Context, now time.Time) error {
	entries, err := r.cfg.KV.All(ctx)
	if err != nil {
		return err
	}
	for _, e := range entries {
		var d storedSession
		if err := json.Unmarshal(e.Value, &d); err != nil {
			r.cfg.Log.Warn("stored session dropped", "user", e.Key, "err", err)
			continue
		}
		s := &Session{in: r, user: e.Key, lostAt: now, client: true, token: sessionToken{id: d.ID, hash: d.Hash}, grant: d.Grant}
		if d.Self != nil && d.Self.ID == e.Key {
			s.profile = r.cfg.Today(*d.Self)
		} else {
			s.profile = r.cfg.Profile(ctx, e.Key)
		}
		// Clients count from what the last server sent; starting far above
		// makes their numbers recognisably old without storing each one.
		s.seq = uint64(now.UnixMilli())
		r.by[e.Key] = s
		r.new = append(r.new, s)
	}
	return nil
}

// Get returns a user's session, nil if there is none.
func (r *Table) Get(user string) *Session {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.by[user]
}

// Of implements hall.Sessions.
func (r *Table) Of(user string) hall.Session {
	if s := r.Get(user); s != nil {
		return s
	}
	return nil
}

// Write stores which session a user has now, so that the last write is right
// whoever makes it.
func (r *Table) Write(ctx context.Context, user string) error {
	h := fnv.New32a()
	_, _ = h.Write([]byte(user))
	mu := &r.writing[h.Sum32()%uint32(len(r.writing))]
	mu.Lock()
	defer mu.Unlock()
	s := r.Get(user)
	if s == nil {
		return r.cfg.KV.Delete(ctx, user)
	}
	if s.fleeting {
		return nil
	}
	b, err := json.Marshal(s.stored())
	if err == nil {
		err = r.cfg.KV.Put(ctx, user, b)
	}
	return err
}

func (s *Session) stored() storedSession {
	s.mu.Lock()
	defer s.mu.Unlock()
	self := s.profile
	return storedSession{ID: s.token.id, Hash: s.token.hash, Grant: s.grant, Self: &self}
}

// remove forgets s unless a newer one has taken its place.
func (r *Table) remove(ctx context.Context, s *Session) {
	r.mu.Lock()
	mine := r.by[s.user] == s
	if mine {
		delete(r.by, s.user)
	}
	r.mu.Unlock()
	if mine {
		if err := r.Write(ctx, s.user); err != nil {
			r.cfg.Log.Debug("stored session not deleted", "user", s.user, "err", err)
		}
	}
}

// Find looks a resume token up. CodeSessionGone: too late, or never ours.
// CodeKickedOffline: it was ours, and the user logs in or has logged in anew; who does
// not know its secret does not learn that.
func (r *Table) Find(token string) (*Session, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return nil, signaling.NewError(signaling.CodeSessionGone, "", "")
	}
	ours := hmac.Equal([]byte(r.tokenSecret(parts[0], parts[1])), []byte(parts[2]))
	hash := []byte(Hash(parts[2]))
	s := r.Get(parts[0])
	var now sessionToken
	if s != nil {
		now = s.tokenNow()
	}
	switch {
	case s != nil && now.id == parts[1] && subtle.ConstantTimeCompare(hash, []byte(now.hash)) == 1:
		if s.KickedOut() {
			return nil, signaling.NewError(signaling.CodeKickedOffline, "", "")
		}
		return s, nil
	case s != nil && now.id != parts[1] && ours:
		return nil, signaling.NewError(signaling.CodeKickedOffline, "", "")
	}
	return nil, signaling.NewError(signaling.CodeSessionGone, "", "")
}

// All returns every session.
func (r *Table) All() []*Session {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]*Session, 0, len(r.by))
	for _, s := range r.by {
		all = append(all, s)
	}
	return all
}

// Count is how many sessions there are.
func (r *Table) Count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.by)
}

// End ends a session for good: its client is told, its user leaves the room, its
// media stops.
func (r *Table) End(ctx context.Context, s *Session, last *signaling.Event, code int, text string) {
	if !s.Finish(last) {
		return
	}
	s.HangUp(code, text)
	r.Logout(ctx, s)
}

// Logout takes the user of a session that has ended out of the room and forgets the
// session.
func (r *Table) Logout(ctx context.Context, s *Session) {
	r.cfg.Leave(ctx, s)
	r.remove(ctx, s)
}

// New is a session, for a client, that nobody knows of yet.
func (r *Table) New(user string, self room.User, grant *usersig.Grant) *Session {
	return &Session{in: r, user: user, profile: self, token: r.newToken(user), grant: grant, client: true, lostAt: time.Now()}
}

// Login makes s its user's session; the one before ends, and what it left behind,
// also one of the server's last life. It is false, and nothing is done, if that is one
// whose stream another program sends, see TakeOver.
func (r *Table) Login(ctx context.Context, s *Session) bool {
	for {
		old := r.Get(s.user)
		if old != nil {
			ended, taken := old.makeWay()
			if taken {
				return false
			}
			if ended {
				old.over(ErrEnded, all)
				old.HangUp(signaling.CloseKicked, "logged in elsewhere")
				r.cfg.Leave(ctx, old)
			}
		}
		if r.publish(ctx, s, old) {
			return true
		}
	}
}

// Restarted begins the grace time of the sessions of the server's last life anew.
func (r *Table) Restarted(now time.Time) {
	for _, s := range r.All() {
		s.mu.Lock()
		if s.conn == nil {
			s.lostAt = now
		}
		s.mu.Unlock()
	}
}

// Lost notes that a session's connection is gone.
func (r *Table) Lost(c Line) {
	sess := c.Session().(*Session)
	if !sess.detach(c, time.Now()) {
		return
	}
	if h := sess.Room(); h != nil {
		h.WatchLink(sess)
	}
}
