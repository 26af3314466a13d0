// Package rtmp takes streams in by RTMP and RTMPS: H.264 with AAC, as OBS and FFmpeg
// send them to rtmp://HOST/live/KEY. Who may send is package doors' to say.
package rtmp

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"onair/room"
	"onair/server/asker"
	"onair/server/ingest"
	"onair/server/survive"
	"onair/signaling"
)

// Live is a program that was let in; see doors.Live.
type Live interface {
	ingest.Live
	Bye()
}

// Config is what the server works with. All fields but Addr, TLSAddr and Listen are required.
type Config struct {
	// Addr and TLSAddr are host or host:port for RTMP (port 1935) and RTMPS (1936);
	// empty: not at all.
	Addr, TLSAddr string
	TLS           *tls.Config // for TLSAddr
	// Listen, if given, is where a door's connections come from, instead of its port.
	Listen func(signaling.Door) net.Listener
	// Open lets in a program that shows a key.
	Open func(ctx context.Context, key string, via signaling.Door, from netip.Addr) (Live, error)
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

// Server takes RTMP connections. New binds its ports, Run works, Close ends it.
type Server struct {
	cfg    Config
	lns    []net.Listener // one a door
	doors  []signaling.Door
	lobby  *lobby
	wg     sync.WaitGroup
	life   context.Context
	stop   context.CancelFunc
	mu     sync.Mutex
	conns  map[*conn]bool
	closed bool
}

// ErrNoTLS: RTMPS was asked for on a server without a certificate.
var ErrNoTLS = errors.New("RTMPS needs a certificate (--tls-cert and --tls-key, or --acme-domain)")

// New binds the ports. Nothing is served before Run.
func New(cfg Config) (*Server, error) {
	s := &Server{cfg: cfg, lobby: newLobby(), conns: map[*conn]bool{}}
	s.life, s.stop = context.WithCancel(context.Background())
	if cfg.TLSAddr != "" && cfg.TLS == nil {
		return nil, ErrNoTLS
	}
	for _, d := range []struct {
		door signaling.Door
		addr string
	}{{signaling.DoorRTMP, withPort(cfg.Addr, port)}, {signaling.DoorRTMPS, withPort(cfg.TLSAddr, portTLS)}} {
		if d.addr == "" {
			continue
		}
		ln, err := cfg.listen(d.door, d.addr)
		if err != nil {
			s.Close()
			return nil, err
		}
		if d.door == signaling.DoorRTMPS {
			ln = tls.NewListener(ln, cfg.TLS)
		}
		s.lns, s.doors = append(s.lns, ln), append(s.doors, d.door)
	}
	return s, nil
}

func (c *Config) listen(door signaling.Door, addr string) (net.Listener, error) {
	if c.Listen != nil {
		return c.Listen(door), nil
	}
	return net.Listen("tcp", addr)
}

// ListenAddrs are where a node opens the doors of RTMP and RTMPS; empty: closed.
func ListenAddrs(addr, tlsAddr string) map[signaling.Door]string {
	return map[signaling.Door]string{signaling.DoorRTMP: withPort(addr, port), signaling.DoorRTMPS: withPort(tlsAddr, portTLS)}
}

// Addr is where a door is, empty if it is not there.
func (s *Server) Addr(door signaling.Door) string {
	for i, d := range s.doors {
		if d == door {
			return s.lns[i].Addr().String()
		}
	}
	return ""
}

// Run serves until Close; nil then.
func (s *Server) Run() error {
	failed := make(chan error, len(s.lns))
	var wg sync.WaitGroup
	for i, ln := range s.lns {
		wg.Go(func() { failed <- s.accept(ln, s.doors[i]) })
	}
	wg.Wait()
	close(failed)
	for err := range failed {
		if !errors.Is(err, net.ErrClosed) {
			return err
		}
	}
	return nil
}

// acceptPause is waited after an error that may pass, such as too many open files.
const acceptPause = 50 * time.Millisecond

func (s *Server) accept(ln net.Listener, door signaling.Door) error {
	for {
		nc, err := ln.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return err
		case err != nil:
			select {
			case <-time.After(acceptPause):
			case <-s.life.Done():
				return net.ErrClosed
			}
		default:
			s.admit(nc, door)
		}
	}
}

// admit lets a connection into the lobby, if there is room for its address.
func (s *Server) admit(nc net.Conn, door signaling.Door) {
	c := &conn{s: s, door: door, nc: nc, from: from(nc)}
	if !s.lobby.enter(c) {
		_ = nc.Close()
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		s.lobby.leave(c)
		_ = nc.Close()
		return
	}
	s.conns[c] = true
	s.wg.Go(func() {
		c.serve(s.life)
		s.mu.Lock()
		delete(s.conns, c)
		s.mu.Unlock()
	})
}

// from is who a connection comes from, as limits count it.
func from(nc net.Conn) netip.Addr {
	if a, ok := nc.RemoteAddr().(*net.TCPAddr); ok {
		return asker.Household(a.AddrPort().Addr())
	}
	return netip.Addr{}
}

// Close ends all connections and waits for them. It may be called again.
func (s *Server) Close() {
	s.stop()
	s.mu.Lock()
	s.closed = true
	for _, ln := range s.lns {
		_ = ln.Close()
	}
	for c := range s.conns {
		_ = c.nc.Close()
	}
	s.mu.Unlock()
	s.wg.Wait()
}
