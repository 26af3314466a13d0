package roomtest

import (
	"context"
	"testing"
	"time"

	"onair/internal/await"
	"onair/liveroom"
	"onair/server"
)

// patience is how long a test waits for something that must happen.
const patience = 40 * time.Second

// Studio is a real server for one test.
type Studio struct {
	t    testing.TB
	cfg  server.Config
	srv  *server.Server
	stop func() // stops srv
}

// Start starts a server that ends with the test.
func Start(t testing.TB, edit ...func(*server.Config)) *Studio {
	t.Helper()
	s := &Studio{t: t, cfg: server.Config{ListenAddr: "127.0.0.1:0", MediaAddr: "127.0.0.1:0", DataDir: t.TempDir()}}
	for _, f := range edit {
		f(&s.cfg)
	}
	s.begin()
	t.Cleanup(func() { s.stop() })
	return s
}

func (s *Studio) begin() {
	s.t.Helper()
	srv, err := server.New(s.cfg)
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = srv.Run(ctx)
	}()
	s.srv, s.cfg.ListenAddr, s.cfg.MediaAddr = srv, srv.Addr(), srv.MediaAddr()
	s.stop = func() {
		cancel()
		<-done
		srv.Close()
	}
}

// Restart stops the server and starts another with its data and addresses.
func (s *Studio) Restart() {
	s.t.Helper()
	s.stop()
	s.begin()
}

// Server is the one that runs.
func (s *Studio) Server() *server.Server { return s.srv }

// Login signs one of People in, with their colour and tone as camera and
// microphone and without a loudspeaker.
func (s *Studio) Login(name string) (*liveroom.LiveRoom, *Senses) {
	s.t.Helper()
	return s.LoginAs(name, liveroom.Config{})
}

// LoginAs is Login with a program's choices.
func (s *Studio) LoginAs(name string, cfg liveroom.Config) (*liveroom.LiveRoom, *Senses) {
	s.t.Helper()
	sig, err := s.srv.SignUserSig(name)
	if err != nil {
		s.t.Fatal(err)
	}
	return LoginAt(s.t, Place{"http://" + s.srv.Addr(), s.srv.SDKAppID(), sig}, name, cfg)
}

// Place is a server, and what it lets somebody in by.
type Place struct {
	URL string
	App uint32
	Sig string
}

// LoginAt signs one of People in at a server.
func LoginAt(t testing.TB, at Place, name string, cfg liveroom.Config) (*liveroom.LiveRoom, *Senses) {
	t.Helper()
	look := LookOf(name)
	room := liveroom.New(liveroom.Options{Server: at.URL, Camera: look.Camera(), Microphone: look.Microphone(), NoPlayout: true})
	t.Cleanup(func() { room.Close() })
	ctx, cancel := Patience(t)
	defer cancel()
	if err := room.Login(ctx, at.App, name, at.Sig, cfg); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if err := room.SetVideoEncoderParam(liveroom.VideoEncoderParam{Width: 320, Height: 180, FPS: 15}); err != nil {
		t.Fatal(err)
	}
	return room, Open(room)
}

// Patience is a context for one call of a test.
func Patience(t testing.TB) (context.Context, context.CancelFunc) {
	return context.WithTimeout(t.Context(), patience)
}

// Eventually waits until ok returns "", and fails with its last reason.
func Eventually(t testing.TB, who string, ok func() string) {
	t.Helper()
	await.Good(t, func() string {
		if reason := ok(); reason != "" {
			return who + ": " + reason
		}
		return ""
	})
}
