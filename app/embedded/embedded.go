// Package embedded is the server on this computer: found, started, taken over.
package embedded

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"onair/app/account"
	"onair/app/failure"
	"onair/app/model"
	"onair/server"
	"onair/signaling/address"
)

// Options are where the server listens and keeps its data; empty is the usual place.
type Options struct {
	Addr, Media, DataDir string
	// RTMP and SRT are where other programs may send, host:port; empty: nowhere.
	RTMP, SRT string
	Version   string
	Log       *slog.Logger
}

// Server is the server on this computer: one that another window (or onaird)
// runs already, or one inside this process.
type Server struct {
	opt Options

	own atomic.Pointer[server.Server] // changed with mu held, read without: Ensure may hold it for seconds

	mu     sync.Mutex
	rtmp   string // where other programs may send; empty: nowhere
	srt    string
	closed error // why one of these is closed
	cancel context.CancelFunc
	done   chan struct{}
}

// New returns a server that nothing is known of.
func New(o Options) *Server { return &Server{opt: o, rtmp: o.RTMP, srt: o.SRT} }

func (e *Server) listenAddr() string {
	if e.opt.Addr != "" {
		return e.opt.Addr
	}
	return server.Defaults().ListenAddr
}

// address is where programs on this computer reach the server.
func (e *Server) address() string {
	addr := e.listenAddr()
	if own := e.own.Load(); own != nil {
		addr = own.Addr()
	}
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		_, port, _ = net.SplitHostPort(server.Defaults().ListenAddr)
	}
	return "http://" + net.JoinHostPort("127.0.0.1", port)
}

// folder is where the server keeps its data.
func (e *Server) folder() (string, error) {
	if e.opt.DataDir != "" {
		return e.opt.DataDir, nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "onair", "server"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("%w: %w", failure.ErrNoFolder, err)
	}
	return filepath.Join(home, ".local", "share", "onair", "server"), nil
}

// Ensure finds the running server or starts one, and returns its address.
func (e *Server) Ensure(ctx context.Context) (string, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.own.Load() != nil {
		return e.address(), nil
	}
	address := e.address()
	var info account.ServerInfo
	probe, cancel := context.WithTimeout(ctx, 2*time.Second)
	err := account.GetJSON(probe, address+"/api/info", &info)
	cancel()
	if err == nil {
		return address, nil
	}
	if err := e.start(); err != nil {
		return "", e.notStarted(err)
	}
	return e.address(), nil
}

func (e *Server) start() error {
	dir, err := e.folder()
	if err != nil {
		return err
	}
	s, err := server.New(server.Config{
		Name: hostName(), Version: e.opt.Version, ListenAddr: e.listenAddr(), MediaAddr: e.opt.Media,
		DataDir: dir, AllowGuests: true, Announce: true, Logger: e.opt.Log,
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := s.Run(ctx); err != nil && !errors.Is(err, context.Canceled) {
			e.opt.Log.Error("server ended", "err", err)
		}
	}()
	e.own.Store(s)
	e.cancel, e.done = cancel, done
	if e.setDoors() != nil {
		e.opt.Log.Warn("other programs cannot send to every address that is set", "err", e.closed)
	}
	return nil
}

// SetDoors says where other programs may send by RTMP and SRT, host:port or empty, at once
// and whenever the server runs. All else goes on if that fails.
func (e *Server) SetDoors(rtmp, srt string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.rtmp, e.srt = rtmp, srt
	if e.own.Load() == nil {
		e.closed = nil
		return nil
	}
	return e.setDoors()
}

// setDoors opens and closes them; e.mu is held.
func (e *Server) setDoors() error {
	e.closed = nil
	if err := e.own.Load().SetPrograms(e.rtmp, e.srt); err != nil {
		e.closed = notOpened(err)
	}
	return e.closed
}

// Doors is why a door is not open, nil if nothing is wrong.
func (e *Server) Doors() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.closed
}

// Running is the server inside this program, nil if there is none.
func (e *Server) Running() *server.Server { return e.own.Load() }

// Identity asks the server for a signature: for this machine's users it needs
// the token file; a server that another user of the machine runs may take
// guests.
func (e *Server) Identity(ctx context.Context, at string, form model.SignInForm) (account.Identity, error) {
	dir, err := e.folder()
	if err != nil {
		return account.Identity{}, &failure.Coded{Code: model.FailureServerStart, Err: err}
	}
	token, err := os.ReadFile(filepath.Join(dir, "local.token"))
	if err != nil {
		theirs, _ := address.Parse(at)
		return account.Identity{}, &failure.Coded{
			Code: model.FailureServerOther, Subject: theirs.Short(),
			Err: fmt.Errorf("another user of this computer runs the server at %s; sign in to that address as a guest: %w", at, err),
		}
	}
	var id account.Identity
	err = account.PostJSON(ctx, at+"/api/local/usersig", strings.TrimSpace(string(token)), map[string]string{"userId": form.UserID}, &id)
	return id, err
}

// Close stops a server of our own.
func (e *Server) Close() {
	e.mu.Lock()
	s, cancel, done := e.own.Swap(nil), e.cancel, e.done
	e.closed = nil
	e.mu.Unlock()
	if s == nil {
		return
	}
	cancel()
	<-done
	if err := s.Close(); err != nil {
		e.opt.Log.Error("server not closed", "err", err)
	}
}

// LANURL is where other machines reach the server, empty if nowhere.
func (e *Server) LANURL() string {
	host, port, err := net.SplitHostPort(e.listenAddr())
	if err != nil {
		return ""
	}
	if host != "" && host != "0.0.0.0" && host != "::" {
		return "http://" + net.JoinHostPort(host, port)
	}
	ip := lanAddress()
	if ip == "" {
		return e.address()
	}
	return "http://" + net.JoinHostPort(ip, port)
}

// Addresses are all the names of the server on this computer.
func (e *Server) Addresses() []string {
	_, port, _ := net.SplitHostPort(e.listenAddr())
	return []string{e.address(), e.LANURL(), "http://localhost:" + port}
}

// lanAddress is this machine's first address on a network.
func lanAddress() string {
	list, err := net.InterfaceAddrs()
	if err != nil {
		return ""
	}
	for _, a := range list {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && n.IP.IsGlobalUnicast() {
			return n.IP.String()
		}
	}
	return ""
}

func hostName() string {
	if name, err := os.Hostname(); err == nil {
		return name
	}
	return "OnAir"
}
