package whip

import (
	"crypto/rand"
	"net/http"
	"sync"

	"onair/server/reply"
	"onair/signaling"
)

// session is one client, by an address that nobody can guess.
type session struct {
	id, kind string
	opened

	once sync.Once
	done chan struct{} // closed by end: the client is gone, or the server goes down

	mu    sync.Mutex // held while a request changes what follows
	ufrag string     // the client's
	etag  string     // of this pair of ICE credentials
}

// end notes that the client is not there any more. It does not wait.
func (s *session) end() { s.once.Do(func() { close(s.done) }) }

func newTag() string { return `"` + rand.Text() + `"` }

// add keeps a session until its client or its right to be there is gone; false if the
// server goes down.
func (h *Handler) add(s *session) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.sessions[s.id] = s
	h.wg.Go(func() { h.watch(s) })
	return true
}

// watch ends the session when it is over.
func (h *Handler) watch(s *session) {
	select {
	case <-s.done:
	case <-s.over:
		h.cfg.Log.Info("a program's session is over", "kind", s.kind, "stream", s.stream, "err", s.why())
	}
	h.remove(s)
	s.lost()
}

func (h *Handler) remove(s *session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.sessions, s.id)
}

func (h *Handler) find(kind, id string) *session {
	h.mu.Lock()
	defer h.mu.Unlock()
	if s := h.sessions[id]; s != nil && s.kind == kind {
		return s
	}
	return nil
}

// serveSession answers PATCH and DELETE.
func (h *Handler) serveSession(w http.ResponseWriter, r *http.Request, kind, id string) {
	s := h.find(kind, id)
	if s == nil {
		fail(w, reply.Code(signaling.CodeSessionGone, ""), http.StatusNotFound)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Method == http.MethodPatch {
		h.patch(w, r, s)
		return
	}
	h.remove(s)
	s.bye()
	s.end()
	w.WriteHeader(http.StatusOK)
}

// patch takes candidates, of which the relay needs none: it answers wherever the client
// is heard from (ICE lite). New credentials are a restart of ICE.
func (h *Handler) patch(w http.ResponseWriter, r *http.Request, s *session) {
	match := r.Header.Get("If-Match")
	if match == "" {
		fail(w, reply.Code(signaling.CodeBadArgument, "If-Match is missing"), http.StatusPreconditionRequired)
		return
	}
	text, ok := read(w, r, typeFrag, maxFrag)
	if !ok {
		return
	}
	f, err := parseFrag(text)
	if err != nil {
		fail(w, reply.Code(signaling.CodeMalformed, err.Error()), http.StatusBadRequest)
		return
	}
	switch {
	case match != "*" && match != s.etag:
		w.Header().Set("ETag", s.etag)
		fail(w, reply.Code(signaling.CodeBadArgument, "ICE was restarted since"), http.StatusPreconditionFailed)
	case match != "*" && f.ufrag != s.ufrag:
		fail(w, reply.Code(signaling.CodeBadArgument, "to restart ICE say If-Match: *"), http.StatusUnprocessableEntity)
	case match != "*":
		w.Header().Set("ETag", s.etag)
		w.WriteHeader(http.StatusNoContent)
	case f.ufrag == s.ufrag:
		fail(w, reply.Code(signaling.CodeBadArgument, "a restart of ICE has new credentials"), http.StatusUnprocessableEntity)
	default:
		h.restart(w, r, s, f)
	}
}

func (h *Handler) restart(w http.ResponseWriter, r *http.Request, s *session, f frag) {
	answer, err := h.cfg.Relay.Restart(r.Context(), s.stream, s.viewer, f.ufrag, f.pwd)
	if err != nil {
		fail(w, err, status(err))
		return
	}
	s.ufrag, s.etag = f.ufrag, newTag()
	w.Header().Set("ETag", s.etag)
	w.Header().Set("Content-Type", typeFrag)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write([]byte(fragOf(answer)))
}
