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
	"sync/atomic"
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

	turns [64]sync.Mutex // one publication of a stream begins at a time; by hash

	given, taken atomic.Uint64 // bytes to and from other nodes

	mu    sync.Mutex
	pulls map[string]*pull
	pubs  map[string]*publication
	runs  uint64
	term  uint64
	reign uint64             // counts who led
	boss  context.CancelFunc // ends the orders of the leader before
}

// NewAgent makes the part of the node whose relay this is; Close closes the relay, too.
func NewAgent(relay mediarelay.Relay, dial Dial, log *slog.Logger) *Agent {
	a := &Agent{sfu: relay, dial: dial, log: log, pulls: make(map[string]*pull), pubs: make(map[string]*publication), boss: func() {}}
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

// Traffic is how many bytes of media have gone to other nodes, and come from there, before
// they are encrypted.
func (a *Agent) Traffic() (given, taken uint64) { return a.given.Load(), a.taken.Load() }

// origin is where a stream comes in: the link of another node, or "" for here, and the
// publication's number.
type origin struct {
	addr string
	num  uint64
}

// play has a viewer of this node watch a stream that comes in here, or elsewhere.
func (a *Agent) play(ctx context.Context, from origin, stream, viewer, offer string, see seeing) (string, error) {
	if from.addr != "" {
		release, err := a.take(ctx, stream, from)
		if err != nil {
			return "", err
		}
		defer release()
	}
	return a.sfu.PlayAs(ctx, stream, viewer, offer, see.view, see.on, see.gone)
}

// seeing is what a viewer shows and wants, and who is told what it gets and when it is gone.
type seeing struct {
	view sfu.View
	on   func(sfu.Picture)
	gone func()
}

// tap is Tap of a stream that comes in here, or elsewhere.
func (a *Agent) tap(from origin, stream string, sink sfu.Sink) (sfu.Kinds, func(), error) {
	if from.addr == "" {
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
	var reign uint64
	out.sayOf(func() any { // what changes after it was listed is said after the list
		list, now, ok := a.lead(first.Term, cancel, func(p *publication) { p.listen(out.telling(p.run, false)) })
		reign = now
		return news{ID: first.ID, Refuse: !ok, Has: list}
	})
	if reign == 0 {
		return
	}
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
		case doShow:
			a.sfu.Show(o.Stream, o.Viewer, o.View)
		case doMute:
			a.sfu.Mute(o.Stream, o.Muted)
		case doUnpub:
			a.unpublish(o.Stream, o.Num)
		case doUnplay:
			a.sfu.StopPlay(o.Stream, o.Viewer)
		default:
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(ctx, orderTime)
				defer cancel()
				sdp, err := a.do(ctx, o, reign, out)
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
func (a *Agent) do(ctx context.Context, o order, reign uint64, out *tongue) (string, error) {
	on, gone := out.telling(o.Run, o.Watch)
	switch o.Do {
	case doPublish:
		seat := room.Seat{SoundOnly: o.SoundOnly, Muted: o.Muted}
		return a.publish(ctx, reign, o.Stream, o.Num, o.SDP, seat, on, gone)
	case doPlay:
		see := seeing{view: o.View, gone: gone}
		if o.Told {
			see.on = func(p sfu.Picture) { out.say(news{Run: o.Run, Picture: &p}) }
			_, see.gone = out.telling(o.Run, true) // the leader forgets it then
		}
		return a.play(ctx, origin{o.From, o.Num}, o.Stream, o.Viewer, o.SDP, see)
	case doRestart:
		return a.sfu.Restart(ctx, o.Stream, o.Viewer, o.Ufrag, o.Pwd)
	}
	return "", errors.New("fleet: an order that this version does not know: " + o.Do)
}

// undo ends what an order began.
func (a *Agent) undo(o order) {
	switch o.Do {
	case doPublish:
		a.unpublish(o.Stream, o.Num)
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

func (t *tongue) say(line any) { t.sayOf(func() any { return line }) }

// sayOf says what f returns, before anything else.
func (t *tongue) sayOf(f func() any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b, err := json.Marshal(f())
	if err != nil {
		return
	}
	_ = t.w.SetWriteDeadline(time.Now().Add(dialTime))
	if _, err := t.w.Write(append(b, '\n')); err != nil {
		t.fail()
	}
}

// telling is who tells the leader of a publication or viewer.
func (t *tongue) telling(run uint64, watch bool) (on func(room.Media), gone func()) {
	if watch {
		gone = func() { t.say(news{Run: run, Gone: true}) }
	}
	return func(m room.Media) { t.say(news{Run: run, Flow: m}) }, gone
}
