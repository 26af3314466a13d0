package fleet

import (
	"onair/room"
	"onair/server/sfu"
)

// Mute implements server.Relay.
func (f *Fleet) Mute(stream string, m room.Media) {
	f.mu.Lock()
	at := f.streams[stream]
	f.mu.Unlock()
	if at == nil {
		return
	}
	if at.node == "" {
		f.here(func(a *Agent) { a.sfu.Mute(stream, m) })
	} else if r := f.node(at.node); r != nil {
		r.tell(order{Do: doMute, Stream: stream, Muted: m})
	}
}

// here does something at this node, unless another leads by now.
func (f *Fleet) here(do func(*Agent)) {
	if f.cfg.Agent.obeys(f.reign) {
		do(f.cfg.Agent)
	}
}

// StopPublish implements server.Relay.
func (f *Fleet) StopPublish(stream string) {
	f.mu.Lock()
	at := f.streams[stream]
	delete(f.streams, stream)
	delete(f.opening, stream)
	f.mu.Unlock()
	if at != nil {
		f.end(at, stream)
	}
}

// end ends a publication, and none that has come in its place.
func (f *Fleet) end(at *where, stream string) {
	if at.node == "" {
		f.here(func(a *Agent) { a.unpublish(stream, at.num) })
	} else if r := f.node(at.node); r != nil {
		r.tell(order{Do: doUnpub, Stream: stream, Num: at.num})
	}
}

// StopPlay implements server.Relay.
func (f *Fleet) StopPlay(stream, viewer string) {
	f.mu.Lock()
	key := [2]string{stream, viewer}
	at := f.viewers[key]
	delete(f.viewers, key)
	f.mu.Unlock()
	if at != nil {
		f.endViewer(at.node, stream, viewer)
	}
}

func (f *Fleet) endViewer(node, stream, viewer string) {
	if node == "" {
		f.here(func(a *Agent) { a.sfu.StopPlay(stream, viewer) })
	} else if r := f.node(node); r != nil {
		r.tell(order{Do: doUnplay, Stream: stream, Viewer: viewer})
	}
}

// Show implements server.Relay.
func (f *Fleet) Show(stream, viewer string, view sfu.View) {
	f.mu.Lock()
	at := f.viewers[[2]string{stream, viewer}]
	f.mu.Unlock()
	if at == nil {
		return
	}
	if at.node == "" {
		f.here(func(a *Agent) { a.sfu.Show(stream, viewer, view) })
	} else if r := f.node(at.node); r != nil {
		r.tell(order{Do: doShow, Stream: stream, Viewer: viewer, View: view})
	}
}

// Reordered implements server.Relay: only what other programs send by RTMP or SRT is, and
// that comes in here.
func (f *Fleet) Reordered(stream string) bool {
	return f.cfg.Agent.sfu.Reordered(stream)
}

// Addr implements server.Relay.
func (f *Fleet) Addr() string { return f.cfg.Agent.sfu.Addr() }

// Stats implements server.Relay: of this node.
func (f *Fleet) Stats() sfu.Stats { return f.cfg.Agent.sfu.Stats() }

// Close implements server.Relay: the leader gives no orders any more, and what flows goes
// on until another one does.
func (f *Fleet) Close() error {
	f.mu.Lock()
	f.stop()
	f.mu.Unlock()
	f.wg.Wait()
	return nil
}
