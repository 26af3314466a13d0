package server

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/netip"
	"time"

	"onair/room"
	"onair/server/rtmp"
	"onair/server/sound"
	"onair/signaling"
)

// maxIngest is what a program may send, in bits a second.
const maxIngest = 20_000_000

// openRTMP binds the ports of RTMP and RTMPS, if there are to be any.
func (s *Server) openRTMP() (err error) {
	cfg := rtmp.Config{Addr: s.cfg.RTMPAddr, TLSAddr: s.cfg.RTMPSAddr, MaxBitRate: maxIngest, Log: s.log,
		Open: func(ctx context.Context, key string, via signaling.Door, from netip.Addr) (rtmp.Live, error) {
			l, err := s.doors.Open(ctx, key, 0, via, from)
			if err != nil {
				return nil, err
			}
			return l, nil
		},
		Ingest: func(stream string, seat room.Seat, on func(room.Media)) (rtmp.Media, error) {
			in, err := s.relay.Ingest(stream, seat, maxIngest, on)
			if err != nil {
				return nil, err
			}
			return in, nil
		},
		Sound: func(emit func([]byte, time.Duration)) rtmp.Sound { return sound.NewToOpus(emit) },
	}
	if s.certs != nil {
		cfg.TLS = s.certs.TLS()
	}
	switch s.rtmp, err = rtmp.New(cfg); {
	case err == nil:
		return nil
	case errors.Is(err, rtmp.ErrNoTLS):
		return &StartError{Kind: BadConfig, What: "RTMPS", Err: err}
	}
	at := cmp.Or(cfg.Addr, cfg.TLSAddr)
	if e := (*net.OpError)(nil); errors.As(err, &e) && e.Addr != nil {
		at = e.Addr.String()
	}
	return listenError("the RTMP", at, err)
}

// RTMPAddr is the host:port of a door for RTMP, empty if it is closed.
func (s *Server) RTMPAddr(door signaling.Door) string { return s.rtmp.Addr(door) }
