package fleet

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"time"

	"onair/server/reply"
	"onair/server/sfu"
)

// maxBitRate is what a stream from another node may have, in bits a second: there its
// own limit was kept.
const maxBitRate = 100_000_000

// pull takes a stream from another node.
type pull struct {
	stream string
	from   origin
	ready  chan struct{} // closed when err is known
	err    error
	done   chan struct{}
	stop   context.CancelFunc

	mu    sync.Mutex
	holds int       // who needs it besides viewers
	idle  time.Time // since when nobody does
}

// take makes sure that a publication comes to this node from its own, and
// holds it until release is called.
func (a *Agent) take(ctx context.Context, stream string, from origin) (release func(), err error) {
	for {
		a.mu.Lock()
		if a.life.Err() != nil {
			a.mu.Unlock()
			return nil, reply.ErrNoStream
		}
		p := a.pulls[stream]
		if p == nil || p.from != from {
			if p != nil {
				p.stop()
			}
			p = a.startLocked(stream, from)
		}
		p.hold(1)
		a.mu.Unlock()
		release = sync.OnceFunc(func() { p.hold(-1) })
		select {
		case <-p.ready:
		case <-ctx.Done():
			release()
			return nil, ctx.Err()
		}
		if p.err != nil {
			release()
			return nil, p.err
		}
		select {
		case <-p.done: // it has just ended; what is there now is another
			release()
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			continue
		default:
			return release, nil
		}
	}
}

func (p *pull) hold(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.holds += n
	p.idle = time.Now()
}

func (a *Agent) startLocked(stream string, from origin) *pull {
	ctx, stop := context.WithCancel(a.life)
	p := &pull{stream: stream, from: from, ready: make(chan struct{}), done: make(chan struct{}), stop: stop, idle: time.Now()}
	a.pulls[stream] = p
	a.wg.Go(func() {
		defer close(p.done)
		defer stop()
		err := a.run(ctx, p)
		a.mu.Lock()
		if a.pulls[stream] == p {
			delete(a.pulls, stream)
		}
		a.mu.Unlock()
		select {
		case <-p.ready:
		default:
			if p.err = err; err == nil {
				p.err = reply.ErrNoStream
			}
			close(p.ready)
		}
		if err != nil && ctx.Err() == nil {
			a.log.Debug("a stream comes from another node no more", "stream", stream, "from", from.addr, "err", err)
		}
	})
	return p
}

// nobody is where a connection of a node's own comes from.
var nobody = netip.AddrPortFrom(netip.IPv4Unspecified(), 0)

// run is the pull's goroutine.
func (a *Agent) run(ctx context.Context, p *pull) error {
	dial, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	c, err := a.dial(dial, p.from.addr, DoorFeed, nobody)
	if err != nil {
		return fmt.Errorf("%w: %w", reply.ErrNoStream, err)
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	in := bufio.NewReaderSize(c, 64<<10)
	has, err := wish(c, in, feedWish{p.stream, p.from.num, true})
	if err != nil {
		return err
	}
	w := newWishes(len(has.Layers))
	into, err := a.sfu.SFU.Ingest(p.stream, sfu.PublishOptions{MaxBitRate: maxBitRate, AudioOnly: !has.Video,
		KeyframeWanted: w.keyframe, Layers: len(has.Layers), LayersWanted: w.layers})
	if err != nil {
		return fmt.Errorf("%w: %w", reply.ErrMediaRefused, err)
	}
	defer into.Close()
	describe(into, has.Layers)
	close(p.ready)
	var wg sync.WaitGroup
	defer wg.Wait()
	ctx, end := context.WithCancel(ctx)
	defer end()
	wg.Go(func() { defer c.Close(); a.mind(ctx, p, c, w, into.Done()) })
	parts := partReader{in: in}
	for {
		part, err := parts.next()
		if err != nil {
			return err
		}
		a.taken.Add(part.size())
		layer, _, picture := part.picture()
		switch {
		case picture:
			into.Layer(layer, part.nals, part.pts, part.dts)
		case part.kind == partSound:
			for _, packet := range part.nals {
				into.Opus(packet, part.pts)
			}
		case part.kind == partLeft && len(part.nals) == 1 && len(part.nals[0]) == 1:
			into.Left(int(part.nals[0][0]))
		case part.kind == partAbout && len(part.nals) == 1:
			var layers []sfu.Layer
			if json.Unmarshal(part.nals[0], &layers) == nil {
				describe(into, layers)
			}
		}
	}
}

// wish says which stream is wanted, and reads what it has.
func wish(c net.Conn, in *bufio.Reader, what feedWish) (has feedHas, err error) {
	_ = c.SetDeadline(time.Now().Add(dialTime))
	b, err := json.Marshal(what)
	if err == nil {
		_, err = c.Write(append(b, '\n'))
	}
	var line []byte
	if err == nil {
		line, err = in.ReadSlice('\n')
	}
	if err == nil {
		err = json.Unmarshal(bytes.TrimSpace(line), &has)
	}
	if err != nil {
		return has, fmt.Errorf("%w: %w", reply.ErrNoStream, err)
	}
	_ = c.SetDeadline(time.Time{})
	return has, meant(has.Error, has.Words)
}

// mind passes wishes for keyframes and layers on, and ends the pull when nobody needs it.
func (a *Agent) mind(ctx context.Context, p *pull, c net.Conn, w *wishes, over <-chan struct{}) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		if b := w.letters(time.Now()); len(b) > 0 {
			_ = c.SetWriteDeadline(time.Now().Add(dialTime))
			if _, err := c.Write(b); err != nil {
				return
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-over:
			return
		case <-w.wake:
		case now := <-t.C:
			if p.idleSince(len(a.sfu.Viewers(p.stream)), now) > linger && a.retire(p) {
				return
			}
		}
	}
}

// retire takes a pull that nobody needs off the list; false if somebody does again.
func (a *Agent) retire(p *pull) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.holds > 0 {
		return false
	}
	if a.pulls[p.stream] == p {
		delete(a.pulls, p.stream)
	}
	return true
}

func (p *pull) idleSince(viewers int, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if viewers > 0 || p.holds > 0 {
		p.idle = now
	}
	return now.Sub(p.idle)
}

var errOldLeader = errors.New("fleet: a later leader is obeyed")
