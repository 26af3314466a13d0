// Package srt takes streams in by SRT: MPEG-TS with H.264 and AAC or Opus, as OBS and
// FFmpeg send it to srt://HOST:PORT?streamid=KEY. Who may send is package doors' to say.
package srt

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	gosrt "github.com/datarhei/gosrt"

	"onair/room"
	"onair/server/asker"
	"onair/server/ingest"
	"onair/server/reply"
	"onair/server/survive"
	"onair/signaling"
)

// Bounds of connections.
const (
	lobbyMost    = 64 // that have not yet shown a good key
	lobbyAddress = 8  // of one address
	lobbyTime    = 10 * time.Second
	minLatency   = 120 * time.Millisecond
	maxLatency   = 2 * time.Second // that a program may ask for
	maxHeld      = 16 << 20        // bytes that wait for lost ones
	lookPause    = 500 * time.Millisecond
)

// Config is what the server works with. All fields but Passphrase are required.
type Config struct {
	Addr       string // host:port, UDP
	Passphrase string // 10 to 80 characters: only what is encrypted with it is taken; empty: only what is not
	// Open lets in a program that shows a key.
	Open func(ctx context.Context, key string, from netip.Addr) (ingest.Live, error)
	// Ingest opens a stream at the relay. on is told what flows.
	Ingest func(stream string, seat room.Seat, on func(room.Media)) (ingest.Media, error)
	// Sound makes a converter.
	Sound func(emit func(packet []byte, pts time.Duration)) ingest.Sound
	// MaxBitRate is how much a program may send, in bits a second.
	MaxBitRate int
	Clock      ingest.Clock
	Panics     *survive.Panics
	Log        *slog.Logger
}

// Server takes SRT connections. New binds its port, Run works, Close ends it.
type Server struct {
	cfg  Config
	ln   gosrt.Listener
	life context.Context
	stop context.CancelFunc
	wg   sync.WaitGroup

	mu     sync.Mutex
	lobby  map[netip.Addr]int
	inside int // the lobby
	lives  int
	closed bool
}

// New binds the port. Nothing is served before Run.
func New(cfg Config) (*Server, error) {
	c := gosrt.DefaultConfig()
	c.ReceiverLatency, c.PeerLatency = minLatency, minLatency
	c.Passphrase = cfg.Passphrase
	ln, err := gosrt.Listen("srt", cfg.Addr, c)
	if err != nil {
		return nil, fmt.Errorf("srt: %w", err)
	}
	s := &Server{cfg: cfg, ln: ln, lobby: map[netip.Addr]int{}}
	s.life, s.stop = context.WithCancel(context.Background())
	return s, nil
}

// Addr is where the server is; empty for nil, a server that is not wanted.
func (s *Server) Addr() string {
	if s == nil {
		return ""
	}
	return s.ln.Addr().String()
}

// Address is where programs send to, their key behind it, for who asked for this server as host, with a port
// or without; empty for nil.
func (s *Server) Address(host string) string {
	if s == nil {
		return ""
	}
	_, port, _ := net.SplitHostPort(s.Addr())
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return "srt://" + net.JoinHostPort(strings.Trim(host, "[]"), port) + "?streamid="
}

// Lives is how many programs send.
func (s *Server) Lives() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lives
}

// Run serves until Close; nil then. There is nothing to do for nil.
func (s *Server) Run() error {
	if s == nil {
		return nil
	}
	for {
		req, err := s.next()
		switch {
		case errors.Is(err, gosrt.ErrListenerClosed):
			return nil
		case errors.Is(err, errHandshake):
			s.cfg.Log.Debug("a handshake that cannot be read")
		case err != nil && s.life.Err() != nil:
			return nil
		case err != nil:
			return fmt.Errorf("srt: %w", err)
		default:
			s.admit(req)
		}
	}
}

var errHandshake = errors.New("a handshake that cannot be read")

// next waits for a request. Some that are cut off have the library panic.
func (s *Server) next() (req gosrt.ConnRequest, err error) {
	defer func() {
		if s.cfg.Panics.Note("srt handshake", recover()) {
			err = errHandshake
		}
	}()
	return s.ln.Accept2()
}

// admit lets a request into the lobby, if there is room for its address, which the
// handshake's cookie has shown to be its own.
func (s *Server) admit(req gosrt.ConnRequest) {
	from := sender(req)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || s.inside >= lobbyMost || s.lobby[from] >= lobbyAddress {
		req.Reject(gosrt.REJX_OVERLOAD)
		return
	}
	s.inside++
	s.lobby[from]++
	s.wg.Go(func() { s.serve(req, from) })
}

func (s *Server) leave(from netip.Addr) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inside--
	if s.lobby[from]--; s.lobby[from] == 0 {
		delete(s.lobby, from)
	}
}

// sender is who a request comes from, as limits count it.
func sender(req gosrt.ConnRequest) netip.Addr {
	a, err := netip.ParseAddrPort(req.RemoteAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	return asker.Household(a.Addr().Unmap())
}

// keyOf reads a key out of a stream's name: KEY, live/KEY or #!::r=KEY,m=publish.
func keyOf(id string) (key string, err error) {
	if rest, named := strings.CutPrefix(id, "#!::"); named {
		id = ""
		for part := range strings.SplitSeq(rest, ",") {
			switch name, value, _ := strings.Cut(part, "="); {
			case name == "r":
				id = value
			case name == "m" && value != "publish":
				return "", errMode
			}
		}
	}
	if id = id[strings.LastIndexByte(id, '/')+1:]; id == "" {
		return "", errNoKey
	}
	return id, nil
}

var (
	errMode  = errors.New("only what is published is taken")
	errNoKey = errors.New("no key")
)

// secret checks the passphrase.
func (s *Server) secret(req gosrt.ConnRequest) (gosrt.RejectionReason, bool) {
	switch {
	case req.IsEncrypted() != (s.cfg.Passphrase != ""):
		return gosrt.REJ_UNSECURE, false
	case req.IsEncrypted() && req.SetPassphrase(s.cfg.Passphrase) != nil:
		return gosrt.REJ_BADSECRET, false
	}
	return 0, true
}

// refusal is what a program is told of an error, as a number.
func refusal(err error) gosrt.RejectionReason {
	switch reply.Of(err).Code {
	case signaling.CodeTooFast, signaling.CodeBusy, signaling.CodeAskLater:
		return gosrt.REJX_OVERLOAD
	case signaling.CodeStreamKey:
		return gosrt.REJX_UNAUTHORIZED
	}
	return gosrt.REJX_FORBIDDEN
}

// Close ends all connections and waits for them. It may be called again, and for nil.
func (s *Server) Close() {
	if s == nil {
		return
	}
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	s.ln.Close()
	s.wg.Wait()
}
