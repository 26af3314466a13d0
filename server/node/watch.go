package node

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"onair/server"
	"onair/server/reply"
)

// health is what a node answers at /healthz, about itself.
type health struct {
	// Status is ready, or seeking while nobody is known to lead.
	Status string `json:"status"`
	Node   string `json:"node"`
	Leads  bool   `json:"leads"`
	Leader string `json:"leader,omitempty"`
	// NATS is what the one inside the node lacks of what the others have.
	NATS string `json:"nats,omitempty"`
	// Data and Damage are the leader's to say.
	Data   string   `json:"data,omitempty"`
	Damage []string `json:"damage,omitempty"`
}

func (n *Node) serveHealth(w http.ResponseWriter, _ *http.Request) {
	n.mu.Lock()
	l, way := n.led, n.way
	n.mu.Unlock()
	code, h := http.StatusOK, health{Status: "ready", Node: n.cluster.Name(), NATS: n.cluster.Lacks()}
	switch {
	case l != nil:
		var s server.Health
		code, s = l.srv.Health()
		h.Leads, h.Leader, h.Status, h.Data, h.Damage = true, h.Node, s.Status, s.Data, s.Damage
	case way != nil:
		h.Leader = way.leader.Name
	default:
		code, h.Status = http.StatusServiceUnavailable, "seeking"
	}
	reply.JSON(w, code, h)
}

// watch is what a node tells at /metrics: its own, and while it leads the server's, too.
type watch struct {
	n     *Node
	own   *prometheus.Registry // always
	alone *prometheus.Registry // what the server counts, too, while it runs here
	ln    net.Listener         // for /metrics alone, nil for none
	http  *http.Server
}

func (n *Node) openWatch() (w *watch, err error) {
	w = &watch{n: n, own: prometheus.NewRegistry(), alone: prometheus.NewRegistry()}
	name := prometheus.Labels{"node": n.cluster.Name()}
	in, alone := prometheus.WrapRegistererWith(name, w.own), prometheus.WrapRegistererWith(name, w.alone)
	server.MediaMetrics(alone, n.relay.Stats)
	alone.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	gauge := func(name, help string, f func() float64) {
		in.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, f))
	}
	count := func(name, help string, labels prometheus.Labels, f func() uint64) {
		in.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help, ConstLabels: labels}, func() float64 { return float64(f()) }))
	}
	flag := func(ok bool) float64 {
		if ok {
			return 1
		}
		return 0
	}
	gauge("onair_node_leads", "1 while this node leads.", func() float64 { return flag(n.here() != nil) })
	gauge("onair_node_nats_lags", "1 while the NATS inside this node has not got all that the others have.", func() float64 { return flag(n.cluster.Lacks() != "") })
	gauge("onair_node_seeking", "1 while this node knows of nobody who leads, and refuses what clients ask.", func() float64 {
		n.mu.Lock()
		defer n.mu.Unlock()
		return flag(n.led == nil && n.way == nil)
	})
	s, t := n.porch.Stats(), &n.trunks
	gauge("onair_node_clients", "Open WebSocket connections of this node's clients.", func() float64 { return float64(s.Connections.Load()) })
	gauge("onair_node_trunks", "Trunks of this node: one to who leads, or one of each other node.", func() float64 { return float64(t.Trunks.Load()) })
	const bytes = "Bytes on trunks, without encryption."
	count("onair_node_trunk_bytes_total", bytes, prometheus.Labels{"way": "in"}, t.In.Load)
	count("onair_node_trunk_bytes_total", bytes, prometheus.Labels{"way": "out"}, t.Out.Load)
	count("onair_node_trunk_events_total", "Events sent to other nodes, each once for a node.", nil, t.Bodies.Load)
	count("onair_node_trunk_told_total", "Clients of other nodes that events were sent to.", nil, t.Told.Load)
	const media = "Bytes of media between this node and others, without encryption."
	count("onair_node_media_bytes_total", media, prometheus.Labels{"way": "in"}, func() uint64 { _, in := n.media.Traffic(); return in })
	count("onair_node_media_bytes_total", media, prometheus.Labels{"way": "out"}, func() uint64 { out, _ := n.media.Traffic(); return out })
	count("onair_node_messages_received_total", "Messages from this node's clients.", nil, s.Received.Load)
	count("onair_node_messages_sent_total", "Messages to this node's clients.", nil, s.Sent.Load)
	count("onair_node_slow_readers_total", "This node's connections cut because the client did not read.", nil, s.Slow.Load)
	count("onair_node_flooders_total", "This node's connections cut because of far too many messages.", nil, s.Flooding.Load)
	count("onair_node_refused_addresses_total", "Connections refused here because one address has too many.", nil, func() uint64 { c, _ := n.entrance.Refused(); return c })
	count("onair_node_http_refused_total", "Requests refused here because one address made too many.", nil, func() uint64 { _, r := n.entrance.Refused(); return r })
	w.ln, w.http, err = n.entrance.OpenMetrics(w)
	return w, err
}

// ServeHTTP implements http.Handler.
func (w *watch) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	all := prometheus.Gatherers{w.own, w.alone}
	if l := w.n.here(); l != nil {
		all[1] = l.srv.Metrics()
	}
	promhttp.HandlerFor(all, promhttp.HandlerOpts{}).ServeHTTP(out, r)
}

// run serves the address for /metrics alone until ctx ends.
func (w *watch) run(ctx context.Context, log *slog.Logger) {
	if w.ln == nil {
		return
	}
	defer context.AfterFunc(ctx, w.close)()
	if err := w.http.Serve(w.ln); !errors.Is(err, http.ErrServerClosed) {
		log.Error("metrics are not served any more", "err", err)
	}
}

// close may be called again.
func (w *watch) close() {
	if w.ln != nil {
		_ = w.http.Close()
		_ = w.ln.Close()
	}
}
