package bwe

import (
	"math"
	"time"
)

// Config bounds the estimate, in bits a second.
type Config struct{ Min, Max, Start int }

const (
	queueHigh   = 30 * time.Millisecond  // packets queue up
	queueAlarm  = 100 * time.Millisecond // and badly
	queueLow    = 15 * time.Millisecond  // the path is free
	lossHigh    = 0.12
	lossLow     = 0.10
	rateWindow  = 500 * time.Millisecond
	baseBucket  = 10 * time.Second
	flatTooLong = 4 * time.Second
	// A report's fastest packet tells of the queue if it is one of so many, or
	// else the fastest of the reports of so long.
	enoughPackets = 16
	recentReports = 250 * time.Millisecond
)

// Estimator is the pure decision. It belongs to one goroutine; now is any
// steadily growing clock.
type Estimator struct {
	cfg     Config
	target  float64
	link    float64 // what the path carried when it last was too much
	base    [2]time.Duration
	baseAt  time.Duration
	haveOWD bool
	queue   time.Duration
	recent  [4]recent // the last reports, newest first
	over    int       // reports in a row with a queue

	acked, sent rateMeter
	loss        float64

	lastReport, lastDrop, lastLossDrop time.Duration
	queuedSince                        time.Duration
	lossAtDrop                         float64
	lossDrops                          int
	immuneUntil                        time.Duration
}

// New starts at cfg.Start.
func New(cfg Config) *Estimator {
	e := &Estimator{cfg: cfg}
	e.target = e.clamp(float64(cfg.Start))
	return e
}

func (e *Estimator) clamp(v float64) float64 {
	return math.Min(math.Max(v, float64(e.cfg.Min)), float64(e.cfg.Max))
}

// SetMax moves the ceiling.
func (e *Estimator) SetMax(bps int) {
	e.cfg.Max = max(bps, e.cfg.Min)
	e.target = e.clamp(e.target)
}

// Target is the rate to send at now, all streams together.
func (e *Estimator) Target() int { return int(e.target) }

// Queue is the delay that the path's queue adds at present.
func (e *Estimator) Queue() time.Duration { return e.queue }

// LastDrop is when the estimate was last lowered, 0 if never.
func (e *Estimator) LastDrop() time.Duration { return max(e.lastDrop, e.lastLossDrop) }

// Loss is the smoothed share of lost packets.
func (e *Estimator) Loss() float64 { return e.loss }

// OnFeedback takes one report.
func (e *Estimator) OnFeedback(now time.Duration, results []Result) {
	if len(results) == 0 {
		return
	}
	since := min(now-e.lastReport, time.Second)
	if e.lastReport == 0 {
		since = 0
	}
	e.lastReport = now
	e.measure(now, since, results)
	switch {
	case e.overused(now):
		e.drop(now)
	case e.losing(now):
	case e.queue < queueLow && (e.loss < lossLow || now < e.immuneUntil):
		e.grow(now, since)
	}
	e.target = e.clamp(e.target)
}

func (e *Estimator) measure(now, since time.Duration, results []Result) {
	fastest, lost := time.Duration(math.MaxInt64), 0
	for _, r := range results {
		e.sent.add(r.Sent, r.Size)
		if !r.Received {
			lost++
			continue
		}
		e.acked.add(r.Arrived, r.Size)
		fastest = min(fastest, r.Arrived-r.Sent)
	}
	weight := math.Min(math.Max(float64(len(results))/100, since.Seconds()/1.5), 1)
	e.loss += (float64(lost)/float64(len(results)) - e.loss) * weight
	if lost == len(results) {
		return
	}
	if !e.haveOWD {
		e.haveOWD, e.base, e.baseAt = true, [2]time.Duration{fastest, fastest}, now
	}
	if now-e.baseAt > baseBucket {
		e.base[1], e.base[0], e.baseAt = e.base[0], fastest, now
	}
	e.base[0] = min(e.base[0], fastest)
	copy(e.recent[1:], e.recent[:])
	e.recent[0] = recent{now, fastest, len(results) - lost}
	fastest = e.fastest(now)
	e.queue = fastest - min(e.base[0], e.base[1])
}

