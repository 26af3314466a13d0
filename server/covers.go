package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"strings"

	"onair/server/store"
	"onair/signaling"
)

// maxCover is the largest cover picture, in bytes.
const maxCover = 256 << 10

// coverKinds are the pictures that are taken, by their sniffed content type.
var coverKinds = map[string]bool{"image/jpeg": true, "image/png": true}

// coverReply tells where a cover can be fetched, relative to the server.
type coverReply struct {
	URL string `json:"url"`
}

// putCover stores the cover of whoever shows a session's token. A user has one
// cover: a new one replaces the old one. The address changes with the content,
// so it may be cached for ever.
func (s *Server) putCover(w http.ResponseWriter, r *http.Request) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	sess, err := s.sessions.find(token)
	if err != nil {
		writeError(w, http.StatusUnauthorized, err)
		return
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCover))
	if err != nil {
		writeError(w, http.StatusRequestEntityTooLarge, codeError(signaling.CodeTooLarge, "a cover has at most 256 KiB"))
		return
	}
	if !coverKinds[http.DetectContentType(data)] {
		writeError(w, http.StatusUnsupportedMediaType, codeError(signaling.CodeBadArgument, "a cover is a JPEG or PNG picture"))
		return
	}
	if err := s.covers.Put(r.Context(), sess.user, data); err != nil {
		err = errors.Join(errNotStored, err)
		writeError(w, httpStatus(err), err)
		return
	}
	sum := sha256.Sum256(data)
	writeJSON(w, http.StatusOK, coverReply{"/covers/" + sess.user + "/" + hex.EncodeToString(sum[:6])})
}

// getCover serves a cover to anybody who knows its address.
func (s *Server) getCover(w http.ResponseWriter, r *http.Request) {
	user := r.PathValue("user")
	if checkUserID(user) != nil {
		http.NotFound(w, r)
		return
	}
	e, err := s.covers.Get(r.Context(), user)
	if errors.Is(err, store.ErrNotFound) {
		http.NotFound(w, r)
		return
	}
	if err != nil {
		writeError(w, httpStatus(err), err)
		return
	}
	sum := sha256.Sum256(e.Value)
	if r.PathValue("version") != hex.EncodeToString(sum[:6]) {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", http.DetectContentType(e.Value))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Write(e.Value)
}
