package hls

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"onair/server/reply"
	"onair/server/sfu"
	"onair/signaling"
)

// How long requests wait, and how far ahead they may ask.
const (
	firstWait = 12 * time.Second // for a stream's first segment
	waitParts = 3                // target durations, for what a playlist will have
	msnAhead  = 2
)

// How long what is answered may be kept by caches, in seconds.
const (
	keepFile   = 24 * 3600 // names are never used twice
	keepSigned = 60        // a signed file: cut off from the stream it is soon nobody's any more
	keepMaster = 2
)

// ServeHTTP answers requests below Prefix: anybody's, from any page.
func (o *Origin) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	o.requests.Add(1)
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "Content-Length, Content-Range, Date")
	h.Set("X-Content-Type-Options", "nosniff")
	switch r.Method {
	case http.MethodGet, http.MethodHead:
	case http.MethodOptions:
		h.Set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
		h.Set("Access-Control-Allow-Headers", "Range")
		h.Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
		return
	default:
		h.Set("Allow", "GET, HEAD, OPTIONS")
		reply.Fail(w, http.StatusMethodNotAllowed, reply.Code(signaling.CodeBadArgument, "only GET and HEAD"))
		return
	}
	t, ok := parse(r.URL.EscapedPath())
	if !ok {
		o.fail(w, http.StatusNotFound, signaling.CodeNotPublishing, "no such address")
		return
	}
	p, query, ok := o.admit(w, t, r.URL.Query())
	if !ok {
		return
	}
	req := &request{o: o, w: w, r: r, t: t, query: query, from: o.client(r)}
	if strings.HasSuffix(t.file, ".m3u8") {
		req.playlist(p)
	} else {
		req.file(p)
	}
}

func (o *Origin) client(r *http.Request) netip.Addr {
	if o.cfg.Client == nil {
		return netip.Addr{}
	}
	return o.cfg.Client(r)
}

// fail answers with a code; what is not there may be soon.
func (o *Origin) fail(w http.ResponseWriter, status int, code signaling.Code, why string) {
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	reply.Fail(w, status, reply.Code(code, why))
}

// admit finds the stream and checks the signature. What is not there and what is not for
// who asks get the same answer after the same work: without a signature nothing is here,
// and one that is no good is no good anywhere.
func (o *Origin) admit(w http.ResponseWriter, t target, q url.Values) (p Place, query string, ok bool) {
	room, user := t.room, t.user
	if t.id != "" {
		room, user, _ = o.cfg.Bound(t.id)
	}
	p, there := o.cfg.Find(room, user)
	there = there && p.Stream != ""
	switch {
	case there && !p.Signed:
		return p, "", true
	case q.Has("e") || q.Has("s"):
		scope := target{room: room, user: user}.scope() // whatever way it is asked for
		if query, ok = o.signer.check(scope, p.Epoch, q, time.Now()); !ok || p.Epoch == "" {
			o.refused.Add(1)
			o.fail(w, http.StatusForbidden, signaling.CodePrivate, "the address is not signed, or no longer good: ask for another")
			return p, "", false
		}
		if there {
			return p, query, true
		}
	}
	o.fail(w, http.StatusNotFound, signaling.CodeNotPublishing, "")
	return p, "", false
}

// request is one that is let in.
type request struct {
	o     *Origin
	w     http.ResponseWriter
	r     *http.Request
	t     target
	query string // its signature
	from  netip.Addr
}

// playlist answers one, starting the show if there is none.
func (q *request) playlist(p Place) {
	if !known(q.t.file) {
		q.o.fail(q.w, http.StatusNotFound, signaling.CodeNotPublishing, "no such playlist")
		return
	}
	msn, part, blocking, ok := directives(q.r.URL.Query())
	if !ok {
		q.o.fail(q.w, http.StatusBadRequest, signaling.CodeBadArgument, "_HLS_part without _HLS_msn, or no number")
		return
	}
	s, err := q.o.open(p.Stream, q.from)
	if err != nil {
		q.o.refused.Add(1)
		q.o.fail(q.w, http.StatusServiceUnavailable, signaling.CodeBusy, "")
		return
	}
	s.asked.Store(time.Now().UnixNano())
	v := q.await(s, func(v *view) bool { return v.msn > 0 }, firstWait)
	if v == nil {
		return
	}
	if strings.HasSuffix(q.t.file, "plain.m3u8") {
		blocking = false
	}
	if blocking {
		if msn > v.msn+msnAhead {
			q.o.fail(q.w, http.StatusBadRequest, signaling.CodeBadArgument, "too far ahead")
			return
		}
		if v = q.await(s, func(v *view) bool { return v.has(msn, part) }, waitParts*time.Duration(v.targets.seconds)*time.Second); v == nil {
			return
		}
	}
	text, ok := v.texts[q.t.file]
	if !ok {
		q.o.fail(q.w, http.StatusNotFound, signaling.CodeNotPublishing, "the stream has no such part")
		return
	}
	q.count(s, v, blocking)
	h := q.w.Header()
	h.Set("Content-Type", "application/vnd.apple.mpegurl")
	h.Set("Cache-Control", "public, max-age="+strconv.Itoa(v.keep(q.t.file, blocking)))
	http.ServeContent(q.w, q.r, "", time.Time{}, bytes.NewReader(signed(text, q.query)))
}

