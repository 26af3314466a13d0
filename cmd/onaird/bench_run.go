package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"sync"
	"time"

	"onair/internal/cli"
	"onair/server/sfu/crowd"
)

const (
	// joinsAtOnce is how many viewers come at a time, joinTime how long one may take.
	joinsAtOnce = 4
	joinTime    = 15 * time.Second
	// settleTime is between the last that came and what is measured.
	settleTime = time.Second
)

// benchRun is a bench under way.
type benchRun struct {
	benchPlan
	nodes  []*benchNode
	pub    *crowd.Publisher
	sights *sights
	out    io.Writer

	viewers []*crowd.Viewer // by the order of who comes; the i-th is at node i modulo nodes
}

// run has viewers come until they do not fit, there are enough, or time is up.
func (p benchPlan) run(ctx context.Context, c *benchCluster, out io.Writer) (err error) {
	r := &benchRun{benchPlan: p, nodes: c.nodes, sights: newSights(len(c.nodes)), out: out}
	key, err := c.nodes[0].key(ctx, "anchor", uint32(p.room))
	if err != nil {
		return fmt.Errorf("the anchor's key: %w", err)
	}
	if r.pub, err = crowd.Publish(ctx, c.nodes[0].ask(fmt.Sprint("/whip/", p.room), key, 0)); err != nil {
		return err
	}
	defer r.close()
	fmt.Fprintf(out, "%d nodes, one anchor at the first: 1280x720, %d pictures a second, 1.5 Mbit/s, with sound.\n"+
		"Nodes, anchor and viewers share this machine. Viewers report every second.\n\n", len(c.nodes), crowd.FPS)
	fmt.Fprintf(out, "%8s %9s %9s %8s %8s %12s %9s %9s\n", "viewers", "nodes, %", "each, %", "own, %", "missing", "pictures, %", "late p50", "late p95")
	var fits *benchStepResult
	end := "there were to be no more (--viewers)"
	for n := 0; n < p.viewers; {
		n = min(n+p.step, p.viewers)
		got, err := r.to(ctx, n)
		if ctx.Err() != nil && fits != nil {
			end = "time was up (--for)"
			break
		}
		if err != nil && fits != nil {
			end = fmt.Sprintf("with %d not all could join (%v)", n, cli.OneLine(err))
			break
		}
		if err != nil {
			return fmt.Errorf("%d viewers: %w", n, err)
		}
		got.line(out)
		if got.bad != "" {
			end = fmt.Sprintf("%d no longer fit: %s", n, got.bad)
			break
		}
		fits = got
	}
	if fits == nil {
		return errors.New("not even the first viewers fit: take a smaller --step, or a machine with less to do")
	}
	fits.print(out, end)
	return nil
}

func (r *benchRun) close() {
	var wg sync.WaitGroup
	for _, v := range r.viewers {
		wg.Go(v.Close)
	}
	wg.Wait()
	r.pub.Close()
}

// to has as many viewers as wanted, and measures.
func (r *benchRun) to(ctx context.Context, n int) (*benchStepResult, error) {
	begun := len(r.viewers)
	joins, err := r.join(ctx, n)
	if err != nil {
		return nil, err
	}
	if err := pause(ctx, settleTime); err != nil {
		return nil, err
	}
	s := &benchStepResult{viewers: n, joins: joins, more: n - begun}
	before, err := r.take(ctx)
	if err != nil {
		return nil, err
	}
	r.sights.clear()
	if err := pause(ctx, r.window); err != nil {
		return nil, err
	}
	after, err := r.take(ctx)
	if err != nil {
		return nil, err
	}
	s.measure(before, after)
	s.late, s.hops = r.sights.times()
	s.judge(r.late)
	return s, nil
}

// join has viewers come, in turn at all nodes; the first of each decrypts everything.
func (r *benchRun) join(ctx context.Context, n int) (took []time.Duration, err error) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	at := make(chan struct{}, joinsAtOnce)
	fresh := make([]*crowd.Viewer, n-len(r.viewers))
	for i := range fresh {
		who := len(r.viewers) + i
		node := who % len(r.nodes)
		var see func(crowd.Seen)
		if who < len(r.nodes) {
			see = func(s crowd.Seen) { r.sights.see(node, s) }
		}
		at <- struct{}{}
		wg.Go(func() {
			defer func() { <-at }()
			ctx, cancel := context.WithTimeout(ctx, joinTime)
			defer cancel()
			v, e := crowd.Play(ctx, r.nodes[node].ask(fmt.Sprint("/whep/", r.room), "", 1+who), see)
			mu.Lock()
			defer mu.Unlock()
			if e != nil {
				err = errors.Join(err, fmt.Errorf("at %s: %w", r.nodes[node].name, e))
				return
			}
			fresh[i] = v
			took = append(took, v.Joined())
		})
	}
	wg.Wait()
	for _, v := range fresh {
		if v != nil {
			r.viewers = append(r.viewers, v)
		}
	}
	return took, err
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// sights is when pictures came to the first viewer of each node.
type sights struct {
	mu   sync.Mutex
	at   []map[int]time.Time
	late []time.Duration
}

func newSights(nodes int) *sights {
	s := &sights{at: make([]map[int]time.Time, nodes)}
	s.clear()
	return s
}

func (s *sights) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.at {
		s.at[i] = map[int]time.Time{}
	}
	s.late = nil
}

func (s *sights) see(node int, p crowd.Seen) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at[node][p.Number] = p.At
	s.late = append(s.late, p.Late)
}

// times is how late pictures were, and how much later the same ones were at other nodes
// than at the anchor's.
func (s *sights) times() (late, hops []time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for number, own := range s.at[0] {
		for _, other := range s.at[1:] {
			if at, ok := other[number]; ok {
				hops = append(hops, at.Sub(own))
			}
		}
	}
	return s.late, hops
}

// share is a part of something, in hundredths.
func share(part, all float64) float64 {
	if all == 0 {
		return math.NaN()
	}
	return 100 * part / all
}
