// Package programs opens the ports of what other programs send, by RTMP, RTMPS and SRT,
// and joins them with doors, media relay and sound.
package programs

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
	"onair/server/doors"
	"onair/server/ingest"
	"onair/server/rtmp"
	"onair/server/sfu"
	"onair/server/sound"
	"onair/server/srt"
	"onair/server/survive"
	"onair/signaling"
)

// maxBitRate is what a program may send, in bits a second.
const maxBitRate = 20_000_000

// Config says which ports there are. Desk, Relay and Log are required.
type Config struct {
	// RTMP and RTMPS are host or host:port, SRT host:port; empty: closed.
	RTMP, RTMPS, SRT string
	// Passphrase has programs encrypt what they send by SRT; empty: they must not.
	Passphrase string
	TLS        *tls.Config                       // of RTMPS
	Listen     func(signaling.Door) net.Listener // as in rtmp.Config; may be nil
	Desk       *doors.Desk
	Relay      Relay
	Clock      ingest.Clock // the machine's if none is given
	Panics     *survive.Panics
	Log        *slog.Logger
}

// Relay is what is asked of the media relay.
type Relay interface {
	// Ingest opens a stream of so many bits a second at most. on is told what flows.
	Ingest(stream string, seat room.Seat, maxBitRate int, on func(room.Media)) (*sfu.Ingest, error)
}

// Ports are those that are open; which, may change. Any goroutine may use them.
type Ports struct {
	cfg    Config
	wg     sync.WaitGroup
	failed chan error
	end    chan struct{}
	once   sync.Once

	setting sync.Mutex // held by Set and Close

	rtmps *rtmp.Server // stays as it is

	mu      sync.Mutex
	rtmp    *rtmp.Server
	srt     *srt.Server // nil: closed
	running bool
	closed  bool
}

// PortError is why a port cannot be had.
type PortError struct {
	Name, Addr string
	Err        error
}

func (e *PortError) Error() string { return e.Name + " on " + e.Addr + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *PortError) Unwrap() error { return e.Err }

// Open binds the ports. Errors are as for Set. Nothing is served before Run.
func Open(cfg Config) (*Ports, error) {
	if cfg.Clock.Now == nil {
		cfg.Clock = ingest.WallClock()
	}
	p := &Ports{cfg: cfg, failed: make(chan error, 1), end: make(chan struct{})}
	var err error
	if p.rtmp, err = openRTMP(cfg, cfg.RTMP, ""); err != nil {
		return nil, err
	}
	if p.rtmps, err = openRTMP(cfg, "", cfg.RTMPS); err != nil {
		p.rtmp.Close()
		return nil, err
	}
	if cfg.SRT != "" {
		if p.srt, err = openSRT(cfg); err != nil {
			p.rtmp.Close()
			p.rtmps.Close()
			return nil, err
		}
	}
	return p, nil
}

// ErrClosed: the ports were closed for good.
var ErrClosed = errors.New("programs: closed")

// Set closes and opens the ports of RTMP and SRT as these addresses say; what comes in at
// one that changes ends, and nothing else. Errors are *PortError, the port is closed then,
// and ErrClosed.
func (p *Ports) Set(rtmpAddr, srtAddr string) error {
	p.setting.Lock()
	defer p.setting.Unlock()
	if p.shut() {
		return ErrClosed
	}
	return errors.Join(p.setRTMP(rtmpAddr), p.setSRT(srtAddr))
}

func (p *Ports) setRTMP(addr string) error {
	old, _ := p.now()
	if addr == p.cfg.RTMP && (addr == "" || old.Addr(signaling.DoorRTMP) != "") {
		return nil
	}
	old.Close() // before: the port may be the same
	p.cfg.RTMP = addr
	s, err := openRTMP(p.cfg, addr, "")
	if err != nil {
		s, _ = openRTMP(p.cfg, "", "") // which binds nothing
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rtmp = s
	if p.running {
		p.start(s.Run)
	}
	return err
}

func (p *Ports) setSRT(addr string) error {
	_, old := p.now()
	if addr == p.cfg.SRT && (addr == "") == (old == nil) {
		return nil
	}
	old.Close()
	p.cfg.SRT = addr
	var s *srt.Server
	var err error
	if addr != "" {
		s, err = openSRT(p.cfg)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.srt = s
	if p.running {
		p.start(s.Run)
	}
	return err
}

func (p *Ports) now() (*rtmp.Server, *srt.Server) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.rtmp, p.srt
}

func (p *Ports) shut() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closed
}

