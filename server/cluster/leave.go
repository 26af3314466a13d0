package cluster

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// Leave says that this node goes away soon: it leads no more, and gives the lease over
// if it has it. It stays a member until Run ends.
func (n *Node) Leave(ctx context.Context) error {
	n.leave.Do(func() { close(n.leaving) })
	if _, err := n.nodes.Put(ctx, n.cfg.Name, n.member()); err != nil {
		return fmt.Errorf("node %s: %w", n.cfg.Name, err)
	}
	return nil
}

// leaves reports whether Leave was called.
func (n *Node) leaves() bool {
	select {
	case <-n.leaving:
		return true
	default:
		return false
	}
}

// words is where a leader says that it gives up the lease, or has: other nodes look at once.
const words = "onair.words"

func (n *Node) say(term uint64) {
	err := n.nc.Publish(words, strconv.AppendUint(nil, term, 10))
	if err == nil {
		err = n.nc.FlushTimeout(leaseAsk)
	}
	if err != nil {
		n.cfg.Log.Debug("nothing is said of the lease", "err", err)
	}
}

// hear notes what leaders say, until stop, and pokes who waits for it.
func (n *Node) hear(word chan<- struct{}) (stop func(), err error) {
	sub, err := n.nc.Subscribe(words, func(m *nats.Msg) {
		term, err := strconv.ParseUint(string(m.Data), 10, 64)
		if err != nil {
			return
		}
		n.view.goes(term)
		select {
		case word <- struct{}{}:
		default:
		}
	})
	if err != nil {
		return nil, err
	}
	return func() { _ = sub.Unsubscribe() }, nil
}

// goes notes that the leader of a term gives up.
func (v *view) goes(term uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.going = max(v.going, term)
	if v.wake != nil {
		close(v.wake)
		v.wake = nil
	}
}

const questions = "onair.ask."

// Answer has f answer what is asked under a name, one question at a time, until stop,
// which waits.
func (n *Node) Answer(name string, f func(context.Context, []byte) []byte) (stop func(), err error) {
	ctx, cancel := context.WithCancel(context.Background())
	var mu sync.Mutex
	sub, err := n.nc.Subscribe(questions+name, func(m *nats.Msg) {
		mu.Lock()
		defer mu.Unlock()
		if ctx.Err() == nil {
			_ = m.Respond(f(ctx, m.Data)) // who asks asks again
			_ = n.nc.Flush()
		}
	})
	if err != nil {
		cancel()
		return nil, fmt.Errorf("questions for %s: %w", name, err)
	}
	return func() {
		_ = sub.Unsubscribe()
		cancel()
		mu.Lock() // until it has answered
		defer mu.Unlock()
	}, nil
}

// Ask asks who answers under a name. While nobody does it waits, until ctx ends.
func (n *Node) Ask(ctx context.Context, name string, question []byte) ([]byte, error) {
	for {
		m, err := n.nc.RequestWithContext(ctx, questions+name, question)
		if err == nil {
			return m.Data, nil
		}
		if !errors.Is(err, nats.ErrNoResponders) {
			return nil, fmt.Errorf("asking %s: %w", name, err)
		}
		select {
		case <-time.After(renewEvery):
		case <-ctx.Done():
			return nil, fmt.Errorf("asking %s: nobody answers: %w", name, err)
		}
	}
}

// AskFrom is Ask for a program beside the nodes.
func AskFrom(ctx context.Context, cfg Config, name string, question []byte) ([]byte, error) {
	cfg.Log = slog.New(slog.DiscardHandler)
	n := &Node{cfg: cfg}
	defer n.Close()
	if err := n.dial(ctx); err != nil {
		return nil, err
	}
	return n.Ask(ctx, name, question)
}