// recent is one report: how many packets came and the least time one took.
type recent struct {
	at      time.Duration
	fastest time.Duration
	n       int
}

// fastest is the least time a packet took lately: in the last report, or where
// that has too few for a fast one to be among them, in the ones before it too.
func (e *Estimator) fastest(now time.Duration) time.Duration {
	best, n := time.Duration(math.MaxInt64), 0
	for _, r := range e.recent {
		if r.n == 0 || n >= enoughPackets || n > 0 && now-r.at > recentReports {
			break
		}
		best, n = min(best, r.fastest), n+r.n
	}
	return best
}

// overused tells whether a queue stands, over two reports so that one late
// report is not taken for it. A queue that stands however little is sent is a
// longer path, and becomes the new zero.
func (e *Estimator) overused(now time.Duration) bool {
	if e.queue < queueHigh {
		e.over, e.queuedSince = 0, now
		return false
	}
	e.over++
	if now-e.queuedSince > flatTooLong && e.queue < 2*queueAlarm {
		e.base = [2]time.Duration{e.base[0] + e.queue, e.base[0] + e.queue}
		e.over, e.queuedSince = 0, now
		return false
	}
	return e.over >= 2 || e.queue > queueAlarm
}

func (e *Estimator) drop(now time.Duration) {
	if now-e.lastDrop < 300*time.Millisecond {
		return
	}
	e.lastDrop = now
	acked, factor := e.acked.rate(rateWindow), 0.85
	if e.queue > queueAlarm { // sudden: what came before it tells nothing
		acked, factor = e.acked.rate(rateWindow/2), 0.7
	}
	if e.sent.rate(rateWindow) < 0.6*e.target {
		// Little was sent, so what came says little about the path.
		e.target = math.Max(factor*acked, 0.8*e.target)
		return
	}
	e.link = acked
	e.target = math.Min(e.target, factor*acked)
}

// losing lowers the rate while much is lost, unless lowering has been seen to
// make no difference: then the loss is the radio's, not a queue's.
func (e *Estimator) losing(now time.Duration) bool {
	if e.loss < lossHigh {
		e.lossDrops = 0
		return false
	}
	if now < e.immuneUntil && e.loss < 0.4 {
		return false
	}
	if now-e.lastLossDrop < 700*time.Millisecond {
		return true
	}
	if e.lossDrops == 0 {
		e.lossAtDrop = e.loss
	}
	if e.lossDrops >= 3 && e.loss > 0.8*e.lossAtDrop && e.queue < queueLow {
		e.lossDrops, e.immuneUntil = 0, now+10*time.Second
		return false
	}
	e.lossDrops++
	e.lastLossDrop = now
	e.link = e.acked.rate(rateWindow)
	e.target *= 1 - 0.5*math.Min(e.loss, 0.6)
	return true
}

// grow raises the rate: by a third a second where the path is unknown or was
// last full long ago, gently near the rate that filled it. It does not run away
// from what is really being sent.
func (e *Estimator) grow(now, since time.Duration) {
	acked := e.acked.rate(rateWindow)
	if e.target > 2*acked+200_000 {
		return
	}
	dt := since.Seconds()
	near := e.link > 0 && e.target > 0.8*e.link && now-e.lastDrop < 6*time.Second
	if near {
		e.target += dt * (30_000 + 0.03*e.target)
		return
	}
	e.target *= math.Pow(1.35, dt)
}

// rateMeter counts bytes over the last second of its own clock.
type rateMeter struct {
	at   [1024]time.Duration
	size [1024]int
	n    int
}

func (m *rateMeter) add(at time.Duration, size int) {
	m.at[m.n%1024], m.size[m.n%1024] = at, size
	m.n++
}

func (m *rateMeter) rate(window time.Duration) float64 {
	if m.n == 0 {
		return 0
	}
	last, bytes := m.at[(m.n-1)%1024], 0
	for i := m.n - 1; i >= 0 && i > m.n-1024; i-- {
		age := last - m.at[i%1024]
		if age > window {
			break
		}
		bytes += m.size[i%1024]
	}
	return float64(bytes) * 8 / window.Seconds()
}
