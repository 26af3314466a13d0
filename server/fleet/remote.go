package fleet

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"onair/room"
	"onair/server/reply"
)

// remote is another node, as the leader orders it about.
type remote struct {
	name, addr string
	c          net.Conn
	out        chan order // orders that are not waited for, too
	log        *slog.Logger
	done       chan struct{}
	end        context.CancelFunc

	mu      sync.Mutex
	next    uint64
	waiting map[uint64]chan news
	runs    map[uint64]*flowing
	closed  bool
}

// ordersMost is how many orders may wait for a node before it is given up.
const ordersMost = 4096

// command connects to a node and takes it over. It returns what flows there.
func (f *Fleet) command(ctx context.Context, name, addr string) (*remote, []has, error) {
	dial, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	c, err := f.cfg.Dial(dial, addr, DoorOrders, nobody)
	if err != nil {
		return nil, nil, err
	}
	r := &remote{name: name, addr: addr, c: c, out: make(chan order, ordersMost), log: f.cfg.Log, done: make(chan struct{}),
		waiting: make(map[uint64]chan news), runs: make(map[uint64]*flowing)}
	ctx, r.end = context.WithCancel(ctx)
	if !f.begins(func() { r.run(ctx) }) {
		c.Close()
		return nil, nil, f.life.Err()
	}
	n, err := r.send(dial, order{Do: doLead, Term: f.cfg.Term}, nil)
	if err != nil {
		r.end()
		<-r.done
		return nil, nil, err
	}
	return r, n.Has, nil
}

// listed are who is told of what a node has listed.
func (r *remote) listed(list []has) map[uint64]*flowing {
	r.mu.Lock()
	defer r.mu.Unlock()
	runs := make(map[uint64]*flowing)
	for _, h := range list {
		if w := r.runs[h.Run]; w != nil {
			runs[h.Run] = w
		}
	}
	return runs
}

// run reads what the node says until the connection ends; then everything there is gone.
func (r *remote) run(ctx context.Context) {
	defer close(r.done)
	defer r.lost()
	defer r.end()
	defer context.AfterFunc(ctx, func() { r.c.Close() })()
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() {
		t := &tongue{w: r.c, fail: r.end}
		ping := time.NewTicker(pingEvery)
		defer ping.Stop()
		for {
			select {
			case <-ping.C:
				t.say(order{Do: doPing})
			case o := <-r.out:
				t.say(o)
			case <-ctx.Done():
				return
			}
		}
	})
	in := json.NewDecoder(bufio.NewReader(r.c))
	for {
		var n news
		_ = r.c.SetReadDeadline(time.Now().Add(silence))
		if err := in.Decode(&n); err != nil {
			if ctx.Err() == nil {
				r.log.Warn("a node is lost", "name", r.name, "err", err)
			}
			r.end()
			return
		}
		r.hear(n)
	}
}

func (r *remote) hear(n news) {
	r.mu.Lock()
	if n.ID != 0 {
		for _, h := range n.Has { // at its place among the news
			if h.Run != 0 {
				r.runs[h.Run] = &flowing{flow: h.Flow}
			}
		}
		if w := r.waiting[n.ID]; w != nil {
			delete(r.waiting, n.ID)
			w <- n
		}
		r.mu.Unlock()
		return
	}
	w := r.runs[n.Run]
	if n.Gone {
		delete(r.runs, n.Run)
	}
	r.mu.Unlock()
	switch {
	case w == nil:
	case n.Picture != nil:
		if w.seen != nil {
			w.seen(*n.Picture)
		}
	default:
		w.tell(n.Flow, n.Gone)
	}
}

// lost tells of everything that was at the node that it is gone.
func (r *remote) lost() {
	r.mu.Lock()
	r.closed = true
	waiting, runs := r.waiting, r.runs
	r.waiting, r.runs = nil, nil
	r.mu.Unlock()
	for _, w := range waiting {
		close(w)
	}
	for _, w := range runs {
		w.tell(room.Media{}, true)
	}
}

var errLost = errors.New("fleet: the node is lost")

// ask sends an order and waits for its answer. w, unless it is nil, is told what comes
// of it; then the order's Run is its name.
func (r *remote) ask(ctx context.Context, o order, w *flowing) (sdp string, err error) {
	n, err := r.send(ctx, o, w)
	return n.SDP, err
}

func (r *remote) send(ctx context.Context, o order, w *flowing) (news, error) {
	answer := make(chan news, 1)
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return news{}, fmt.Errorf("%w: %w", reply.ErrMediaRefused, errLost)
	}
	r.next++
	o.ID = r.next
	r.waiting[o.ID] = answer
	if w != nil {
		o.Run = o.ID
		r.runs[o.Run] = w
	}
	r.mu.Unlock()
	forget := func() {
		r.mu.Lock()
		delete(r.waiting, o.ID)
		delete(r.runs, o.ID)
		r.mu.Unlock()
	}
	r.tell(o)
	select {
	case n, ok := <-answer:
		switch {
		case !ok:
			return news{}, fmt.Errorf("%w: %w", reply.ErrMediaRefused, errLost)
		case n.Refuse:
			return news{}, errOldLeader
		}
		err := meant(n.Error, n.Words)
		if err != nil {
			forget()
		}
		return n, err
	case <-ctx.Done():
		forget()
		return news{}, ctx.Err()
	}
}

// tell sends an order without waiting. A node that does not take them is given up.
func (r *remote) tell(o order) {
	select {
	case r.out <- o:
	default:
		r.end()
	}
}
