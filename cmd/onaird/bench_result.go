package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"onair/server/sfu/crowd"
)

// benchState is all that is counted at one moment.
type benchState struct {
	at       time.Time
	nodes    []map[string]float64
	viewers  []crowd.Count
	pictures int    // that were sent
	bytes    uint64 // of them, and of sound
	self     time.Duration
}

func (r *benchRun) take(ctx context.Context) (s benchState, err error) {
	s.at, s.self = time.Now(), ownTime()
	s.pictures, s.bytes = r.pub.Sent()
	for _, v := range r.viewers {
		s.viewers = append(s.viewers, v.Count())
	}
	for _, n := range r.nodes {
		m, err := n.read(ctx)
		if err != nil {
			return s, err
		}
		s.nodes = append(s.nodes, m)
	}
	return s, nil
}

// benchStepResult is what was measured with so many viewers.
type benchStepResult struct {
	viewers, more int
	joins         []time.Duration // of those that came last
	late, hops    []time.Duration
	cores         []float64 // of each node, of a core
	memory        []float64 // bytes
	given         float64   // bytes a second from the anchor's node to others
	stream        float64   // bytes a second
	self          float64   // of a core, of this process
	missing       int       // packets
	dropped       float64   // datagrams at the nodes' sockets
	sent, came    int       // pictures; came to the viewer with the fewest
	bad           string    // why it does not fit
}

const (
	metricTime    = "process_cpu_seconds_total"
	metricMemory  = "process_resident_memory_bytes"
	metricGiven   = "onair_node_media_bytes_total out"
	metricDropped = "onair_media_send_dropped_total"
)

func (s *benchStepResult) measure(a, b benchState) {
	took := b.at.Sub(a.at).Seconds()
	for i, m := range b.nodes {
		s.cores = append(s.cores, (m[metricTime]-a.nodes[i][metricTime])/took)
		s.memory = append(s.memory, m[metricMemory])
		s.dropped += m[metricDropped] - a.nodes[i][metricDropped]
	}
	s.given = (b.nodes[0][metricGiven] - a.nodes[0][metricGiven]) / took
	s.stream = float64(b.bytes-a.bytes) / took
	s.self = (b.self - a.self).Seconds() / took
	s.sent = b.pictures - a.pictures
	s.came = s.sent
	for i, v := range b.viewers {
		s.missing += max(0, v.Missing-a.viewers[i].Missing)
		s.came = min(s.came, v.Pictures-a.viewers[i].Pictures)
	}
}

// lackingPictures is how many of a hundred need not come, beside those of half a second
// that may be under way at the edges of what is measured.
const lackingPictures = 5

func (s *benchStepResult) judge(bound time.Duration) {
	switch late := hundredth(s.late, 95); {
	case s.missing > 0 || s.dropped > 0:
		s.bad = fmt.Sprintf("viewers missed %d packets, nodes could not send %.0f", s.missing, s.dropped)
	case s.sent-s.came > s.sent*lackingPictures/100+crowd.FPS/2:
		s.bad = fmt.Sprintf("a viewer got %d of %d pictures", s.came, s.sent)
	case len(s.late) == 0:
		s.bad = "the viewers that look got no picture"
	case late > bound:
		s.bad = fmt.Sprintf("5 of 100 pictures were %v late or more", late.Round(time.Millisecond))
	}
}

// hundredth is the smallest that so many of a hundred do not pass; 0 of none.
func hundredth(all []time.Duration, n int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	all = slices.Sorted(slices.Values(all))
	return all[min(len(all)-1, len(all)*n/100)]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func (s *benchStepResult) sum() (cores float64) {
	for _, c := range s.cores {
		cores += c
	}
	return cores
}

// line prints a step.
func (s *benchStepResult) line(out io.Writer) {
	fmt.Fprintf(out, "%8d %9.0f %9.2f %8.0f %8d %12.1f %9s %9s\n", s.viewers, 100*s.sum(), share(s.sum(), float64(s.viewers)), 100*s.self, s.missing, share(float64(s.came), float64(s.sent)),
		ms(hundredth(s.late, 50)), ms(hundredth(s.late, 95)))
}

// print says what the largest step that fits has shown.
func (s *benchStepResult) print(out io.Writer, end string) {
	others := len(s.cores) - 1
	fmt.Fprintf(out, "\n%d viewers fit; it ended because %s.\n\n", s.viewers, end)
	row := func(what, format string, v ...any) {
		fmt.Fprintf(out, "%-34s "+format+"\n", append([]any{what}, v...)...)
	}
	row("processor, a viewer", "%.2f %% of a core", share(s.sum(), float64(s.viewers)))
	for i := range s.cores {
		what := fmt.Sprintf("processor and memory, node %d", i+1)
		row(what, "%.0f %% of a core, %.0f MiB", 100*s.cores[i], s.memory[i]/(1<<20))
	}
	row("processor, anchor and viewers", "%.0f %% of a core, of %d", 100*s.self, runtime.NumCPU())
	row("the stream", "%.2f Mbit/s", 8*s.stream/1e6)
	if others > 0 {
		row("from the anchor's node to others", "%.2f Mbit/s, %.2f x one stream for each of %d", 8*s.given/1e6, s.given/s.stream/float64(others), others)
		row("a hop more, median and p95", "%s, %s", ms(hundredth(s.hops, 50)), ms(hundredth(s.hops, 95)))
	}
	row("anchor to viewer, median and p95", "%s, %s", ms(hundredth(s.late, 50)), ms(hundredth(s.late, 95)))
	row(fmt.Sprintf("joining, median and p95 of %d", len(s.joins)), "%s, %s", ms(hundredth(s.joins, 50)), ms(hundredth(s.joins, 95)))
}
