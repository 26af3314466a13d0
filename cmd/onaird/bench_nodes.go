package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"onair/server/cluster"
	"onair/server/node"
	"onair/server/secret"
	"onair/server/sfu/crowd"
	"onair/server/streamkey"
)

// benchNode is an onaird as a process of this one's.
type benchNode struct {
	name, dir     string
	addr, figures string // of clients, of /metrics
	cmd           *exec.Cmd
	log           *os.File
	done          chan error
}

// benchCluster is all of them.
type benchCluster struct {
	dir   string
	nodes []*benchNode
	clear func() error // what they have left in a NATS of others
}

// startBench starts the nodes and waits until they take people in.
func (s *settings) startBench(ctx context.Context) (c *benchCluster, err error) {
	c = &benchCluster{clear: func() error { return nil }}
	defer func() {
		if err != nil {
			err = errors.Join(err, c.close())
		}
	}()
	if c.dir, err = os.MkdirTemp("", "onaird-bench-"); err != nil {
		return c, err
	}
	if s.natsURLs != "" {
		nats := s.nats()
		nats.Log = slog.New(slog.DiscardHandler)
		if err := cluster.Unused(ctx, nats); err != nil {
			return c, err
		}
		c.clear = func() error { return cluster.Clear(context.WithoutCancel(ctx), nats) }
	}
	program, err := os.Executable()
	if err != nil {
		return c, err
	}
	const each = 5
	ports, err := benchPorts(each * s.bench.nodes)
	if err != nil {
		return c, err
	}
	var routes []string
	for i := range s.bench.nodes {
		routes = append(routes, "nats://"+ports[each*i])
	}
	key := secret.Hex(32)
	for i := range s.bench.nodes {
		p := ports[each*i:]
		n := &benchNode{name: "bench" + strconv.Itoa(i+1), addr: p[1], figures: p[2]}
		n.dir = filepath.Join(c.dir, n.name)
		args := []string{"serve", "--data-dir", n.dir, "--node-name", n.name, "--listen", n.addr, "--metrics-listen", n.figures, "--media", p[3], "--node-addr", p[4],
			"--guests", "--announce=false", "--trusted-proxies", "127.0.0.1", "--drain-time", "0"}
		if s.natsURLs != "" {
			args = append(args, "--nats", s.natsURLs, "--nats-creds", s.cluster.Creds)
		} else {
			args = append(args, "--cluster-listen", p[0], "--cluster-routes", strings.Join(routes, ","))
		}
		if err := n.start(program, c.dir, append(os.Environ(), envName("secret-key")+"="+key), args); err != nil {
			return c, err
		}
		c.nodes = append(c.nodes, n)
	}
	return c, c.ready(ctx)
}

func (n *benchNode) start(program, dir string, env, args []string) (err error) {
	if n.log, err = os.Create(filepath.Join(dir, n.name+".log")); err != nil {
		return err
	}
	n.cmd = exec.Command(program, args...)
	n.cmd.Env, n.cmd.Stderr, n.done = env, n.log, make(chan error, 1)
	withUs(n.cmd)
	if err := n.cmd.Start(); err != nil {
		n.log.Close()
		return err
	}
	go func() { n.done <- n.cmd.Wait() }()
	return nil
}

// ready waits until all nodes know who leads.
func (c *benchCluster) ready(ctx context.Context) error {
	t := time.NewTicker(100 * time.Millisecond)
	defer t.Stop()
	for _, n := range c.nodes {
		for {
			if res, err := http.Get("http://" + n.addr + "/healthz"); err == nil {
				res.Body.Close()
				if res.StatusCode == http.StatusOK {
					break
				}
			}
			select {
			case <-t.C:
			case err := <-n.done:
				n.done <- err
				return fmt.Errorf("%s has ended: %w: %s", n.name, errors.Join(errEnded, err), n.last())
			case <-ctx.Done():
				return fmt.Errorf("%s is not ready: %w: %s", n.name, ctx.Err(), n.last())
			}
		}
	}
	return nil
}

// errEnded: a node has ended by itself.
var errEnded = errors.New("the process is over")

// last is the end of a node's log.
func (n *benchNode) last() string {
	b, _ := os.ReadFile(n.log.Name())
	return string(b[max(0, len(b)-1500):])
}

// close ends the nodes and takes away what they had.
func (c *benchCluster) close() (err error) {
	for _, n := range c.nodes {
		_ = n.cmd.Process.Signal(syscall.SIGTERM)
	}
	for _, n := range c.nodes {
		select {
		case ended := <-n.done:
			n.done <- ended
		case <-time.After(10 * time.Second):
			_ = n.cmd.Process.Kill()
			<-n.done
		}
		n.log.Close()
	}
	err = c.clear()
	if c.dir != "" {
		err = errors.Join(err, os.RemoveAll(c.dir))
	}
	return err
}

// key is one by which a program sends a user's stream.
func (n *benchNode) key(ctx context.Context, user string, room uint32) (string, error) {
	return node.Tell(ctx, n.dir, node.Order{Key: &streamkey.Order{UserID: user, RoomID: room}})
}

// ask gives offers to WHIP or WHEP of a node, as if from another address each.
func (n *benchNode) ask(path, key string, from int) crowd.Exchange {
	return func(ctx context.Context, offer string) (string, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+n.addr+path, strings.NewReader(offer))
		if err != nil {
			return "", err
		}
		req.Header.Set("Content-Type", "application/sdp")
		req.Header.Set("X-Forwarded-For", fmt.Sprintf("198.18.%d.%d", from/250, from%250+1))
		if key != "" {
			req.Header.Set("Authorization", "Bearer "+key)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return "", err
		}
		defer res.Body.Close()
		b, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
		if err == nil && res.StatusCode != http.StatusCreated {
			err = fmt.Errorf("%s: %s", res.Status, b)
		}
		return string(b), err
	}
}

// read is a node's figures by name, those with several lines by name and way.
func (n *benchNode) read(ctx context.Context) (map[string]float64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+n.figures+"/metrics", nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	all := map[string]float64{}
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		what, value, _ := strings.Cut(lines.Text(), " ")
		name, labels, _ := strings.Cut(what, "{")
		if strings.Contains(labels, `way="out"`) {
			name += " out"
		}
		if v, err := strconv.ParseFloat(value, 64); err == nil && !strings.HasPrefix(what, "#") {
			all[name] = v
		}
	}
	return all, nil
}
