// Package doors streams into a real server with programs that were not written here, and
// watches with the SDK.
package doors

import (
	"bytes"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"onair/internal/await"
	"onair/internal/filmtest"
	"onair/internal/roomtest"
	"onair/liveroom"
	"onair/server"
)

// What a viewer gets is the film if it is so like it: after a codec, and for OBS after
// colours and back, the picture; after two codecs and another rate, the sound.
const (
	leastPSNR  = 32
	leastSound = 0.8
)

// stand is a server with its doors open, Anna's app, which waits for what a program sends
// as her, and Bob, who watches.
type stand struct {
	t testing.TB
	*roomtest.Studio
	film *filmtest.Film
	key  liveroom.NewStreamKey
	bob  *liveroom.LiveRoom
	eye  *filmtest.Eye
	ear  *filmtest.Ear

	mu     sync.Mutex
	own    liveroom.OnOwnStream
	hints  []string
	events []string // of Bob's
	gets   liveroom.RemoteQuality
}

func open(t testing.TB, edit ...func(*server.Config)) *stand {
	t.Helper()
	need(t, "ffmpeg")
	all := func(c *server.Config) { c.RTMPAddr, c.SRTAddr, c.AllowGuests = "127.0.0.1:0", "127.0.0.1:0", true }
	s := &stand{t: t, Studio: roomtest.Start(t, append([]func(*server.Config){all}, edit...)...), film: filmtest.Open(t, "../../media/av/testdata/face720p.mp4")}
	s.eye, s.ear = s.film.Eye(), s.film.Ear()
	anna, _ := s.Login("anna")
	anna.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch e := e.(type) {
		case liveroom.OnOwnStream:
			s.own = e
		case liveroom.OnStreamHint:
			s.hints = append(s.hints, e.Code)
		}
	}))
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	var err error
	if s.key, err = anna.MakeStreamKey(ctx, 0); err != nil {
		t.Fatal(err)
	}
	return s
}

// need skips where a program is missing.
func need(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("no %s in the path; scripts/deps.sh installs it", program)
	}
	return path
}

// onAir waits until a program sends as Anna, and returns the room.
func (s *stand) onAir() (id uint32) {
	s.t.Helper()
	await.Good(s.t, func() string {
		s.mu.Lock()
		defer s.mu.Unlock()
		id = s.own.RoomID
		return await.Unless(s.own.On, "the program is not on air")
	})
	return id
}

// watch has Bob enter and play what Anna's program sends.
func (s *stand) watch() {
	s.t.Helper()
	id := s.onAir()
	s.bob, _ = s.Login("bob")
	s.bob.TapPlayout(s.ear.Hear)
	s.bob.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		s.mu.Lock()
		defer s.mu.Unlock()
		switch e := e.(type) {
		case liveroom.OnUserVideoAvailable:
			s.events = append(s.events, fmt.Sprintf("video %v, lost %v", e.Available, e.Lost))
		case liveroom.OnRemoteQuality:
			s.gets = e.RemoteQuality
		}
	}))
	if err := s.bob.StartPlay("anna", s.eye); err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := roomtest.Patience(s.t)
	defer cancel()
	if err := s.bob.EnterRoom(ctx, id); err != nil {
		s.t.Fatal(err)
	}
}

// enough is how many pictures are looked at.
const enough = 100

// sees waits until Bob has seen enough of the film and hears it.
func (s *stand) sees() {
	s.t.Helper()
	await.Good(s.t, func() string { return s.eye.Like(enough, leastPSNR) })
	await.Good(s.t, func() string { return s.ear.Like(leastSound) })
	s.t.Logf("PSNR %.1f dB over %d pictures, sound correlation %.3f", s.eye.PSNR(), len(s.eye.Seen()), s.ear.Likeness())
}

// lost waits until Bob is told that the picture is lost, which is shown as a slate.
func (s *stand) lost() {
	s.t.Helper()
	await.True(s.t, "word that the picture is lost", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return slices.Contains(s.events, "video false, lost true")
	})
}

// hinted is whether Anna's app was told of something.
func (s *stand) hinted(code string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Contains(s.hints, code)
}

// program is one that runs, with all that it started.
type program struct {
	*exec.Cmd
	said bytes.Buffer
	gone chan struct{}
}

// run starts one that ends with the test at the latest.
func run(t testing.TB, cmd *exec.Cmd) *program {
	t.Helper()
	p := &program{Cmd: cmd, gone: make(chan struct{})}
	p.Stdout, p.Stderr = &p.said, &p.said
	p.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.gone)
		_ = p.Wait()
	}()
	t.Cleanup(func() {
		p.stop()
		if t.Failed() {
			lines := strings.Split(strings.ReplaceAll(p.said.String(), "\r", "\n"), "\n")
			t.Logf("%s said:\n%s", cmd.Path, strings.Join(lines[max(0, len(lines)-40):], "\n"))
		}
	})
	return p
}

// stop kills it, as when its machine fails, and waits.
func (p *program) stop() {
	_ = syscall.Kill(-p.Process.Pid, syscall.SIGKILL)
	<-p.gone
}
