package fleet

import (
	"context"
	"errors"

	"onair/room"
	"onair/server/asker"
	"onair/server/reply"
	"onair/server/sfu"
)

// at is the node that a client came to; nil is this one, also where that node is not
// reached: then the client's media come here.
func (f *Fleet) at(ctx context.Context) *remote {
	via := asker.Via(ctx)
	if via == "" || via == f.cfg.Name {
		return nil
	}
	if r := f.node(via); r != nil {
		return r
	}
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	peers, err := f.cfg.Peers(ctx)
	for _, p := range peers {
		if p.Name == via {
			var r *remote
			if r, err = f.reach(p); err == nil {
				return r
			}
		}
	}
	f.cfg.Log.Warn("a client's own node is not reached, so its media come to the leader", "name", via, "err", err)
	return nil
}

func nameOf(r *remote) string {
	if r == nil {
		return ""
	}
	return r.name
}

// Publish implements server.Relay.
func (f *Fleet) Publish(ctx context.Context, stream, offer string, seat room.Seat, on func(room.Media), gone func()) (answer string, err error) {
	r := f.at(ctx)
	mine := f.begin(stream, nameOf(r))
	if r == nil {
		answer, err = f.cfg.Agent.publish(ctx, f.reign, stream, mine.num, offer, seat, on, gone)
	} else {
		mine.told = &flowing{on: on, gone: gone}
		answer, err = r.ask(ctx, order{Do: doPublish, Stream: stream, Num: mine.num, SDP: offer, SoundOnly: seat.SoundOnly, Muted: seat.Muted, Watch: gone != nil}, mine.told)
	}
	if err != nil {
		if ctx.Err() != nil { // it may have been done
			f.end(mine, stream)
		}
		return "", err
	}
	return answer, f.publishes(stream, mine)
}

// begin notes that somebody is about to publish a stream.
func (f *Fleet) begin(stream, node string) *where {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.num++
	w := &where{node: node, num: f.num}
	f.opening[stream] = w
	return w
}

// publishes notes that somebody does, and ends who did before at another node; an error
// if the stream was ended meanwhile.
func (f *Fleet) publishes(stream string, mine *where) error {
	f.mu.Lock()
	still := f.opening[stream] == mine
	was := f.streams[stream]
	if still {
		delete(f.opening, stream)
		f.streams[stream] = mine
	}
	f.mu.Unlock()
	if !still {
		f.end(mine, stream)
		return reply.ErrNoStream
	}
	if was != nil && was.node != mine.node {
		f.end(was, stream)
	}
	return nil
}

// Ingest implements server.Relay.
func (f *Fleet) Ingest(stream string, seat room.Seat, maxBitRate int, on func(room.Media)) (*sfu.Ingest, error) {
	mine := f.begin(stream, "")
	in, err := f.cfg.Agent.ingest(f.reign, stream, mine.num, seat, maxBitRate, on)
	if err != nil {
		return nil, err
	}
	return in, f.publishes(stream, mine)
}

// Play implements server.Relay.
func (f *Fleet) Play(ctx context.Context, stream, viewer, offer string, gone func()) (string, error) {
	return f.PlayAs(ctx, stream, viewer, offer, sfu.View{}, nil, gone)
}

// PlayAs implements server.Relay.
func (f *Fleet) PlayAs(ctx context.Context, stream, viewer, offer string, view sfu.View, on func(sfu.Picture), gone func()) (string, error) {
	r, see := f.at(ctx), seeing{view, on, gone}
	answer, err := f.playAt(ctx, r, stream, viewer, offer, see)
	if errors.Is(err, errCodec) { // the viewer goes to where it comes in
		f.mu.Lock()
		at := f.streams[stream]
		f.mu.Unlock()
		if at != nil {
			answer, err = f.playAt(ctx, f.node(at.node), stream, viewer, offer, see)
		}
	}
	if errors.Is(err, errCodec) {
		err = errors.Join(reply.ErrMediaRefused, err)
	}
	return answer, err
}

// playAt has a viewer watch at a node, nil for this one.
func (f *Fleet) playAt(ctx context.Context, r *remote, stream, viewer, offer string, see seeing) (answer string, err error) {
	mine := &where{node: nameOf(r)}
	from, ok := f.source(stream, mine.node)
	if !ok {
		return "", reply.ErrNoStream
	}
	key := [2]string{stream, viewer}
	f.mu.Lock()
	was := f.viewers[key]
	f.viewers[key] = mine
	f.mu.Unlock()
	if was != nil && was.node != mine.node { // only when it watches here
		defer f.endViewer(was.node, stream, viewer)
	}
	if r == nil {
		answer, err = f.cfg.Agent.play(ctx, from, stream, viewer, offer, see)
	} else {
		var w *flowing
		if see.gone != nil || see.on != nil {
			w = &flowing{gone: see.gone, seen: see.on}
		}
		answer, err = r.ask(ctx, order{Do: doPlay, From: from.addr, Num: from.num, Stream: stream, Viewer: viewer, SDP: offer, Watch: see.gone != nil,
			View: see.view, Told: see.on != nil}, w)
	}
	f.mu.Lock()
	still := f.viewers[key] == mine
	if still && err != nil {
		delete(f.viewers, key)
	}
	f.mu.Unlock()
	switch {
	case err == nil && !still: // it was stopped while the relay was at work
		f.endViewer(mine.node, stream, viewer)
		return "", reply.ErrNoStream
	case err != nil && ctx.Err() != nil:
		f.endViewer(mine.node, stream, viewer)
	}
	return answer, err
}
