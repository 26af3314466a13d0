package hls

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bluenviron/gohlslib/v2"
	"github.com/bluenviron/gohlslib/v2/pkg/playlist"

	"onair/media"
)

// serves answers requests without a network.
type serves func(path string) (status int, body string)

func (s serves) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := s(r.URL.Path)
	if status == 0 {
		return nil, errors.New("connection reset")
	}
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body)), Request: r, Header: http.Header{}}, nil
}

// follows lays a loader on a live playlist of a new segment a second, until stop
// segments were emitted or it ends by itself.
func follows(t *testing.T, s serves, stop int, renew func() string) (got []string, took time.Duration, err error) {
	t.Helper()
	began := time.Now()
	live := func(path string) (int, string) {
		if !strings.HasSuffix(path, ".m3u8") {
			return s(path)
		}
		if status, body := s(path); status != http.StatusOK {
			return status, body
		}
		n := int(time.Since(began).Seconds()) + 1
		out := fmt.Sprintf("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:%d\n#EXT-X-MAP:URI=\"init.mp4\"\n", n)
		for i := range 6 {
			out += fmt.Sprintf("#EXTINF:1.0,\n%d.mp4\n", n+i)
		}
		return http.StatusOK, out
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	u, _ := url.Parse("http://h/1/list.m3u8")
	l := &loader{
		client: &http.Client{Transport: serves(live)}, log: slog.New(slog.DiscardHandler), url: u,
		hold: func(*playlist.Media) time.Duration { return 3 * time.Second }, alive: func() {}, lost: func() bool { return false },
		emit: func(_ context.Context, c chunk) error {
			switch {
			case c.lost:
				got = append(got, "lost")
			case string(c.data) == "bad":
				return errFormat
			case !c.init:
				got = append(got, string(c.data))
			}
			if len(got) >= stop {
				cancel()
			}
			return nil
		},
	}
	if renew != nil {
		l.renew = func(context.Context, *url.URL) (*url.URL, error) { return url.Parse(renew()) }
	}
	if err := l.open(ctx); err != nil {
		t.Fatal(err)
	}
	err = l.run(ctx)
	return got, time.Since(began), err
}

// good answers with the name of what was asked for.
func good(path string) (int, string) { return http.StatusOK, path[strings.LastIndex(path, "/")+1:] }

// TestAPieceThatFails: one that comes later is waited for, one that never does is left
// out, as is what cannot be read, and playing goes on.
func TestAPieceThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked := map[string]int{}
		got, _, err := follows(t, func(path string) (int, string) {
			asked[path]++
			switch path {
			case "/1/5.mp4", "/1/init.mp4": // not at once
				if asked[path] < 3 {
					return http.StatusServiceUnavailable, ""
				}
			case "/1/6.mp4": // never
				return 0, ""
			case "/1/8.mp4":
				return http.StatusNotFound, ""
			case "/1/9.mp4":
				return http.StatusOK, "bad"
			}
			return good(path)
		}, 8, nil)
		if want := []string{"4.mp4", "5.mp4", "lost", "7.mp4", "lost", "lost", "10.mp4", "11.mp4"}; !slices.Equal(got, want) {
			t.Errorf("played %v, want %v; %v", got, want, err)
		}
		if asked["/1/6.mp4"] != tries {
			t.Errorf("what never comes was asked for %d times", asked["/1/6.mp4"])
		}
	})
}

// TestNothingCanBeFetched: that ends playing after a bounded time, also where the
// playlist itself can be read.
func TestNothingCanBeFetched(t *testing.T) {
	for name, fails := range map[string]func(path string) bool{
		"all":    func(string) bool { return true },
		"pieces": func(path string) bool { return strings.HasSuffix(path, ".mp4") },
	} {
		synctest.Test(t, func(t *testing.T) {
			begun := false
			got, took, err := follows(t, func(path string) (int, string) {
				if begun && fails(path) {
					return http.StatusBadGateway, ""
				}
				begun = begun || path == "/1/4.mp4"
				return good(path)
			}, 1000, nil)
			var status *statusError
			if !errors.Is(err, errLost) || !errors.As(err, &status) || status.Code != http.StatusBadGateway {
				t.Errorf("%s: ended with %v", name, err)
			}
			if took < lostAfter || took > 2*lostAfter || got[0] != "4.mp4" {
				t.Errorf("%s: ended after %v, played %v", name, took, got)
			}
		})
	}
}

// TestAnAddressThatEnds: nothing is left out while another one is asked for, nor where
// that fails at first.
func TestAnAddressThatEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended, asked := false, 0
		got, _, err := follows(t, func(path string) (int, string) {
			ended = ended || path == "/1/6.mp4"
			if ended && strings.HasPrefix(path, "/1/") {
				return http.StatusForbidden, ""
			}
			return good(path)
		}, 6, func() string {
			if asked++; asked < 3 {
				return "://"
			}
			return "http://h/2/list.m3u8"
		})
		if want := []string{"4.mp4", "5.mp4", "6.mp4", "7.mp4", "8.mp4", "9.mp4"}; !slices.Equal(got, want) || asked != 3 {
			t.Errorf("played %v, want %v; asked for an address %d times; %v", got, want, asked, err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		_, took, err := follows(t, func(path string) (int, string) {
			if path == "/1/6.mp4" {
				return http.StatusForbidden, ""
			}
			return good(path)
		}, 1000, nil)
		if !refused(err) || took > lostAfter {
			t.Errorf("without a way to get another one it ends after %v with %v", took, err)
		}
	})
}

// TestTheStreamGoesOnAtAnotherAddress plays a real stream whose address ends.
func TestTheStreamGoesOnAtAnotherAddress(t *testing.T) {
	o := newOrigin(t, gohlslib.MuxerVariantLowLatency)
	var signed atomic.Int32
	signed.Store(1)
	signs := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rest, ok := strings.CutPrefix(r.URL.Path, fmt.Sprintf("/%d", signed.Load()))
		if !ok {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		r.URL.Path = rest
		o.mux.Handle(w, r)
	}))
	defer signs.Close()
	var last time.Time
	var gap time.Duration
	var renewed, pictures atomic.Int32
	enough := make(chan struct{})
	p, err := Play(t.Context(), Config{
		URL: signs.URL + "/1/index.m3u8",
		Renew: func(context.Context) (string, error) {
			return fmt.Sprintf("%s/%d/index.m3u8", signs.URL, renewed.Add(1)+1), nil
		},
		OnVideo: func(f *media.Frame) {
			if !last.IsZero() {
				gap = max(gap, f.Time.Sub(last))
			}
			last = f.Time
			f.Release()
			switch pictures.Add(1) {
			case 45:
				signed.Store(2)
			case 120:
				close(enough)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	defer signs.CloseClientConnections()
	select {
	case <-enough:
	case <-p.Done():
		t.Fatalf("it ended: %v", p.Err())
	case <-time.After(60 * time.Second):
		t.Fatalf("%d pictures; %+v", pictures.Load(), p.Stats())
	}
	p.Close()
	t.Logf("pictures at most %v apart; %+v", gap, p.Stats())
	if s := p.Stats(); renewed.Load() != 1 || gap > 500*time.Millisecond && s.Underruns == 0 && s.FramesDropped == 0 { // a busy machine leaves some out
		t.Errorf("asked for an address %d times; pictures up to %v apart", renewed.Load(), gap)
	}
}
