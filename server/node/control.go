package node

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"onair/server"
	"onair/server/cluster"
	"onair/server/streamkey"
)

// Order is what an operator asks of a node.
type Order struct {
	// Drain has everybody go to other nodes, and the node end.
	Drain bool `json:"drain,omitempty"`
	// Key makes, lists or revokes stream keys, which the leader does.
	Key *streamkey.Order `json:"key,omitempty"`
}

type answer struct {
	Text  string `json:"text,omitempty"`
	Error string `json:"error,omitempty"`
}

// ErrNoNode: none runs on the data folder.
var ErrNoNode = errors.New("node: no node runs on this data folder")

// socket is the name in the data folder of what this machine's programs ask by.
const socket = "node.sock"

// orderTime bounds an order that is no drain.
const orderTime = 20 * time.Second

// Tell has the node of a data folder do an order.
func Tell(ctx context.Context, dir string, o Order) (text string, err error) {
	c, err := new(net.Dialer).DialContext(ctx, "unix", filepath.Join(dir, socket))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrNoNode, err)
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	var a answer
	if err = json.NewEncoder(c).Encode(o); err == nil {
		err = json.NewDecoder(c).Decode(&a)
	}
	return a.result(err)
}

// TellBy has a node do an order, by NATS; name is not needed where any node may.
func TellBy(ctx context.Context, c cluster.Config, name string, o Order) (text string, err error) {
	to := "leader.orders"
	if o.Drain {
		to = "node." + name
	}
	b, err := json.Marshal(o)
	if err == nil {
		b, err = cluster.AskFrom(ctx, c, to, b)
	}
	var a answer
	if err == nil {
		err = json.Unmarshal(b, &a)
	}
	return a.result(err)
}

func (a answer) result(err error) (string, error) {
	if err == nil && a.Error != "" {
		err = errors.New(a.Error)
	}
	return a.Text, err
}

func told(text string, err error) (a answer) {
	if a.Text = text; err != nil {
		a.Error = err.Error()
	}
	return a
}

// takeOrders takes what operators ask of this node until ctx ends.
func (n *Node) takeOrders(ctx context.Context) {
	stop, err := n.cluster.Answer("node."+n.cluster.Name(), func(ctx context.Context, b []byte) []byte { return n.obey(ctx, b) })
	if err != nil {
		n.log.Warn("no orders by NATS", "err", err)
		return
	}
	defer stop()
	path := filepath.Join(n.cfg.Server.DataDir, socket)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a run that was killed; the folder is this one's
		n.log.Warn("no orders on this machine", "err", err)
	}
	ln, err := net.Listen("unix", path)
	if err == nil {
		err = os.Chmod(path, 0o600) // the folder itself is open to nobody else
	}
	if err != nil {
		n.log.Warn("no orders on this machine", "err", err)
		<-ctx.Done()
		return
	}
	defer context.AfterFunc(ctx, func() { ln.Close() })()
	var wg sync.WaitGroup
	defer wg.Wait()
	defer ln.Close()
	for {
		c, err := ln.Accept()
		if err != nil {
			if ctx.Err() == nil {
				n.log.Warn("no orders on this machine any more", "err", err)
			}
			<-ctx.Done()
			return
		}
		wg.Go(func() {
			defer c.Close()
			defer context.AfterFunc(ctx, func() { c.SetReadDeadline(time.Unix(1, 0)) })()
			var line json.RawMessage
			if json.NewDecoder(c).Decode(&line) == nil {
				_, _ = c.Write(n.obey(ctx, line))
			}
		})
	}
}

func (n *Node) obey(ctx context.Context, line []byte) []byte {
	var o Order
	var a answer
	switch err := json.Unmarshal(line, &o); {
	case err != nil:
		a = told("", err)
	case o.Drain:
		a = told("", n.Drain())
		defer n.leave() // it is answered first
	case o.Key != nil: // by who leads
		ctx, cancel := context.WithTimeout(ctx, orderTime)
		defer cancel()
		if b, err := n.cluster.Ask(ctx, "leader.orders", line); err != nil {
			a = told("", err)
		} else {
			return b
		}
	default:
		a = told("", errors.New("an order that this version does not know"))
	}
	b, _ := json.Marshal(a) // of strings
	return b
}

// answerAsLeader answers what is asked of who leads, until stop.
func (n *Node) answerAsLeader(srv *server.Server, leaves func(node string)) (stop func(), err error) {
	stopLeaves, err := n.cluster.Answer(leaderName, func(ctx context.Context, node []byte) []byte {
		leaves(string(node))
		_, err := n.peers(ctx) // clients are told of it no more
		b, _ := json.Marshal(told("", err))
		return b
	})
	if err != nil {
		return nil, err
	}
	stopOrders, err := n.cluster.Answer("leader.orders", func(ctx context.Context, line []byte) []byte {
		var o Order
		err := json.Unmarshal(line, &o)
		text := ""
		if err == nil && o.Key != nil {
			text, err = srv.OrderKey(ctx, *o.Key)
		}
		b, _ := json.Marshal(told(text, err))
		return b
	})
	if err != nil {
		stopLeaves()
		return nil, err
	}
	return func() { stopLeaves(); stopOrders() }, nil
}
