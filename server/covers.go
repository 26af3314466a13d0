package server

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

	"onair/server/gate"
	"onair/server/hall"
	"onair/server/sessions"
	"onair/server/store"
	"onair/signaling"
)

// maxCover is the largest cover picture, in bytes.
const maxCover = 256 << 10

// coverKinds are the pictures that are taken, by their sniffed content type.
var coverKinds = map[string]bool{"image/jpeg": true, "image/png": true}

// covers are the pictures of rooms, one a user.
type covers struct {
	kept     kvBucket
	most     int64 // bytes of all together
	gates    *gate.Gates
	sessions *sessions.Table
	rooms    *hall.Hall
	spend    func(w http.ResponseWriter, r *http.Request, n float64) bool
	log      *slog.Logger
	mu       sync.Mutex
}

// coverReply tells where a cover can be fetched, relative to the server.
type coverReply struct {
	URL string `json:"url"`
}

// put stores the cover of whoever shows a session's token. A user has one
// cover: a new one replaces the old one. The address changes with the content,
// so it may be cached for ever. It is kept while the user has a session or a room.
func (s *covers) put(w http.ResponseWriter, r *http.Request) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	sess, err := s.sessions.Find(token)
	if err != nil {
		writeError(w, http.StatusUnauthorized, err)
		return
	}
	if s.gates.Cover(sess.User()) > 0 {
		writeError(w, http.StatusTooManyRequests, codeError(signaling.CodeTooFast, "too many covers, wait a little"))
		return
	}
	data, status, err := readCover(w, r)
	if err != nil {
		writeError(w, status, err)
		return
	}
	if err := s.store(r.Context(), sess.User(), data); err != nil {
		writeError(w, httpStatus(err), err)
		return
	}
	writeJSON(w, http.StatusOK, coverReply{"/covers/" + sess.User() + "/" + coverVersion(data)})
}

func coverVersion(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}

// readCover reads a picture of the kind that the request says it is.
func readCover(w http.ResponseWriter, r *http.Request) (data []byte, status int, err error) {
	said, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if !coverKinds[said] {
		return nil, http.StatusUnsupportedMediaType, codeError(signaling.CodeBadArgument, "a cover is a JPEG or PNG picture, and its content type says so")
	}
	data, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxCover))
	if err != nil {
		return nil, http.StatusRequestEntityTooLarge, codeError(signaling.CodeTooLarge, "a cover has at most 256 KiB")
	}
	if http.DetectContentType(data) != said {
		return nil, http.StatusUnsupportedMediaType, codeError(signaling.CodeBadArgument, "this is not the picture that its content type says")
	}
	return data, 0, nil
}

// store keeps a cover while all of them are within their share of the disk.
func (s *covers) store(ctx context.Context, user string, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, size, err := s.kept.Size(ctx)
	if err == nil && size+uint64(len(data)) > uint64(s.most) {
		return codeError(signaling.CodeStorage, "the server keeps no more covers now")
	}
	if err == nil {
		err = s.kept.Put(ctx, user, data)
	}
	if err != nil {
		return errors.Join(store.ErrNotStored, err)
	}
	return nil
}

// drop forgets the cover of a room that has ended, if it is the one the room
// had. It is best effort.
func (s *covers) drop(ctx context.Context, user, url string) {
	version, ok := strings.CutPrefix(url, "/covers/"+user+"/")
	if !ok {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e, err := s.kept.Get(ctx, user)
	if err == nil && coverVersion(e.Value) == version {
		err = s.kept.Delete(ctx, user)
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		s.log.Warn("cover not deleted", "user", user, "err", err)
	}
}

// coverSweep is how often covers that nobody needs are looked for.
const coverSweep = 10 * time.Minute

// sweep forgets, now and then until ctx ends, covers of users who have
// neither a session nor a room.
func (s *covers) sweep(ctx context.Context) {
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

func (s *covers) sweepOnce(ctx context.Context) {
	keys, err := s.kept.Keys(ctx)
	if err != nil {
		s.log.Warn("covers not looked through", "err", err)
		return
	}
	owners := make(map[string]bool)
	for _, st := range s.rooms.States() {
		owners[st.Owner().ID] = true
	}
	for _, user := range keys {
		if ctx.Err() != nil || owners[user] || s.sessions.Get(user) != nil {
			continue
		}
		if err := s.sweepOne(ctx, user); err != nil {
			s.log.Warn("cover not deleted", "user", user, "err", err)
			return
		}
	}
}

// sweepOne forgets a user's cover unless the user has come meanwhile, and so may
// just have put one.
func (s *covers) sweepOne(ctx context.Context, user string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sessions.Get(user) != nil {
		return nil
	}
	return s.kept.Delete(ctx, user)
}

// get serves a cover to anybody who knows its address.
func (s *covers) get(w http.ResponseWriter, r *http.Request) {
	user := r.PathValue("user")
	if checkUserID(user) != nil {
		http.NotFound(w, r)
		return
	}
	e, err := s.kept.Get(r.Context(), user)
	if errors.Is(err, store.ErrNotFound) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		writeError(w, httpStatus(err), err)
		return
	}
	if r.PathValue("version") != coverVersion(e.Value) {
		http.NotFound(w, r)
		return
	}
	if !s.spend(w, r, float64(len(e.Value)/(32<<10))) {
		return
	}
	h := w.Header()
	h.Set("Content-Type", http.DetectContentType(e.Value))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(e.Value)
}
