//go:build unix

package load

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"onair/server/sfu"
	"onair/server/sfu/sfutest"
)

// measured is the time one measurement takes.
const measured = 5 * time.Second

// BenchmarkViewers gives, for each way of sending, the processor share of a viewer of a 1.5 Mbit/s stream with sound who reports each
// second, and what batching saves. A figure depends on the machine; the ratios of one run are what to compare.
func BenchmarkViewers(b *testing.B) {
	for _, n := range []int{100, 300} {
		share := map[string]float64{}
		for _, mode := range []struct {
			name string
			cfg  sfu.Config
		}{{"gso", sfu.Config{}}, {"sendmmsg", sfu.Config{NoGSO: true}}, {"unbatched", sfu.Config{Unbatched: true}}} {
			b.Run(fmt.Sprintf("%d/%s", n, mode.name), func(b *testing.B) {
				share[mode.name] = viewers(b, n, mode.cfg)
				if base := share["gso"]; base > 0 && mode.name != "gso" {
					b.ReportMetric(share[mode.name]/base, "times-gso")
				}
			})
		}
	}
}

// viewers measures once and returns the share of a core that a viewer takes.
func viewers(b *testing.B, n int, cfg sfu.Config) float64 {
	cfg.UDPAddr, cfg.TCPAddr = "127.0.0.1:0", "off"
	s, err := sfu.New(cfg)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	web := httptest.NewServer(signalling(s))
	defer web.Close()
	idle := memory()
	stop := startClients(b, web.URL, n)
	defer func() { stop() }()
	b.ReportMetric(float64(memory()-idle)/float64(n)/1024, "kB/viewer")
	before, cpu, mem := s.Stats(), cpuTime(b), mallocs()
	begun := time.Now()
	time.Sleep(measured)
	took := time.Since(begun)
	after, cpu, mem := s.Stats(), cpuTime(b)-cpu, mallocs()-mem

	packets := float64(after.PacketsOut - before.PacketsOut)
	share := cpu.Seconds() / took.Seconds() / float64(n)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(100*share, "%core/viewer")
	b.ReportMetric(1/share, "viewers/core")
	b.ReportMetric(float64(mem)/packets, "allocs/packet")
	b.ReportMetric(packets/float64(after.SendBatches-before.SendBatches), "packets/call")
	b.ReportMetric(packets/took.Seconds()/float64(n), "packets/s/viewer")
	b.ReportMetric(float64(after.SendDropped-before.SendDropped), "dropped")
	got, late := stop()
	b.ReportMetric(100*float64(got)/float64(s.Stats().PacketsOut), "%delivered")
	b.ReportMetric(late, "p95-ms-late")
	return share
}

func signalling(s *sfu.SFU) http.Handler {
	mux := http.NewServeMux()
	serve := func(path string, f func(*http.Request, string) (string, error)) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			offer, err := io.ReadAll(r.Body)
			if err == nil {
				var answer string
				if answer, err = f(r, string(offer)); err == nil {
					_, _ = io.WriteString(w, answer)
					return
				}
			}
			http.Error(w, err.Error(), http.StatusBadRequest)
		})
	}
	serve("/publish", func(r *http.Request, offer string) (string, error) {
		return s.Publish(r.Context(), "s", offer, sfu.PublishOptions{})
	})
	serve("/play", func(r *http.Request, offer string) (string, error) {
		return s.Play(r.Context(), "s", r.URL.Query().Get("v"), offer, sfu.PlayOptions{})
	})
	return mux
}

// startClients runs the child and returns when all its viewers see the stream. stop ends it and tells how many packets of media reached
// its sockets, and how late pictures were, in milliseconds (p95).
func startClients(b *testing.B, url string, n int) (stop func() (received uint64, late float64)) {
	child := sfutest.Child(b, envServer+"="+url, envViewers+"="+strconv.Itoa(n))
	return func() (received uint64, late float64) {
		var us int64
		if _, err := fmt.Sscan(child(), &received, &us); err != nil {
			b.Errorf("the viewers: %v", err)
		}
		return received, float64(us) / 1000
	}
}

func cpuTime(b *testing.B) time.Duration {
	var u unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func mallocs() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Mallocs
}

// memory is what the heap and the stacks hold after a collection.
func memory() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}
