package fleet

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"time"

	"onair/room"
	"onair/server/mediarelay"
	"onair/server/sfu"
)

// Dial opens a connection to another node's link.
type Dial func(ctx context.Context, addr, door string, from netip.AddrPort) (net.Conn, error)

// Agent is one node's part in the media: its relay, and the streams that are taken to it
// from other nodes. It does what the leader says. Any goroutine may use it.
type Agent struct {
	sfu  mediarelay.Relay
	dial Dial
	log  *slog.Logger
	life context.Context
	stop context.CancelFunc
	wg   sync.WaitGroup

	mu    sync.Mutex
	pulls map[string]*pull
	term  uint64
	boss  context.CancelFunc // ends the orders of the leader before
}

// NewAgent makes the part of the node whose relay this is; Close closes the relay, too.
func NewAgent(relay mediarelay.Relay, dial Dial, log *slog.Logger) *Agent {
	a := &Agent{sfu: relay, dial: dial, log: log, pulls: make(map[string]*pull), boss: func() {}}
	a.life, a.stop = context.WithCancel(context.Background())
	a.wg.Go(func() { _ = relay.Run(a.life) })
	return a
}

// Close ends all media of the node, and waits. It may be called again.
func (a *Agent) Close() {
	a.stop()
	_ = a.sfu.Close()
	a.wg.Wait()
}

// lead ends what an earlier leader had the node do; false if there is a later one.
func (a *Agent) lead(term uint64, boss context.CancelFunc) bool {
	a.mu.Lock()
	if term < a.term {
		a.mu.Unlock()
		return false
	}
	before := a.boss
	a.term, a.boss = term, boss
	for _, p := range a.pulls {
		p.stop()
	}
	a.mu.Unlock()
	before()
	for _, s := range a.sfu.Streams() {
		a.sfu.StopPublish(s.StreamID)
	}
	return true
}

// obeys reports whether a term is the newest this node knows of.
func (a *Agent) obeys(term uint64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.term == term
}

// play has a viewer of this node watch a stream that comes in here, or at from.
func (a *Agent) play(ctx context.Context, from, stream, viewer, offer string, gone func()) (string, error) {
	if from != "" {
		release, err := a.take(ctx, stream, from)
		if err != nil {
			return "", err
		}
		defer release()
	}
	return a.sfu.Play(ctx, stream, viewer, offer, gone)
}

// tap is Tap of a stream that comes in here, or at from.
func (a *Agent) tap(from, stream string, sink sfu.Sink) (sfu.Kinds, func(), error) {
	if from == "" {
		return a.sfu.Tap(stream, sink)
	}
	ctx, cancel := context.WithTimeout(a.life, orderTime)
	defer cancel()
	release, err := a.take(ctx, stream, from)
	if err != nil {
		return sfu.Kinds{}, nil, err
	}
	has, stop, err := a.sfu.Tap(stream, sink)
	if err != nil {
		release()
		return has, nil, err
	}
	return has, func() { stop(); release() }, nil
}

// Obey does what a leader says, until the connection ends or another leads. It closes
// the connection.
func (a *Agent) Obey(ctx context.Context, c net.Conn) {
	ctx, cancel := context.WithCancel(ctx)
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	defer context.AfterFunc(a.life, cancel)()
	defer cancel()
	in := json.NewDecoder(bufio.NewReader(c))
	out := &tongue{w: c, fail: cancel}
	var first order
	if in.Decode(&first) != nil || first.Do != doLead {
		return
	}
	if !a.lead(first.Term, cancel) {
		out.say(news{ID: first.ID, Refuse: true})
		return
	}
	out.say(news{ID: first.ID})
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	for {
		var o order
		_ = c.SetReadDeadline(time.Now().Add(silence))
		if err := in.Decode(&o); err != nil {
			if !errors.Is(err, io.EOF) && ctx.Err() == nil {
				a.log.Debug("the leader's orders have ended", "err", err)
			}
			return
		}
		switch o.Do {
		case doPing:
			out.say(news{})
		case doMute:
			a.sfu.Mute(o.Stream, o.Muted)
		case doUnpub:
			a.sfu.StopPublish(o.Stream)
		case doUnplay:
			a.sfu.StopPlay(o.Stream, o.Viewer)
		default:
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(ctx, orderTime)
				defer cancel()
				sdp, err := a.do(ctx, o, out)
				if err == nil && ctx.Err() != nil { // nobody knows of it any more
					if a.undo(o); o.Do != doRestart {
						err = ctx.Err()
					}
				}
				code, words := said(err)
				out.say(news{ID: o.ID, SDP: sdp, Error: code, Words: words})
			})
		}
	}
}

// do does an order that is answered.
func (a *Agent) do(ctx context.Context, o order, out *tongue) (string, error) {
	var gone func()
	if o.Watch {
		gone = func() { out.say(news{Run: o.Run, Gone: true}) }
	}
	switch o.Do {
	case doPublish:
		seat := room.Seat{SoundOnly: o.SoundOnly, Muted: o.Muted}
		return a.sfu.Publish(ctx, o.Stream, o.SDP, seat, func(m room.Media) { out.say(news{Run: o.Run, Flow: m}) }, gone)
	case doPlay:
		return a.play(ctx, o.From, o.Stream, o.Viewer, o.SDP, gone)
	case doRestart:
		return a.sfu.Restart(ctx, o.Stream, o.Viewer, o.Ufrag, o.Pwd)
	}
	return "", errors.New("fleet: an order that this version does not know: " + o.Do)
}

// undo ends what an order began.
func (a *Agent) undo(o order) {
	switch o.Do {
	case doPublish:
		a.sfu.StopPublish(o.Stream)
	case doPlay:
		a.sfu.StopPlay(o.Stream, o.Viewer)
	}
}

// tongue writes lines, whole ones, from any goroutine. One that the other does not take
// ends the connection.
type tongue struct {
	mu   sync.Mutex
	w    net.Conn
	fail func()
}

func (t *tongue) say(line any) {
	b, err := json.Marshal(line)
	if err != nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = t.w.SetWriteDeadline(time.Now().Add(dialTime))
	if _, err := t.w.Write(append(b, '\n')); err != nil {
		t.fail()
	}
}
