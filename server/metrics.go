package server

import (
	"net/http"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"onair/server/sfu"
	"onair/signaling"
)

// metrics counts what an operator watches; each server has its own.
type metrics struct {
	reg      *prometheus.Registry
	in       prometheus.Registerer // of reg, with the node's name
	requests *prometheus.CounterVec
	known    requests
}

func newMetrics(s *Server) *metrics {
	m, gw := &metrics{reg: prometheus.NewRegistry()}, s.gateway.Stats()
	m.in = m.reg
	if sh := s.cfg.Shared; sh != nil {
		m.in = prometheus.WrapRegistererWith(prometheus.Labels{"node": sh.Node}, m.reg)
	}
	m.requests = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "onair_requests_total", Help: "Requests by type; unknown types together."}, []string{"type"})
	m.in.MustRegister(m.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	gauge := func(name, help string, f func() float64) {
		m.in.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, f))
	}
	count := func(name, help string, f func() uint64) {
		m.in.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help},
			func() float64 { return float64(f()) }))
	}
	counter := func(name, help string, v *atomic.Uint64) { count(name, help, v.Load) }
	gauge("onair_connections", "Open WebSocket connections.", func() float64 { return float64(gw.Connections.Load()) })
	gauge("onair_sessions", "Users logged in, with those whose connection is lost.", func() float64 { return float64(s.sessions.Count()) })
	gauge("onair_rooms", "Rooms that exist.", func() float64 { return float64(len(s.rooms.States())) })
	gauge("onair_members", "Members of all rooms.", func() float64 {
		n := 0
		for _, st := range s.rooms.States() {
			n += st.Len()
		}
		return float64(n)
	})
	gauge("onair_members_without_session", "Members with neither a session nor a running grace time; 0 is right.",
		func() float64 { return float64(len(s.rooms.Orphans(s.life))) })
	for _, via := range []signaling.Door{signaling.DoorWHIP, signaling.DoorRTMP, signaling.DoorRTMPS, signaling.DoorSRT} {
		m.in.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "onair_program_streams", Help: "Streams that other programs send, by protocol.",
			ConstLabels: prometheus.Labels{"via": string(via)}}, func() float64 { return float64(s.doors.Lives(via)) }))
	}
	m.in.MustRegister(lossMetrics{s})
	MediaMetrics(m.in, s.relay.Stats)
	gauge("onair_hls_streams", "Streams made into HLS.", func() float64 { return float64(s.cdn.Stats().Shows) })
	gauge("onair_hls_viewers", "HLS viewers, estimated by their requests; those behind a cache are not seen.", func() float64 { return s.cdn.Stats().Viewers })
	count("onair_hls_requests_total", "HLS requests.", func() uint64 { return s.cdn.Stats().Requests })
	count("onair_hls_refused_total", "HLS requests refused by a limit or for their signature.", func() uint64 { return s.cdn.Stats().Refused })
	counter("onair_messages_received_total", "Messages from clients.", &gw.Received)
	counter("onair_messages_sent_total", "Messages to clients.", &gw.Sent)
	counter("onair_slow_readers_total", "Connections cut because the client did not read.", &gw.Slow)
	counter("onair_refused_addresses_total", "Connections refused because one address has too many.", &s.entrance.perAddress)
	counter("onair_flooders_total", "Connections cut because of far too many messages.", &gw.Flooding)
	counter("onair_http_refused_total", "HTTP requests refused because one address made too many.", &s.entrance.tooFast)
	count("onair_panics_total", "Panics caught where bytes of others are read; each ended a connection, or a run of HLS. 0 is right.", s.panics.Count)
	count("onair_not_stored_total", "Times a room could not be stored.", s.rooms.NotStored)
	count("onair_events_without_message_total", "Events of rooms that members could not be told; 0 is right.", s.rooms.Unworded)
	return m
}

// request counts one request; types nobody knows share a label.
func (m *metrics) request(typ string) {
	if _, ok := m.known[typ]; !ok && typ != "login" && typ != "resume" {
		typ = "unknown"
	}
	m.requests.WithLabelValues(typ).Inc()
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.reg, promhttp.HandlerOpts{})
}

// MediaMetrics registers what a relay counts.
func MediaMetrics(in prometheus.Registerer, stats func() sfu.Stats) {
	for _, g := range []struct {
		name, help string
		value      func(sfu.Stats) float64
		total      bool
	}{
		{"onair_media_streams", "Streams coming in.", func(t sfu.Stats) float64 { return float64(t.Streams) }, false},
		{"onair_media_viewers", "Streams going out.", func(t sfu.Stats) float64 { return float64(t.Viewers) }, false},
		{"onair_media_packets_in_total", "RTP packets from publishers.", func(t sfu.Stats) float64 { return float64(t.PacketsIn) }, true},
		{"onair_media_bytes_in_total", "RTP payload bytes from publishers.", func(t sfu.Stats) float64 { return float64(t.BytesIn) }, true},
		{"onair_media_packets_out_total", "RTP packets to viewers.", func(t sfu.Stats) float64 { return float64(t.PacketsOut) }, true},
		{"onair_media_bytes_out_total", "RTP payload bytes to viewers.", func(t sfu.Stats) float64 { return float64(t.BytesOut) }, true},
		{"onair_media_retransmits_total", "Packets sent again to viewers.", func(t sfu.Stats) float64 { return float64(t.Retransmits) }, true},
		{"onair_media_plis_total", "Keyframes asked of publishers.", func(t sfu.Stats) float64 { return float64(t.PLIsSent) }, true},
		{"onair_media_send_dropped_total", "Datagrams dropped at the socket.", func(t sfu.Stats) float64 { return float64(t.SendDropped) }, true},
	} {
		read := func() float64 { return g.value(stats()) }
		if g.total {
			in.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: g.name, Help: g.help}, read))
		} else {
			in.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: g.name, Help: g.help}, read))
		}
	}
}

// MetricsAddr is the host:port /metrics has for itself, empty for none.
func (s *Server) MetricsAddr() string {
	if s.metricsLn == nil {
		return ""
	}
	return s.metricsLn.Addr().String()
}
