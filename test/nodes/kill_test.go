package nodes

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"time"

	"onair/internal/natstest"
)

// kinds are what may happen to a world.
var kinds = []string{"viewers", "anchor", "leader", "nats", "pause", "cut", "cut-leader", "rolling"}

// row is what one of them led to.
type row struct {
	kind             string
	gap, seen        time.Duration // of the viewer who had it worst: longest without a picture; a whole second of pictures after
	gaps             []time.Duration
	seens            []time.Duration
	commands, anchor time.Duration // longest without one that is confirmed
	unharmed         int           // viewers who noticed nothing
}

// can reports whether a kind is possible here.
func (w *world) can(kind string) bool {
	switch kind {
	case "nats":
		return w.nats != nil
	case "cut", "cut-leader":
		return w.net != nil
	}
	return true
}

// other is a node that neither leads nor has the anchor.
func (w *world) other(s *stage) int {
	for _, i := range w.random.Perm(len(w.nodes)) {
		if i != w.leader() && i != s.at {
			return i
		}
	}
	return -1
}

// hit does one of them, waits until all is well again, and tells what it led to.
func (w *world) hit(kind string, s *stage, c *crowd, hold time.Duration) row {
	w.Helper()
	s.home()
	w.flowsAll(s, c)
	if kind == "anchor" && s.at == w.leader() {
		kind = "anchor+leader"
	}
	var back func()
	node := -1
	for _, g := range s.all(c) {
		g.mark()
	}
	begin := time.Now()
	kill := func(i int) {
		node = i
		w.nodes[i].Kill()
		s.moved(i)
		back = w.nodes[i].Restart
	}
	switch kind {
	case "viewers":
		kill(w.other(s))
	case "anchor", "anchor+leader":
		kill(s.at)
	case "leader":
		kill(w.leader())
	case "nats":
		node = w.random.IntN(natstest.Size)
		w.nats.Kill(node)
		back = func() { w.nats.Restart(node) }
	case "pause":
		node = w.leader()
		w.nodes[node].Signal(syscall.SIGSTOP)
		s.moved(node)
		back = func() { w.nodes[node].Signal(syscall.SIGCONT) }
	case "cut", "cut-leader":
		if node = w.leader(); kind == "cut" {
			node = w.other(s)
		}
		w.net.cut(node)
		back = w.net.heal
	case "rolling":
		for i, n := range w.nodes {
			if err := n.End(syscall.SIGTERM); err != nil {
				w.wrong("node %s, asked to end: %v", names[i], err)
			}
			s.moved(i)
			n.Restart()
			w.flowsAll(s, c)
		}
	}
	if hold > 0 && kind != "rolling" {
		time.Sleep(hold)
	}
	if kind != "pause" {
		w.flowsAll(s, c)
	}
	r := w.look(kind, s, c, begin)
	if back != nil {
		back()
	}
	w.flowsAll(s, c)
	w.until("all nodes are in step", w.inStep)
	return r
}

// inStep reports whether all nodes count again: only then may the next blow come.
func (w *world) inStep() bool {
	for _, n := range w.nodes {
		res, err := http.Get(n.URL() + "/healthz")
		if err != nil {
			return false
		}
		var said struct{ NATS string }
		err = json.NewDecoder(res.Body).Decode(&said)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || said.NATS != "" {
			return false
		}
	}
	return true
}

// all are the gaps of everybody.
func (s *stage) all(c *crowd) (list []*gaps) {
	for _, v := range s.viewers {
		for _, e := range v.sees {
			list = append(list, &e.gaps)
		}
	}
	return append(append(list, &s.says), c.write...)
}

// flowsAll waits until everybody sees and is heard.
func (w *world) flowsAll(s *stage, c *crowd) {
	w.Helper()
	s.flows("after a blow")
	w.until("commands at all nodes", func() bool {
		for _, g := range c.write {
			if !g.steady(time.Second) {
				return false
			}
		}
		return s.says.steady(time.Second)
	})
}

// look tells what people saw since begin.
func (w *world) look(kind string, s *stage, c *crowd, begin time.Time) row {
	r := row{kind: kind}
	for _, v := range s.viewers {
		e := v.sees["anna"]
		if e == nil {
			continue
		}
		gap, over := e.worst(begin)
		if over == 0 {
			r.unharmed++
			over = -time.Second
		}
		r.gaps, r.seens = append(r.gaps, gap), append(r.seens, over+time.Second)
		r.gap, r.seen = max(r.gap, gap), max(r.seen, over+time.Second)
	}
	for _, g := range c.write {
		gap, _ := g.worst(begin)
		r.commands = max(r.commands, gap)
	}
	r.anchor, _ = s.says.worst(begin)
	return r
}

func (r row) String() string {
	return fmt.Sprintf("%-10s longest gap %.1f s (median %.1f), a second of pictures after %.1f s (median %.1f), unharmed %d of %d, no command for %.1f s, none of the anchor's for %.1f s",
		r.kind, r.gap.Seconds(), mid(r.gaps).Seconds(), r.seen.Seconds(), mid(r.seens).Seconds(), r.unharmed, len(r.gaps), r.commands.Seconds(), r.anchor.Seconds())
}

func mid[T cmp.Ordered](list []T) (m T) {
	if len(list) > 0 {
		list = slices.Sorted(slices.Values(list))
		m = list[len(list)/2]
	}
	return m
}

// table sums the rows up, a line a kind: the median and the worst of its runs.
func table(rows []row) string {
	var b strings.Builder
	b.WriteString("| what happened | times | longest without a picture, of all viewers, median run / worst | viewers with no gap over 0.5 s | whole second of pictures again, median viewer / worst | longest without a command, at any node, median run / worst | of the anchor in the same room, median / worst |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	for _, kind := range append([]string{"anchor+leader"}, kinds...) {
		var gap, commands, anchor, worst, each []time.Duration
		unharmed, viewers := 0, 0
		for _, r := range rows {
			if r.kind != kind {
				continue
			}
			gap, commands, anchor, worst, each = append(gap, r.gap), append(commands, r.commands), append(anchor, r.anchor), append(worst, r.seen), append(each, r.seens...)
			unharmed += r.unharmed
			viewers += len(r.gaps)
		}
		if len(gap) == 0 {
			continue
		}
		s := func(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()) }
		fmt.Fprintf(&b, "| %s | %d | %s / %s s | %d %% | %s / %s s | %s / %s s | %s / %s s |\n", kind, len(gap), s(mid(gap)), s(slices.Max(gap)),
			unharmed*100/max(1, viewers), s(mid(each)), s(slices.Max(worst)), s(mid(commands)), s(slices.Max(commands)), s(mid(anchor)), s(slices.Max(anchor)))
	}
	return b.String()
}
