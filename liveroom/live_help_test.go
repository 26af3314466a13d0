package liveroom_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"onair/liveroom"
	"onair/server"
)

// patience is how long a test waits for something that must happen.
const patience = 30 * time.Second

// house is a real server and the people on it. It can be torn down and built
// up again at the same address.
type house struct {
	t    testing.TB
	cfg  server.Config
	srv  *server.Server
	stop func()
	addr string // instead of srv's: of a server elsewhere
}

func startHouse(t testing.TB, change ...func(*server.Config)) *house {
	t.Helper()
	cfg := server.Config{ListenAddr: "127.0.0.1:0", MediaAddr: "127.0.0.1:0", DataDir: t.TempDir(), Logger: testLog(t)}
	for _, f := range change {
		f(&cfg)
	}
	h := &house{t: t, cfg: cfg}
	h.start()
	t.Cleanup(func() { h.stop() })
	return h
}

func (h *house) start() {
	h.t.Helper()
	srv, err := server.New(h.cfg)
	if err != nil {
		h.t.Fatal(err)
	}
	h.srv = srv
	h.cfg.ListenAddr, h.cfg.MediaAddr = srv.Addr(), srv.MediaAddr()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- srv.Run(ctx) }()
	h.stop = sync.OnceFunc(func() {
		cancel()
		<-done
		srv.Close()
	})
}

func (h *house) url() string {
	if h.addr != "" {
		return "http://" + h.addr
	}
	return "http://" + h.srv.Addr()
}

// testLog prints what happens when ONAIR_TEST_LOG is set.
func testLog(t testing.TB) *slog.Logger {
	if os.Getenv("ONAIR_TEST_LOG") == "" {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelDebug})).With("test", t.Name())
}

// person is one LiveRoom with everything it was told.
type person struct {
	*liveroom.LiveRoom
	t    testing.TB
	name string

	mu     sync.Mutex
	events []liveroom.Event
	change chan struct{}
}

func (h *house) person(name string, change ...func(*liveroom.Options)) *person {
	h.t.Helper()
	opt := liveroom.Options{Server: h.url(), NoPlayout: true, Camera: "test:", Microphone: "test:", Logger: testLog(h.t).With("who", name)}
	for _, f := range change {
		f(&opt)
	}
	p := &person{LiveRoom: liveroom.New(opt), t: h.t, name: name, change: make(chan struct{}, 1)}
	h.t.Cleanup(func() { p.Close() })
	p.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		p.mu.Lock()
		p.events = append(p.events, e)
		p.mu.Unlock()
		select {
		case p.change <- struct{}{}:
		default:
		}
	}))
	return p
}

func (h *house) login(name string, change ...func(*liveroom.Options)) *person {
	h.t.Helper()
	p := h.person(name, change...)
	sig, err := h.srv.SignUserSig(name)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := p.Login(p.ctx(), h.srv.SDKAppID(), name, sig, liveroom.Config{}); err != nil {
		h.t.Fatalf("%s: %v", name, err)
	}
	return p
}

func (p *person) ctx() context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	p.t.Cleanup(cancel)
	return ctx
}

// must fails the test if a call failed.
func (p *person) must(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatalf("%s: %v", p.name, err)
	}
}

// await returns the first event that ok accepts, waiting for it if need be.
func (p *person) await(what string, ok func(liveroom.Event) bool) liveroom.Event {
	p.t.Helper()
	deadline := time.After(patience)
	for next := 0; ; {
		p.mu.Lock()
		for ; next < len(p.events); next++ {
			if ok(p.events[next]) {
				e := p.events[next]
				p.mu.Unlock()
				return e
			}
		}
		p.mu.Unlock()
		select {
		case <-p.change:
		case <-deadline:
			p.t.Fatalf("%s: %s did not come; events: %s", p.name, what, p.told())
		}
	}
}

// awaitEvent waits for an event of type E.
func awaitEvent[E liveroom.Event](p *person) E {
	p.t.Helper()
	var zero E
	return p.await(zero.EventName(), func(e liveroom.Event) bool { _, ok := e.(E); return ok }).(E)
}

// told lists the events by name and content, without statistics.
func (p *person) told() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := ""
	for _, e := range p.events {
		if _, ok := e.(liveroom.OnStatistics); !ok {
			out += fmt.Sprintf("\n  %s %+v", e.EventName(), e)
		}
	}
	return out
}

func (p *person) count(ok func(liveroom.Event) bool) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := 0
	for _, e := range p.events {
		if ok(e) {
			n++
		}
	}
	return n
}

// forget empties the list of events.
func (p *person) forget() {
	p.mu.Lock()
	p.events = nil
	p.mu.Unlock()
}

// goLive creates a room and publishes camera and microphone.
func (p *person) goLive(room uint32) {
	p.t.Helper()
	p.must(p.StartCameraPreview(p.ctx(), true, nil))
	p.must(p.CreateRoom(p.ctx(), room, liveroom.RoomParam{RoomName: p.name + "'s room"}))
	p.must(p.StartPublish(p.ctx(), ""))
}

// faceClip is the face with a sound that is easy to recognise: sweeps.
func faceClip(t testing.TB) string {
	t.Helper()
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Fatal("the ffmpeg tool is needed to make the clip: scripts/deps.sh test")
	}
	out := filepath.Join(t.TempDir(), "face.mkv")
	cmd := exec.Command(ffmpeg, "-v", "error", "-y", "-stream_loop", "2", "-i", "../media/av/testdata/face720p.mp4",
		"-f", "lavfi", "-i", "aevalsrc=0.4*sin(2*PI*(200*t+45*t*t))*(0.6+0.4*sin(2*PI*1.7*t)):s=48000:d=6",
		"-map", "0:v", "-map", "1:a", "-vf", "scale=640:360", "-c:v", "libx264", "-preset", "veryfast", "-crf", "16", "-c:a", "flac", "-ac", "2", "-t", "6", out)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("ffmpeg: %v\n%s", err, text)
	}
	return out
}
