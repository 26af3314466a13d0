package hls

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"onair/server/hls/hlstest"
	"onair/server/sfu"
	"onair/signaling"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// stand is an origin over a made-up relay and rooms.
type stand struct {
	t     testing.TB
	ctx   context.Context
	o     *Origin
	relay *hlstest.Relay

	mu     sync.Mutex
	places map[string]Place
	bound  map[string]string
	steady []string
	from   netip.Addr
}

func newStand(t testing.TB, change func(*Config)) *stand {
	t.Helper()
	s := &stand{t: t, relay: hlstest.NewRelay(), places: map[string]Place{"1001 anna": {Stream: "a"}}, bound: map[string]string{"main-stage": "anna"}}
	s.from = netip.MustParseAddr("192.0.2.1")
	cfg := Config{
		Relay: s.relay, Secret: "not a secret",
		Find: func(room uint32, user string) (Place, bool) {
			s.mu.Lock()
			defer s.mu.Unlock()
			p, ok := s.places[fmt.Sprint(room, " ", user)]
			return p, ok
		},
		Bound: func(id string) (uint32, string, bool) {
			s.mu.Lock()
			defer s.mu.Unlock()
			user, ok := s.bound[id]
			return 1001, user, ok
		},
		Client: func(*http.Request) netip.Addr {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.from
		},
		Steady: func(stream string, on bool) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.steady = append(s.steady, fmt.Sprint(stream, " ", on))
		},
	}
	if change != nil {
		change(&cfg)
	}
	s.o = New(cfg)
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	s.ctx = ctx
	t.Cleanup(func() {
		cancel()
		s.o.Close()
		s.o.Close()
	})
	return s
}

func (s *stand) do(method, path string, header ...string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(method, path, nil).WithContext(s.ctx)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	s.o.ServeHTTP(w, r)
	return w
}

// get wants an answer that is right.
func (s *stand) get(path string) string {
	s.t.Helper()
	w := s.do("GET", path)
	if w.Code != http.StatusOK {
		s.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// refused wants one that is not.
func (s *stand) refused(path string, status int, code signaling.Code) {
	s.t.Helper()
	w := s.do("GET", path)
	var body struct{ Code signaling.Code }
	_ = json.Unmarshal(w.Body.Bytes(), &body)
	if w.Code != status || body.Code != code {
		s.t.Errorf("%s: %d %s; want %d, code %d", path, w.Code, w.Body, status, code)
	}
	if w.Header().Get("Access-Control-Allow-Origin") != "*" {
		s.t.Errorf("%s: a page cannot read why it is refused", path)
	}
}

// begin asks for a playlist and plays as much of the clip when the stream is tapped.
func (s *stand) begin(path string, play time.Duration) sfu.Sink {
	s.t.Helper()
	got := make(chan *httptest.ResponseRecorder, 1)
	go func() { got <- s.do("GET", path) }()
	sink := s.relay.Sink("a", s.ctx.Done())
	if err := hlstest.Play(sink, 0, play, s.relay.Has.Video); err != nil {
		s.t.Fatal(err)
	}
	if w := <-got; w.Code != http.StatusOK {
		s.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return sink
}
