// Package pulsetest gives tests a sound card: a private PulseAudio server with
// a virtual speaker and a virtual microphone. What a program plays on the
// speaker can be recorded, what is played on "mic" the program captures.
//
// The server knows nothing of the user's: it has its own runtime folder and
// socket, runs as root too, and ends with the test process even if that is
// killed. A program uses it if it is started with Server.Env; alsa-lib and
// libpulse read their environment when they connect, so a test of in-process
// playback has to start itself again as a child. scripts/pulse.sh does the same
// from a shell.
package pulsetest

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	//go:embed server.pa
	serverScript string
	//go:embed alsa.conf
	alsaConfig string
	//go:embed client.conf
	clientConfig string
)

// ErrMissing is wrapped by Start's error when a program it needs is not installed.
var ErrMissing = errors.New("not installed")

// Server is a running sound server.
type Server struct {
	dir string
	log logBuffer

	mu     sync.Mutex
	leash  io.Closer // the server lives as long as this is open
	exited chan struct{}
	closed bool
}

// script starts the server as a child that dies when its parent does: a pipe
// end closes with the process that holds it, however that ends.
const script = `"$@" </dev/null & pid=$!; echo $pid >server.pid; trap 'kill -9 $pid 2>/dev/null; wait' EXIT; read _ || :`

// Run starts a server that stops when the test ends. If PulseAudio is not
// installed the test is skipped with that reason.
func Run(t testing.TB) *Server {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	s, err := Start(ctx)
	if errors.Is(err, ErrMissing) {
		t.Skipf("no test without a sound server: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		if t.Failed() {
			t.Logf("sound server:\n%s", s.log.String())
		}
	})
	return s
}

// Start starts a server and returns when it takes clients. The caller must
// Close it; ctx bounds only the start.
func Start(ctx context.Context) (*Server, error) {
	for _, name := range []string{"pulseaudio", "pactl", "parec", "pacat"} {
		if _, err := exec.LookPath(name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, ErrMissing)
		}
	}
	dir, err := os.MkdirTemp("", "pulse") // short: a socket's path is at most 107 bytes
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir}
	err = s.configure()
	if err == nil {
		err = s.Resume(ctx)
	}
	if err != nil {
		s.Close()
		return nil, fmt.Errorf("start pulseaudio: %w\n%s", err, s.log.String())
	}
	return s, nil
}

// daemonConfig keeps the kernel from ending the server when a realtime thread
// catches up after the machine stood still (SIGXCPU, then SIGKILL).
const daemonConfig = "rlimit-rttime = -1\n"

func (s *Server) configure() error {
	for name, text := range map[string]string{
		"server.pa":   strings.ReplaceAll(serverScript, "@DIR@", s.dir),
		"alsa.conf":   alsaConfig,
		"client.conf": clientConfig,
		"daemon.conf": daemonConfig,
	} {
		if err := os.WriteFile(s.file(name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// Resume starts a server that was halted, at the same address, and returns when
// it takes clients.
func (s *Server) Resume(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.leash != nil {
		return errors.New("the sound server is closed or runs already")
	}
	cmd := exec.Command("sh", "-c", script, "sh",
		"pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
		"--disable-shm=yes", "--realtime=yes", "--high-priority=yes", "--log-target=stderr", "-F", s.file("server.pa"))
	cmd.Env = append(os.Environ(), "PULSE_CONFIG="+s.file("daemon.conf"), "HOME="+s.dir, "XDG_RUNTIME_DIR="+s.dir, "XDG_CONFIG_HOME="+s.dir,
		"PULSE_RUNTIME_PATH="+s.dir, "PULSE_STATE_PATH="+s.dir, "DBUS_SESSION_BUS_ADDRESS=disabled:")
	cmd.Stdout, cmd.Stderr = &s.log, &s.log
	cmd.Dir = s.dir
	cmd.WaitDelay = time.Second
	leash, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	exited := make(chan struct{})
	go func() {
		defer close(exited)
		_ = cmd.Wait() // it is killed in the end; the log says what it had to say
	}()
	s.leash, s.exited = leash, exited
	return s.ready(ctx)
}

func (s *Server) ready(ctx context.Context) error {
	for {
		err := s.command(ctx, "pactl", "info").Run()
		if err == nil {
			return nil
		}
		select {
		case <-s.exited:
			return errors.New("it ended at once")
		case <-ctx.Done():
			return fmt.Errorf("%w (last: %w)", ctx.Err(), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Halt ends the server at once, as a crash would; Resume brings it back.
func (s *Server) Halt() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.haltLocked()
}

func (s *Server) haltLocked() {
	if s.leash == nil {
		return
	}
	s.leash.Close()
	<-s.exited
	s.leash = nil
	os.Remove(s.file("native"))
}

// Close stops the server and removes its files. Calling it again is harmless.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.closed = true
	s.haltLocked()
	os.RemoveAll(s.dir)
}

// Env lists the variables ("NAME=value") that make a program use the server,
// over PulseAudio as well as over ALSA's default device.
func (s *Server) Env() []string {
	return []string{
		"PULSE_SERVER=unix:" + s.file("native"),
		"PULSE_CLIENTCONFIG=" + s.file("client.conf"),
		"PULSE_RUNTIME_PATH=" + s.dir,      // keeps libpulse from leaving files in /tmp
		"PULSE_COOKIE=" + s.file("cookie"), // and in the home folder
		"ALSA_CONFIG_PATH=" + s.file("alsa.conf"),
	}
}

func (s *Server) file(name string) string { return filepath.Join(s.dir, name) }

// command is a client program of the server.
func (s *Server) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), s.Env()...)
	cmd.WaitDelay = time.Second
	return cmd
}

// logBuffer keeps what the server says.
type logBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}
