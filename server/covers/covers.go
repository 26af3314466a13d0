// Package covers keeps the pictures of rooms, one a user, and serves them.
package covers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strings"
	"sync"
	"time"

	"onair/server/clean"
	"onair/server/reply"
	"onair/server/store"
	"onair/signaling"
)

// maxCover is the largest cover picture, in bytes.
const maxCover = 256 << 10

// coverKinds are the pictures that are taken, by their sniffed content type.
var coverKinds = map[string]bool{"image/jpeg": true, "image/png": true}

// KV is where the pictures are kept, by user ID.
type KV interface {
	Size(ctx context.Context) (entries, bytes uint64, err error)
	Keys(ctx context.Context) ([]string, error)
	Get(ctx context.Context, key string) (store.Entry, error)
	Put(ctx context.Context, key string, value []byte) error
	Delete(ctx context.Context, key string) error
}

// Config says what a shelf works with. All of it is required.
type Config struct {
	KV   KV
	Most int64 // bytes of all pictures together
	// User is who holds a session's token.
	User func(token string) (string, error)
	// LoggedIn reports whether a user has a session.
	LoggedIn func(user string) bool
	// Owners are those of the rooms there are.
	Owners func() map[string]bool
	// Wait is how long a user has to wait before the next cover, and takes one.
	Wait func(user string) time.Duration
	// Spend takes n from what a request's address may ask for, or answers and
	// returns false.
	Spend func(w http.ResponseWriter, r *http.Request, n float64) bool
	Log   *slog.Logger
}

// Shelf keeps the pictures of rooms. Its methods may be called from any goroutine.
type Shelf struct {
	Config
	mu sync.Mutex
}

// New makes a shelf.
func New(cfg Config) *Shelf { return &Shelf{Config: cfg} }

// coverReply tells where a cover can be fetched, relative to the server.
type coverReply struct {
	URL string `json:"url"`
}

// Put stores the cover of whoever shows a session's token. A user has one
// cover: a new one replaces the old one. The address changes with the content,
// so it may be cached for ever. It is kept while the user has a session or a room.
func (s *Shelf) Put(w http.ResponseWriter, r *http.Request) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	user, err := s.User(token)
	if err != nil {
		reply.Fail(w, http.StatusUnauthorized, err)
		return
	}
	if s.Wait(user) > 0 {
		reply.Fail(w, http.StatusTooManyRequests, reply.Code(signaling.CodeTooFast, "too many covers, wait a little"))
		return
	}
	data, status, err := readCover(w, r)
	if err != nil {
		reply.Fail(w, status, err)
		return
	}
	if err := s.store(r.Context(), user, data); err != nil {
		reply.Fail(w, reply.Status(err), err)
		return
	}
	reply.JSON(w, http.StatusOK, coverReply{"/covers/" + user + "/" + coverVersion(data)})
}

func coverVersion(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}

// readCover reads a picture of the kind that the request says it is.
func readCover(w http.ResponseWriter, r *http.Request) (data []byte, status int, err error) {
	said, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if !coverKinds[said] {
		return nil, http.StatusUnsupportedMediaType, reply.Code(signaling.CodeBadArgument, "a cover is a JPEG or PNG picture, and its content type says so")
	}
	data, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxCover))
	if err != nil {
		return nil, http.StatusRequestEntityTooLarge, reply.Code(signaling.CodeTooLarge, "a cover has at most 256 KiB")
	}
	if http.DetectContentType(data) != said {
		return nil, http.StatusUnsupportedMediaType, reply.Code(signaling.CodeBadArgument, "this is not the picture that its content type says")
	}
	return data, 0, nil
}

// store keeps a cover while all of them are within their share of the disk.
func (s *Shelf) store(ctx context.Context, user string, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, size, err := s.KV.Size(ctx)
	if err == nil && size+uint64(len(data)) > uint64(s.Most) {
		return reply.Code(signaling.CodeStorage, "the server keeps no more covers now")
	}
	if err == nil {
		err = s.KV.Put(ctx, user, data)
	}
	if err != nil {
		return errors.Join(store.ErrNotStored, err)
	}
	return nil
}

// Drop forgets the cover of a room that has ended, if it is the one the room
// had. It is best effort.
func (s *Shelf) Drop(ctx context.Context, user, url string) {
	version, ok := strings.CutPrefix(url, "/covers/"+user+"/")
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e, err := s.KV.Get(ctx, user)
	if err == nil && coverVersion(e.Value) == version {
		err = s.KV.Delete(ctx, user)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.Log.Warn("cover not deleted", "user", user, "err", err)
	}
}

// coverSweep is how often covers that nobody needs are looked for.
const coverSweep = 10 * time.Minute

// Sweep forgets, now and then until ctx ends, covers of users who have
// neither a session nor a room.
func (s *Shelf) Sweep(ctx context.Context) {
	t := time.NewTicker(coverSweep)
	defer t.Stop()
	for {
		s.sweepOnce(ctx)
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

func (s *Shelf) sweepOnce(ctx context.Context) {
	keys, err := s.KV.Keys(ctx)
	if err != nil {
		s.Log.Warn("covers not looked through", "err", err)
		return
	}
	owners := s.Owners()
	for _, user := range keys {
		if ctx.Err() != nil || owners[user] || s.LoggedIn(user) {
			continue
		}
		if err := s.sweepOne(ctx, user); err != nil {
			s.Log.Warn("cover not deleted", "user", user, "err", err)
			return
		}
	}
}

// sweepOne forgets a user's cover unless the user has come meanwhile, and so may
// just have put one.
func (s *Shelf) sweepOne(ctx context.Context, user string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.LoggedIn(user) {
		return nil
	}
	return s.KV.Delete(ctx, user)
}

// Get serves a cover to anybody who knows its address.
func (s *Shelf) Get(w http.ResponseWriter, r *http.Request) {
	user := r.PathValue("user")
	if clean.UserID(user) != nil {
		http.NotFound(w, r)
		return
	}
	e, err := s.KV.Get(r.Context(), user)
	if errors.Is(err, store.ErrNotFound) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		reply.Fail(w, reply.Status(err), err)
		return
	}
	if r.PathValue("version") != coverVersion(e.Value) {
		http.NotFound(w, r)
		return
	}
	if !s.Spend(w, r, float64(len(e.Value)/(32<<10))) {
		return
	}
	h := w.Header()
	h.Set("Content-Type", http.DetectContentType(e.Value))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(e.Value)
}
