package hls

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/bluenviron/gohlslib/v2/pkg/codecparams"
	"github.com/bluenviron/gohlslib/v2/pkg/playlist"
	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
)

// answer takes what the muxer answers a request.
type answer struct {
	header http.Header
	status int // 0: nothing was answered
	body   bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) { a.status = status }

func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.body.Write(b)
}

// ask asks the muxer for one of its own files; not ok if it has none by that name. Asking for a playlist or a part that is not there
// yet waits until it is, or the muxer is closed.
func (e *epoch) ask(name, query string) (*answer, bool) {
	a := &answer{header: http.Header{}}
	e.muxer.Handle(a, &http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/" + name, RawQuery: query}})
	return a, a.status == http.StatusOK
}

// follow reads the muxer's playlists as they grow and makes views of them, until the muxer is closed.
func (s *show) follow(e *epoch) {
	defer close(e.followed)
	if !s.o.cfg.Panics.Guard("hls playlists", func() { s.views(e) }) {
		e.dead.Store(true)
	}
}

func (s *show) views(e *epoch) {
	var done [lists]int64
	names, query := e.renditions(), ""
	lead := videoList
	if e.video == nil {
		lead = audioList
	}
	for {
		pl, ok := e.playlist(names[lead], query)
		if !ok {
			return
		}
		next := url.Values{}
		next.Set("_HLS_msn", strconv.Itoa(pl.MediaSequence+len(pl.Segments)))
		next.Set("_HLS_part", strconv.Itoa(len(pl.Parts)))
		query = next.Encode()
		var all [lists]*playlist.Media
		all[lead] = pl
		for i, name := range names {
			if name != "" && i != lead {
				if all[i], ok = e.playlist(name, ""); !ok {
					return
				}
			}
		}
		s.publish(e, all, &done)
	}
}

// playlist reads one of the muxer's.
func (e *epoch) playlist(name, query string) (*playlist.Media, bool) {
	a, ok := e.ask(name+"_stream.m3u8", query)
	if !ok {
		return nil, false
	}
	pl := &playlist.Media{}
	if err := pl.Unmarshal(a.body.Bytes()); err != nil || pl.Map == nil {
		return nil, false
	}
	return pl, true
}

// publish takes in what the muxer has by now.
func (s *show) publish(e *epoch, all [lists]*playlist.Media, done *[lists]int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.epoch != e {
		return
	}
	m := s.maker
	for i, pl := range all {
		if pl == nil {
			continue
		}
		l := &m.lists[i]
		l.init = pl.Map.URI
		done[i] = l.take(pl, done[i])
		s.names[l.init] = file{e, l.init, nil}
		for _, g := range l.segs {
			s.names[g.uri] = s.names[g.uri].or(file{e, g.uri, nil})
			for _, p := range g.parts {
				s.names[p.uri] = s.names[p.uri].or(file{e, p.uri, nil})
			}
		}
		for _, p := range l.parts {
			s.names[p.uri] = file{e, p.uri, nil}
		}
	}
	m.look = e.look()
	s.forget()
	s.show(m.view(time.Now()))
}

// look tells what an epoch is like to a player.
func (e *epoch) look() look {
	k := look{sound: e.aac != nil}
	if e.video != nil {
		k.video = codecparams.Marshal(e.video.Codec)
		var sps h264.SPS
		if sps.Unmarshal(e.sps) == nil {
			k.resolution = fmt.Sprintf("%dx%d", sps.Width(), sps.Height())
		}
		if d := e.even.pace.Load(); d > 0 {
			k.fps = float64(time.Second) / float64(d)
		}
	}
	k.peak, k.average = int(e.rate.peak.Load()), int(e.rate.average.Load())
	return k
}
