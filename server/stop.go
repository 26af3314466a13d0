package server

import "onair/signaling"

// shutdown tells the clients and ends what runs.
func (s *Server) shutdown() {
	s.down.Store(true)
	if s.cfg.Shared == nil {
		ev := signaling.NewEvent(signaling.EventServerShutdown, signaling.ShutdownEvent{})
		for _, sess := range s.sessions.All() {
			sess.Post(ev)
		}
	}
	s.closeDoors()
	if s.cfg.Shared == nil {
		s.gateway.End(1001, "server shutting down")
	} else {
		s.gateway.Part() // the nodes tell their clients
	}
	s.stop()
	s.http.Close()
	s.closeTLS()
	if s.metricsHTTP != nil {
		s.metricsHTTP.Close()
	}
}

// Close stops the server as the end of Run's context does, if it runs, and
// releases ports and data. Calling it again is harmless; it returns when all is
// down.
func (s *Server) Close() error {
	s.asked.Do(func() { close(s.quit) })
	s.running.Lock()
	defer s.running.Unlock()
	s.release()
	return nil
}

// release frees what New took.
func (s *Server) release() {
	s.closing.Do(func() {
		s.closeDoors()
		s.stop()
		s.closeTLS()
		if s.ln != nil {
			s.ln.Close()
		}
		if s.metricsLn != nil {
			s.metricsLn.Close()
		}
		if s.cdn != nil {
			s.cdn.Close()
		}
		if s.relay != nil {
			s.relay.Close()
		}
		if s.unnote != nil { // before others may have the folder
			s.unnote()
		}
		if s.store != nil {
			s.store.Close()
		}
	})
}
