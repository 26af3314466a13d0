package server

import (
	"context"
	"net/http"

	"onair/server/buckets"
	"onair/server/reply"

	"github.com/prometheus/client_golang/prometheus"
)

// Health is what /healthz answers. The status code is about serving alone: a
// server with damaged data serves what is left.
type Health struct {
	Status string `json:"status"` // ready, starting, stopping
	// Data is ok, checking (so far ok), or damaged.
	Data string `json:"data"`
	// Damage says what is lost.
	Damage []string `json:"damage,omitempty"`
}

func (s *Server) serveHealth(w http.ResponseWriter, _ *http.Request) {
	code, h := s.Health()
	reply.JSON(w, code, h)
}

// Health is how the server is, and the status code that says so.
func (s *Server) Health() (code int, h Health) {
	code, h = http.StatusOK, Health{Status: "ready", Data: "ok"}
	if !s.ready.Load() {
		code, h.Status = http.StatusServiceUnavailable, "starting"
	}
	if s.stopping() {
		code, h.Status = http.StatusServiceUnavailable, "stopping"
	}
	if !s.verified.Load() {
		h.Data = "checking"
	}
	for _, l := range s.store.Losses() {
		h.Data, h.Damage = "damaged", append(h.Damage, l.String())
	}
	return code, h
}

// verifyData looks through all data while people are served already.
func (s *Server) verifyData(ctx context.Context) {
	for _, l := range s.store.Losses() {
		s.log.Error("damaged data", "bucket", l.Bucket, "lost", l.Entries, "unknown", l.Unknown, "older", l.Older, "refusing", l.Refusing,
			"do", "stop the server and run: onaird check")
	}
	if err := s.store.Verify(ctx); err != nil {
		if ctx.Err() == nil {
			s.log.Error("data not looked through", "err", err)
		}
		return
	}
	s.verified.Store(true)
}

// lossMetrics tells of lost entries by bucket.
type lossMetrics struct{ srv *Server }

var (
	lostDesc     = prometheus.NewDesc("onair_data_lost_entries", "Entries known to be lost; 0 is right.", []string{"bucket"}, nil)
	doubtfulDesc = prometheus.NewDesc("onair_data_doubtful", "1 where the counts of a bucket were damaged, or an older copy was put back, so that more may be lost.", []string{"bucket"}, nil)
)

// Describe implements prometheus.Collector.
func (lossMetrics) Describe(c chan<- *prometheus.Desc) { c <- lostDesc; c <- doubtfulDesc }

// Collect implements prometheus.Collector.
func (m lossMetrics) Collect(c chan<- prometheus.Metric) {
	lost, doubtful := map[string]float64{}, map[string]float64{}
	for _, l := range m.srv.store.Losses() {
		lost[l.Bucket] = float64(l.Entries)
		if l.Unknown || l.Older {
			doubtful[l.Bucket] = 1
		}
	}
	for name := range buckets.Layouts {
		c <- prometheus.MustNewConstMetric(lostDesc, prometheus.GaugeValue, lost[name], name)
		c <- prometheus.MustNewConstMetric(doubtfulDesc, prometheus.GaugeValue, doubtful[name], name)
	}
}
