// Package whip takes streams in by WHIP (RFC 9725) and gives them out by WHEP
// (draft-ietf-wish-whep): an offer is posted, its answer comes back with the address of
// a session, which is patched and deleted. Who may do what is package doors' to say.
package whip

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"

	"onair/room"
	"onair/server/doors"
	"onair/server/reply"
	"onair/signaling"
)

// Relay is what is asked of the media relay.
type Relay interface {
	// Publish takes an offer for a stream as its seat allows. on gets what flows, gone
	// is called once when the client is not there any more.
	Publish(ctx context.Context, stream, offer string, seat room.Seat, on func(room.Media), gone func()) (answer string, err error)
	// Play takes a viewer's offer.
	Play(ctx context.Context, stream, viewer, offer string, gone func()) (answer string, err error)
	// Restart gives a publisher (viewer empty) or a viewer new ICE credentials for the
	// client's new ones; the answer has those.
	Restart(ctx context.Context, stream, viewer, ufrag, pwd string) (answer string, err error)
}

// Config is what the handler works with. All fields are required.
type Config struct {
	Desk  *doors.Desk
	Relay Relay
	// Client is who sent a request, as limits count it.
	Client func(*http.Request) netip.Addr
	Log    *slog.Logger
}

// Handler serves /whip and /whep with all below them. It must be closed.
type Handler struct {
	cfg Config
	wg  sync.WaitGroup

	mu       sync.Mutex
	sessions map[string]*session
	closed   bool
}

// New makes a handler.
func New(cfg Config) *Handler { return &Handler{cfg: cfg, sessions: map[string]*session{}} }

// Close ends all sessions and waits for them.
func (h *Handler) Close() {
	h.mu.Lock()
	h.closed = true
	for _, s := range h.sessions {
		s.end()
	}
	h.mu.Unlock()
	h.wg.Wait()
}

// Media types, and how much of each is read.
const (
	typeSDP  = "application/sdp"
	typeFrag = "application/trickle-ice-sdpfrag"
	maxSDP   = 64 << 10
	maxFrag  = 16 << 10
)

// ours reports whether a path is this package's.
func ours(path string) bool {
	return path == "/whip" || strings.HasPrefix(path, "/whip/") || strings.HasPrefix(path, "/whep/")
}

