package srt

import (
	"context"
	"errors"
	"net/netip"
	"time"

	gosrt "github.com/datarhei/gosrt"

	"onair/room"
	"onair/server/ingest"
	"onair/signaling"
)

// serve is a request's goroutine, and then its connection's.
func (s *Server) serve(req gosrt.ConnRequest, from netip.Addr) {
	var conn gosrt.Conn
	var live ingest.Live
	var media ingest.Media
	if !s.cfg.Panics.Guard("srt request", func() { conn, live, media = s.let(req, from) }) {
		req.Reject(gosrt.REJX_BAD_REQUEST)
	}
	s.leave(from)
	if conn == nil {
		return
	}
	s.count(1)
	defer s.count(-1)
	gone, cut := make(chan struct{}), make(chan struct{})
	sent := ingest.New(media, s.cfg.Sound(media.Opus), live.Tell, s.cfg.MaxBitRate, s.cfg.Clock)
	go func() { // ends with the connection
		defer close(cut)
		if s.watch(conn, live, media, sent.Quiet(), gone) {
			ingest.TellQuiet(live, s.cfg.Log, signaling.DoorSRT, from)
		}
		_ = conn.Close()
	}()
	err := demux(conn, sent, s.cfg.Panics)
	if errors.Is(err, errTooMuch) {
		s.cfg.Log.Warn("a program sends far too much and is cut off", "via", "srt", "from", from)
	} else {
		s.cfg.Log.Debug("a program's connection has ended", "via", "srt", "from", from, "err", err)
	}
	close(gone)
	<-cut
	s.cfg.Panics.Guard("srt", sent.Close)
	live.Close()
}

// let answers a request: a connection if its key is good, and its stream at the relay.
func (s *Server) let(req gosrt.ConnRequest, from netip.Addr) (gosrt.Conn, ingest.Live, ingest.Media) {
	if why, good := s.secret(req); !good {
		req.Reject(why)
		return nil, nil, nil
	}
	key, err := keyOf(req.StreamId())
	if err != nil {
		why := gosrt.REJX_BAD_REQUEST
		if errors.Is(err, errMode) {
			why = gosrt.REJX_BAD_MODE
		}
		req.Reject(why)
		return nil, nil, nil
	}
	ctx, cancel := context.WithTimeout(s.life, lobbyTime)
	defer cancel()
	live, err := s.cfg.Open(ctx, key, from)
	if err != nil {
		req.Reject(refusal(err))
		return nil, nil, nil
	}
	var media ingest.Media
	kept := false
	defer func() { // also after a panic
		if kept {
			return
		}
		if media != nil {
			media.Close()
		}
		live.Close()
	}()
	err = live.Publish(ctx, func(name string, seat room.Seat, on func(room.Media)) (err error) {
		media, err = s.cfg.Ingest(name, seat, on)
		return err
	})
	var conn gosrt.Conn
	if err == nil {
		if conn, err = req.Accept(); err == nil {
			kept = true
			return conn, live, media
		}
	}
	req.Reject(refusal(err))
	return nil, nil, nil
}

// watch waits for whatever ends a connection; true if that is that no media come.
func (s *Server) watch(conn gosrt.Conn, live ingest.Live, media ingest.Media, quiet, gone <-chan struct{}) bool {
	look := time.NewTicker(lookPause)
	defer look.Stop()
	for {
		var st gosrt.Statistics
		if conn.Stats(&st); st.Instantaneous.ByteRecvBuf > maxHeld || st.Instantaneous.MsRecvTsbPdDelay > uint64(maxLatency/time.Millisecond) {
			s.cfg.Log.Warn("a program has more held back than may be, and is cut off", "via", "srt",
				"bytes", st.Instantaneous.ByteRecvBuf, "latency", st.Instantaneous.MsRecvTsbPdDelay)
			return false
		}
		select {
		case <-look.C:
		case <-quiet:
			return true
		case <-live.Over():
			return false
		case <-media.Done():
			return false
		case <-s.life.Done():
			return false
		case <-gone:
			return false
		}
	}
}

func (s *Server) count(by int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lives += by
}
