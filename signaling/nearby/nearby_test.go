package nearby

import (
	"context"
	"encoding/json"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/mdns"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// watching runs a watcher until the test ends and returns its lists.
func watching(t *testing.T, w *watcher) <-chan []Server {
	t.Helper()
	lists := make(chan []Server, 64)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.run(ctx, func(l []Server) { lists <- l })
	}()
	t.Cleanup(func() { cancel(); <-done })
	return lists
}

func await(t *testing.T, lists <-chan []Server, what string, ok func([]Server) bool) {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case l := <-lists:
			if ok(l) {
				return
			}
		case <-late:
			t.Fatal("never came: " + what)
		}
	}
}

// TestAServerIsFoundByMulticast announces and watches on this machine's network
// interfaces.
func TestAServerIsFoundByMulticast(t *testing.T) {
	if len(interfaces()) == 0 {
		t.Log("no network interface that takes multicast: the way over HTTP is tested alone, in TestAServerOnThisMachineIsFoundWithoutMulticast")
		return
	}
	var noise strings.Builder
	var mu sync.Mutex
	was := log.Writer()
	log.SetOutput(writer(func(b []byte) (int, error) { mu.Lock(); defer mu.Unlock(); return noise.Write(b) }))
	t.Cleanup(func() { log.SetOutput(was) })
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	served := make(chan int, 8)
	go func() {
		defer close(done)
		Announce(ctx, Info{ID: "test-1", Name: "Studio Süd", Port: 7899, Guests: true}, func(n int, err error) {
			if err != nil {
				t.Log("announcing:", err)
			}
			served <- n
		})
	}()
	t.Cleanup(func() { cancel(); <-done })
	if n := <-served; n == 0 {
		t.Log("multicast cannot be listened to here")
		return
	}
	if !carries(t) {
		t.Log("this machine's network does not carry multicast back to itself")
		return
	}
	lists := watching(t, &watcher{round: 200 * time.Millisecond, ask: askNetwork})
	await(t, lists, "the server", func(l []Server) bool {
		i := slices.IndexFunc(l, func(s Server) bool { return s.ID == "test-1" })
		return i >= 0 && l[i].Name == "Studio Süd" && l[i].Guests && strings.HasSuffix(l[i].URL, ":7899")
	})
	cancel()
	await(t, lists, "the server's end", func(l []Server) bool {
		return !slices.ContainsFunc(l, func(s Server) bool { return s.ID == "test-1" })
	})
	mu.Lock()
	defer mu.Unlock()
	if noise.Len() > 0 {
		t.Errorf("logged: %s", noise.String())
	}
}

type writer func([]byte) (int, error)

func (w writer) Write(b []byte) (int, error) { return w(b) }

// carries reports whether a multicast datagram sent here arrives here.
func carries(t *testing.T) bool {
	t.Helper()
	for _, i := range interfaces() {
		group := &net.UDPAddr{IP: net.IPv4(224, 0, 0, 250), Port: 5399}
		in, err := net.ListenMulticastUDP("udp4", &i, group)
		if err != nil {
			t.Log("multicast:", err)
			continue
		}
		defer in.Close()
		out, err := net.DialUDP("udp4", &net.UDPAddr{IP: addresses(i)[0]}, group)
		if err != nil {
			t.Log("multicast:", err)
			continue
		}
		defer out.Close()
		_ = in.SetReadDeadline(time.Now().Add(time.Second))
		if _, err := out.Write([]byte("x")); err != nil {
			t.Log("multicast:", err)
			continue
		}
		if _, _, err := in.ReadFrom(make([]byte, 9)); err == nil {
			return true
		}
	}
	return false
}

func TestAServerOnThisMachineIsFoundWithoutMulticast(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"id": "x", "name": "home", "guests": true, "more": 1})
	}))
	defer s.Close()
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	nobody := func(context.Context) []Server { return nil }
	lists := watching(t, &watcher{probes: []string{s.URL, other.URL, "http://127.0.0.1:1", "::"}, round: 20 * time.Millisecond, ask: nobody})
	want := []Server{{ID: "x", Name: "home", URL: s.URL, Guests: true}}
	await(t, lists, "the server", func(l []Server) bool { return slices.Equal(l, want) })
	s.Close()
	await(t, lists, "an empty list", func(l []Server) bool { return len(l) == 0 })
}

