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

// flowing is who is told of a publisher or viewer at another node.
type flowing struct {
	on   func(room.Media)
	gone func()
	flow room.Media
}

// ordersMost is how many orders may wait for a node before it is given up.
const ordersMost = 4096

// command connects to a node and takes it over.
func (f *Fleet) command(ctx context.Context, name, addr string) (*remote, error) {
	dial, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	c, err := f.cfg.Dial(dial, addr, DoorOrders, nobody)
	if err != nil {
		return nil, err
	}
	r := &remote{name: name, addr: addr, c: c, out: make(chan order, ordersMost), log: f.cfg.Log, done: make(chan struct{}),
		waiting: make(map[uint64]chan news), runs: make(map[uint64]*flowing)}
	ctx, r.end = context.WithCancel(ctx)
	f.wg.Go(func() { r.run(ctx) })
	if _, err := r.ask(dial, order{Do: doLead, Term: f.cfg.Term}, nil); err != nil {
		r.end()
		<-r.done
		return nil, err
	}
	return r, nil
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
	if w != nil {
		w.tell(n)
	}
}

// tell is called by the remote's goroutine alone.
func (w *flowing) tell(n news) {
	if w.on != nil && n.Flow != w.flow {
		w.flow = n.Flow
		w.on(n.Flow)
	}
	if n.Gone && w.gone != nil {
		w.gone()
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
		w.tell(news{Gone: true})
	}
}

var errLost = errors.New("fleet: the node is lost")

// ask sends an order and waits for its answer. w, unless it is nil, is told what comes
// of it; then the order's Run is its name.
func (r *remote) ask(ctx context.Context, o order, w *flowing) (string, error) {
	answer := make(chan news, 1)
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return "", fmt.Errorf("%w: %w", reply.ErrMediaRefused, errLost)
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
			return "", fmt.Errorf("%w: %w", reply.ErrMediaRefused, errLost)
		case n.Refuse:
			return "", errOldLeader
		}
		err := meant(n.Error, n.Words)
		if err != nil {
			forget()
		}
		return n.SDP, err
	case <-ctx.Done():
		forget()
		return "", ctx.Err()
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