// Before serves what is this package's and leaves all else to next.
func (h *Handler) Before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ours(r.URL.Path) {
			h.serve(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// FromAnywhere reports whether pages of other sites may make a request: it has a token,
// which no browser adds by itself, or asks whether it might have one.
func FromAnywhere(r *http.Request) bool {
	return ours(r.URL.Path) && (r.Method == http.MethodOptions || bearer(r) != "")
}

func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

func (h *Handler) serve(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	isSession := len(parts) == 3 && parts[1] == "session"
	allow := "OPTIONS, POST"
	if isSession {
		allow = "OPTIONS, PATCH, DELETE"
	}
	allowOrigins(w, allow)
	switch {
	case len(parts) > 2 && !isSession || parts[0] == "whep" && len(parts) < 2:
		fail(w, reply.Code(signaling.CodeBadRoom, ""), http.StatusNotFound)
	case r.Method == http.MethodOptions:
		w.Header().Set("Allow", allow)
		if isSession {
			w.Header().Set("Accept-Patch", typeFrag)
		} else {
			w.Header().Set("Accept-Post", typeSDP)
		}
		w.WriteHeader(http.StatusNoContent)
	case isSession && (r.Method == http.MethodPatch || r.Method == http.MethodDelete):
		h.serveSession(w, r, parts[0], parts[2])
	case !isSession && r.Method == http.MethodPost && parts[0] == "whip":
		h.post(w, r, parts, h.publish)
	case !isSession && r.Method == http.MethodPost:
		h.post(w, r, parts, h.play)
	default:
		w.Header().Set("Allow", allow)
		fail(w, reply.Code(signaling.CodeBadArgument, "this address takes "+allow), http.StatusMethodNotAllowed)
	}
}

// allowOrigins lets pages of other sites read the answer.
func allowOrigins(w http.ResponseWriter, methods string) {
	head := w.Header()
	head.Set("Access-Control-Allow-Origin", "*")
	head.Set("Access-Control-Allow-Methods", methods)
	head.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match, Onair-Passcode, Onair-Invite")
	head.Set("Access-Control-Expose-Headers", "Location, ETag, Link, Accept-Patch, Retry-After, WWW-Authenticate")
	head.Set("Access-Control-Max-Age", "600")
}

// opened is a session's media: its answer, and what ends it.
type opened struct {
	answer         string
	stream, viewer string
	over           <-chan struct{}
	why            func() error
	// lost is called when the client is gone without a word, bye after its DELETE.
	lost, bye func()
}

type opener func(ctx context.Context, r *http.Request, roomID uint32, offer string, gone func()) (opened, error)

// post answers an offer.
func (h *Handler) post(w http.ResponseWriter, r *http.Request, parts []string, open opener) {
	var roomID uint32
	if len(parts) == 2 {
		n, err := strconv.ParseUint(parts[1], 10, 32)
		if err != nil || n == 0 || n > signaling.MaxRoomID {
			fail(w, reply.Code(signaling.CodeBadRoom, ""), http.StatusNotFound)
			return
		}
		roomID = uint32(n)
	}
	offer, ok := read(w, r, typeSDP, maxSDP)
	if !ok {
		return
	}
	if !strings.HasPrefix(offer, "v=0") {
		fail(w, reply.Code(signaling.CodeBadArgument, "no SDP offer"), http.StatusBadRequest)
		return
	}
	s := &session{id: rand.Text(), kind: parts[0], done: make(chan struct{})}
	o, err := open(r.Context(), r, roomID, offer, s.end)
	if err == nil {
		s.opened = o
		s.ufrag, s.etag = ufragOf(offer), newTag()
		if !h.add(s) {
			o.lost()
			err = reply.Code(signaling.CodeShuttingDown, "")
		}
	}
	if err != nil {
		fail(w, err, status(err))
		return
	}
	head := w.Header()
	head.Set("Location", "/"+s.kind+"/session/"+s.id)
	head.Set("ETag", s.etag)
	head.Set("Accept-Patch", typeFrag)
	head.Set("Content-Type", typeSDP)
	head.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, o.answer)
}

// read takes a body of one type; if that fails it has answered.
func read(w http.ResponseWriter, r *http.Request, kind string, most int64) (string, bool) {
	if got, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); got != kind {
		fail(w, reply.Code(signaling.CodeMalformed, "the content type has to be "+kind), http.StatusUnsupportedMediaType)
		return "", false
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	switch {
	case errors.As(err, new(*http.MaxBytesError)):
		fail(w, reply.Code(signaling.CodeTooLarge, ""), http.StatusRequestEntityTooLarge)
	case err != nil:
		fail(w, reply.Code(signaling.CodeMalformed, ""), http.StatusBadRequest)
	default:
		return string(b), true
	}
	return "", false
}

// publish is a program that sends.
func (h *Handler) publish(ctx context.Context, r *http.Request, roomID uint32, offer string, gone func()) (o opened, err error) {
	live, err := h.cfg.Desk.Open(ctx, bearer(r), roomID, signaling.DoorWHIP, h.cfg.Client(r))
	if err != nil {
		return o, err
	}
	o = opened{over: live.Over(), why: live.Err, lost: live.Close, bye: live.Bye}
	err = live.Publish(ctx, func(stream string, seat room.Seat, on func(room.Media)) (err error) {
		o.stream = stream
		o.answer, err = h.cfg.Relay.Publish(ctx, stream, offer, seat, on, gone)
		return err
	})
	if err != nil {
		live.Close()
	}
	return o, err
}

// play is a program that watches.
func (h *Handler) play(ctx context.Context, r *http.Request, roomID uint32, offer string, gone func()) (o opened, err error) {
	q := r.URL.Query()
	v := doors.Visit{Token: bearer(r), Room: roomID, User: q.Get("user"), Passcode: r.Header.Get("Onair-Passcode"), Invite: r.Header.Get("Onair-Invite"), From: h.cfg.Client(r)}
	if len(v.User) > signaling.MaxUserID {
		return o, reply.Code(signaling.CodeBadArgument, "no user has such an ID")
	}
	watcher, err := h.cfg.Desk.Watch(ctx, v)
	if err != nil {
		return o, err
	}
	o = opened{over: watcher.Over(), why: watcher.Err, lost: watcher.Close, bye: watcher.Close}
	err = watcher.Play(func(stream, viewer string) (err error) {
		o.stream, o.viewer = stream, viewer
		o.answer, err = h.cfg.Relay.Play(ctx, stream, viewer, offer, gone)
		return err
	})
	if err != nil {
		watcher.Close()
	}
	return o, err
}
