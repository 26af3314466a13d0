package server

import (
	"context"
	"net/netip"
	"time"

	"onair/room"
	"onair/server/ingest"
	"onair/server/sound"
	"onair/server/srt"
	"onair/signaling"
)

// openSRT binds the port of SRT, if there is to be one.
func (s *Server) openSRT() error {
	if s.cfg.SRTAddr == "" {
		return nil
	}
	in, err := srt.New(srt.Config{Addr: s.cfg.SRTAddr, Passphrase: s.cfg.SRTPassphrase, MaxBitRate: maxIngest, Log: s.log,
		Open: func(ctx context.Context, key string, from netip.Addr) (ingest.Live, error) {
			l, err := s.doors.Open(ctx, key, 0, signaling.DoorSRT, from)
			if err != nil {
				return nil, err
			}
			return l, nil
		},
		Ingest: func(stream string, seat room.Seat, on func(room.Media)) (ingest.Media, error) {
			m, err := s.relay.Ingest(stream, seat, maxIngest, on)
			if err != nil {
				return nil, err
			}
			return m, nil
		},
		Sound: func(emit func([]byte, time.Duration)) ingest.Sound { return sound.NewToOpus(emit) },
	})
	if err != nil {
		return listenError("the SRT", s.cfg.SRTAddr, err)
	}
	s.srt = in
	return nil
}

// SRTAddr is the host:port of SRT, empty if it is closed.
func (s *Server) SRTAddr() string { return s.srt.Addr() }
