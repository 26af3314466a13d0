package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"strconv"
	"time"
)

// benchPlan is what onaird bench is to do. Everything stays on this machine.
type benchPlan struct {
	nodes   int
	viewers int           // at most
	step    int           // viewers more each time
	window  time.Duration // measured in each step
	long    time.Duration // all together
	late    time.Duration // the 95th of a hundred pictures may be so late
	room    uint
}

// The bounds of a bench, which loads the machine as far as it goes.
const (
	benchNodes   = 9
	benchViewers = 5000
	benchStep    = 500
	benchLong    = 10 * time.Minute
	benchWindow  = time.Minute
)

func (s *settings) benchFlags() *flag.FlagSet {
	fs := s.flags("bench")
	s.natsFlags(fs)
	p := &s.bench
	fs.IntVar(&p.nodes, "nodes", 3, "how many nodes, each a process of its own on this machine, 1 to 9")
	fs.IntVar(&p.viewers, "viewers", 1000, "how many viewers at most, up to 5000; with fewer that fit it ends by itself")
	fs.IntVar(&p.step, "step", 30, "how many viewers more each time")
	fs.DurationVar(&p.window, "window", 5*time.Second, "how `long` each step is measured, 1s to 1m")
	fs.DurationVar(&p.long, "for", 3*time.Minute, "how `long` all takes at most, up to 10m")
	fs.DurationVar(&p.late, "late", 100*time.Millisecond, "how `late` 5 of 100 pictures may be, from the anchor to a viewer, before viewers no longer fit")
	fs.UintVar(&p.room, "room", 4321, "`number` of the room")
	return fs
}

func (p benchPlan) check() error {
	var errs []error
	bound := func(name string, ok bool, words string) {
		if !ok {
			errs = append(errs, fmt.Errorf("--%s: %s", name, words))
		}
	}
	bound("nodes", p.nodes >= 1 && p.nodes <= benchNodes, fmt.Sprintf("%d to %d", 1, benchNodes))
	bound("viewers", p.viewers >= p.nodes && p.viewers <= benchViewers, fmt.Sprintf("one a node at least, %d at most", benchViewers))
	bound("step", p.step >= p.nodes && p.step <= benchStep, fmt.Sprintf("one a node at least, %d at most", benchStep))
	bound("window", p.window >= time.Second && p.window <= benchWindow, fmt.Sprintf("%v to %v", time.Second, benchWindow))
	bound("for", p.long >= 10*time.Second && p.long <= benchLong, fmt.Sprintf("%v to %v", 10*time.Second, benchLong))
	bound("late", p.late > 0, "more than nothing")
	bound("room", p.room > 0 && uint64(p.room) < 1<<32, "a room's number")
	return errors.Join(errs...)
}

// bench measures how many viewers nodes on this machine carry, and what a hop between
// them costs.
func bench(ctx context.Context, args []string, env func(string) string, stdout io.Writer) (err error) {
	var s settings
	if err := parse(s.benchFlags(), args, env); err != nil {
		return usageError{err}
	}
	if err := errors.Join(s.bench.check(), onLoopback(list(s.natsURLs))); err != nil {
		return usageError{fmt.Errorf("bench: %w", err)}
	}
	ctx, cancel := context.WithTimeout(ctx, s.bench.long)
	defer cancel()
	nodes, err := s.startBench(ctx)
	if err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	defer func() { err = errors.Join(err, nodes.close()) }()
	if err := s.bench.run(ctx, nodes, stdout); err != nil {
		return fmt.Errorf("bench: %w", err)
	}
	return nil
}

// onLoopback refuses what is not on this machine.
func onLoopback(urls []string) error {
	for _, text := range urls {
		u, err := url.Parse(text)
		if err != nil {
			return fmt.Errorf("--nats: %q is no address", text)
		}
		if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
			return fmt.Errorf("--nats: %s is not on this machine: a NATS that others use is not for this", u.Redacted())
		}
	}
	return nil
}

// benchPorts are addresses of loopback that are free now.
func benchPorts(n int) (addrs []string, err error) {
	for range n {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer ln.Close() // until all are had
		addrs = append(addrs, net.JoinHostPort("127.0.0.1", strconv.Itoa(ln.Addr().(*net.TCPAddr).Port)))
	}
	return addrs, nil
}
