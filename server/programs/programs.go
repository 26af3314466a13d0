// Package programs opens the ports of what other programs send, by RTMP, RTMPS and SRT,
// and joins them with doors, media relay and sound.
package programs

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"time"

	"onair/room"
	"onair/server/doors"
	"onair/server/ingest"
	"onair/server/rtmp"
	"onair/server/sfu"
	"onair/server/sound"
	"onair/server/srt"
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
	TLS        *tls.Config // of RTMPS
	Desk       *doors.Desk
	Relay      Relay
	Log        *slog.Logger
}

// Relay is what is asked of the media relay.
type Relay interface {
	// Ingest opens a stream of so many bits a second at most. on is told what flows.
	Ingest(stream string, seat room.Seat, maxBitRate int, on func(room.Media)) (*sfu.Ingest, error)
}

// Ports are those that are open. Any goroutine may use them; for nil, there are none.
type Ports struct {
	rtmp *rtmp.Server
	srt  *srt.Server // nil: closed
}

// PortError is why a port cannot be had.
type PortError struct {
	Name, Addr string
	Err        error
}

func (e *PortError) Error() string { return e.Name + " on " + e.Addr + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *PortError) Unwrap() error { return e.Err }

// Open binds the ports. Errors are rtmp.ErrNoTLS and *PortError. Nothing is served before
// Run.
func Open(cfg Config) (*Ports, error) {
	var p Ports
	var err error
	if p.rtmp, err = openRTMP(cfg); err != nil {
		return nil, err
	}
	if cfg.SRT != "" {
		if p.srt, err = openSRT(cfg); err != nil {
			p.rtmp.Close()
			return nil, err
		}
	}
	return &p, nil
}

func openRTMP(c Config) (*rtmp.Server, error) {
	s, err := rtmp.New(rtmp.Config{Addr: c.RTMP, TLSAddr: c.RTMPS, TLS: c.TLS, MaxBitRate: maxBitRate, Log: c.Log,
		Open: func(ctx context.Context, key string, via signaling.Door, from netip.Addr) (rtmp.Live, error) {
			l, err := c.Desk.Open(ctx, key, 0, via, from)
			return some[rtmp.Live](l, err)
		},
		Ingest: func(stream string, seat room.Seat, on func(room.Media)) (rtmp.Media, error) {
			in, err := c.Relay.Ingest(stream, seat, maxBitRate, on)
			return some[rtmp.Media](in, err)
		},
		Sound: func(emit func([]byte, time.Duration)) rtmp.Sound { return sound.NewToOpus(emit) },
	})
	if err == nil || errors.Is(err, rtmp.ErrNoTLS) {
		return s, err
	}
	at := cmp.Or(c.RTMP, c.RTMPS)
	if e := (*net.OpError)(nil); errors.As(err, &e) && e.Addr != nil {
		at = e.Addr.String()
	}
	return nil, &PortError{"the RTMP", at, err}
}

func openSRT(c Config) (*srt.Server, error) {
	s, err := srt.New(srt.Config{Addr: c.SRT, Passphrase: c.Passphrase, MaxBitRate: maxBitRate, Log: c.Log,
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

// some is v where there is one: an interface that holds a nil pointer is not nil.
func some[I any](v I, err error) (I, error) {
	if err != nil {
		var none I
		return none, err
	}
	return v, nil
}

// Runs are what takes streams in until Close, each to be run on a goroutine.
func (p *Ports) Runs() []func() error { return []func() error{p.rtmp.Run, p.srt.Run} }

// Addr is the host:port of a door, empty if it is closed.
func (p *Ports) Addr(via signaling.Door) string {
	if via == signaling.DoorSRT {
		return p.srt.Addr()
	}
	return p.rtmp.Addr(via)
}

// Addresses are where programs send to, for who asked for this server as host, with a
// port or without.
func (p *Ports) Addresses(host string) signaling.StreamAddresses {
	return signaling.StreamAddresses{RTMP: p.rtmp.Address(signaling.DoorRTMP, host), RTMPS: p.rtmp.Address(signaling.DoorRTMPS, host), SRT: p.srt.Address(host)}
}

// Close ends all that comes in, and waits. It may be called again.
func (p *Ports) Close() {
	if p != nil {
		p.rtmp.Close()
		p.srt.Close()
	}
}
