package nearby

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/mdns"
)

const (
	round     = 4 * time.Second // from one question to the next
	listening = time.Second     // for answers
	forget    = 3               // rounds without an answer
	maxFound  = 100             // servers kept: anybody may answer
)

// local is where a server on this machine listens unless told otherwise.
const local = "http://127.0.0.1:7880"

// Watch looks for servers until ctx ends and calls f with all that are there,
// by name, whenever the list is different. It runs on the caller's goroutine, and
// so does f.
func Watch(ctx context.Context, f func([]Server)) {
	(&watcher{probes: []string{local}, round: round, ask: askNetwork}).run(ctx, f)
}

// watcher is Watch with its parts.
type watcher struct {
	probes []string // addresses asked over HTTP
	round  time.Duration
	ask    func(context.Context) []Server
	seen   map[string]*sighting // by ID
}

type sighting struct {
	Server
	missed int
}

func (w *watcher) run(ctx context.Context, f func([]Server)) {
	w.seen = map[string]*sighting{}
	client := &http.Client{Timeout: listening}
	defer client.CloseIdleConnections()
	tick := time.NewTicker(w.round)
	defer tick.Stop()
	var told []Server
	for first := true; ; first = false {
		found := w.look(ctx, client)
		if ctx.Err() != nil {
			return
		}
		if list := w.note(found); first || !slices.Equal(list, told) {
			f(slices.Clone(list))
			told = list
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// look asks everybody once.
func (w *watcher) look(ctx context.Context, client *http.Client) []Server {
	var wg sync.WaitGroup
	answers := make([]*Server, len(w.probes))
	for i, url := range w.probes {
		wg.Go(func() { answers[i] = probe(ctx, client, url) })
	}
	found := w.ask(ctx) // first, so that a server is known by its network address
	wg.Wait()
	for _, s := range answers {
		if s != nil {
			found = append(found, *s)
		}
	}
	return found
}

// note updates what is known and returns it by name.
func (w *watcher) note(found []Server) []Server {
	for _, s := range w.seen {
		s.missed++
	}
	for _, s := range found {
		old := w.seen[s.ID]
		switch {
		case old == nil && len(w.seen) < maxFound:
			w.seen[s.ID] = &sighting{Server: s}
		case old != nil && old.missed > 0: // the first answer of a round counts
			old.Server, old.missed = s, 0
		}
	}
	list := make([]Server, 0, len(w.seen))
	for id, s := range w.seen {
		if s.missed >= forget {
			delete(w.seen, id)
			continue
		}
		list = append(list, s.Server)
	}
	slices.SortFunc(list, func(a, b Server) int {
		if c := strings.Compare(a.Name, b.Name); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list
}

// askNetwork sends the question on every interface and gathers the answers. The
// library's entries may change until its query returns, so they are read after it.
func askNetwork(ctx context.Context) []Server {
	var wg sync.WaitGroup
	var mu sync.Mutex
	var found []Server
	for _, i := range interfaces() {
		wg.Go(func() {
			entries := make(chan *mdns.ServiceEntry, maxFound)
			_ = mdns.QueryContext(ctx, &mdns.QueryParam{Service: service, Domain: strings.TrimSuffix(domain, "."), Timeout: listening,
				Interface: &i, Entries: entries, DisableIPv6: true, WantUnicastResponse: true, Logger: quiet()})
			close(entries)
			mu.Lock()
			defer mu.Unlock()
			for e := range entries {
				if s, ok := fromEntry(e); ok {
					found = append(found, s)
				}
			}
		})
	}
	wg.Wait()
	return found
}

func fromEntry(e *mdns.ServiceEntry) (Server, bool) {
	r, ok := readTXT(e.InfoFields)
	s := r.Server
	if !ok || e.AddrV4 == nil || e.Port < 1 || e.Port > 65535 || !strings.HasSuffix(e.Name, "."+service+"."+domain) {
		return s, false
	}
	s.URL = r.url(e.AddrV4, e.Port)
	return s, true
}

// probe asks one address over HTTP; nil if no server answers.
func probe(ctx context.Context, client *http.Client, url string) *Server {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/api/info", nil)
	if err != nil {
		return nil
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil
	}
	defer resp.Body.Close()
	var info struct {
		ID     string `json:"id"`
		Name   string `json:"name"`
		Guests bool   `json:"guests"`
	}
	if resp.StatusCode != http.StatusOK || json.NewDecoder(io.LimitReader(resp.Body, 16<<10)).Decode(&info) != nil {
		return nil
	}
	s := &Server{ID: clean(info.ID, 64), Name: clean(info.Name, maxName), URL: url, Guests: info.Guests}
	if s.ID == "" {
		return nil
	}
	return s
}
