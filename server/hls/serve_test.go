package hls

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
	"time"

	"onair/server/sfu"
	"onair/signaling"
)

func TestHeadersAndRanges(t *testing.T) {
	s := newStand(t, nil)
	s.begin(base+"index.m3u8", 5*time.Second)
	p := s.list("video.m3u8")
	file := base + p.Segments[0].URI
	for _, c := range []struct{ path, kind, cache string }{
		{base + "index.m3u8", "application/vnd.apple.mpegurl", "public, max-age=2"},
		{base + "video.m3u8", "application/vnd.apple.mpegurl", "public, max-age=1"},
		{base + "video.plain.m3u8", "application/vnd.apple.mpegurl", "public, max-age=1"},
		{base + fmt.Sprintf("video.m3u8?_HLS_msn=%d", p.First), "application/vnd.apple.mpegurl", "public, max-age=12"},
		{file, "video/mp4", "public, max-age=86400, immutable"},
		{base + p.Segments[0].Init, "video/mp4", "public, max-age=86400, immutable"},
		{base + s.list("audio.m3u8").Segments[0].URI, "audio/mp4", "public, max-age=86400, immutable"},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			w := s.do(method, c.path, "Origin", "https://elsewhere.example")
			h := w.Header()
			if w.Code != 200 || h.Get("Content-Type") != c.kind || h.Get("Cache-Control") != c.cache || h.Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("%s %s: %d %v", method, c.path, w.Code, h)
			}
			if h.Get("Content-Length") == "" || method == "HEAD" && w.Body.Len() > 0 {
				t.Errorf("%s %s: %s bytes told, %d sent", method, c.path, h.Get("Content-Length"), w.Body.Len())
			}
		}
	}
	whole := s.get(file)
	if w := s.do("GET", file, "Range", "bytes=4-7"); w.Code != http.StatusPartialContent || w.Body.String() != whole[4:8] {
		t.Errorf("a range: %d %q", w.Code, w.Body)
	}
	if w := s.do("GET", file, "Range", "bytes=99999999-"); w.Code != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("a range past the end: %d", w.Code)
	}
	if w := s.do("OPTIONS", file); w.Code != http.StatusNoContent || w.Header().Get("Access-Control-Allow-Headers") != "Range" {
		t.Errorf("OPTIONS: %d %v", w.Code, w.Header())
	}
	if w := s.do("POST", file); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
	for _, q := range []string{"_HLS_part=1", "_HLS_msn=x", "_HLS_msn=-1", "_HLS_msn=1&_HLS_part=-2", fmt.Sprintf("_HLS_msn=%d", p.Open.Number+9)} {
		s.refused(base+"video.m3u8?"+q, http.StatusBadRequest, signaling.CodeBadArgument)
	}
	s.refused(base+"else.m3u8", http.StatusNotFound, signaling.CodeNotPublishing)
	s.refused(base+"gap.mp4", http.StatusNotFound, signaling.CodeNotPublishing)
	s.refused("/hls/1001/nobody/index.m3u8", http.StatusNotFound, signaling.CodeNotPublishing)
}

func TestWhatCannotBeHLSIsSaid(t *testing.T) {
	s := newStand(t, nil)
	s.relay.Err = fmt.Errorf("%w: VP8", sfu.ErrCodec)
	s.refused(base+"index.m3u8", http.StatusUnsupportedMediaType, signaling.CodeMediaRefused)
}

func TestShowsAreLimited(t *testing.T) {
	s := newStand(t, func(c *Config) { c.MaxShows = 4 })
	from := netip.MustParseAddr("192.0.2.1")
	for i, want := range []error{nil, nil, errFull, nil} {
		if i == 3 {
			from = netip.MustParseAddr("192.0.2.2") // half is left for others
		}
		if _, err := s.o.open(fmt.Sprint("s", i), from); !errors.Is(err, want) {
			t.Errorf("show %d: %v", i, err)
		}
	}
	s.refused(base+"index.m3u8", http.StatusServiceUnavailable, signaling.CodeBusy)
}

func TestWaitingIsLimited(t *testing.T) {
	s := newStand(t, func(c *Config) { c.MaxWaiting = 20 })
	done := make(chan int, 2)
	ctx, cancel := context.WithCancel(s.ctx)
	for range 2 { // an address's tenth
		go func() {
			w := httptest.NewRecorder()
			s.o.ServeHTTP(w, httptest.NewRequest("GET", base+"index.m3u8", nil).WithContext(ctx))
			done <- w.Code
		}()
	}
	for s.count() < 2 {
		time.Sleep(time.Millisecond)
	}
	s.refused(base+"index.m3u8", http.StatusServiceUnavailable, signaling.CodeBusy)
	s.mu.Lock()
	s.from = netip.MustParseAddr("198.51.100.7")
	s.mu.Unlock()
	played := make(chan struct{})
	go func() { // another has its own
		defer close(played)
		s.begin(base+"index.m3u8", 3*time.Second)
	}()
	<-done
	<-done
	<-played
	cancel()
}

func (s *stand) count() int {
	s.o.waiting.mu.Lock()
	defer s.o.waiting.mu.Unlock()
	return s.o.waiting.all
}