// keep is how long a playlist may be kept: what a blocking request got is right for ever, as far as players go.
func (v *view) keep(name string, blocking bool) int {
	switch {
	case name == "index.m3u8" || name == "plain.m3u8":
		return keepMaster
	case blocking:
		return 6 * v.targets.seconds
	}
	return max(1, v.targets.seconds/2)
}

// count notes a viewer's request of a playlist.
func (q *request) count(s *show, v *view, blocking bool) {
	switch {
	case q.t.file == "video.m3u8" && blocking:
		s.seen.add(v.targets.part, time.Now())
	case q.t.file == "video.m3u8" || q.t.file == "video.plain.m3u8":
		s.seen.add(time.Duration(v.targets.seconds)*time.Second, time.Now())
	}
}

// await waits for a view that is right; nil: it has answered why there is none.
func (q *request) await(s *show, right func(*view) bool, most time.Duration) *view {
	v := s.view.Load()
	if right(v) {
		return v
	}
	leave, ok := q.o.waiting.take(q.from)
	if !ok {
		q.o.refused.Add(1)
		q.o.fail(q.w, http.StatusServiceUnavailable, signaling.CodeBusy, "")
		return nil
	}
	defer leave()
	s.waits.Add(1)
	defer s.waits.Add(-1)
	timer := time.NewTimer(most)
	defer timer.Stop()
	for {
		switch v = s.view.Load(); {
		case right(v):
			return v
		case v.over:
			q.o.fail(q.w, http.StatusNotFound, signaling.CodeNotPublishing, "")
			return nil
		}
		if err := s.failed.Load(); err != nil {
			q.refuse(*err)
			return nil
		}
		select {
		case <-v.changed:
		case <-timer.C:
			q.o.fail(q.w, http.StatusServiceUnavailable, signaling.CodeNotPublishing, "")
			return nil
		case <-q.r.Context().Done():
			return nil
		}
	}
}

// refuse says why a stream cannot be had as HLS.
func (q *request) refuse(err error) {
	if errors.Is(err, sfu.ErrCodec) {
		q.o.fail(q.w, http.StatusUnsupportedMediaType, signaling.CodeMediaRefused, "the stream's picture is not H.264, which HLS needs")
		return
	}
	q.o.fail(q.w, http.StatusServiceUnavailable, signaling.CodeInternal, "")
}

// file answers an initialization, a segment or a part; a part that a playlist says will come is waited for.
func (q *request) file(p Place) {
	s := q.o.find(p.Stream)
	if s == nil {
		q.o.fail(q.w, http.StatusNotFound, signaling.CodeNotPublishing, "")
		return
	}
	s.asked.Store(time.Now().UnixNano())
	if v := s.view.Load(); v.hints[q.t.file] {
		name := q.t.file
		if q.await(s, func(v *view) bool { return !v.hints[name] }, waitParts*time.Duration(v.targets.seconds)*time.Second) == nil {
			return
		}
	}
	body, kind, ok := s.read(q.t.file)
	if !ok {
		q.o.fail(q.w, http.StatusNotFound, signaling.CodeNotPublishing, "no such file, or no longer")
		return
	}
	h := q.w.Header()
	h.Set("Content-Type", kind)
	h.Set("ETag", `"`+q.t.file+`"`)
	if q.query == "" {
		h.Set("Cache-Control", fmt.Sprintf("public, max-age=%d, immutable", keepFile))
	} else {
		h.Set("Cache-Control", fmt.Sprintf("public, max-age=%d", keepSigned))
	}
	http.ServeContent(q.w, q.r, "", time.Time{}, bytes.NewReader(body))
}

// known tells whether a stream can have a playlist of that name.
func known(file string) bool {
	name := strings.TrimSuffix(strings.TrimSuffix(file, ".m3u8"), ".plain")
	for _, n := range listNames {
		if n == name {
			return true
		}
	}
	return file == "index.m3u8" || file == "plain.m3u8"
}

// directives reads what a blocking request waits for. part is -1 for a whole segment.
func directives(q url.Values) (msn int64, part int, blocking, ok bool) {
	m, p := q.Get("_HLS_msn"), q.Get("_HLS_part")
	if m == "" {
		return 0, 0, false, p == ""
	}
	msn, err := strconv.ParseInt(m, 10, 64)
	if err != nil || msn < 0 {
		return 0, 0, false, false
	}
	part = -1
	if p != "" {
		if part, err = strconv.Atoi(p); err != nil || part < 0 {
			return 0, 0, false, false
		}
	}
	return msn, part, true, true
}