// start runs a port; p.mu is held.
func (p *Ports) start(run func() error) {
	p.wg.Go(func() {
		if err := run(); err != nil {
			select {
			case p.failed <- err:
			default: // one is told already
			}
		}
	})
}

// Run takes streams in until Close, or until one of the ports fails. It may be called once.
func (p *Ports) Run() error {
	p.mu.Lock()
	if p.running = !p.closed; p.running {
		p.start(p.rtmp.Run)
		p.start(p.rtmps.Run)
		p.start(p.srt.Run)
	}
	p.mu.Unlock()
	select {
	case err := <-p.failed:
		return err
	case <-p.end:
		return nil
	}
}

func openRTMP(c Config, addr, addrTLS string) (*rtmp.Server, error) {
	s, err := rtmp.New(rtmp.Config{Addr: addr, TLSAddr: addrTLS, TLS: c.TLS, Listen: c.Listen, MaxBitRate: maxBitRate, Clock: c.Clock, Panics: c.Panics, Log: c.Log,
		Open: func(ctx context.Context, key string, via signaling.Door, from netip.Addr) (rtmp.Live, error) {
			l, err := c.Desk.Open(ctx, key, 0, via, from)
			return some[rtmp.Live](l, err)
		},
		Ingest: func(stream string, seat room.Seat, on func(room.Media)) (ingest.Media, error) {
			in, err := c.Relay.Ingest(stream, seat, maxBitRate, on)
			return some[ingest.Media](in, err)
		},
		Sound: func(emit func([]byte, time.Duration)) ingest.Sound { return sound.NewToOpus(emit) },
	})
	if err == nil || errors.Is(err, rtmp.ErrNoTLS) {
		return s, err
	}
	name, at := "the RTMP", addr
	if addrTLS != "" {
		name, at = "the RTMPS", addrTLS
	}
	if e := (*net.OpError)(nil); errors.As(err, &e) && e.Addr != nil {
		at = e.Addr.String()
	}
	return nil, &PortError{name, at, err}
}

func openSRT(c Config) (*srt.Server, error) {
	if err := free(c.SRT); err != nil {
		return nil, &PortError{"the SRT", c.SRT, err}
	}
	s, err := srt.New(srt.Config{Addr: c.SRT, Passphrase: c.Passphrase, MaxBitRate: maxBitRate, Clock: c.Clock, Panics: c.Panics, Log: c.Log,
		Open: func(ctx context.Context, key string, from netip.Addr) (ingest.Live, error) {
			l, err := c.Desk.Open(ctx, key, 0, signaling.DoorSRT, from)
			return some[ingest.Live](l, err)
		},
		Ingest: func(stream string, seat room.Seat, on func(room.Media)) (ingest.Media, error) {
			in, err := c.Relay.Ingest(stream, seat, maxBitRate, on)
			return some[ingest.Media](in, err)
		},
		Sound: func(emit func([]byte, time.Duration)) ingest.Sound { return sound.NewToOpus(emit) },
	})
	if err != nil {
		return nil, &PortError{"the SRT", c.SRT, err}
	}
	return s, nil
}

// free is an error if a UDP address is taken: the SRT library would share it with who has
// it (SO_REUSEADDR), and nothing would come in.
func free(addr string) error {
	c, err := net.ListenPacket("udp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

// some is v where there is one: an interface that holds a nil pointer is not nil.
func some[I any](v I, err error) (I, error) {
	if err != nil {
		var none I
		return none, err
	}
	return v, nil
}

// Addr is the host:port of a door, empty if it is closed.
func (p *Ports) Addr(via signaling.Door) string {
	r, s := p.now()
	switch via {
	case signaling.DoorSRT:
		return s.Addr()
	case signaling.DoorRTMPS:
		return p.rtmps.Addr(via)
	}
	return r.Addr(via)
}

// Addresses are where programs send to, for who asked for this server as host, with a
// port or without.
func (p *Ports) Addresses(host string) signaling.StreamAddresses {
	r, s := p.now()
	return signaling.StreamAddresses{RTMP: r.Address(signaling.DoorRTMP, host), RTMPS: p.rtmps.Address(signaling.DoorRTMPS, host), SRT: s.Address(host)}
}

// Close ends all that comes in, and waits. It may be called again, and for nil.
func (p *Ports) Close() {
	if p == nil {
		return
	}
	p.setting.Lock()
	defer p.setting.Unlock()
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.rtmp.Close()
	p.rtmps.Close()
	p.srt.Close()
	p.once.Do(func() { close(p.end) })
	p.wg.Wait()
}