func TestAServerIsListedOnceAndForgottenLate(t *testing.T) {
	w := &watcher{seen: map[string]*sighting{}}
	a, b := Server{ID: "a", Name: "z", URL: "http://1"}, Server{ID: "b", Name: "y", URL: "http://2"}
	if got := w.note([]Server{a, b, {ID: "a", Name: "z", URL: "http://3"}}); !slices.Equal(got, []Server{b, a}) {
		t.Errorf("%+v", got)
	}
	for i := range forget + 1 {
		got := w.note([]Server{b})
		if gone := i >= forget-1; (len(got) == 1) != gone {
			t.Errorf("after %d silent rounds: %+v", i+1, got)
		}
	}
	for i := range 3 * maxFound {
		w.note([]Server{{ID: string(rune('A' + i))}})
	}
	if len(w.seen) > maxFound {
		t.Errorf("%d kept", len(w.seen))
	}
}

func TestWhatOthersWriteIsCleaned(t *testing.T) {
	long := Info{ID: "i", Name: strings.Repeat("ü", 300)}.txt()
	for _, f := range long {
		if len(f) > 255 {
			t.Errorf("%d bytes in one string", len(f))
		}
	}
	if s, _ := readTXT(Info{ID: "i", Name: `a\b "c"`}.txt()); s.Name != `a\b "c"` {
		t.Errorf("%q", s.Name)
	}
	if got := unescape(`S\195\188d\\ \"x\`); got != `Süd\ "x\` {
		t.Errorf("%q", got)
	}
	if s, ok := readTXT(long); !ok || s.Name != strings.Repeat("ü", 100) {
		t.Errorf("%q", s.Name)
	}
	s, ok := readTXT([]string{"ID=1", "name=a\x1b[31m\u202eb\n", "guests", "", "=", "x"})
	if !ok || s.Name != "a[31mb" || s.Guests {
		t.Errorf("%+v %v", s, ok)
	}
	good := mdns.ServiceEntry{Name: "n._onair._tcp.local.", AddrV4: net.IPv4(192, 0, 2, 1), Port: 7880, InfoFields: []string{"id=1"}}
	if s, ok := fromEntry(&good); !ok || s.URL != "http://192.0.2.1:7880" {
		t.Errorf("%+v %v", s, ok)
	}
	for fields, want := range map[string]string{
		"id=1 tls=1 host=live.example.org": "https://live.example.org:7880", "id=1 tls=1": "https://192.0.2.1:7880", "id=1 host=live.example.org": "http://192.0.2.1:7880",
		"id=1 tls=1 host=Live": "https://live:7880", "id=1 tls=0 host=a": "http://192.0.2.1:7880",
	} {
		e := good
		e.InfoFields = strings.Fields(fields)
		if s, ok := fromEntry(&e); !ok || s.URL != want {
			t.Errorf("%s: %+v %v", fields, s, ok)
		}
	}
	e := good
	e.Port, e.InfoFields = 443, Info{ID: "1", TLS: true, Host: "live.example.org"}.txt()
	if s, ok := fromEntry(&e); !ok || s.URL != "https://live.example.org" {
		t.Errorf("%+v %v", s, ok)
	}
	for _, host := range []string{"a b", "a/b", "a:1", "u@a", "..", "a..b", "-a", "*.a", "1.2.3.4", "::1", "ä", strings.Repeat("a", 64), strings.Repeat("a.", 200) + "a", ""} {
		e.InfoFields = []string{"id=1", "tls=1", "host=" + host}
		if s, ok := fromEntry(&e); ok {
			t.Errorf("%q taken: %+v", host, s)
		}
	}
	for _, bad := range []func(*mdns.ServiceEntry){
		func(e *mdns.ServiceEntry) { e.Name = "printer._ipp._tcp.local." },
		func(e *mdns.ServiceEntry) { e.AddrV4 = nil },
		func(e *mdns.ServiceEntry) { e.Port = 70000 },
		func(e *mdns.ServiceEntry) { e.InfoFields = []string{"name=x"} },
	} {
		e := good
		bad(&e)
		if s, ok := fromEntry(&e); ok {
			t.Errorf("taken: %+v", s)
		}
	}
}
